// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.token.Rejection.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The form of registered claims, numbered as in the attack catalogue. Whether a well-formed claim
 * is the right one is for the policies to say.
 */
final class ClaimFormTest {
  private static final TestIssuer ISSUER = TestIssuer.create();
  private static final Door DOOR = Door.with(ISSUER.key().forVerification());
  private static final List<Object> NO_TEXTS =
      Arrays.asList(null, 1, 1.5, true, Map.of("a", "b"), List.of("p-17"));

  @Nested
  @DisplayName("G. Time")
  class Time {
    @ParameterizedTest
    @ValueSource(strings = {"exp", "nbf", "iat"})
    @DisplayName("G2, G3, G8, G9: a time that is no number")
    void timeThatIsNoNumberIsRefused(String claim) {
      for (Object value :
          Arrays.asList(
              null,
              "1893456000",
              "2030-01-01T00:00:00Z",
              "",
              true,
              List.of(1893456000),
              Map.of("seconds", 1893456000))) {
        DOOR.refusesClaim(claim, token().claim(claim, value).signed());
      }
    }

    @ParameterizedTest
    @CsvSource({
      "1893456000, 1893456000",
      "1893456000.5, 1893456000",
      "1893456000.999999999, 1893456000",
      "1893456e3, 1893456000",
      "1.893456E+9, 1893456000",
      "18934560000e-1, 1893456000",
      "0, 0",
      "0.9, 0",
      "253402300799, 253402300799",
      "253402300799.9, 253402300799",
    })
    @DisplayName("G5: fraction and exponent are legal; a fraction is cut off exp")
    void expiryIsReadAsAnyNumber(String written, long seconds) {
      Claims claims = DOOR.letsIn(times("exp", written));

      assertEquals(Optional.of(Instant.ofEpochSecond(seconds)), claims.expiresAt());
    }

    @Test
    @DisplayName("G5: a fraction makes nbf later, so that the token lives shorter at both ends")
    void fractionOfNotBeforeIsRoundedUp() {
      Claims claims = DOOR.letsIn(times("nbf", "1893456000.000000001"));

      assertEquals(Optional.of(Instant.ofEpochSecond(1893456001)), claims.notBefore());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "-1",
          "-0.5",
          "-1893456000",
          "253402300800",
          "1893456000000",
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808",
          "18446744073709551616",
          "9223372036854775.807",
          "1e308",
          "-1e308",
          "1e18",
          "99999999999999999999999999999999999999"
        })
    @DisplayName("G6: negative, beyond the year 9999, or overflowing sooner or later")
    void timeOutOfRangeIsRefused(String written) {
      for (String claim : List.of("exp", "nbf", "iat")) {
        DOOR.refusesClaim(claim, times(claim, written));
      }
    }

    @Test
    @DisplayName("G6: larger than any number")
    void timeBeyondNumbersIsOverALimit() {
      DOOR.refuses(Reason.LIMIT, times("exp", "1e400"));
    }

    @Test
    @DisplayName("G8, G9: nbf or iat after exp")
    void timesInTheWrongOrderAreRefused() {
      Instant noon = Instant.parse("2030-01-01T12:00:00Z");
      TestToken token = token().without("iat").expiresAt(noon);

      DOOR.letsIn(token.notBefore(noon).signed());
      DOOR.refusesClaim("nbf", token.notBefore(noon.plusSeconds(1)).signed());
      DOOR.letsIn(token.without("nbf").issuedAt(noon).signed());
      DOOR.refusesClaim("iat", token.issuedAt(noon.plusSeconds(1)).signed());
      DOOR.letsIn(token.without("exp").signed());
    }

