// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import io.github.gameauth.event.AuthListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** What all parts of {@link Accounts} go by. */
record AccountSettings(
    LinkRules rules,
    InstantSource clock,
    AuthListener listener,
    Duration longestToken,
    Duration proofAge) {
  /** How far a proof's time may lie ahead: servers' clocks differ by that much at most. */
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

  /** The time, in whole milliseconds as stores keep it. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** When the last token that lives at {@code now} has expired. */
  Instant revokedUntil(Instant now) {
    return now.plus(longestToken);
  }

  boolean isFresh(LinkProof proof, Instant now) {
    return !proof.authTime().isBefore(now.minus(proofAge))
        && !proof.authTime().isAfter(now.plus(CLOCK_SKEW));
  }
}
