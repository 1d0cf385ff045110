// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.report;

import java.util.Locale;

/** Numbers as people read them: with as many digits as mean something. */
final class Figures {
  private Figures() {}

  /** Microseconds, with three digits or so. */
  static String micros(double micros) {
    String format = micros < 0.1 ? "%.3f" : micros < 10 ? "%.2f" : micros < 100 ? "%.1f" : "%,.0f";
    return format(format, micros);
  }

  /** One that is known exactly, or of which nobody knows how exactly, has no error. */
  static String withError(double value, double error) {
    if (error <= 0) {
      return ratio(value);
    }
    return format(error < 0.01 ? "%.3f ± %.3f" : "%.2f ± %.2f", value, error);
  }

  static String ratio(double ratio) {
    return format("%.2f", ratio);
  }

  static String bytes(double bytes) {
    return format("%,d", Math.round(bytes));
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