    private static String times(String claim, String written) {
      return token().rawPayload("{\"" + claim + "\":" + written + "}").signed();
    }
  }

  @Nested
  @DisplayName("H. iss, aud, sub, jti")
  class Names {
    @Test
    @DisplayName("H2: iss that is no text")
    void issuerThatIsNoTextIsRefused() {
      for (Object value : NO_TEXTS) {
        DOOR.refusesClaim("iss", token().claim("iss", value).signed());
      }
    }

    @Test
    @DisplayName("H5: aud that is neither a text nor a list of texts")
    void audienceOfAnotherFormIsRefused() {
      for (Object value :
          Arrays.asList(
              null,
              1,
              true,
              Map.of("aud", "my-game"),
              List.of(List.of("my-game")),
              List.of("my-game", 1),
              List.of("my-game", Map.of()),
              List.of("my-game", true),
              Arrays.asList(null, "my-game"),
              Arrays.asList("my-game", null))) {
        DOOR.refusesClaim("aud", token().claim("aud", value).signed());
      }
    }

    @Test
    @DisplayName("H5, H6: aud stays what it is, for a policy to judge")
    void audienceIsNeitherSplitNorTrimmed() {
      assertEquals(List.of("a b"), DOOR.letsIn(token().audience("a b").signed()).audience());
      assertEquals(
          List.of("My-Game ", "b"),
          DOOR.letsIn(token().audience("My-Game ", "b").signed()).audience());
      assertEquals(List.of(""), DOOR.letsIn(token().audience("").signed()).audience());
      assertEquals(List.of(), DOOR.letsIn(token().claim("aud", List.of()).signed()).audience());
      assertEquals(List.of(), DOOR.letsIn(token().without("aud").signed()).audience());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "jti"})
    @DisplayName("H7, H8: sub and jti that are no text")
    void nameThatIsNoTextIsRefused(String claim) {
      for (Object value : NO_TEXTS) {
        DOOR.refusesClaim(claim, token().claim(claim, value).signed());
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "jti"})
    @DisplayName("H7, H8: sub and jti that are empty, blank, too long or do not show")
    void nameThatNamesNobodyIsRefused(String claim) {
      for (String value :
          List.of(
              "",
              " ",
              "\u00a0\u2003",
              "p\u0000",
              "\u0000p-17",
              "p\r\n17",
              "p\u001b[2J",
              "p\u202e71",
              "p\u200b17",
              "p-17\ufeff",
              "p-17\ufe0f",
              "s".repeat(256),
              "s".repeat(4_000))) {
        DOOR.refusesClaim(claim, token().claim(claim, value).signed());
      }
      DOOR.letsIn(token().claim(claim, "s".repeat(255)).signed());
      DOOR.letsIn(token().without(claim).signed());
    }

    @Test
    @DisplayName("H7: look-alikes stay apart; nothing is normalised, trimmed or folded")
    void lookAlikesStayApart() {
      for (String subject :
          List.of(
              "p-17",
              "P-17",
              " p-17",
              "p-17 ",
              "\u0440-17",
              "\uff50-17",
              "caf\u00e9",
              "cafe\u0301")) {
        assertEquals(
            Optional.of(subject), DOOR.letsIn(token().subject(subject).signed()).subject());
      }
    }
  }

  @Test
  @DisplayName("numbers keep their value, whatever their size")
  void numbersKeepTheirValue() {
    Claims claims =
        DOOR.letsIn(
            token()
                .claim("small", 1)
                .claim("largest", Long.MAX_VALUE)
                .claim("least", Long.MIN_VALUE)
                .claim("larger", BigInteger.ONE.shiftLeft(63))
                .claim("decimal", new BigDecimal("0.10"))
                .signed());

    assertEquals(Optional.of(1L), claims.number("small"));
    assertEquals(Optional.of(Long.MAX_VALUE), claims.number("largest"));
    assertEquals(Optional.of(Long.MIN_VALUE), claims.number("least"));
    assertEquals(Optional.of(new BigDecimal("9223372036854775808")), claims.value("larger"));
    assertEquals(Optional.of(new BigDecimal("0.10")), claims.value("decimal"));
    assertEquals(Optional.empty(), claims.number("larger"));
  }

  private static TestToken token() {
    return ISSUER.token();
  }
}
