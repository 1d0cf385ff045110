// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.event.AuthListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The latest time of day seen so far. A clock that is set back would bring expired tokens to life;
 * judged by this one they stay dead, and fresh tokens are merely judged early or late by as much.
 */
final class HighWaterClock implements InstantSource {
  /** Clocks are slewed by fractions of a second all the time; that is no news. */
  private static final long TOLERANCE_MILLIS = 1000;

  private final InstantSource source;
  private final AuthListener listener;
  private final AtomicLong highWater = new AtomicLong(Long.MIN_VALUE);
  private final AtomicBoolean told = new AtomicBoolean();

  HighWaterClock(InstantSource source, AuthListener listener) {
    this.source = source;
    this.listener = listener;
  }

  @Override
  public Instant instant() {
    Instant time = source.instant();
    long now = time.toEpochMilli();
    long highest = highest(now);
    return now == highest ? time : Instant.ofEpochMilli(highest);
  }

  @Override
  public long millis() {
    return highest(source.millis());
  }

  private long highest(long now) {
    long highest = highWater.get();
    while (now > highest) {
      if (highWater.compareAndSet(highest, now)) {
        told.setPlain(false);
        return now;
      }
      highest = highWater.get();
    }
    if (highest - now > TOLERANCE_MILLIS && told.compareAndSet(false, true)) {
      listener.clockWentBack(Duration.ofMillis(highest - now));
    }
    return highest;
  }
}
