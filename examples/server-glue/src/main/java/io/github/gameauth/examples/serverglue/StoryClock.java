// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that runs like any other, and skips what the story skips: nobody waits for hours. */
final class StoryClock implements InstantSource, LongSupplier {
  private final Instant start;
  private final long startNanos = System.nanoTime();
  private final AtomicLong skippedNanos = new AtomicLong();

  private StoryClock(Instant start) {
    this.start = start;
  }

  static StoryClock startingAt(String instant) {
    return new StoryClock(Instant.parse(instant));
  }

  void skip(Duration span) {
    skippedNanos.addAndGet(span.toNanos());
  }

  /** The time of day, by which tokens are judged. */
  @Override
  public Instant instant() {
    return start.plusNanos(getAsLong() - startNanos);
  }

  /** Elapsed time, by which key sets grow old. */
  @Override
  public long getAsLong() {
    return System.nanoTime() + skippedNanos.get();
  }
}
