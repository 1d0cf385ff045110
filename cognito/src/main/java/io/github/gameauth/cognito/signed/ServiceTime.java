// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.signed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What time it is at the service: this machine's time, corrected by what the service said when it
 * found a signature too old or too new. Safe to share.
 */
final class ServiceTime {
  private static final Logger log = LoggerFactory.getLogger(ServiceTime.class);

  /** Beyond, something else is wrong, and a signature for that day would lie around for long. */
  private static final Duration MAX_OFFSET = Duration.ofDays(1);

  private final InstantSource source;
  private volatile Duration offset = Duration.ZERO;

  ServiceTime(InstantSource source) {
    this.source = source;
  }

  /** Stands still at what time it is there now: one signature, one time. */
  Clock clock() {
    return Clock.fixed(source.instant().plus(offset), ZoneOffset.UTC);
  }

  /**
   * Sets the time by an answer's {@code Date}.
   *
   * @return whether it may be right now: false if it is too far off
   */
  boolean learn(Instant there) {
    Duration found = Duration.between(source.instant(), there);
    if (found.abs().compareTo(MAX_OFFSET) > 0) {
      return false;
    }
    log.warn("this machine's clock is off by {} against AWS's; signing by theirs", found);
    offset = found;
    return true;
  }
}
