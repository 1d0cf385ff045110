// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static io.github.gameauth.verify.Verdicts.assertAccepted;
import static io.github.gameauth.verify.Verdicts.assertRejected;
import static io.github.gameauth.verify.Verdicts.assertUndecided;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.FixedKeys;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither a token nor a key set talks the verifier into another algorithm than was agreed on. */
final class TokenVerifierAlgorithmTest {
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final CountingKeys keys = new CountingKeys(issuer.keySource());
  private final TokenVerifier verifier =
      TokenVerifier.trusting(clock, TestTrust.in(issuer).keys(keys).build());

  @Nested
  @DisplayName("Chosen by configuration, RFC 8725 §3.1")
  class Chosen {
    @ParameterizedTest
    @EnumSource(value = Algorithm.class, mode = EnumSource.Mode.EXCLUDE, names = "HS256")
    void acceptsAnAlgorithmThatTheIssuerWasToldToUse(Algorithm algorithm) {
      TestIssuer signer = issuer.signingBy(algorithm);
      TokenVerifier told =
          TokenVerifier.trusting(clock, TestTrust.in(signer).algorithms(algorithm).build());

      VerifiedPlayer player = assertAccepted(told.verify(signer.token().signed()));

      assertEquals(algorithm, player.claims().algorithm());
    }

    @ParameterizedTest
    @EnumSource(
        value = Algorithm.class,
        mode = EnumSource.Mode.EXCLUDE,
        names = {"HS256", "RS256"})
    void takesRs256AloneUnlessTold(Algorithm algorithm) {
      TestIssuer signer = issuer.signingBy(algorithm);
      TokenVerifier untold = TokenVerifier.trusting(clock, TestTrust.in(signer).build());

      assertRejected("ALGORITHM", untold.verify(signer.token().signed()));
    }

    @Test
    void refusesRs256WhereAnotherWasChosen() {
      TokenVerifier told =
          TokenVerifier.trusting(clock, TestTrust.in(issuer).algorithms(Algorithm.PS256).build());

      assertRejected("ALGORITHM", told.verify(issuer.token().signed()));
    }

    @Test
    void keepsTheChoicesOfTwoIssuersApart() {
      TestIssuer other = TestIssuer.named("https://other.example").on(clock);
      TokenVerifier both =
          TokenVerifier.trusting(
              clock,
              TestTrust.in(issuer).build(),
              TestTrust.in(other).algorithms(Algorithm.PS256).build());

      assertRejected("ALGORITHM", both.verify(other.token().signed()));
      assertRejected(
          "ALGORITHM",
          both.verify(issuer.token().signedWith(issuer.key().signingBy(Algorithm.PS256)).signed()));
    }
  }

  @Nested
  @DisplayName("A1 and A10: unsecured tokens")
  class Unsecured {
    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", ""})
    void refusesNoneInEverySpellingWithoutLookingForAKey(String none) {
      String token = issuer.token().header("alg", none).signed();

      assertRejected("ALGORITHM", verifier.verify(token));
      assertRejected("ALGORITHM", verifier.verify(token.substring(0, token.lastIndexOf('.') + 1)));
      assertRejected("MALFORMED", verifier.verify(token.substring(0, token.lastIndexOf('.'))));
      assertEquals(0, keys.asked());
    }

    @Test
    void refusesNoneWhenThereIsNoKeyAtAll() {
      keys.answer(KeyAnswer.UNKNOWN);
      String token = issuer.token().header("alg", "none").withoutHeader("kid").signed();

      assertRejected("ALGORITHM", verifier.verify(token));
    }

    @Test
    void opensNoDoorWhenThereIsNoKeyAtAll() {
      keys.answer(KeyAnswer.UNKNOWN);
      assertRejected("KEY_UNKNOWN", verifier.verify(issuer.token().signed()));

      keys.answer(KeyAnswer.UNUSABLE);
      assertRejected("KEY_UNUSABLE", verifier.verify(issuer.token().signed()));

      keys.answer(new KeyAnswer.Unavailable(Duration.ofSeconds(7)));
      assertEquals(
          Duration.ofSeconds(7), assertUndecided(verifier.verify(issuer.token().signed())));
    }
  }

