// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time that proofs are made at. The service refuses one that is minutes off with the very words
 * of a wrong password; so this machine's clock is corrected once a proof by the service's time was
 * taken where one by ours was not. Safe to share.
 */
final class ProofClock {
  private static final Logger log = LoggerFactory.getLogger(ProofClock.class);

  /** Less does no harm: the service tolerates about five minutes. */
  private static final Duration LEAST = Duration.ofMinutes(2);

  /** More is no clock that went wrong; with one like that, no certificate would be good. */
  private static final Duration MOST = Duration.ofDays(1);

  private final InstantSource clock;
  private volatile Duration offset = Duration.ZERO;

  ProofClock(InstantSource clock) {
    this.clock = clock;
  }

  Instant now() {
    return clock.instant().plus(offset);
  }

  /** How far we seem to be behind a service that has just told its time; empty if we are not. */
  Optional<Duration> behind(Optional<Instant> serviceTime) {
    return serviceTime
        .map(time -> Duration.between(now(), time))
        .filter(off -> off.abs().compareTo(LEAST) > 0 && off.abs().compareTo(MOST) <= 0);
  }

  /** We were behind by so much: a proof has shown it. */
  void learn(Duration behind) {
    Duration total = offset.plus(behind);
    log.warn("This machine's clock differs from Cognito's by {}; proofs go by Cognito's", total);
    offset = total;
  }
}
