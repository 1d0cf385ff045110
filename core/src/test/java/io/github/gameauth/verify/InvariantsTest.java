// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static io.github.gameauth.verify.Verdicts.code;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.FixedKeys;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.key.SharedSecretKeys;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.verify.Verification.Accepted;
import io.github.gameauth.verify.Verification.Rejected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What holds for every token, tried with thousands made by chance. The chance is the same each
 * time, so that a failure can be had again. I8 is about fetched keys: {@code KeySetEndToEndTest}.
 */
final class InvariantsTest {
  private static final long SEED = 20300101;

  private final Random random = new Random(SEED);
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final TestIssuer elliptic =
      TestIssuer.named("https://curve.example").on(clock).signingBy(Algorithm.ES256);
  private final TestIssuer stranger = TestIssuer.named("https://forger.example").on(clock);
  private final TestKey secret =
      TestKey.sharedSecret("0123456789abcdef0123456789abcdef".getBytes(UTF_8));
  private final CountingKeys keys = new CountingKeys(issuer.keySource());
  private final RecordingListener listener = new RecordingListener();

  private VerifierBuilder builder() {
    return TokenVerifier.builder()
        .clock(clock)
        .ticker(clock)
        .listener(listener)
        .trust(
            TestTrust.in(issuer).keys(keys).build(),
            TestTrust.in(elliptic).algorithms(Algorithm.ES256, Algorithm.ES384).build(),
            TrustedIssuer.withoutIssuerClaim("shared")
                .anyAudience()
                .keys(SharedSecretKeys.of(Secret.of("0123456789abcdef0123456789abcdef")))
                .build());
  }

  private List<String> goodTokens() {
    return List.of(
        issuer.token().signed(),
        issuer.token().subject("Zo\u00eb").claim("roles", List.of("a", "b")).signed(),
        elliptic.token().claim("nested", Map.of("a", Map.of("b", 1))).signed(),
        issuer.token().without("iss").signedWith(secret).signed());
  }

  private String changed(String token, List<String> others) {
    String result = token;
    for (int i = random.nextInt(3); i >= 0; i--) {
      result = TokenMutations.any(random, result, others.get(random.nextInt(others.size())));
    }
    return result;
  }

  @Test
  @DisplayName("I1 and I4: whatever the bytes, a verdict; and a yes for what was signed alone")
  void acceptsNothingButWhatWasSigned() {
    List<String> good = goodTokens();
    List<String> others = new ArrayList<>(good);
    others.add(stranger.token().issuer(issuer.name()).signed());
    others.add(issuer.token().subject("p-1").signed().replaceAll("\\.[^.]*$", "."));
    TokenVerifier verifier = builder().tokenCache(TokenCacheSettings.DEFAULT).build();
    good.forEach(token -> assertEquals("ACCEPTED", code(verifier.verify(token))));
    Set<String> codes = new TreeSet<>();

    for (int i = 0; i < 4_000; i++) {
      String token = changed(good.get(i % good.size()), others);
      String code = code(verifier.verify(token));
      codes.add(code);
      if (!good.contains(token)) {
        assertTrue(!code.equals("ACCEPTED"), token);
      }
    }

    // The chance is good for nothing if it never gets past the door.
    for (String far : List.of("MALFORMED", "HEADER", "SIGNATURE", "ALGORITHM", "CLAIM(iss)")) {
      assertTrue(codes.contains(far), codes::toString);
    }
  }

  @Test
  @DisplayName("I1: random bytes end in a verdict, in every form")
  void endsInAVerdictForRandomBytes() {
    TokenVerifier verifier = builder().tokenCache(TokenCacheSettings.DEFAULT).build();
    for (int i = 0; i < 700; i++) {
      byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 40 : 9000)];
      random.nextBytes(bytes);
      for (int dots = random.nextInt(4); dots > 0 && bytes.length > 0; dots--) {
        bytes[random.nextInt(bytes.length)] = '.';
      }

