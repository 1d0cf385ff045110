// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads seconds since 1970 (RFC 7519 §2), within the years 1970 to 9999. Fractions are cut off the
 * way that makes a token live shorter.
 */
final class NumericDate {
  private static final long MAX = 253_402_300_799L; // 9999-12-31T23:59:59Z

  /** Compared before a decimal is written out: 1e308 would need a kilobyte. */
  private static final BigDecimal END = BigDecimal.valueOf(MAX + 1);

  private NumericDate() {}

  /** The instant, its fraction dropped, or empty if {@code value} is no such number. */
  static Optional<Instant> notAfter(@Nullable Object value) {
    return read(value, RoundingMode.FLOOR);
  }

  /** The instant, its fraction rounded up, or empty if {@code value} is no such number. */
  static Optional<Instant> notBefore(@Nullable Object value) {
    return read(value, RoundingMode.CEILING);
  }

  private static Optional<Instant> read(@Nullable Object value, RoundingMode rounding) {
    if (value instanceof Long seconds) {
      return inRange(seconds);
    }
    if (value instanceof BigDecimal decimal
        && decimal.signum() >= 0
        && decimal.compareTo(END) < 0) {
      return inRange(decimal.setScale(0, rounding).longValueExact());
    }
    return Optional.empty();
  }

  private static Optional<Instant> inRange(long seconds) {
    return isInRange(seconds) ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
  }

  static boolean isInRange(long seconds) {
    return seconds >= 0 && seconds <= MAX;
  }
}
