// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static io.github.gameauth.verify.Verdicts.assertAccepted;
import static io.github.gameauth.verify.Verdicts.assertRejected;
import static io.github.gameauth.verify.Verdicts.assertUndecided;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.claim.ClaimPolicy;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.FixedKeys;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import io.github.gameauth.token.Rejection.Reason;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** I6: a remembered yes is worth no more than a new one. Hits are what computes no signature. */
final class VerifiedTokenCacheTest {
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final CountingKeys keys = new CountingKeys(issuer.keySource());
  private final CountingSignatures signatures = new CountingSignatures();
  private final RecordingListener listener = new RecordingListener();
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();
  private final String token = issuer.token().signed();
  private final TokenVerifier verifier = remembering(TokenCacheSettings.DEFAULT);
  private int computedBefore = signatures.verified();

  private TokenVerifier remembering(TokenCacheSettings settings, ClaimPolicy... policies) {
    TokenVerifier built =
        TokenVerifier.builder()
            .clock(clock)
            .ticker(clock)
            .listener(listener)
            .provider(SignatureProvider.of(signatures))
            .revocations(mark -> revoked.contains(mark.subject()))
            .tokenCache(settings)
            .trust(TestTrust.in(issuer).keys(keys).require(policies).build())
            .build();
    computedBefore = signatures.verified(); // the self-test computes, too
    return built;
  }

  /** How many signatures were computed since this was last asked. */
  private int computed() {
    int now = signatures.verified();
    int since = now - computedBefore;
    computedBefore = now;
    return since;
  }

  private void assertRemembered(Verification verdict) {
    assertAccepted(verdict);
    assertEquals(0, computed());
  }

  private void assertComputed(Verification verdict) {
    assertAccepted(verdict);
    assertEquals(1, computed());
  }

  @Nested
  @DisplayName("A hit")
  class Hit {
    @Test
    void computesNoSignatureAndSaysSo() {
      assertComputed(verifier.verify(token));

      assertRemembered(verifier.verify(token));

      assertEquals(1, listener.count("accepted " + issuer.name()));
      assertEquals(1, listener.count("accepted " + issuer.name() + " remembered"));
    }

    @Test
    void isTheSameInEveryForm() {
      byte[] bytes = token.getBytes(US_ASCII);
      assertComputed(verifier.verify(token));

      assertRemembered(verifier.verify(bytes));
      assertRemembered(verifier.verify(new StringBuilder(token)));
      assertRemembered(verifier.verify(ByteBuffer.wrap(bytes)));
      assertRemembered(verifier.verify(TokenVerifierFormsTest.direct(bytes)));
      assertRemembered(verifier.verify(TokenVerifierFormsTest.framed(bytes).asReadOnlyBuffer()));
      assertRemembered(verifier.verifyNow(token));
      assertRemembered(verifier.verifyNow(bytes));
      assertRemembered(verifier.verifyNow(TokenVerifierFormsTest.framed(bytes)));
      assertRemembered(verifier.verifyAsync(token).join());
      assertRemembered(verifier.verifyAsync(bytes).join());
      assertRemembered(verifier.verifyAsync(TokenVerifierFormsTest.direct(bytes)).join());
    }

    @Test
    void isNotHadWithoutAskingForIt() {
      TokenVerifier forgetful =
          TokenVerifier.builder()
              .clock(clock)
              .provider(SignatureProvider.of(signatures))
              .trust(TestTrust.in(issuer).build())
              .build();
      computed();

      assertComputed(forgetful.verify(token));
      assertComputed(forgetful.verify(token));
    }

    @Test
    void belongsToOneVerifierAndItsPolicies() {
      assertComputed(verifier.verify(token));
      TokenVerifier stricter =
          remembering(
              TokenCacheSettings.DEFAULT,
              (claims, now) -> Optional.of(Rejection.of(Reason.REPLAYED, "strict")));

      assertRejected("REPLAYED", stricter.verify(token));
      assertEquals(1, computed());
    }
  }

  @Nested
  @DisplayName("K8: a hit asks again")
  class AsksAgain {
    @Test
    void theTime() {
      assertAccepted(verifier.verify(token));
      clock.jumpWall(ofMinutes(10).plusSeconds(29));
      assertAccepted(verifier.verify(token));

      clock.jumpWall(ofSeconds(1));

      assertRejected("EXPIRED", verifier.verify(token));
      assertEquals(1, computed());
    }

    @Test
    void theClockThatNeverGoesBack() {
      assertAccepted(verifier.verify(token));
      clock.jumpWall(ofMinutes(11));
      assertRejected("EXPIRED", verifier.verify(token));

      clock.jumpWall(ofMinutes(-11));

      assertRejected("EXPIRED", verifier.verify(token));
    }

