// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static io.github.gameauth.verify.Verdicts.assertAccepted;
import static io.github.gameauth.verify.Verdicts.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.FixedKeys;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing in a header steers the verifier: not to a key, not to an address. */
final class TokenVerifierHeaderTest {
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final TestKey forger = TestIssuer.named("https://forger.example").key();
  private final CountingKeys keys = new CountingKeys(issuer.keySource());
  private final TokenVerifier verifier =
      TokenVerifier.trusting(clock, TestTrust.in(issuer).keys(keys).build());

  @Nested
  @DisplayName("C1 to C3: keys and addresses in the header")
  class Carried {
    static List<Map<String, Object>> whatAForgerWouldWrite() {
      TestKey forger = TestIssuer.named("https://forger.example").key();
      String certificate = "MIIBfalse" + "A".repeat(40);
      return List.of(
          Map.of("jwk", forger.jwk()),
          Map.of("x5c", List.of(certificate), "x5t", "c2hhMQ", "x5t#S256", "c2hhMjU2"),
          Map.of("jku", "https://forger.example/jwks.json"),
          Map.of("jku", "http://169.254.169.254/latest/meta-data/"),
          Map.of("jku", "file:///etc/passwd"),
          Map.of("x5u", "https://id.mygame.example/redirect?to=https://forger.example/"),
          Map.of("x5u", "http://localhost:1/"));
    }

    @ParameterizedTest
    @MethodSource("whatAForgerWouldWrite")
    void areNeverUsed(Map<String, Object> members) {
      var own = issuer.token().signedWith(forger);
      var trusted = issuer.token().signedWith(forger.withKeyId(issuer.kid()));
      members.forEach(own::header);
      members.forEach(trusted::header);

      assertRejected("KEY_UNKNOWN", verifier.verify(own.signed()));
      assertRejected("SIGNATURE", verifier.verify(trusted.signed()));
    }

    @ParameterizedTest
    @MethodSource("whatAForgerWouldWrite")
    void doNoHarmToAnHonestToken(Map<String, Object> members) {
      var token = issuer.token();
      members.forEach(token::header);

      assertAccepted(verifier.verify(token.signed()));
    }
  }

  @Nested
  @DisplayName("C4 to C8: kid")
  class KeyId {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "../../../../etc/passwd",
          "/dev/null",
          "' OR 1=1 --",
          "x' UNION SELECT 'key'; --",
          "*)(uid=*))(|(uid=*",
          "$(touch pwned)",
          "%s%s%n",
          "${jndi:ldap://forger.example/a}",
          "https://forger.example/key.pem",
          "",
          " "
        })
    void isLookedUpAndNothingElse(String kid) {
      String token = issuer.token().header("kid", kid).signed();

      assertRejected("KEY_UNKNOWN", verifier.verify(token));
    }

    @ParameterizedTest
    @ValueSource(ints = {257, 2000})
    void isRefusedWhenItIsLong(int length) {
      String token = issuer.token().header("kid", "k".repeat(length)).signed();

      assertRejected("LIMIT", verifier.verify(token));
      assertEquals(0, keys.asked());
    }

    @ParameterizedTest
    @ValueSource(ints = {8 * 1024, 1024 * 1024})
    void isNotEvenReadWhenItIsHuge(int length) {
      String token = issuer.token().header("kid", "k".repeat(length)).signed();

      assertRejected("LIMIT", verifier.verify(token));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"a\r\nb", "\u001b[2J", "a\u0000", "\u202egpj", "a\u200bb", "\ufeffa", "\u2028"})
    void isRefusedWhenItDoesNotPrint(String kid) {
      assertRejected("HEADER", verifier.verify(issuer.token().header("kid", kid).signed()));
      assertEquals(0, keys.asked());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"null", "1", "1.5", "true", "{}", "[]", "[\"key-1\"]", "{\"kid\":\"key-1\"}"})
    void isRefusedWhenItIsNoText(String json) {
      String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":" + json + "}";

      assertRejected("HEADER", verifier.verify(issuer.token().rawHeader(header).signed()));
      assertEquals(0, keys.asked());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cle\u0301-1", "Cl\u00e9-1", "cl\u00e9-1 ", " cl\u00e9-1", "cle-1"})
    void isComparedLetterByLetter(String kid) {
      TestKey key = issuer.key().withKeyId("cl\u00e9-1");
      keys.become(FixedKeys.of(key.forVerification()));

      assertAccepted(verifier.verify(issuer.token().signedWith(key).signed()));
      assertRejected(
          "KEY_UNKNOWN",
          verifier.verify(issuer.token().signedWith(key).header("kid", kid).signed()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "none", "default", "no kid", "undefined", "*", ""})
    void matchesNoKeyThatHasNoId(String kid) {
      TestKey nameless = issuer.key().withoutKeyId();
      keys.become(FixedKeys.of(nameless.forVerification()));

      String token = issuer.token().signedWith(nameless).header("kid", kid).signed();

      assertRejected("KEY_UNKNOWN", verifier.verify(token));
    }
  }

  @Nested
  @DisplayName("C9: no kid")
  class NoKeyId {
    private final String token = issuer.token().withoutHeader("kid").signed();

    private TokenVerifier allowing(TestKey... several) {
      return TokenVerifier.trusting(
          clock,
          TestTrust.in(issuer)
              .algorithms(Algorithm.RS256, Algorithm.ES256)
              .keys(
                  FixedKeys.of(
                      List.of(several).stream()
                          .map(TestKey::forVerification)
                          .toArray(VerificationKey[]::new)))
              .allowingMissingKeyId()
              .build());
    }

    @Test
    void isRefusedBeforeAnyKeyIsLookedFor() {
      assertRejected("KEY_UNKNOWN", verifier.verify(token));
      assertEquals(0, keys.asked());
    }

    @Test
    void isAcceptedOnRequestWhereOneKeyFits() {
      TestKey elliptic = TestKey.named("elliptic", Algorithm.ES256);

      assertAccepted(allowing(issuer.key()).verify(token));
      assertAccepted(allowing(issuer.key(), elliptic).verify(token));
    }

    @Test
    void isRefusedWhereSeveralKeysWouldFit() {
      assertRejected("KEY_UNKNOWN", allowing(issuer.key(), forger).verify(token));
      assertRejected("KEY_UNKNOWN", allowing(forger, issuer.key()).verify(token));
    }

    @Test
    void doesNotLoosenWhatAKeyIdBinds() {
      TokenVerifier allowing = allowing(issuer.key());

      assertRejected(
          "KEY_UNKNOWN", allowing.verify(issuer.token().header("kid", "other").signed()));
      assertRejected("HEADER", allowing.verify(issuer.token().header("kid", null).signed()));
    }
  }
}
