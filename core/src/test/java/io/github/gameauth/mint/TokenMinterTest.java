// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import static io.github.gameauth.mint.MintFixtures.ISSUER;
import static io.github.gameauth.mint.MintFixtures.header;
import static io.github.gameauth.mint.MintFixtures.keys;
import static io.github.gameauth.mint.MintFixtures.pair;
import static io.github.gameauth.mint.MintFixtures.part;
import static io.github.gameauth.mint.MintFixtures.payload;
import static io.github.gameauth.mint.MintFixtures.verifies;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jwt.SignedJWT;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.Delegating;
import io.github.gameauth.key.FixedKeys;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.mint.PlayerClaims.Kind;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TokenMinterTest {
  private static final TokenSpec PLAYER = TokenSpec.forSubject("p-17").audience("world-7");

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00.750Z");
  private final SigningKeys keys = keys(clock).open();
  private final TokenMinter minter = TokenMinter.signing(keys).as(ISSUER).build();

  @Test
  void writesExactlyThreeHeaderParameters() {
    MintedToken minted = minter.mint(PLAYER);

    assertEquals(
        "{\"typ\":\"at+jwt\",\"alg\":\"ES256\",\"kid\":\"" + minted.keyId() + "\"}",
        part(minted.token(), 0));
  }

  @Test
  void preparesItsKeyOnceForManyTokens() {
    Delegating provider = new Delegating();
    TestKey key = TestKey.named("many", Algorithm.RS256);
    try (SigningKeys one =
        SigningKeys.fixed(
            ISSUER,
            Algorithm.RS256,
            pair(key),
            Duration.ofHours(1),
            SignatureProvider.of(provider))) {
      int before = provider.signersPrepared.get();
      TokenMinter many = TokenMinter.signing(one).build();

      for (int i = 0; i < 10; i++) {
        assertTrue(verifies(many.mint(PLAYER).token(), one.keySource()));
      }

      assertEquals(1, provider.signersPrepared.get() - before);
    }
  }

  @Test
  void writesTheRequiredClaimsAndNoOthers() {
    MintedToken minted = minter.mint(PLAYER);

    JsonNode payload = payload(minted.token());
    assertEquals(
        List.of("iss", "sub", "aud", "exp", "iat", "jti"),
        payload.properties().stream().map(Map.Entry::getKey).toList());
    assertEquals(ISSUER, payload.get("iss").textValue());
    assertEquals("p-17", payload.get("sub").textValue());
    assertEquals("world-7", payload.get("aud").textValue());
    assertEquals("1893499200", payload.get("iat").asText());
    assertEquals(minted.expiresAt().getEpochSecond(), payload.get("exp").longValue());
    assertEquals(minted.tokenId(), payload.get("jti").textValue());
    assertEquals(22, minted.tokenId().length());
  }

  @Test
  void writesWhatWasAskedFor() {
    TokenSpec spec =
        PLAYER
            .clientId("lostsky-pc")
            .sessionId("s-1")
            .authenticatedAt(Instant.parse("2030-01-01T11:00:00Z"))
            .assurance(ISSUER + "/acr/platform")
            .methods("mfa", "hwk")
            .scope("play chat")
            .entitlements(List.of("gold"))
            .roles(List.of("moderator"))
            .groups(List.of("clan-9"))
            .boundTo("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I")
            .actedBy("proxy-1")
            .claim("https://lostsky.example/season", 12);

    JsonNode payload = payload(minter.mint(spec).token());

    assertEquals("lostsky-pc", payload.get("client_id").textValue());
    assertEquals("s-1", payload.get("sid").textValue());
    assertEquals(1893495600L, payload.get("auth_time").longValue());
    assertEquals(ISSUER + "/acr/platform", payload.get("acr").textValue());
    assertEquals("[\"mfa\",\"hwk\"]", payload.get("amr").toString());
    assertEquals("play chat", payload.get("scope").textValue());
    assertEquals("[\"gold\"]", payload.get("entitlements").toString());
    assertEquals("[\"moderator\"]", payload.get("roles").toString());
    assertEquals("[\"clan-9\"]", payload.get("groups").toString());
    assertEquals(
        "{\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"}", payload.get("cnf").toString());
    assertEquals("{\"sub\":\"proxy-1\"}", payload.get("act").toString());
    assertEquals(12, payload.get("https://lostsky.example/season").intValue());
  }

  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"RS256", "PS256", "ES256", "EdDSA"})
  void signsSoThatAnotherLibraryAgrees(Algorithm algorithm) throws Exception {
    TestKey key = TestKey.named("minter", algorithm);
    SigningKeys fixed = SigningKeys.fixed(ISSUER, algorithm, pair(key), Duration.ofHours(1));

    MintedToken minted = TokenMinter.signing(fixed).as(ISSUER).build().mint(PLAYER);

    assertEquals(key.keyId().orElseThrow(), minted.keyId());
    assertTrue(verifies(minted.token(), fixed.keySource()));
    SignedJWT jwt = SignedJWT.parse(minted.token().reveal());
    assertEquals(algorithm.name(), jwt.getHeader().getAlgorithm().getName());
    if (algorithm != Algorithm.EdDSA) { // Which Nimbus does with another library only.
      assertTrue(
          jwt.verify(
              new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), key.publicKey())));
    }
  }

  @Test
  void nameOfTheKindStandsInTheHeader() {
    for (TokenKind kind : TokenKind.values()) {
      MintedToken minted = minter.mint(PLAYER.kind(kind));

      assertEquals(kind.typ(), header(minted.token()).get("typ").textValue());
    }
  }

  @Test
  void refusesAnotherIssuerThanThatOfTheKeys() {
    TokenMinter.Builder other = TokenMinter.signing(keys).as("https://other.example");

    assertThrows(IllegalArgumentException.class, other::build);
  }

  @Test
  void refusesASpecificationWithoutAudience() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> minter.mint(TokenSpec.forSubject("p-17")));

    assertEquals("aud: none (expected: one audience)", refusal.getMessage());
  }

  @Test
  void tellsTheListener() {
    List<String> told = new ArrayList<>();
    AuthListener listener =
        new AuthListener() {
          @Override
          public void tokenMinted(String issuer, String keyId) {
            told.add(issuer + " " + keyId);
          }
        };

    MintedToken minted = TokenMinter.signing(keys).listener(listener).build().mint(PLAYER);

    assertEquals(List.of(ISSUER + " " + minted.keyId()), told);
  }

  @Test
  void showsNothingOfTheTokenInText() {
    MintedToken minted = minter.mint(PLAYER);

    assertFalse(minted.toString().contains(minted.token().reveal()));
    assertFalse(minted.toString().contains("eyJ"));
  }

  @Test
  void headerAndSignatureAgreeWhileKeysChange() throws Exception {
    // The key is revoked again and again while two threads mint: each token must hold together.
    RotatingSigningKeys changing = keys(clock).open();
    TokenMinter busy = TokenMinter.signing(changing).build();
    Set<MintedToken> tokens = new HashSet<>();
    List<SigningKey> all = new ArrayList<>(List.of(changing.current()));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CountDownLatch gate = new CountDownLatch(1);
    List<Future<List<MintedToken>>> minted =
        Stream.of(1, 2)
            .map(
                thread ->
                    threads.submit(
                        () -> {
                          gate.await();
                          return IntStream.range(0, 60).mapToObj(i -> busy.mint(PLAYER)).toList();
                        }))
            .toList();

    gate.countDown();
    for (int i = 0; i < 20; i++) {
      changing.revoke(changing.current().keyId());
      all.add(changing.current());
    }
    for (Future<List<MintedToken>> some : minted) {
      tokens.addAll(some.get());
    }
    threads.shutdown();

    assertEquals(120, tokens.size());
    for (MintedToken token : tokens) {
      assertEquals(token.keyId(), header(token.token()).get("kid").textValue());
      assertTrue(
          all.stream()
              .anyMatch(key -> verifies(token.token(), FixedKeys.of(key.verificationKey()))));
    }
  }

  @Nested
  @DisplayName("lifetimes")
  class Lifetimes {
    @Test
    void areAQuarterOfAnHourGiveOrTakeATenth() {
      Set<Long> seen = new HashSet<>();
      for (int i = 0; i < 150; i++) {
        MintedToken minted = minter.mint(PLAYER);
        long lifetime = lifetime(minted);
        assertTrue(lifetime >= 810 && lifetime <= 990, "lifetime " + lifetime);
        double part = minted.refreshIn().toMillis() / 1000.0 / lifetime;
        assertTrue(part >= 0.699 && part <= 0.901, "refresh at " + part);
        seen.add(lifetime);
      }

      assertTrue(seen.size() > 60, "only " + seen.size() + " different lifetimes");
    }

    @Test
    void neverExceedWhatTheKeysAllow() {
      Set<Long> seen = new HashSet<>();
      for (int i = 0; i < 150; i++) {
        long lifetime = lifetime(minter.mint(PLAYER.livingFor(Duration.ofHours(1))));
        assertTrue(lifetime >= 3240 && lifetime <= 3600, "lifetime " + lifetime);
        seen.add(lifetime);
      }

      // Drawn below the limit, not cut off at it: else half of them would expire together.
      assertTrue(seen.size() > 60, "only " + seen.size() + " different lifetimes");
    }

    @Test
    void repeatUnderASeed() {
      TokenMinter one = TokenMinter.signing(keys).random(new Random(7)).build();
      TokenMinter two = TokenMinter.signing(keys).random(new Random(7)).build();

      for (int i = 0; i < 20; i++) {
        MintedToken first = one.mint(PLAYER);
        MintedToken second = two.mint(PLAYER);
        assertEquals(first.expiresAt(), second.expiresAt());
        assertEquals(first.refreshIn(), second.refreshIn());
      }
    }

    @Test
    void areExactWithoutJitter() {
      TokenMinter exact = TokenMinter.signing(keys).jitter(0).build();

      assertEquals(900, lifetime(exact.mint(PLAYER)));
      assertEquals(120, lifetime(exact.mint(PLAYER.livingFor(Duration.ofMinutes(2)))));
    }

    @Test
    void areShorterForDegradedPlayers() {
      TokenMinter exact = TokenMinter.signing(keys).jitter(0).build();
      PlayerClaims player = PlayerClaims.of("lostsky", "steam", Kind.SHADOW, clock.instant(), 0);

      assertEquals(900, lifetime(exact.mint(PLAYER.player(player))));
      assertEquals(300, lifetime(exact.mint(PLAYER.player(player.asDegraded()))));
    }

    @Test
    void growWithLoad() {
      double[] load = {0};
      TokenMinter exact =
          TokenMinter.signing(keys)
              .jitter(0)
              .lifetimes(
                  TokenLifetimes.growingWithLoad(Duration.ofMinutes(10), Duration.ofMinutes(50)))
              .load(() -> load[0])
              .build();

      assertEquals(600, lifetime(exact.mint(PLAYER)));
      load[0] = 0.5;
      assertEquals(1800, lifetime(exact.mint(PLAYER)));
      load[0] = 7;
      assertEquals(3000, lifetime(exact.mint(PLAYER)));
      load[0] = Double.NaN;
      assertEquals(600, lifetime(exact.mint(PLAYER)));
    }

    @Test
    void arePolicyWithinBounds() {
      List<TokenLifetimes.Request> asked = new ArrayList<>();
      TokenMinter generous =
          TokenMinter.signing(keys)
              .jitter(0)
              .lifetimes(
                  request -> {
                    asked.add(request);
                    return Duration.ofDays(400);
                  })
              .build();
      TokenMinter mean =
          TokenMinter.signing(keys).jitter(0).lifetimes(request -> Duration.ZERO).build();
      PlayerClaims player = PlayerClaims.of("lostsky", "steam", Kind.FULL, clock.instant(), 0);

      assertEquals(3600, lifetime(generous.mint(PLAYER.player(player).assurance("gold"))));
      assertEquals(60, lifetime(mean.mint(PLAYER)));
      assertEquals("steam", asked.get(0).platform().orElseThrow());
      assertEquals("gold", asked.get(0).assurance().orElseThrow());
    }

    @Test
    void beyondWhatTheKeysAllowAreRefused() {
      TokenSpec spec = PLAYER.livingFor(Duration.ofMinutes(61));

      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> minter.mint(spec));

      assertEquals("lifetime: PT1H1M (expected: PT1M to PT1H)", refusal.getMessage());
    }

    private long lifetime(MintedToken minted) {
      JsonNode payload = payload(minted.token());
      return payload.get("exp").longValue() - payload.get("iat").longValue();
    }
  }

  @Nested
  @DisplayName("the player's claims")
  class OfThePlayer {
    private final PlayerClaims player =
        PlayerClaims.of("lostsky", "steam", Kind.SHADOW, Instant.parse("2026-01-01T00:00:00Z"), 7);

    @Test
    void standInOneObjectOfTheIssuer() {
      JsonNode payload = payload(minter.mint(PLAYER.player(player)).token());

      assertEquals(
          "{\"v\":1,\"gid\":\"lostsky\",\"plat\":\"steam\",\"kind\":\"shadow\",\"pvt\":1767225600,\"sep\":7}",
          payload.get(ISSUER + "/claims/player").toString());
    }

    @Test
    void tellDegradedAndRegionOnlyIfSo() {
      PlayerClaims more = player.asDegraded().inRegion("DE");

      JsonNode payload = payload(minter.mint(PLAYER.player(more)).token());

      JsonNode claims = payload.get(ISSUER + "/claims/player");
      assertTrue(claims.get("deg").booleanValue());
      assertEquals("DE", claims.get("reg").textValue());
    }

    @Test
    void standFlatUnderAPrefix() {
      TokenMinter flat = TokenMinter.signing(keys).naming(PlayerClaimNaming.flat("gp_")).build();

      JsonNode payload = payload(flat.mint(PLAYER.player(player)).token());

      assertEquals("steam", payload.get("gp_plat").textValue());
      assertEquals("lostsky", payload.get("gp_gid").textValue());
      assertEquals(1, payload.get("gp_v").intValue());
    }

    @Test
    void cannotBeForgedByAClaimOfTheSameName() {
      TokenMinter flat = TokenMinter.signing(keys).naming(PlayerClaimNaming.flat("gp_")).build();
      TokenSpec nested = PLAYER.claim(ISSUER + "/claims/player", "x");
      TokenSpec prefixed = PLAYER.claim("gp_plat", "steam");

      assertThrows(IllegalArgumentException.class, () -> minter.mint(nested));
      assertThrows(IllegalArgumentException.class, () -> flat.mint(prefixed));
    }
  }

  @Nested
  @DisplayName("size")
  class Size {
    @Test
    void mayReachTheLimitAndNotExceedIt() {
      int most = 1;
      for (int more = 2048; more > 0; more /= 2) {
        most += minted(most + more) ? more : 0;
      }

      int longest = minter.mint(filled(most)).token().length();
      assertTrue(longest <= TokenMinter.MAX_LENGTH && longest > TokenMinter.MAX_LENGTH - 4);
      int beyond = most + 1;
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> minter.mint(filled(beyond)));
      assertTrue(refusal.getMessage().startsWith("token: "), refusal.getMessage());
      assertFalse(refusal.getMessage().contains("xxx"));
    }

    private boolean minted(int length) {
      try {
        minter.mint(filled(length));
        return true;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    private TokenSpec filled(int length) {
      return PLAYER.claim("filler", "x".repeat(length));
    }
  }
}