    @Test
    void whetherTheKeyIsStillThere() {
      assertAccepted(verifier.verify(token));

      keys.answer(KeyAnswer.UNKNOWN);
      assertRejected("KEY_UNKNOWN", verifier.verify(token));
      keys.answer(KeyAnswer.UNUSABLE);
      assertRejected("KEY_UNUSABLE", verifier.verify(token));
      keys.answer(new KeyAnswer.Unavailable(ofSeconds(3)));
      assertEquals(ofSeconds(3), assertUndecided(verifier.verify(token)));
      keys.become(
          (algorithm, keyId) -> {
            throw new IllegalStateException();
          });
      assertUndecided(verifier.verify(token));
      keys.become(issuer.keySource());
      assertAccepted(verifier.verify(token));
    }

    @Test
    void whetherItIsStillThatKey() {
      assertAccepted(verifier.verify(token));
      TestKey another = TestIssuer.named("https://forger.example").key().withKeyId(issuer.kid());

      keys.become(FixedKeys.of(another.forVerification()));

      assertRejected("SIGNATURE", verifier.verify(token));
    }

    @Test
    void whetherTheKeyIsStillForThatAlgorithm() {
      assertAccepted(verifier.verify(token));

      keys.become(FixedKeys.of(issuer.key().signingBy(Algorithm.PS256).forVerification()));

      assertRejected("ALGORITHM", verifier.verify(token));
    }

    @Test
    void butNotTheSignatureOfAKeyThatCameAgain() {
      assertComputed(verifier.verify(token));

      keys.become(issuer.keySource()); // equal keys in new objects, as after a refresh

      assertRemembered(verifier.verify(token));
    }

    @Test
    void whetherItWasRevoked() {
      assertAccepted(verifier.verify(token));
      revoked.add("p-17");

      assertRejected("REVOKED", verifier.verify(token));
      assertRejected("REVOKED", verifier.verifyNow(token));
      assertRejected("REVOKED", verifier.verifyAsync(token).join());
      assertEquals(3, listener.count("rejected " + issuer.name() + " REVOKED"));

      revoked.clear();
      assertAccepted(verifier.verify(token));
    }

    @Test
    void thePoliciesThatChangeWithTime() {
      AtomicInteger timed = new AtomicInteger();
      AtomicInteger untimed = new AtomicInteger();
      Instant curfew = clock.instant().plusSeconds(20);
      TokenVerifier watched =
          remembering(
              TokenCacheSettings.DEFAULT,
              (claims, now) -> {
                timed.incrementAndGet();
                return now.isBefore(curfew)
                    ? Optional.empty()
                    : Optional.of(Rejection.ofClaim("age", "too late for children"));
              },
              new ClaimPolicy() {
                @Override
                public Optional<Rejection> objectionTo(Claims claims, Instant now) {
                  untimed.incrementAndGet();
                  return Optional.empty();
                }

                @Override
                public boolean changesWithTime() {
                  return false;
                }
              });
      assertAccepted(watched.verify(token));
      assertAccepted(watched.verify(token));
      clock.advance(ofSeconds(20));

      assertRejected("CLAIM(age)", watched.verify(token));

      assertEquals(3, timed.get());
      assertEquals(1, untimed.get());
    }
  }

  @Nested
  @DisplayName("K10: an entry dies")
  class Dies {
    @Test
    void afterTheLongestTimeHoweverOftenItIsRead() {
      assertComputed(verifier.verify(token));
      for (int i = 0; i < 5; i++) {
        clock.advance(ofSeconds(10));
        assertRemembered(verifier.verify(token));
      }
      clock.advance(ofSeconds(10));

      assertComputed(verifier.verify(token));
    }

    @Test
    void atTheEndOfTheTokenThoughLeewayForgivesIt() {
      String brief =
          issuer.token().without("iat").expiresAt(clock.instant().plusSeconds(10)).signed();
      assertComputed(verifier.verify(brief));
      clock.advance(ofSeconds(9));
      assertRemembered(verifier.verify(brief));
      clock.advance(ofSeconds(1));

      assertComputed(verifier.verify(brief));
      assertComputed(verifier.verify(brief));

      clock.advance(ofSeconds(30));
      assertRejected("EXPIRED", verifier.verify(brief));
    }
  }

  @Nested
  @DisplayName("K11: rejections are never remembered")
  class NoRejections {
    @Test
    void soATokenIsGoodAsSoonAsItsKeyIsThere() {
      keys.answer(KeyAnswer.UNKNOWN);
      assertRejected("KEY_UNKNOWN", verifier.verify(token));
      keys.answer(new KeyAnswer.Unavailable(ofSeconds(1)));
      assertUndecided(verifier.verify(token));

      keys.become(issuer.keySource());

      assertComputed(verifier.verify(token));
    }

