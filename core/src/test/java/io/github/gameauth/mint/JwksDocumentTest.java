// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import static io.github.gameauth.mint.MintFixtures.ISSUER;
import static io.github.gameauth.mint.MintFixtures.json;
import static io.github.gameauth.mint.MintFixtures.pair;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class JwksDocumentTest {
  private static final Map<String, Set<String>> PUBLIC_MEMBERS =
      Map.of(
          "RSA", Set.of("kty", "n", "e", "use", "alg", "kid"),
          "EC", Set.of("kty", "crv", "x", "y", "use", "alg", "kid"),
          "OKP", Set.of("kty", "crv", "x", "use", "alg", "kid"));

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final RotatingSigningKeys keys = MintFixtures.keys(clock).open();
  private final JwksDocument jwks = keys.jwks();

  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"RS256", "PS256", "ES256", "EdDSA"})
  void showsThePublicKeyAndNothingElse(Algorithm algorithm) throws Exception {
    TestKey key = TestKey.named("published", algorithm);

    String body =
        SigningKeys.fixed(ISSUER, algorithm, pair(key), Duration.ofHours(1)).jwks().body();

    JsonNode jwk = json(body).get("keys").get(0);
    Set<String> members = new HashSet<>();
    jwk.fieldNames().forEachRemaining(members::add);
    assertEquals(PUBLIC_MEMBERS.get(jwk.get("kty").textValue()), members);
    for (String secret : List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k")) {
      assertTrue(!body.contains("\"" + secret + "\""), secret + " in " + body);
    }
    JWK read = JWKSet.parse(body).getKeys().get(0);
    assertEquals(read.computeThumbprint().toString(), read.getKeyID());
    assertEquals(TestKey.named("published", algorithm).jwk().get("x"), member(jwk, "x"));
    assertEquals(TestKey.named("published", algorithm).jwk().get("n"), member(jwk, "n"));
    assertEquals("sig", read.getKeyUse().identifier());
    assertEquals(algorithm.name(), read.getAlgorithm().getName());
  }

  private static Object member(JsonNode jwk, String name) {
    return jwk.has(name) ? jwk.get(name).textValue() : null;
  }

  @Test
  void keepsItsBytesUntilTheKeysChange() {
    String before = jwks.body();
    String tag = jwks.entityTag();

    assertSame(before, jwks.body());
    keys.revoke(keys.current().keyId());

    assertNotEquals(before, jwks.body());
    assertNotEquals(tag, jwks.entityTag());
  }

  @Test
  void listsKeysInTheOrderOfTheirTurns() {
    clock.advance(Duration.ofHours(24)); // The next slot begins in 12 hours.

    List<String> listed = json(jwks.body()).get("keys").findValuesAsText("kid");

    assertEquals(2, listed.size());
    assertEquals(keys.current().keyId(), listed.get(0));
  }

  @Test
  void holdsTheKeysOfSeveralAlgorithms() {
    TestKey key = TestKey.named("published", Algorithm.RS256);
    SigningKeys rsa = SigningKeys.fixed(ISSUER, Algorithm.RS256, pair(key), Duration.ofHours(1));

    String body = JwksDocument.of(JwksCaching.USUAL, keys, rsa).body();

    assertEquals(
        List.of(keys.current().keyId(), rsa.current().keyId()),
        json(body).get("keys").findValuesAsText("kid"));
    assertThrows(IllegalArgumentException.class, () -> JwksDocument.of(JwksCaching.USUAL));
  }

  @Test
  void answersWithCachingAndAStrongTag() {
    JwksAnswer answer = jwks.answerTo(Optional.empty());

    assertEquals(200, answer.status());
    assertEquals(jwks.body(), answer.body());
    assertEquals(
        Map.of(
            "Cache-Control",
            "public, max-age=300, stale-while-revalidate=300, stale-if-error=86400",
            "ETag",
            jwks.entityTag(),
            "Content-Type",
            "application/jwk-set+json"),
        answer.headers());
    assertTrue(jwks.entityTag().matches("\"[A-Za-z0-9_-]{43}\""), jwks.entityTag());
  }

  @Test
  void answersNotModifiedToWhoHasIt() {
    for (String tag :
        List.of(jwks.entityTag(), "W/" + jwks.entityTag(), "\"other\", " + jwks.entityTag(), "*")) {
      JwksAnswer answer = jwks.answerTo(Optional.of(tag));

      assertEquals(304, answer.status(), tag);
      assertEquals("", answer.body());
      assertEquals(Set.of("Cache-Control", "ETag"), answer.headers().keySet());
    }
  }

  @Test
  void answersInFullToWhoHasAnother() {
    for (String tag : List.of("\"other\"", "", ",", jwks.entityTag().replace("\"", ""))) {
      assertEquals(200, jwks.answerTo(Optional.of(tag)).status(), tag);
    }
  }

  @Test
  void refusesCachesThatOutliveTheSchedule() {
    JwksCaching caching = new JwksCaching(Duration.ofHours(1), Duration.ZERO, Duration.ofHours(24));

    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> keys.jwks(caching));

    assertEquals(
        "caching: up to PT25H (expected: at most PT24H30M, the schedule's longestCache)",
        refusal.getMessage());
  }

  @Test
  void refusesCachingThatMakesNoSense() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new JwksCaching(Duration.ofSeconds(-1), Duration.ZERO, Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class,
        () -> new JwksCaching(Duration.ofMillis(1500), Duration.ZERO, Duration.ZERO));
  }
}
