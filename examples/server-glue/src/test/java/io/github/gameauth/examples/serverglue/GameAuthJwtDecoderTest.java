// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.examples.serverglue.GameAuthJwtDecoder.UndecidedException;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.FixedKeys;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.TrustedIssuerBuilder;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

final class GameAuthJwtDecoderTest {
  private static Studio studio;
  private static TokenVerifier verifier;

  @BeforeAll
  static void open() throws IOException {
    studio = new Studio();
    verifier = studio.verifier();
  }

  @AfterAll
  static void close() {
    verifier.close();
    studio.close();
  }

  @Test
  void handsOverWhatTheTokenSays() {
    String token = studio.token("p-17", "play kick");

    Jwt jwt = new GameAuthJwtDecoder(verifier).decode(token);

    assertEquals("p-17", jwt.getSubject());
    assertEquals(Studio.ISSUER, jwt.getIssuer().toString());
    assertEquals(List.of(Studio.GAME), jwt.getAudience());
    assertEquals("play kick", jwt.getClaimAsString("scope"));
    assertTrue(jwt.getExpiresAt().isAfter(jwt.getIssuedAt()));
    assertEquals(verifier.verify(token).orElseThrow().expiresAt().get(), jwt.getExpiresAt());
    assertEquals("RS256", jwt.getHeaders().get("alg"));
    assertEquals("at+jwt", jwt.getHeaders().get("typ"));
    assertTrue(jwt.getHeaders().containsKey("kid"));
    assertEquals(token, jwt.getTokenValue());
  }

  @Test
  void doesNotSayWhichCheckFailed() {
    GameAuthJwtDecoder decoder = new GameAuthJwtDecoder(verifier);

    BadJwtException expired =
        assertThrows(BadJwtException.class, () -> decoder.decode(studio.expired("p-17")));
    BadJwtException tampered =
        assertThrows(BadJwtException.class, () -> decoder.decode(studio.tampered("p-17", "p-18")));

    assertEquals(expired.getMessage(), tampered.getMessage());
    assertFalse(expired.getMessage().toLowerCase().contains("expired"), expired.getMessage());
  }

  @Test
  void callsNoTokenBadThatNobodyCanJudge() {
    TrustedIssuerBuilder outOfReach = Studio.issuer().jwks("http://127.0.0.1:1/keys");
    try (TokenVerifier cutOff = studio.verifier(outOfReach)) {
      GameAuthJwtDecoder decoder = new GameAuthJwtDecoder(cutOff);

      UndecidedException undecided =
          assertThrows(UndecidedException.class, () -> decoder.decode(studio.token("p-17")));

      assertTrue(undecided.retryAfter().compareTo(Duration.ZERO) > 0);
    }
  }

  /** Spring insists on {@code iat} before {@code exp}; within its leeway the verifier does not. */
  @Test
  void refusesATokenThatSpringCouldNotHold() throws Exception {
    Instant now = Instant.parse("2030-01-01T12:00:00Z");
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    FixedKeys keys =
        FixedKeys.of(
            new VerificationKey(Optional.of("k"), pair.getPublic(), Set.of(Algorithm.RS256)));
    TrustedIssuer issuer =
        TrustedIssuer.named(Studio.ISSUER).audience(Studio.GAME).keys(keys).build();
    InstantSource clock = InstantSource.fixed(now);
    try (TokenVerifier ours = TokenVerifier.trusting(clock, issuer)) {
      GameAuthJwtDecoder decoder = new GameAuthJwtDecoder(ours);
      long second = now.getEpochSecond();

      assertEquals("p-17", decoder.decode(token(pair, second - 1, second)).getSubject());
      assertThrows(BadJwtException.class, () -> decoder.decode(token(pair, second, second)));
    }
  }

  private static String token(KeyPair pair, long issued, long expires)
      throws GeneralSecurityException {
    String claims =
        "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"p-17\",\"iat\":%d,\"exp\":%d}"
            .formatted(Studio.ISSUER, Studio.GAME, issued, expires);
    String content = base64("{\"alg\":\"RS256\",\"kid\":\"k\"}") + "." + base64(claims);
    Signature signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(pair.getPrivate());
    signer.update(content.getBytes(UTF_8));
    return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signer.sign());
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
