// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks of a registry. A lease is measured by the monotonic one, so that a time of day
 * that goes back prolongs nothing; and a time of day that is set forward, or that went on while the
 * machine slept, is noticed.
 */
final class LeaseTime {
  /** Clocks are slewed by fractions of a second all the time; that is no news. */
  static final long TOLERANCE_MILLIS = 500;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final InstantSource clock;
  private final LongSupplier ticker;
  private final long origin;

  /** By how much the time of day is ahead; the least since it was last set forward. */
  private long ahead;

  LeaseTime(InstantSource clock, LongSupplier ticker) {
    this.clock = clock;
    this.ticker = ticker;
    this.origin = ticker.getAsLong();
    this.ahead = clock.millis();
  }

  /** Milliseconds since the registry was built; never goes back. */
  long now() {
    return (ticker.getAsLong() - origin) / NANOS_PER_MILLI;
  }

  /** The time of day. */
  long wall() {
    return clock.millis();
  }

  /** What {@link #now} will be when the time of day is {@code wallMillis}, if both just go on. */
  long at(long wallMillis) {
    return now() + (wallMillis - wall());
  }

  /** Whether the time of day has gained on the other clock since it was last asked. */
  boolean wentAhead() {
    long lead = wall() - now();
    if (lead - ahead > TOLERANCE_MILLIS) {
      ahead = lead;
      return true;
    }
    ahead = Math.min(ahead, lead);
    return false;
  }
}
