// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import java.time.Duration;

/**
 * What came of a login or a refresh. A caller who forgets to look holds no session, so forgetting
 * is safe.
 */
public sealed interface SessionOutcome {
  /**
   * Let them in.
   *
   * @param session their tokens
   */
  record Accepted(Session session) implements SessionOutcome {}

  /**
   * Turn them away; asking again with the same words will not help.
   *
   * @param refusal why, fit to be told
   */
  record Rejected(SessionRefusal refusal) implements SessionOutcome {}

  /**
   * Nobody can tell right now. Never a verdict on the player, who keeps what they have: the same
   * credential or refresh token may be brought again.
   *
   * @param cause what is out, for the server's eyes
   * @param retryAfter when asking again may help
   */
  record Undecided(SessionUndecided cause, Duration retryAfter) implements SessionOutcome {}
}
