// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static io.github.gameauth.verify.Verdicts.assertAccepted;
import static io.github.gameauth.verify.Verdicts.assertComplaint;
import static io.github.gameauth.verify.Verdicts.assertRejected;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.FixedKeys;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.key.SharedSecretKeys;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestToken;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** HS256 under a secret of one's own, such as the sessions of a Nakama server. */
final class SharedSecretTokensTest {
  private static final String SECRET = "a session key of this very server, and of no other";
  private static final String OLDER = "the session key that this server had until yesterday";

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final TokenVerifier verifier =
      TokenVerifier.trusting(clock, nakama(SharedSecretKeys.of(Secret.of(SECRET))).build());

  private static TrustedIssuerBuilder nakama(KeySource secrets) {
    return TrustedIssuer.withoutIssuerClaim("nakama")
        .subjectFrom("uid")
        .anyAudience()
        .keys(secrets);
  }

  private static TestKey key(String secret) {
    return TestKey.sharedSecret(secret.getBytes(UTF_8));
  }

  /** What a Nakama session says: no issuer, no audience, the user in {@code uid}. */
  private TestToken session(TestKey key) {
    return issuer
        .token()
        .signedWith(key)
        .without("iss")
        .without("aud")
        .without("sub")
        .without("jti")
        .claim("tid", "0b1f5f1e-6a3c-4a0f-9d2b-0d7c8a1e2f3a")
        .claim("uid", "4c2ae592-b2a7-445e-98ec-697694478b1c")
        .claim("usn", "bright-heron");
  }

  @Nested
  @DisplayName("A session")
  class Session {
    @Test
    void namesItsUser() {
      VerifiedPlayer player = assertAccepted(verifier.verify(session(key(SECRET)).signed()));

      assertEquals("4c2ae592-b2a7-445e-98ec-697694478b1c", player.subject());
      assertEquals("nakama", player.issuer());
      assertEquals("bright-heron", player.claims().text("usn").orElseThrow());
    }

    @Test
    void isRefusedUnderAnotherSecret() {
      assertRejected("SIGNATURE", verifier.verify(session(key(OLDER)).signed()));
      assertRejected("SIGNATURE", verifier.verify(session(key(SECRET + " ")).signed()));
    }

    @Test
    void isAcceptedUnderTheSecretThatIsBeingReplaced() {
      TokenVerifier rotating =
          TokenVerifier.trusting(
              clock, nakama(SharedSecretKeys.of(Secret.of(SECRET), Secret.of(OLDER))).build());

      assertAccepted(rotating.verify(session(key(SECRET)).signed()));
      assertAccepted(rotating.verify(session(key(OLDER)).signed()));
      assertRejected("SIGNATURE", rotating.verify(session(key("x".repeat(32))).signed()));
    }

    @Test
    void isRefusedIfItNamesAKeyOrAnIssuer() {
      assertRejected("KEY_UNKNOWN", verifier.verify(session(key(SECRET).withKeyId("1")).signed()));
      assertRejected("CLAIM(iss)", verifier.verify(session(key(SECRET)).issuer("nakama").signed()));
    }

    @Test
    void livesAsShortAsAnyToken() {
      String token = session(key(SECRET)).signed();
      clock.advance(Duration.ofMinutes(11));

      assertRejected("EXPIRED", verifier.verify(token));
      assertRejected("CLAIM(exp)", verifier.verify(session(key(SECRET)).without("exp").signed()));
      assertRejected("CLAIM(uid)", verifier.verify(session(key(SECRET)).without("uid").signed()));
    }

    @Test
    void isSignedByNothingElse() {
      assertRejected("ALGORITHM", verifier.verify(session(issuer.key()).signed()));
      assertRejected(
          "ALGORITHM", verifier.verify(session(key(SECRET)).header("alg", "none").signed()));
      assertRejected(
          "ALGORITHM", verifier.verify(session(key(SECRET)).header("alg", "HS512").signed()));
    }
  }

  @Nested
  @DisplayName("Beside an issuer that signs")
  class BesideAnIssuer {
    private final TokenVerifier both =
        TokenVerifier.trusting(
            clock,
            TestTrust.in(issuer).build(),
            nakama(SharedSecretKeys.of(Secret.of(SECRET))).build());

    @Test
    void eachIsBelievedItsOwn() {
      assertEquals("nakama", assertAccepted(both.verify(session(key(SECRET)).signed())).issuer());
      assertEquals(issuer.name(), assertAccepted(both.verify(issuer.token().signed())).issuer());
    }

    @Test
    void neitherSpeaksForTheOther() {
      String forged = issuer.token().signedWith(key(SECRET)).signed();
      String nameless = session(issuer.key()).signed();

      assertRejected("ALGORITHM", both.verify(forged));
      assertRejected("ALGORITHM", both.verify(nameless));
    }

    @Test
    @DisplayName("A3: the issuer's public key is still no secret")
    void refusesThePublicKeyAsASecret() {
      TestKey publicKey = TestKey.sharedSecret(issuer.key().publicKey().getEncoded());

      assertRejected("ALGORITHM", both.verify(issuer.token().signedWith(publicKey).signed()));
      assertRejected(
          "ALGORITHM",
          both.verify(issuer.token().signedWith(publicKey.withKeyId(issuer.kid())).signed()));
      assertRejected("SIGNATURE", both.verify(session(publicKey).signed()));
    }
  }

  @Nested
  @DisplayName("Setting up")
  class Setup {
    @Test
    void takesHs256WithSharedSecretsAlone() {
      assertComplaint(
          "algorithms: HS256 (expected: only with SharedSecretKeys)",
          () -> TestTrust.in(issuer).algorithms(Algorithm.RS256, Algorithm.HS256).build());
      assertComplaint(
          "algorithms: HS256 (expected: only with SharedSecretKeys)",
          () ->
              TrustedIssuer.named("x")
                  .anyAudience()
                  .algorithms(Algorithm.HS256)
                  .jwks("https://id.mygame.example/jwks.json")
                  .build());
      assertComplaint(
          "keys: HS256 (expected: public keys only)",
          () -> FixedKeys.of(key(SECRET).forVerification()));
    }

    @Test
    void believesOneIssuerWithoutANameAtMost() {
      TrustedIssuer one = nakama(SharedSecretKeys.of(Secret.of(SECRET))).build();
      TrustedIssuer two =
          TrustedIssuer.withoutIssuerClaim("two")
              .anyAudience()
              .keys(SharedSecretKeys.of(Secret.of(OLDER)))
              .build();

      assertComplaint(
          "issuers: two twice (expected: each once, and one without iss)",
          () -> TokenVerifier.trusting(one, two));
    }
  }
}
