// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * The time of day and the monotonic clock of a test. Both stand still until the test moves them:
 * {@link #advance} lets time pass, {@link #jumpWall} sets the time of day alone, as an
 * administrator or a resumed machine does.
 */
public final class TestClock implements InstantSource, LongSupplier {
  private final AtomicReference<Instant> wall;
  // Not zero: code that mistakes 0 for "never" shall not pass by luck.
  private final AtomicLong nanos = new AtomicLong(7_000_000_000_000L);
  private final List<Runnable> followers = new ArrayList<>();

  private TestClock(Instant start) {
    this.wall = new AtomicReference<>(start);
  }

  /** A clock that shows {@code instant}, written as ISO 8601, until it is moved. */
  public static TestClock at(String instant) {
    return new TestClock(Instant.parse(instant));
  }

  @Override
  public Instant instant() {
    return wall.get();
  }

  /** The monotonic clock in nanoseconds. */
  @Override
  public long getAsLong() {
    return nanos.get();
  }

  /** Lets time pass on both clocks, then runs what has become due in schedulers that follow. */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("duration: " + duration + " (expected: not negative)");
    }
    wall.updateAndGet(now -> now.plus(duration));
    nanos.addAndGet(duration.toNanos());
    tellFollowers();
  }

  /** Sets the time of day forward, or back by a negative duration; the monotonic clock stays. */
  public void jumpWall(Duration by) {
    wall.updateAndGet(now -> now.plus(by));
  }

  /** Lets {@code follower} run after each {@link #advance}. */
  void follow(Runnable follower) {
    synchronized (followers) {
      followers.add(follower);
    }
  }

  private void tellFollowers() {
    List<Runnable> now;
    synchronized (followers) {
      now = List.copyOf(followers);
    }
    now.forEach(Runnable::run);
  }
}
