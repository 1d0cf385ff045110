// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NumericDateTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1893456000L, 253402300798L, 253402300799L})
  void readsWholeSecondsOfTheYears1970To9999(long seconds) {
    Optional<Instant> time = Optional.of(Instant.ofEpochSecond(seconds));

    assertEquals(time, NumericDate.notAfter(seconds));
    assertEquals(time, NumericDate.notBefore(seconds));
    assertEquals(time, NumericDate.notAfter(BigDecimal.valueOf(seconds, 0)));
    assertEquals(time, NumericDate.notBefore(BigDecimal.valueOf(seconds).setScale(9)));
  }

  @ParameterizedTest
  @ValueSource(
      longs = {-1, 253402300800L, 1893456000000L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 62})
  void refusesSecondsOfOtherYears(long seconds) {
    assertEquals(Optional.empty(), NumericDate.notAfter(seconds));
    assertEquals(Optional.empty(), NumericDate.notBefore(seconds));
    assertEquals(Optional.empty(), NumericDate.notAfter(BigDecimal.valueOf(seconds)));
    assertEquals(Optional.empty(), NumericDate.notBefore(BigDecimal.valueOf(seconds)));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0, 1",
    "0.999999999999999999999, 0, 1",
    "1e-308, 0, 1",
    "1893456000.5, 1893456000, 1893456001",
    "1893456000.000, 1893456000, 1893456000",
    "253402300798.5, 253402300798, 253402300799",
    "1.5e3, 1500, 1500",
    "0e308, 0, 0",
    "0e-308, 0, 0",
  })
  void cutsFractionsSoThatATokenLivesShorter(BigDecimal number, long notAfter, long notBefore) {
    assertEquals(Optional.of(Instant.ofEpochSecond(notAfter)), NumericDate.notAfter(number));
    assertEquals(Optional.of(Instant.ofEpochSecond(notBefore)), NumericDate.notBefore(number));
  }

  @Test
  void roundsNothingIntoTheYearTenThousand() {
    BigDecimal end = new BigDecimal("253402300799.5");

    assertEquals(Optional.of(Instant.ofEpochSecond(253402300799L)), NumericDate.notAfter(end));
    assertEquals(Optional.empty(), NumericDate.notBefore(end));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-0.1",
        "-1e-308",
        "1e308",
        "-1e308",
        "9223372036854775808",
        "1e12",
        "253402300800.0"
      })
  void refusesDecimalsOutOfRangeWithoutWritingThemOut(BigDecimal number) {
    assertEquals(Optional.empty(), NumericDate.notAfter(number));
    assertEquals(Optional.empty(), NumericDate.notBefore(number));
  }

  @Test
  void coercesNothing() {
    for (Object value :
        Arrays.asList(null, "1893456000", true, -0.0, 1.5, 1893456000, List.of(1L), Map.of())) {
      assertEquals(Optional.empty(), NumericDate.notAfter(value));
      assertEquals(Optional.empty(), NumericDate.notBefore(value));
    }
  }
}
