// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

/**
 * One moment on both clocks. The monotonic one may stand still while a virtual machine is paused,
 * the time of day may be set back: the age of anything is the greater of both.
 *
 * @param wallMillis the time of day
 * @param nanos the monotonic clock
 */
record Moment(long wallMillis, long nanos) {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MAX_MILLIS = Long.MAX_VALUE / NANOS_PER_MILLI;

  /** How many nanoseconds ago this was at {@code now}; never below zero. */
  long ageAt(Moment now) {
    return ageAt(now.wallMillis, now.nanos);
  }

  long ageAt(long nowMillis, long nowNanos) {
    long wall = Math.min(nowMillis - wallMillis, MAX_MILLIS) * NANOS_PER_MILLI;
    return Math.max(0, Math.max(wall, nowNanos - nanos));
  }
}
