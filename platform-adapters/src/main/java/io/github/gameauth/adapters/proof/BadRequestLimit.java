// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import io.github.gameauth.adapters.check.Require;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many refusals a platform may give us before we stop asking of our own accord. Some block an
 * address that asks nonsense too often, and then nobody can log in; strangers could bring that
 * about by sending junk.
 *
 * <p>It counts per process. Where several share an address, each takes its share.
 *
 * @param most so many refusals (401, 403, 429) within the window; 1 to 1,000,000
 * @param window how long a refusal counts; 1 second to 1 day
 */
public record BadRequestLimit(int most, Duration window) {
  /** A refusal is forgotten up to a twentieth of the window late. */
  private static final int SLICES = 20;

  /** Checks the numbers. */
  public BadRequestLimit {
    Require.between("most", most, 1, 1_000_000);
    Require.between("window", window, Duration.ofSeconds(1), Duration.ofDays(1));
  }

  /** Counts. Its lock is held for a few additions. */
  static final class Count {
    private final BadRequestLimit limit;
    private final LongSupplier ticker;
    private final long sliceNanos;
    private final int[] slices = new int[SLICES + 1];
    private long newest;
    private int total;

    Count(BadRequestLimit limit, LongSupplier ticker) {
      this.limit = limit;
      this.ticker = ticker;
      this.sliceNanos = limit.window().toNanos() / SLICES;
      this.newest = slice();
    }

    private long slice() {
      return Math.floorDiv(ticker.getAsLong(), sliceNanos);
    }

    synchronized void add() {
      forget();
      slices[at(newest)]++;
      total++;
    }

    /** How long to ask no more; zero if asking is fine. */
    synchronized Duration untilNext() {
      forget();
      return total < limit.most() ? Duration.ZERO : Duration.ofNanos(sliceNanos);
    }

    private void forget() {
      long now = slice();
      long steps = Math.min(now - newest, slices.length);
      for (long i = 1; i <= steps; i++) {
        int index = at(newest + i);
        total -= slices[index];
        slices[index] = 0;
      }
      newest = Math.max(newest, now);
    }

    private int at(long slice) {
      return Math.floorMod(slice, slices.length);
    }
  }
}
