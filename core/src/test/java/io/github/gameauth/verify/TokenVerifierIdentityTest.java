// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static io.github.gameauth.verify.Verdicts.assertAccepted;
import static io.github.gameauth.verify.Verdicts.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.claim.AudiencePolicy;
import io.github.gameauth.claim.RequiredClaims;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word a token is, for whom it is meant, and about whom: letter by letter. */
final class TokenVerifierIdentityTest {
  private static final String OTHER = "https://other.example";

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final CountingKeys keys = new CountingKeys(issuer.keySource());
  private final TokenVerifier verifier =
      TokenVerifier.trusting(clock, TestTrust.in(issuer).keys(keys).build());

  private Verification verdictWith(String claim, Object value) {
    return verifier.verify(issuer.token().claim(claim, value).signed());
  }

  @Nested
  @DisplayName("H1 and H2: iss, RFC 7519 §4.1.1")
  class Issuer {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://id.mygame.example/",
          "https://ID.mygame.example",
          "HTTPS://id.mygame.example",
          "http://id.mygame.example",
          "https://id.mygame.exampl",
          "https://id.mygame.example.forger.example",
          "https://id.mygame.example@forger.example",
          "https://forger.example/https://id.mygame.example",
          "https://id%2Emygame.example",
          "https://id.mygame.example ",
          " https://id.mygame.example",
          "https://id.mygame.example\u0000",
          "id.mygame.example",
          ""
        })
    void isComparedLetterByLetter(String name) {
      assertRejected("CLAIM(iss)", verdictWith("iss", name));
      assertEquals(0, keys.asked());
    }

    @ParameterizedTest
    @MethodSource("io.github.gameauth.verify.TokenVerifierIdentityTest#noTexts")
    void isOneText(Object value) {
      assertRejected("CLAIM(iss)", verdictWith("iss", value));
    }

    @Test
    void isRequired() {
      assertRejected("CLAIM(iss)", verifier.verify(issuer.token().without("iss").signed()));
      assertRejected("CLAIM(iss)", verdictWith("iss", null));
      assertRejected("CLAIM(iss)", verdictWith("iss", List.of(issuer.name())));
    }
  }

  @Nested
  @DisplayName("H3 and H4: several issuers, RFC 8725 §3.8")
  class SeveralIssuers {
    private final TestIssuer other = TestIssuer.named(OTHER).on(clock);
    private final CountingKeys otherKeys = new CountingKeys(other.keySource());
    private final TokenVerifier both =
        TokenVerifier.trusting(
            clock,
            TestTrust.in(issuer).keys(keys).build(),
            TestTrust.in(other).keys(otherKeys).build());

    @Test
    void areEachBelievedUnderTheirOwnKeys() {
      assertEquals(issuer.name(), assertAccepted(both.verify(issuer.token().signed())).issuer());
      assertEquals(OTHER, assertAccepted(both.verify(other.token().signed())).issuer());
      assertEquals(1, keys.asked());
      assertEquals(1, otherKeys.asked());
    }

    @Test
    void cannotSpeakForEachOther() {
      TestKey key = issuer.key();

      assertRejected("KEY_UNKNOWN", both.verify(other.token().signedWith(key).signed()));
      assertRejected(
          "SIGNATURE", both.verify(other.token().signedWith(key.withKeyId(other.kid())).signed()));
      assertRejected("KEY_UNKNOWN", both.verify(other.token().issuer(issuer.name()).signed()));
    }

    @Test
    void haveConditionsOfTheirOwn() {
      TokenVerifier strict =
          TokenVerifier.trusting(
              clock,
              TestTrust.in(issuer).build(),
              TestTrust.in(other).audience("other-game").require(RequiredClaims.of("x")).build());

      assertAccepted(strict.verify(issuer.token().signed()));
      assertRejected("CLAIM(aud)", strict.verify(other.token().signed()));
      assertRejected("CLAIM(x)", strict.verify(other.token().audience("other-game").signed()));
    }

    @Test
    void areAFixedTableWhateverNamesArrive() {
      for (int i = 0; i < 100; i++) {
        assertRejected(
            "CLAIM(iss)", both.verify(issuer.token().issuer("https://" + i + ".example").signed()));
      }
      assertEquals(0, keys.asked() + otherKeys.asked());
    }
  }

  static List<Object> noTexts() {
    return List.of(17, 1.5, true, List.of(), Map.of(), Map.of("a", "b"));
  }

  @Nested
  @DisplayName("H5 and H6: aud, RFC 7519 §4.1.3")
  class Audience {
    static List<Object> wrong() {
      return Arrays.asList(
          "other-game",
          "",
          "MY-GAME",
          "my-game ",
          "my-game other",
          "my-gam",
          "my-game/x",
          List.of(),
          List.of("other-game"),
          List.of(List.of("my-game")),
          List.of("my-game", 17),
          Arrays.asList(null, "my-game"),
          List.of("my-game", Map.of()),
          Map.of("my-game", "my-game"),
          17,
          true,
          null);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void isRefusedUnlessItNamesUs(Object audience) {
      assertRejected("CLAIM(aud)", verdictWith("aud", audience));
      assertEquals(0, keys.asked());
    }

    @Test
    void isRequired() {
      assertRejected("CLAIM(aud)", verifier.verify(issuer.token().without("aud").signed()));
    }

    @Test
    void mayNameOthersUnlessItMustBeOursAlone() {
      TokenVerifier sole =
          TokenVerifier.trusting(
              clock, TestTrust.in(issuer).audience(AudiencePolicy.onlyOneOf("my-game")).build());
      String shared = issuer.token().audience("other-game", "my-game").signed();

      assertAccepted(verifier.verify(shared));
      assertRejected("CLAIM(aud)", sole.verify(shared));
      assertAccepted(sole.verify(issuer.token().claim("aud", List.of("my-game")).signed()));
    }

    @Test
    void isAnyOnRequestButWellFormedAllTheSame() {
      TokenVerifier any = TokenVerifier.trusting(clock, TestTrust.in(issuer).anyAudience().build());

      assertAccepted(any.verify(issuer.token().audience("other-game").signed()));
      assertAccepted(any.verify(issuer.token().without("aud").signed()));
      assertRejected("CLAIM(aud)", any.verify(issuer.token().claim("aud", 17).signed()));
    }
  }

  @Nested
  @DisplayName("H7 and H8: sub and jti, RFC 7519 §4.1.2 and §4.1.7")
  class Subject {
    static List<String> names() {
      return List.of(
          "",
          " ",
          "\u3000",
          "p".repeat(256),
          "p".repeat(4096),
          "p-17\u0000",
          "p-17\r\nadmin",
          "p-17\u001b[2J",
          "p\u200b-17",
          "\u202e71-p",
          "\ufeffp-17",
          "p-17\u2028");
    }

    @ParameterizedTest
    @MethodSource("names")
    void isAPrintableName(String name) {
      assertRejected("CLAIM(sub)", verdictWith("sub", name));
      assertRejected("CLAIM(jti)", verdictWith("jti", name));
      assertEquals(0, keys.asked());
    }

    @ParameterizedTest
    @MethodSource("io.github.gameauth.verify.TokenVerifierIdentityTest#noTexts")
    void isAText(Object value) {
      assertRejected("CLAIM(sub)", verdictWith("sub", value));
      assertRejected("CLAIM(jti)", verdictWith("jti", value));
    }

    @Test
    void isRequiredBeforeAnyKeyIsLookedFor() {
      assertRejected("CLAIM(sub)", verifier.verify(issuer.token().without("sub").signed()));
      assertRejected("CLAIM(sub)", verdictWith("sub", null));
      assertEquals(0, keys.asked());
    }

    @ParameterizedTest
    @ValueSource(strings = {"p-17 ", "P-17", "\u0440-17", "\uff50-17", "Zo\u00eb", "Zoe\u0308"})
    void isTakenAsItIs(String name) {
      assertEquals(name, assertAccepted(verdictWith("sub", name)).subject());
    }

    @Test
    void mayHave255Letters() {
      assertAccepted(verdictWith("sub", "p".repeat(255)));
    }

    @Test
    void idIsRequiredOnRequest() {
      TokenVerifier once =
          TokenVerifier.trusting(
              clock, TestTrust.in(issuer).require(RequiredClaims.of("jti")).build());

      assertRejected("CLAIM(jti)", once.verify(issuer.token().without("jti").signed()));
      assertAccepted(verifier.verify(issuer.token().without("jti").signed()));
    }
  }

  @Nested
  @DisplayName("H7: another claim as the subject")
  class OtherSubject {
    private final TokenVerifier byUid =
        TokenVerifier.trusting(clock, TestTrust.in(issuer).subjectFrom("uid").build());

    @Test
    void isTheSubject() {
      String token = issuer.token().without("sub").claim("uid", "u-1").signed();

      assertEquals("u-1", assertAccepted(byUid.verify(token)).subject());
    }

    @Test
    void isRequired() {
      assertRejected("CLAIM(uid)", byUid.verify(issuer.token().signed()));
    }

    @ParameterizedTest
    @MethodSource("io.github.gameauth.verify.TokenVerifierIdentityTest$Subject#names")
    void isAPrintableName(String name) {
      assertRejected("CLAIM(uid)", byUid.verify(issuer.token().claim("uid", name).signed()));
    }

    @ParameterizedTest
    @MethodSource("io.github.gameauth.verify.TokenVerifierIdentityTest#noTexts")
    void isAText(Object value) {
      assertRejected("CLAIM(uid)", byUid.verify(issuer.token().claim("uid", value).signed()));
    }
  }
}