  @Nested
  @DisplayName("A3 and A4: public keys as shared secrets")
  class KeyConfusion {
    static List<byte[]> spellingsOfThePublicKey() {
      RSAPublicKey key = (RSAPublicKey) TestIssuer.create().key().publicKey();
      byte[] der = key.getEncoded();
      String pem =
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
              + "\n-----END PUBLIC KEY-----";
      Map<String, Object> jwk = TestIssuer.create().key().jwk();
      return List.of(
          pem.getBytes(US_ASCII),
          (pem + "\n").getBytes(US_ASCII),
          (" " + pem).getBytes(US_ASCII),
          der,
          jwk.toString().getBytes(UTF_8),
          TestIssuer.create().jwks().getBytes(UTF_8),
          jwk.get("n").toString().getBytes(US_ASCII),
          key.getModulus().toByteArray(),
          key.getModulus().toString().getBytes(US_ASCII));
    }

    @ParameterizedTest
    @MethodSource("spellingsOfThePublicKey")
    void refusesHs256BeforeAnyKeyIsTouched(byte[] spelling) {
      String token =
          issuer
              .token()
              .signedWith(TestKey.sharedSecret(spelling).withKeyId(issuer.kid()))
              .signed();

      assertRejected("ALGORITHM", verifier.verify(token));
      assertEquals(0, keys.asked());
    }

    @Test
    void refusesHs256EvenIfASourceOffersASecret() {
      TestKey secret = TestKey.sharedSecret(new byte[32]).withKeyId("s");
      keys.answer(new KeyAnswer.Found(List.of(secret.forVerification())));

      assertRejected("ALGORITHM", verifier.verify(issuer.token().signedWith(secret).signed()));
      assertEquals(0, keys.asked());
    }

    @Test
    void refusesRs256UnderAKeyThatIsASecret() {
      TestKey secret = TestKey.sharedSecret(new byte[32]).withKeyId(issuer.kid());
      keys.answer(new KeyAnswer.Found(List.of(secret.forVerification())));

      assertRejected("ALGORITHM", verifier.verify(issuer.token().signed()));
    }
  }

  @Nested
  @DisplayName("A6 and A7: another algorithm than header, key or configuration say")
  class Substitution {
    @ParameterizedTest
    @EnumSource(
        value = Algorithm.class,
        names = {"RS384", "RS512", "PS256", "PS384", "PS512"})
    void refusesWhatWasNotChosenThoughTheSignatureIsRight(Algorithm algorithm) {
      String token = issuer.token().signedWith(issuer.key().signingBy(algorithm)).signed();

      assertRejected("ALGORITHM", verifier.verify(token));
      assertEquals(0, keys.asked());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS1", "rs256", "RS256 ", "HS256", "SHA256withRSA", "ES256K"})
    void refusesNamesThatAreNoneOfTheAllowed(String name) {
      assertRejected("ALGORITHM", verifier.verify(issuer.token().header("alg", name).signed()));
    }

    @Test
    void refusesAnAllowedAlgorithmThatTheKeyIsNotMeantFor() {
      TokenVerifier both =
          TokenVerifier.trusting(
              clock, TestTrust.in(issuer).algorithms(Algorithm.RS256, Algorithm.PS256).build());

      String token = issuer.token().signedWith(issuer.key().signingBy(Algorithm.PS256)).signed();

      assertAccepted(both.verify(issuer.token().signed()));
      assertRejected("ALGORITHM", both.verify(token));
    }

    @ParameterizedTest
    @EnumSource(
        value = Algorithm.class,
        names = {"RS384", "RS512", "PS256"})
    void refusesASignatureByAnotherAlgorithmThanTheHeaderNames(Algorithm real) {
      String token =
          issuer.token().signedWith(issuer.key().signingBy(real)).header("alg", "RS256").signed();

      assertRejected("SIGNATURE", verifier.verify(token));
    }

    @Test
    void refusesASha1SignatureUnderRs256() throws Exception {
      String token = issuer.token().signed();
      String content = token.substring(0, token.lastIndexOf('.'));
      Signature sha1 = Signature.getInstance("SHA1withRSA");
      sha1.initSign((PrivateKey) issuer.key().signingKey());
      sha1.update(content.getBytes(US_ASCII));

      String forged =
          content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(sha1.sign());

      assertRejected("SIGNATURE", verifier.verify(forged));
    }

    @Test
    void takesEachKeyOfASetForItsOwnAlgorithmAlone() {
      TestKey rsa = issuer.key();
      VerificationKey pssOnly =
          new VerificationKey(rsa.keyId(), rsa.verificationKey(), Set.of(Algorithm.PS256));
      keys.become(FixedKeys.of(pssOnly));

      assertRejected("ALGORITHM", verifier.verify(issuer.token().signed()));
    }
  }
}
