// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.token.Claims;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TestIssuerTest {
  private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");

  @ParameterizedTest
  @EnumSource(value = Algorithm.class, mode = EnumSource.Mode.EXCLUDE, names = "HS256")
  void signsTokensThatItsOwnKeyVerifies(Algorithm algorithm) {
    TestIssuer issuer = TestIssuer.create(InstantSource.fixed(NOW)).signingBy(algorithm);

    Claims claims = issuer.token().claims();

    assertEquals(algorithm, claims.algorithm());
    assertEquals(List.of("my-game"), claims.audience());
    assertEquals(NOW.plus(Duration.ofMinutes(10)), claims.expiresAt().orElseThrow());
  }

  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"RS256", "PS384", "ES256", "ES384", "ES512"})
  void publishesKeysThatNimbusVerifiesItsTokensWith(Algorithm algorithm) throws Exception {
    TestIssuer issuer = TestIssuer.create().signingBy(algorithm);

    SignedJWT token = SignedJWT.parse(issuer.token().signed());

    JWK jwk = JWKSet.parse(issuer.jwks()).getKeyByKeyId(issuer.kid());
    assertEquals(jwk.computeThumbprint().toString(), issuer.kid());
    assertTrue(
        token.verify(
            new DefaultJWSVerifierFactory()
                .createJWSVerifier(token.getHeader(), issuer.key().publicKey())));
  }

  @Test
  void publishesEd25519KeysUnderTheirThumbprint() throws Exception {
    TestIssuer issuer = TestIssuer.create().signingBy(Algorithm.EdDSA);

    JWK jwk = JWKSet.parse(issuer.jwks()).getKeyByKeyId(issuer.kid());

    assertEquals(jwk.computeThumbprint().toString(), issuer.kid());
  }

  @Test
  void keepsTheOldKeyWhenItRotatesUntilItIsWithdrawn() {
    TestIssuer issuer = TestIssuer.create();
    String old = issuer.kid();

    issuer.rotate();

    assertNotEquals(old, issuer.kid());
    assertInstanceOf(KeyAnswer.Found.class, issuer.keySource().find(Algorithm.RS256, old));
    issuer.withdrawOldKeys();
    assertEquals(KeyAnswer.UNKNOWN, issuer.keySource().find(Algorithm.RS256, old));
  }

  @Test
  void sharesKeysWithIssuersOfItsNameAndWithNoOther() {
    assertEquals(TestIssuer.create().kid(), TestIssuer.create().kid());
    assertNotEquals(TestIssuer.create().kid(), TestIssuer.named("https://other.example").kid());
  }
}
