// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.json;

import static io.github.gameauth.json.Reading.LIMIT;
import static io.github.gameauth.json.Reading.MALFORMED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, RFC 8259 §6, and row E5. */
final class JsonNumberTest {
  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        -1,
        10,
        253_402_300_799L,
        999_999_999_999_999_999L,
        -999_999_999_999_999_999L,
        1_000_000_000_000_000_000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE
      })
  void readsIntegersThatFitAsLong(long number) {
    assertEquals(number, Reading.valueOf(Long.toString(number)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "-9223372036854775809",
        "9999999999999999999",
        "10000000000000000000",
        "18446744073709551617",
        "0.5",
        "-0.5",
        "1.0",
        "0.0",
        "1e0",
        "1E5",
        "1e+5",
        "1e-5",
        "0e5",
        "1.5e308",
        "1e-308",
        "1e0000308"
      })
  void readsEveryOtherExactly(String number) {
    assertEquals(new BigDecimal(number), Reading.valueOf(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0", "-0.0", "-0.000", "-0e5", "-0E-5", "-0.0e+1"})
  void keepsTheSignOfZero(String number) {
    assertEquals(-0.0, Reading.valueOf(number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01",
        "00",
        "-01",
        "-00",
        "00.1",
        "+1",
        "+0",
        "-",
        "--1",
        "-+1",
        "- 1",
        "1.",
        "-1.",
        ".1",
        "-.1",
        ".",
        "1.e5",
        "1.+1",
        "1..1",
        "1.1.1",
        "1e",
        "1e+",
        "1e-",
        "1e+-1",
        "1ee1",
        "1e1.5",
        "1e1e1",
        "e1",
        "1 1",
        "1_000",
        "1,000",
        "0x1",
        "0b1",
        "1f",
        "1d",
        "1L",
        "1a",
        "\u0661",
        "1\u0661",
        "\uff11",
        "\u2212" + "1",
        "NaN",
        "Infinity",
        "-Infinity",
        "inf",
        "1/2"
      })
  void refusesWhatIsNoNumber(String number) {
    assertEquals(MALFORMED, Reading.of("{\"a\":" + number + "}"));
    assertEquals(MALFORMED, Reading.of("{\"a\":[" + number + "}"));
  }

  @Test
  void takesNoOtherCharacterBetweenTwoDigits() {
    for (char c = 0; c < 0x100; c++) {
      boolean belongs = (c >= '0' && c <= '9') || c == '.' || c == 'e' || c == 'E';
      String verdict = Reading.of("{\"a\":1" + c + "5}").verdict();

      assertEquals(belongs ? "ACCEPTED" : "MALFORMED", verdict, "with " + (int) c);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e309",
        "1e400",
        "1e-309",
        "1e-400",
        "1E+400",
        "0e309",
        "1e2147483648",
        "1e99999999999999999999",
        "1e-9223372036854775809"
      })
  void refusesExponentsOutOfRange(String number) {
    assertEquals(LIMIT, Reading.of("{\"a\":" + number + "}"));
  }

  @Test
  void refusesNumbersOfMoreThan40Characters() {
    String forty = "1".repeat(40);

    assertEquals(new BigDecimal(forty), Reading.valueOf(forty));
    assertEquals(LIMIT, Reading.of("{\"a\":" + forty + "1}"));
    assertEquals(
        new BigDecimal("-" + forty.substring(1)), Reading.valueOf("-" + forty.substring(1)));
    assertEquals(LIMIT, Reading.of("{\"a\":-" + forty + "}"));
    assertEquals(LIMIT, Reading.of("{\"a\":0." + forty + "}"));
    assertEquals(LIMIT, Reading.of("{\"a\":1e" + "0".repeat(40) + "}"));
    assertEquals(LIMIT, Reading.of("{\"a\":" + "9".repeat(1_000_000) + "}"));
  }
}
