// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.token.Rejection;
import java.time.Duration;

/**
 * What came of checking a token. A caller who forgets to look holds no player, so forgetting is
 * safe.
 */
public sealed interface Verification {
  /**
   * Let them in.
   *
   * @param player who the token proves it is
   */
  record Accepted(VerifiedPlayer player) implements Verification {}

  /**
   * Turn them away; asking again with the same token will not help.
   *
   * @param rejection why, for the server's eyes
   */
  record Rejected(Rejection rejection) implements Verification {}

  /**
   * Nobody can tell right now: the issuer's keys are not at hand. Never a verdict on the token.
   *
   * @param retryAfter when asking again may help
   */
  record Undecided(Duration retryAfter) implements Verification {}

  /**
   * The player, for callers who like exceptions.
   *
   * @throws TokenRefusedException if the token was rejected
   * @throws VerificationUndecidedException if nobody can tell now
   */
  default VerifiedPlayer orElseThrow() {
    if (this instanceof Accepted accepted) {
      return accepted.player();
    }
    if (this instanceof Rejected rejected) {
      throw new TokenRefusedException(rejected.rejection());
    }
    throw new VerificationUndecidedException(((Undecided) this).retryAfter());
  }
}
