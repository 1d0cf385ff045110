// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.secret.Secret;
import java.time.Duration;

/** What a {@link TokenKeeper} has. */
public sealed interface KeptToken {
  /** A token that is good for some time. */
  record Ready(Secret token) implements KeptToken {}

  /** The session is over. */
  record SignedOut() implements KeptToken {}

  /**
   * None now, though the session may be alive.
   *
   * @param retryAfter when asking again may help
   */
  record Unavailable(Duration retryAfter) implements KeptToken {}
}
