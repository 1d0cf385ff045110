// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.flight;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what comes in floods, by two words, within windows of a second, and tells once in a window
 * that it is a flood. No lock, no timer, and memory for so many words only; safe to share.
 */
final class Bursts {
  /** How many different words are told apart, at each of the two places. */
  static final int MOST = 64;

  /** What all further ones are. */
  static final String OTHER = "other";

  static final long WINDOW = 1_000_000_000;

  /**
   * Enough of them came.
   *
   * @param first the first word, or {@link #OTHER}
   * @param second the second
   * @param count how many
   * @param within in how many nanoseconds
   * @param before how many came in the whole window before this one
   */
  record Burst(String first, String second, int count, long within, int before) {}

  private final int enough;
  private final LongSupplier nanos;
  private final ConcurrentHashMap<String, Row> rows = new ConcurrentHashMap<>();

  Bursts(int enough, LongSupplier nanos) {
    this.enough = enough;
    this.nanos = nanos;
  }

  /** Counts one; what to tell if it is the one that made them a flood. */
  @Nullable Burst add(String first, String second) {
    Row row = rows.get(first);
    return (row == null ? newRow(first) : row).window(second).add();
  }

  private Row newRow(String first) {
    return rows.computeIfAbsent(rows.size() < MOST ? first : OTHER, Row::new);
  }

  private final class Row {
    private final String first;
    private final ConcurrentHashMap<String, Window> windows = new ConcurrentHashMap<>();

    Row(String first) {
      this.first = first;
    }

    Window window(String second) {
      Window window = windows.get(second);
      return window == null ? newWindow(second) : window;
    }

    private Window newWindow(String second) {
      return windows.computeIfAbsent(
          windows.size() < MOST ? second : OTHER, named -> new Window(first, named));
    }
  }

  private final class Window {
    private final String first;
    private final String second;
    private final AtomicLong begun = new AtomicLong(nanos.getAsLong());
    private final AtomicInteger count = new AtomicInteger();
    private volatile int before;

    Window(String first, String second) {
      this.first = first;
      this.second = second;
    }

    @Nullable Burst add() {
      long now = nanos.getAsLong();
      long since = begun.get();
      // Whoever comes in between counts for the old window or the new one; both will do.
      if (now - since >= WINDOW && begun.compareAndSet(since, now)) {
        int last = count.getAndSet(0);
        before = now - since < 2 * WINDOW ? last : 0;
      }
      return count.incrementAndGet() == enough
          ? new Burst(first, second, enough, Math.max(0, now - begun.get()), before)
          : null;
    }
  }
}
