// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.check;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * One moment on both clocks. The monotonic one may stand still while a virtual machine is paused,
 * the time of day may be set back: the age of anything is the greater of both.
 *
 * @param wallMillis the time of day
 * @param nanos the monotonic clock
 */
public record Moment(long wallMillis, long nanos) {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MAX_MILLIS = Long.MAX_VALUE / NANOS_PER_MILLI;

  /** This moment on those clocks. */
  public static Moment of(InstantSource clock, LongSupplier ticker) {
    return new Moment(clock.millis(), ticker.getAsLong());
  }

  /** How many nanoseconds ago this was at {@code now}; never below zero. */
  public long ageAt(Moment now) {
    return ageAt(now.wallMillis, now.nanos);
  }

  /** The same without a moment made for the question. */
  public long ageAt(long nowMillis, long nowNanos) {
    long wall = Math.min(nowMillis - wallMillis, MAX_MILLIS) * NANOS_PER_MILLI;
    return Math.max(0, Math.max(wall, nowNanos - nanos));
  }

  /** Whether this was before {@code other}, by the monotonic clock. */
  public boolean isBefore(Moment other) {
    return nanos - other.nanos < 0;
  }
}