      assertTrue(verifier.verify(bytes) instanceof Rejected);
      assertTrue(verifier.verifyNow(new String(bytes, ISO_8859_1)) instanceof Rejected);
      assertTrue(verifier.verifyAsync(new String(bytes, UTF_8)).join() instanceof Rejected);
    }
  }

  @Test
  @DisplayName(
      "I2 and I3: a token that has lost already asks for no key, an honest one for its own")
  void asksForNoKeyInVain() {
    List<String> asked = new ArrayList<>();
    keys.become(
        (algorithm, keyId) -> {
          asked.add(algorithm + " " + keyId);
          return KeyAnswer.UNKNOWN;
        });
    TokenVerifier verifier = builder().build();
    List<UnaryOperator<TestToken>> lost =
        List.of(
            token -> token.expiresAt(clock.instant().minusSeconds(31)).without("iat"),
            token -> token.expiresAt(clock.instant().plus(Duration.ofDays(2))),
            token -> token.without("exp"),
            token -> token.notBefore(clock.instant().plusSeconds(100)),
            token -> token.issuedAt(clock.instant().plusSeconds(100)),
            token -> token.audience("other"),
            token -> token.without("aud"),
            token -> token.without("sub"),
            token -> token.issuer("https://" + random.nextInt() + ".example"),
            token -> token.type("at+jwt"),
            token -> token.header("alg", "PS256"),
            token -> token.header("crit", List.of("x")),
            token -> token.withoutHeader("kid"));

    for (int i = 0; i < 100; i++) {
      String kid = "k" + random.nextInt();
      TestToken token = issuer.token().header("kid", kid).header("jku", "https://" + kid);
      if (i % 5 == 0) {
        assertEquals("KEY_UNKNOWN", code(verifier.verify(token.signed())));
        assertEquals(List.of("RS256 " + kid), asked);
      } else {
        verifier.verify(lost.get(random.nextInt(lost.size())).apply(token).signed());
        assertEquals(List.of(), asked);
      }
      asked.clear();
    }
  }

  @Test
  @DisplayName("I3 and I5: strangers choose no label and leave nothing behind")
  void makesNoLabelOfWhatStrangersWrite() {
    TokenVerifier verifier = builder().tokenCache(TokenCacheSettings.DEFAULT).build();
    String signature = "." + "A".repeat(342);
    for (int i = 0; i < 1_500; i++) {
      String chance = Long.toHexString(random.nextLong());
      String header = "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"%s\"}";
      String payload =
          "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"%s\",\"exp\":%d,\"%s\":\"%s\"}"
              .formatted(
                  random.nextBoolean() ? issuer.name() : chance,
                  random.nextInt(4) > 0 ? "my-game" : chance,
                  chance,
                  clock.instant().getEpochSecond() + 300,
                  chance,
                  chance);
      String alg = random.nextInt(4) > 0 ? "RS256" : chance;
      String typ = random.nextInt(4) > 0 ? "JWT" : chance;
      verifier.verify(
          TokenMutations.base64(header.formatted(alg, chance, typ))
              + "."
              + TokenMutations.base64(payload)
              + signature);
    }

    assertEquals(
        Set.of(
            "rejected unknown ALGORITHM",
            "rejected unknown CLAIM(iss)",
            "rejected " + issuer.name() + " TYPE",
            "rejected " + issuer.name() + " CLAIM(aud)",
            "rejected " + issuer.name() + " KEY_UNKNOWN"),
        new HashSet<>(listener.events()));
  }

  @Test
  @DisplayName("I6: whoever remembers says what one who does not remember says")
  void remembersNothingThatChangesAVerdict() {
    Set<String> revoked = ConcurrentHashMap.newKeySet();
    VerifierBuilder common = builder().revocations(mark -> revoked.contains(mark.subject()));
    TokenVerifier forgetful = common.build();
    TokenVerifier remembering =
        common.tokenCache(TokenCacheSettings.DEFAULT.longest(Duration.ofMinutes(5))).build();
    KeySource honest = issuer.keySource();
    KeySource replaced = FixedKeys.of(stranger.key().withKeyId(issuer.kid()).forVerification());
    List<String> tokens = new ArrayList<>();
    Set<String> codes = new TreeSet<>();

    for (int step = 0; step < 1_500; step++) {
      switch (random.nextInt(40)) {
        case 0 -> tokens.add(issuer.token().subject("p-" + random.nextInt(3)).signed());
        case 1 -> tokens.add(issuer.token().without("iat").expiresAt(clock.instant()).signed());
        case 2 -> tokens.add(elliptic.token().subject("p-" + random.nextInt(3)).signed());
        case 3 -> keys.answer(KeyAnswer.UNKNOWN);
        case 4 -> keys.answer(new KeyAnswer.Unavailable(Duration.ofSeconds(1)));
        case 5 -> keys.become(replaced);
        case 6, 7, 8 -> keys.become(honest);
        case 9 -> keys.become(issuer.keySource());
        case 10 -> revoked.add("p-" + random.nextInt(3));
        case 11, 12 -> revoked.clear();
        case 13 -> clock.jumpWall(Duration.ofSeconds(random.nextInt(60) - 30));
        case 14, 15 -> clock.advance(Duration.ofSeconds(random.nextInt(120)));
        default -> {
          if (!tokens.isEmpty()) {
            // Recent ones, most of which are still alive.
            int back = random.nextInt(Math.min(tokens.size(), 6));
            String token = tokens.get(tokens.size() - 1 - back);
            String expected = code(forgetful.verify(token));
            codes.add(expected);
            assertEquals(expected, code(remembering.verify(token)), "step " + step);
          }
        }
      }
    }

    assertEquals(
        Set.of("ACCEPTED", "EXPIRED", "KEY_UNKNOWN", "REVOKED", "SIGNATURE", "UNDECIDED"), codes);
    assertTrue(listener.events().contains("accepted " + issuer.name() + " remembered"));
  }

  @Test
  @DisplayName("I7: an issuer is built if and only if audience and keys were said")
  void buildsNothingThatIsOpen() {
    for (int i = 0; i < 500; i++) {
      TrustedIssuerBuilder trust = TrustedIssuer.named(issuer.name());
      boolean audience = random.nextBoolean();
      int sources = random.nextInt(8);
      if (audience) {
        trust = random.nextBoolean() ? trust.audience("my-game") : trust.anyAudience();
      }
      trust = (sources & 1) == 0 ? trust : trust.keys(keys);
      trust = (sources & 2) == 0 ? trust : trust.jwks("https://id.mygame.example/jwks.json");
      trust = (sources & 4) == 0 ? trust : trust.discovered();
      boolean built;
      try {
        trust.build();
        built = true;
      } catch (IllegalStateException e) {
        built = false;
      }
      assertEquals(audience && Integer.bitCount(sources) == 1, built);
    }
  }

  @Test
  @DisplayName("I9: nothing printed holds a part of a token")
  void printsNothingOfATokenOrAClaim() {
    TokenVerifier verifier = builder().tokenCache(TokenCacheSettings.DEFAULT).build();
    List<String> good = goodTokens();
    for (int i = 0; i < 400; i++) {
      String marker = "m" + Long.toHexString(random.nextLong() | Long.MIN_VALUE);
      String token =
          i % 20 == 0
              ? issuer.token().subject(marker).claim(marker, marker).signed()
              : TokenMutations.withMarker(random, good.get(i % good.size()), marker);
      Verification verdict = verifier.verify(token);
      String printed = verdict.toString();
      if (verdict instanceof Accepted accepted) {
        printed += accepted.player() + " " + accepted.player().claims();
        printed += accepted.player().claims().registered() + " " + accepted.player().claims().key();
      } else {
        try {
          verdict.orElseThrow();
        } catch (TokenRefusedException e) {
          printed += e + " " + e.getCause();
        }
      }
      assertFalse(printed.contains(marker), printed);
      for (String segment : token.split("\\.")) {
        assertFalse(segment.length() > 12 && printed.contains(segment.substring(0, 12)), printed);
      }
    }
  }

  @Test
  @DisplayName("I10: the verdict on a wrong HMAC is the same whichever byte is wrong")
  void saysTheSameOfEveryWrongByte() {
    TokenVerifier verifier = builder().build();
    String token = issuer.token().without("iss").signedWith(secret).signed();
    Set<Object> verdicts = new HashSet<>();

    for (int i = 0; i < 32; i++) {
      verdicts.add(verifier.verify(TokenMutations.withSignatureByteFlipped(token, i)));
    }

    assertEquals(1, verdicts.size());
    assertEquals("SIGNATURE", code((Verification) verdicts.iterator().next()));
  }

  @Test
  @DisplayName("I11: what has expired stays expired, wherever the time of day goes")
  void revivesNothing() {
    TokenVerifier verifier = builder().tokenCache(TokenCacheSettings.DEFAULT).build();
    List<String> tokens = new ArrayList<>();
    Set<String> dead = new HashSet<>();

    for (int step = 0; step < 2_000; step++) {
      if (step % 50 == 0) {
        tokens.add(issuer.token().signed());
      }
      if (random.nextInt(10) == 0) {
        clock.jumpWall(Duration.ofSeconds(random.nextInt(2000) - 1000));
      }
      clock.advance(Duration.ofSeconds(random.nextInt(5)));
      String token = tokens.get(random.nextInt(tokens.size()));
      String code = code(verifier.verify(token));
      assertFalse(dead.contains(token) && !code.equals("EXPIRED"), code);
      if (code.equals("EXPIRED")) {
        dead.add(token);
      }
    }

    assertTrue(dead.size() > 5 && dead.size() < tokens.size(), () -> dead.size() + " dead");
  }

  @Test
  @DisplayName("I12: cheap questions come first, and the first no is the last question")
  void asksInOrder() {
    CountingSignatures signatures = new CountingSignatures();
    AtomicInteger policies = new AtomicInteger();
    AtomicInteger revocations = new AtomicInteger();
    TokenVerifier verifier =
        TokenVerifier.builder()
            .clock(clock)
            .provider(SignatureProvider.of(signatures))
            .revocations(
                mark -> {
                  revocations.incrementAndGet();
                  return true;
                })
            .trust(
                TestTrust.in(issuer)
                    .keys(keys)
                    .require(
                        (claims, now) -> {
                          policies.incrementAndGet();
                          return Optional.empty();
                        })
                    .build())
            .build();
    int selfTest = signatures.verified();
    record Stage(String code, String token, int keys, int signatures, int policies, int revoked) {}
    String good = issuer.token().signed();
    String cut = good.substring(0, good.lastIndexOf('.') + 5);
    String forged = issuer.token().subject("x").signed();
    // Somebody else's genuine signature: of the right length, and below the modulus.
    forged = forged.substring(0, forged.lastIndexOf('.')) + good.substring(good.lastIndexOf('.'));
    List<Stage> stages =
        List.of(
            new Stage("LIMIT", "x".repeat(9000), 0, 0, 0, 0),
            new Stage("MALFORMED", "x.y", 0, 0, 0, 0),
            new Stage("HEADER", issuer.token().header("crit", List.of()).signed(), 0, 0, 0, 0),
            new Stage("ALGORITHM", issuer.token().header("alg", "none").signed(), 0, 0, 0, 0),
            new Stage("CLAIM(iss)", issuer.token().issuer("x").signed(), 0, 0, 0, 0),
            new Stage("TYPE", issuer.token().type("x").signed(), 0, 0, 0, 0),
            new Stage("CLAIM(aud)", issuer.token().audience("x").signed(), 0, 0, 0, 0),
            new Stage("CLAIM(exp)", issuer.token().without("exp").signed(), 0, 0, 0, 0),
            new Stage("CLAIM(sub)", issuer.token().without("sub").signed(), 0, 0, 0, 0),
            new Stage("KEY_UNKNOWN", issuer.token().header("kid", "x").signed(), 1, 0, 0, 0),
            new Stage("SIGNATURE", cut, 1, 0, 0, 0), // a length that no signature has
            new Stage("SIGNATURE", forged, 1, 1, 0, 0),
            new Stage("CLAIM(cnf)", issuer.token().claim("cnf", "x").signed(), 1, 1, 0, 0),
            new Stage("REVOKED", good, 1, 1, 1, 1));

    for (Stage stage : stages) {
      int askedBefore = keys.asked();
      int computedBefore = signatures.verified() - selfTest;
      policies.set(0);
      revocations.set(0);

      String code = code(verifier.verify(stage.token()));

      assertEquals(
          stage,
          new Stage(
              code,
              stage.token(),
              keys.asked() - askedBefore,
              signatures.verified() - selfTest - computedBefore,
              policies.get(),
              revocations.get()));
    }
  }
}
