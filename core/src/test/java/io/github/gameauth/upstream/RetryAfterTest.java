// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "'0', 1",
    "'1', 1",
    "' 30 ', 30",
    "'300', 300",
    "'301', 300",
    "'99999999999999999999999', 300",
    "'Tue, 1 Jan 2030 12:00:30 GMT', 30",
    "'Tue, 01 Jan 2030 12:02:00 GMT', 120",
    "'Tue, 01 Jan 2030 11:00:00 GMT', 1",
    "'Wed, 01 Jan 2031 11:00:00 GMT', 300"
  })
  void isClampedToReason(String header, long seconds) {
    assertEquals(Duration.ofSeconds(seconds), RetryAfter.of(header, NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "soon", "1, 2", "+3", "٣", "Tue, 99 Jan 2030 12:00 GMT"})
  void isIgnoredIfUnclear(String header) {
    assertNull(RetryAfter.of(header, NOW));
  }

  @Test
  void isNothingIfAbsent() {
    assertNull(RetryAfter.of(null, NOW));
  }
}
