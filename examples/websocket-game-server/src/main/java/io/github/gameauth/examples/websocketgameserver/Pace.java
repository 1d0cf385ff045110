// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.secret.SecretGenerator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * So many at once, and so many a period after that (the generic cell rate algorithm): each slot
 * holds the time at which its allowance is whole again. The memory is fixed. Sources share slots by
 * a keyed hash, so that made-up sources cost nothing and nobody chooses whose slot they fill.
 *
 * <p>Safe to share.
 */
final class Pace {
  private final AtomicLongArray wholeAgainAt;
  private final byte[] key;
  private final long interval;
  private final long tolerance;
  private final LongSupplier ticker;
  private final long start;

  private Pace(int slots, byte[] key, int count, Duration period, LongSupplier ticker) {
    this.key = key;
    this.wholeAgainAt = new AtomicLongArray(slots);
    this.interval = Math.max(1, period.toNanos() / count);
    this.tolerance = interval * (count - 1L);
    this.ticker = ticker;
    this.start = ticker.getAsLong();
  }

  /** {@code count} at once and each {@code period} after that, for each of many sources. */
  static Pace perSource(int count, Duration period, LongSupplier ticker) {
    return new Pace(1 << 14, new SecretGenerator().bytes(16), count, period, ticker);
  }

  /** {@code count} at once and each {@code period} after that, in all. */
  static Pace single(int count, Duration period, LongSupplier ticker) {
    return new Pace(1, new byte[0], count, period, ticker);
  }

  /** How long a source has to wait; nothing if it may go on, which is counted. */
  Duration waitOf(String source) {
    byte[] text = source.getBytes(StandardCharsets.UTF_8);
    byte[] keyed = ByteBuffer.allocate(key.length + text.length).put(key).put(text).array();
    return waitOf(Math.floorMod(Fingerprint.of(keyed).hashCode(), wholeAgainAt.length()));
  }

  /** Whether one more may go on, which is counted. */
  boolean allows() {
    return waitOf(0).isZero();
  }

  private Duration waitOf(int slot) {
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
}
