// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.Optional;

/** What came of asking for the next tokens, as a client sees it. */
public sealed interface Renewal {
  /**
   * Here they are.
   *
   * @param accessToken the next access token
   * @param expiresIn how long it lives, {@code expires_in}
   * @param refreshIn when to ask for the next one, {@code refresh_in}; 80 % of its life if absent
   * @param refreshToken what to ask with; empty if it stays the same, or there is none
   */
  record Renewed(
      Secret accessToken,
      Duration expiresIn,
      Optional<Duration> refreshIn,
      Optional<Secret> refreshToken)
      implements Renewal {}

  /** The session is over: log in again. */
  record SignedOut() implements Renewal {}

  /**
   * Nobody could tell.
   *
   * @param retryAfter when the other side wants to be asked again; zero if it did not say
   */
  record Undecided(Duration retryAfter) implements Renewal {}
}
