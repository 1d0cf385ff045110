// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import io.github.gameauth.event.AuthListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The time that keys live by: the time of day, which here never goes back. A clock that was put
 * back must not bring dropped keys to life again, nor make a key look younger in the store than it
 * is.
 */
final class KeyClock {
  private static final long WORTH_TELLING_MILLIS = 1000;

  private final InstantSource clock;
  private final AuthListener listener;
  private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);
  private final AtomicBoolean told = new AtomicBoolean();

  KeyClock(InstantSource clock, AuthListener listener) {
    this.clock = clock;
    this.listener = listener;
  }

  Instant now() {
    long wall = clock.millis();
    long last = latest.get();
    if (wall > last) {
      latest.accumulateAndGet(wall, Math::max);
      told.set(false);
      return Instant.ofEpochMilli(wall);
    }
    if (last - wall > WORTH_TELLING_MILLIS && told.compareAndSet(false, true)) {
      listener.clockWentBack(Duration.ofMillis(last - wall));
    }
    return Instant.ofEpochMilli(last);
  }
}
