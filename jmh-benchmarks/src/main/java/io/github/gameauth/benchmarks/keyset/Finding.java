// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.keyset;

import java.time.Duration;
import java.util.Locale;

/**
 * An answer to a question.
 *
 * @param question what was asked
 * @param value a count, or seconds
 * @param text what the table says
 */
public record Finding(Question question, double value, String text) {
  static Finding count(Question question, int count) {
    return new Finding(question, count, Integer.toString(count));
  }

  static Finding part(Question question, int count, int of) {
    return new Finding(question, count, count + " of " + of);
  }

  /** A time; one that {@code isOver} is at least that long. */
  static Finding time(Question question, Duration time, boolean isOver) {
    double seconds = time.toNanos() / 1e9;
    String text =
        seconds < 1
            ? Math.round(seconds * 1000) + " ms"
            : String.format(Locale.ROOT, "%.1f s", seconds);
    return new Finding(question, seconds, isOver ? "over " + text : text);
  }
}
