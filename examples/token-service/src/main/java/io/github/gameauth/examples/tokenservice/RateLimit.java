// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.secret.SecretGenerator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * So many requests at once for each source, and so many a period after that. The memory is fixed:
 * sources share slots by a keyed hash, so a flood of made-up sources costs us nothing, and nobody
 * can choose whose slot they fill.
 *
 * <p>Each slot holds one number, the time at which its allowance is whole again (the generic cell
 * rate algorithm).
 */
final class RateLimit {
  private static final int SLOTS = 1 << 16;

  private final AtomicLongArray wholeAgainAt = new AtomicLongArray(SLOTS);
  private final byte[] key = new SecretGenerator().bytes(16);
  private final long interval;
  private final long tolerance;
  private final LongSupplier ticker;
  private final long start;

  private RateLimit(long interval, long tolerance, LongSupplier ticker) {
    this.interval = interval;
    this.tolerance = tolerance;
    this.ticker = ticker;
    this.start = ticker.getAsLong();
  }

  /**
   * A limit.
   *
   * @param count how many a source may do at once, and within each {@code period} after that
   * @param ticker elapsed nanoseconds
   */
  static RateLimit of(int count, Duration period, LongSupplier ticker) {
    long interval = Math.max(1, period.toNanos() / count);
    return new RateLimit(interval, interval * (count - 1L), ticker);
  }

  /** How long the source has to wait; nothing if it may go on, which is counted. */
  Duration waitOf(String source) {
    int slot = slot(source);
    while (true) {
      long now = ticker.getAsLong() - start;
      long whole = wholeAgainAt.get(slot);
      long from = Math.max(whole, now);
      long wait = from - now - tolerance;
      if (wait > 0) {
        return Duration.ofNanos(wait);
      }
      if (wholeAgainAt.compareAndSet(slot, whole, from + interval)) {
        return Duration.ZERO;
      }
    }
  }

  /** Counts a request of the source. */
  void count(String source) {
    Duration wait = waitOf(source);
    if (!wait.isZero()) {
      throw Refusal.rateLimited(wait);
    }
  }

  private int slot(String source) {
    byte[] text = source.getBytes(StandardCharsets.UTF_8);
    byte[] keyed = ByteBuffer.allocate(key.length + text.length).put(key).put(text).array();
    return Fingerprint.of(keyed).hashCode() & (SLOTS - 1);
  }
}
