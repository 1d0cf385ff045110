// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.secret.Secret;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TotpSetupTest {
  private final TotpSetup setup = new TotpSetup(Secret.of("JBSWY3DPEHPK3PXP"));

  @ParameterizedTest
  @CsvSource({
    "My Game, zoë@example.com, My%20Game, zo%C3%AB%40example.com",
    "A+B*C~D, x&y=z?#/%, A%2BB%2AC~D, x%26y%3Dz%3F%23%2F%25",
    "az-AZ.09_~, 🎮, az-AZ.09_~, %F0%9F%8E%AE",
    "'G\tame', 'a\"b', G%09ame, a%22b"
  })
  void writesTheUrlThatAuthenticatorsRead(
      String issuer, String account, String issuerEncoded, String accountEncoded) {
    assertEquals(
        "otpauth://totp/"
            + issuerEncoded
            + ":"
            + accountEncoded
            + "?secret=JBSWY3DPEHPK3PXP&issuer="
            + issuerEncoded,
        setup.otpauthUrl(issuer, account).reveal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "My:Game", "a\ud83d"})
  void refusesWhatCannotStandInTheUrl(String text) {
    assertThrows(IllegalArgumentException.class, () -> setup.otpauthUrl(text, "zoe"));
    assertThrows(IllegalArgumentException.class, () -> setup.otpauthUrl("My Game", text));
  }

  @ParameterizedTest // RFC 6238, appendix B, the last six digits
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void showsTheCodesOfTheRfc(long second, String code) {
    TotpSetup rfc = new TotpSetup(Secret.of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));

    assertEquals(code, rfc.codeAt(Instant.ofEpochSecond(second)).reveal());
  }

  @Test
  void changesTheCodeEveryHalfMinute() {
    assertEquals(setup.codeAt(Instant.ofEpochSecond(60)), setup.codeAt(Instant.ofEpochSecond(89)));
    assertFalse(
        setup.codeAt(Instant.ofEpochSecond(89)).equals(setup.codeAt(Instant.ofEpochSecond(90))));
  }

  @Test
  void writesLatinDigitsInAnyLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TotpSetup rfc = new TotpSetup(Secret.of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));

      assertEquals("005924", rfc.codeAt(Instant.ofEpochSecond(1234567890)).reveal());
      assertEquals(
          "otpauth://totp/%C3%AB:%40?secret=JBSWY3DPEHPK3PXP&issuer=%C3%AB",
          setup.otpauthUrl("ë", "@").reveal());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void showsNothingOfTheKey() {
    TotpSetup none = new TotpSetup(Secret.of("no base32"));

    assertFalse(setup.toString().contains("JBSW"));
    Exception thrown = assertThrows(IllegalStateException.class, () -> none.codeAt(Instant.EPOCH));
    assertFalse(thrown.getMessage().contains("no base32"));
  }
}
