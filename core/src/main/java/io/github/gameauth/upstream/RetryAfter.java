// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.upstream;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * How long a server asks us to wait, within reason: a value of zero must not make us hammer it, nor
 * one of a year silence us.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110 §10.2.3</a>
 */
final class RetryAfter {
  static final Duration MIN = Duration.ofSeconds(1);
  static final Duration MAX = Duration.ofMinutes(5);

  /** Longer numbers are all beyond {@link #MAX}. */
  private static final int MAX_DIGITS = 9;

  private RetryAfter() {}

  /**
   * The wait that {@code header} asks for at {@code now}; {@code null} if it says nothing clear.
   */
  static @Nullable Duration of(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    String value = header.trim();
    if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return value.length() > MAX_DIGITS ? MAX : clamped(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return clamped(Duration.between(now, at));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Duration clamped(Duration wait) {
    if (wait.compareTo(MIN) < 0) {
      return MIN;
    }
    return wait.compareTo(MAX) > 0 ? MAX : wait;
  }
}