    @Test
    void soEveryBadTokenIsComputedAnew() {
      String forged = token.substring(0, token.length() - 8) + "AAAAAAAA";

      for (int i = 1; i <= 3; i++) {
        assertRejected("SIGNATURE", verifier.verify(forged));
        assertEquals(1, computed());
      }
      revoked.add("p-17");
      assertRejected("REVOKED", verifier.verify(token));
      assertEquals(1, computed());
      revoked.clear();
      assertComputed(verifier.verify(token));
    }
  }

  @Nested
  @DisplayName("K9: an entry is found by the token's exact bytes")
  class ExactBytes {
    @Test
    void andBySimilarOnesNever() {
      assertAccepted(verifier.verify(token));
      int dot = token.lastIndexOf('.');
      char last = token.charAt(token.length() - 1);

      assertRejected("MALFORMED", verifier.verify(token + "\n"));
      assertRejected("MALFORMED", verifier.verify(token + "="));
      // The last character holds four unused bits: same signature, other spelling.
      assertRejected(
          "MALFORMED", verifier.verify(token.substring(0, token.length() - 1) + (char) (last + 1)));
      assertRejected("SIGNATURE", verifier.verify(token.substring(0, dot + 1)));
      String[] other = issuer.token().subject("p-99").signed().split("\\.");
      assertRejected(
          "SIGNATURE", verifier.verify(other[0] + "." + other[1] + token.substring(dot)));
    }
  }

  @Nested
  @DisplayName("I5: memory is bounded")
  class Bounded {
    @Test
    void byWeightAndNotByCount() {
      TokenVerifier small = remembering(TokenCacheSettings.DEFAULT.maxBytes(1 << 16));
      List<String> many = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        many.add(issuer.token().subject("p-" + i).signed());
      }
      many.forEach(small::verify);
      computed();
      int remembered = 0;

      for (String one : many) {
        assertAccepted(small.verify(one));
        remembered += 1 - computed();
      }

      int weightOfOne = 3 * token.length();
      int fitting = (1 << 16) / weightOfOne;
      int count = remembered;
      assertTrue(count <= fitting, () -> count + " remembered, where " + fitting + " fit");
    }
  }

  @Nested
  @DisplayName("K12: what is remembered")
  class Immutable {
    @Test
    void cannotBeChangedByWhoGotIt() {
      String rich =
          issuer
              .token()
              .audience("my-game", "other-game")
              .claim("roles", List.of("player"))
              .claim("profile", Map.of("level", 1, "tags", List.of("new")))
              .signed();
      Claims claims = assertAccepted(verifier.verify(rich)).claims();
      Map<String, Object> profile = claims.object("profile").orElseThrow();
      List<Runnable> attempts =
          List.of(
              () -> claims.asMap().put("sub", "admin"),
              () -> claims.asMap().remove("exp"),
              () -> claims.asMap().clear(),
              () -> claims.asMap().entrySet().iterator().next().setValue("x"),
              () -> claims.asMap().keySet().remove("exp"),
              () -> claims.asMap().values().clear(),
              () -> claims.audience().add("x"),
              () -> claims.texts("roles").orElseThrow().set(0, "admin"),
              () -> profile.put("level", 99),
              () -> list(profile.get("tags")).add("x"),
              () -> list(claims.value("roles").orElseThrow()).clear());

      attempts.forEach(attempt -> assertThrows(UnsupportedOperationException.class, attempt::run));

      Claims again = assertAccepted(verifier.verify(rich)).claims();
      assertEquals("p-17", again.subject().orElseThrow());
      assertEquals(List.of("player"), again.texts("roles").orElseThrow());
    }

    @SuppressWarnings("unchecked") // a caller who casts
    private static List<Object> list(Object value) {
      return (List<Object>) value;
    }
  }

  @Test
  @DisplayName("O1: many threads with many tokens each get the player of their own")
  void keepsPlayersApartUnderLoad() throws Exception {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      tokens.add(issuer.token().subject("p-" + i).claim("pad", "x".repeat(i * 40)).signed());
    }
    CountDownLatch start = new CountDownLatch(1);
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int offset = t;
      Thread thread =
          new Thread(
              () -> {
                await(start);
                for (int i = 0; i < 200; i++) {
                  int n = (i * 7 + offset) % tokens.size();
                  Verification verdict =
                      i % 2 == 0
                          ? verifier.verify(tokens.get(n))
                          : verifier.verify(
                              TokenVerifierFormsTest.direct(tokens.get(n).getBytes(US_ASCII)));
                  if (!(verdict instanceof Verification.Accepted accepted)
                      || !accepted.player().subject().equals("p-" + n)) {
                    wrong.add(n + ": " + Verdicts.code(verdict));
                  }
                }
              });
      thread.start();
      threads.add(thread);
    }

    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals(List.of(), wrong);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
