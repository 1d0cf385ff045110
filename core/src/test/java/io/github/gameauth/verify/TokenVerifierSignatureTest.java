// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static io.github.gameauth.verify.Verdicts.assertAccepted;
import static io.github.gameauth.verify.Verdicts.assertRejected;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gameauth.key.FixedKeys;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A signature vouches for every letter of its own token, under the one key that the token names.
 */
final class TokenVerifierSignatureTest {
  private static final String FORGER = "https://forger.example";

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final TokenVerifier verifier =
      TokenVerifier.trusting(clock, TestTrust.in(issuer).build());

  private static String[] segments(String token) {
    return token.split("\\.", -1);
  }

  private static String replaced(String segment, String before, String after) {
    String text = new String(Base64.getUrlDecoder().decode(segment), US_ASCII);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.replace(before, after).getBytes(US_ASCII));
  }

  @Nested
  @DisplayName("B5: changed tokens")
  class Changed {
    @ParameterizedTest
    @CsvSource({"p-17, p-18", "jti, jtj", "player, admin"})
    void refusesAPayloadThatWasChanged(String before, String after) {
      String[] token = segments(issuer.token().claim("role", "player").signed());

      String forged = token[0] + "." + replaced(token[1], before, after) + "." + token[2];

      assertRejected("SIGNATURE", verifier.verify(forged));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWt", "jwt", "application/JWT"})
    void refusesAHeaderThatWasChangedWithoutChangingItsMeaning(String type) {
      String[] token = segments(issuer.token().signed());

      String forged = replaced(token[0], "JWT", type) + "." + token[1] + "." + token[2];

      assertRejected("SIGNATURE", verifier.verify(forged));
    }

    @Test
    void refusesSegmentsOfSeveralGoodTokensPutTogether() {
      String[] one = segments(issuer.token().subject("p-1").signed());
      String[] two = segments(issuer.token().subject("p-2").header("x", "y").signed());

      assertRejected("SIGNATURE", verifier.verify(one[0] + "." + two[1] + "." + one[2]));
      assertRejected("SIGNATURE", verifier.verify(one[0] + "." + two[1] + "." + two[2]));
      assertRejected("SIGNATURE", verifier.verify(two[0] + "." + one[1] + "." + one[2]));
      assertRejected("SIGNATURE", verifier.verify(one[0] + "." + one[1] + "." + two[2]));
      assertRejected("HEADER", verifier.verify(one[1] + "." + one[0] + "." + one[2]));
    }

    @Test
    void refusesATokenWithoutASignature() {
      String[] token = segments(issuer.token().signed());

      assertRejected("SIGNATURE", verifier.verify(token[0] + "." + token[1] + "."));
    }
  }

  @Nested
  @DisplayName("B6: kid binds")
  class KeyIdBinds {
    private final TestKey forger = TestIssuer.named(FORGER).key();

    @Test
    void refusesAStrangersSignatureUnderATrustedKeyId() {
      String token = issuer.token().signedWith(forger.withKeyId(issuer.kid())).signed();

      assertRejected("SIGNATURE", verifier.verify(token));
    }

    @Test
    void refusesAStrangersSignatureUnderItsOwnKeyId() {
      assertRejected("KEY_UNKNOWN", verifier.verify(issuer.token().signedWith(forger).signed()));
    }

    @Test
    void refusesATrustedKeyUnderTheIdOfAnotherTrustedKey() {
      TestKey first = issuer.key();
      issuer.rotate();
      TestKey second = issuer.key();
      TokenVerifier both = TokenVerifier.trusting(clock, TestTrust.in(issuer).build());

      assertAccepted(both.verify(issuer.token().signedWith(first).signed()));
      assertAccepted(both.verify(issuer.token().signedWith(second).signed()));
      assertRejected(
          "SIGNATURE",
          both.verify(
              issuer.token().signedWith(first.withKeyId(second.keyId().orElseThrow())).signed()));
    }

    @Test
    void triesEveryKeyOfAnIdThatTwoKeysBear() {
      TestKey one = issuer.key().withKeyId("twice");
      TestKey two = forger.withKeyId("twice");
      TokenVerifier careless =
          TokenVerifier.trusting(
              clock,
              TestTrust.in(issuer)
                  .keys(FixedKeys.of(one.forVerification(), two.forVerification()))
                  .build());

      assertAccepted(careless.verify(issuer.token().signedWith(one).signed()));
      assertAccepted(careless.verify(issuer.token().signedWith(two).signed()));
    }
  }
}
