// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static io.github.gameauth.verify.Verdicts.assertAccepted;
import static io.github.gameauth.verify.Verdicts.assertRejected;
import static io.github.gameauth.verify.Verdicts.assertUndecided;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a verifier does while keys are not at hand, or their source is not at its best. */
@Timeout(20)
final class TokenVerifierKeysTest {
  /** Longer than any test: who waits this long was not woken. */
  private static final Duration AGES = VerifierBuilder.MAX_WAIT;

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final String token = issuer.token().signed();
  private final CompletableFuture<Void> fetch = new CompletableFuture<>();
  private final CountingKeys keys = new CountingKeys(issuer.keySource());

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  private TokenVerifier waiting(Duration wait) {
    return TokenVerifier.builder()
        .clock(clock)
        .waitForKeys(wait)
        .trust(TestTrust.in(issuer).keys(keys).build())
        .build();
  }

  private void fetching() {
    keys.answer(new KeyAnswer.Pending(fetch));
  }

  private void arrived() {
    keys.become(issuer.keySource());
    fetch.complete(null);
  }

  @Nested
  @DisplayName("verify waits")
  class Waiting {
    @Test
    void untilTheKeysAreThere() throws Exception {
      CountDownLatch asked = new CountDownLatch(8);
      keys.become(
          (algorithm, keyId) -> {
            asked.countDown();
            return new KeyAnswer.Pending(fetch);
          });
      TokenVerifier verifier = waiting(AGES);
      List<CompletableFuture<Verification>> verdicts =
          Stream.generate(() -> onItsOwnThread(() -> verifier.verify(token))).limit(8).toList();
      asked.await();

      arrived();

      verdicts.forEach(verdict -> assertAccepted(verdict.join()));
      assertEquals(16, keys.asked());
    }

    @Test
    void noLongerThanItWasTold() {
      fetching();

      assertEquals(ofSeconds(1), assertUndecided(waiting(ofMillis(1)).verify(token)));
      assertUndecided(waiting(Duration.ZERO).verify(token));
    }

    @Test
    void onceAndNotAgainForTheNextFetch() {
      keys.become(
          (algorithm, keyId) -> new KeyAnswer.Pending(CompletableFuture.completedFuture(null)));

      assertUndecided(waiting(AGES).verify(token));
      assertEquals(2, keys.asked());
    }

    @Test
    void andLearnsThatTheFetchBroughtNoSuchKey() {
      AtomicInteger round = new AtomicInteger();
      CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
      keys.become(
          (algorithm, keyId) ->
              round.getAndIncrement() == 0 ? new KeyAnswer.Pending(done) : KeyAnswer.UNKNOWN);

      assertRejected("KEY_UNKNOWN", waiting(AGES).verify(token));
    }

    @Test
    void forFetchesThatFailOrAreCancelled() {
      CompletableFuture<Void> cancelled = new CompletableFuture<>();
      cancelled.cancel(true);
      for (CompletableFuture<Void> ended :
          List.of(CompletableFuture.<Void>failedFuture(new IllegalStateException()), cancelled)) {
        keys.answer(new KeyAnswer.Pending(ended));

        assertUndecided(waiting(AGES).verify(token));
        assertUndecided(waiting(AGES).verifyAsync(token).join());
      }
    }

    @Test
    void forNobodyWhoseKeyIsKnown() {
      KeySource known = issuer.keySource();
      keys.become(
          (algorithm, keyId) ->
              keyId != null && keyId.equals(issuer.kid())
                  ? known.find(algorithm, keyId)
                  : new KeyAnswer.Pending(fetch));
      TokenVerifier verifier = waiting(AGES);
      CompletableFuture<Verification> stranger =
          verifier.verifyAsync(issuer.token().header("kid", "stranger").signed());

      assertAccepted(verifier.verify(token));
      assertFalse(stranger.isDone());
    }
  }

  @Nested
  @DisplayName("An interrupt")
  class Interrupt {
    @Test
    void endsTheWaitAndStaysSet() throws Exception {
      CountDownLatch asked = new CountDownLatch(1);
      keys.become(
          (algorithm, keyId) -> {
            asked.countDown();
            return new KeyAnswer.Pending(fetch);
          });
      TokenVerifier verifier = waiting(AGES);
      AtomicReference<Verification> verdict = new AtomicReference<>();
      AtomicReference<Boolean> flag = new AtomicReference<>();
      Thread caller =
          new Thread(
              () -> {
                verdict.set(verifier.verify(token));
                flag.set(Thread.currentThread().isInterrupted());
              });
      caller.start();
      asked.await();

      caller.interrupt();
      caller.join();

      assertUndecided(verdict.get());
      assertTrue(flag.get());
      assertFalse(fetch.isDone());
    }

    @Test
    void thatWasThereBeforeMattersOnlyToWhoMustWait() {
      TokenVerifier verifier = waiting(AGES);
      Thread.currentThread().interrupt();

      assertAccepted(verifier.verify(token));
      fetching();
      assertUndecided(verifier.verify(token));

      assertTrue(Thread.currentThread().isInterrupted());
    }
  }

  @Nested
  @DisplayName("O2: verifyNow")
  class Now {
    @Test
    void neverWaits() {
      fetching();

      assertUndecided(waiting(AGES).verifyNow(token));
      assertEquals(1, keys.asked());
    }

    @Test
    void acceptsOnceTheKeysAreThere() {
      fetching();
      TokenVerifier verifier = waiting(AGES);
      assertUndecided(verifier.verifyNow(token));

      arrived();

      assertAccepted(verifier.verifyNow(token));
    }
  }

  @Nested
  @DisplayName("verifyAsync")
  class Async {
    @Test
    void completesWhenTheKeysAreThereAndHoldsNoThread() {
      fetching();
      TokenVerifier verifier = waiting(AGES);
      assertFalse(verifier.verifyAsync(token).isDone());
      long before = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();

      List<CompletableFuture<Verification>> verdicts =
          Stream.generate(() -> verifier.verifyAsync(token)).limit(500).toList();

      assertTrue(verdicts.stream().noneMatch(CompletableFuture::isDone));
      arrived();
      verdicts.forEach(verdict -> assertAccepted(verdict.join()));
      long started = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount() - before;
      assertTrue(started < 50, () -> started + " threads were started for 500 tokens");
    }

    @Test
    void isUndecidedWhenItsTimeIsUpAndSpoilsNobodyElsesWait() {
      fetching();

      assertUndecided(waiting(ofMillis(1)).verifyAsync(token).join());
      assertFalse(fetch.isDone());
    }

    @Test
    void mayBeCancelledWithoutSpoilingTheFetch() {
      fetching();
      TokenVerifier verifier = waiting(AGES);

      verifier.verifyAsync(token).cancel(true);
      CompletableFuture<Verification> other = verifier.verifyAsync(token);

      assertFalse(fetch.isDone());
      arrived();
      assertAccepted(other.join());
    }

    @Test
    void isDoneAtOnceWhereNothingIsMissing() {
      assertTrue(waiting(AGES).verifyAsync(token).isDone());
      assertTrue(waiting(AGES).verifyAsync("x").isDone());
    }
  }

  @Nested
  @DisplayName("A source of the user's own")
  class OwnSource {
    @Test
    void isAskedForTheTokensKeyAndNothingElse() {
      AtomicReference<String> asked = new AtomicReference<>();
      KeySource known = issuer.keySource();
      keys.become(
          (algorithm, keyId) -> {
            asked.set(algorithm + " " + keyId);
            return known.find(algorithm, keyId);
          });

      assertAccepted(waiting(AGES).verify(token));
      assertEquals("RS256 " + issuer.kid(), asked.get());
    }

    @Test
    void saysWhenToAskAgain() {
      keys.answer(new KeyAnswer.Unavailable(ofSeconds(42)));
      TokenVerifier verifier = waiting(AGES);

      assertEquals(ofSeconds(42), assertUndecided(verifier.verify(token)));
      assertEquals(ofSeconds(42), assertUndecided(verifier.verifyNow(token)));
      assertEquals(ofSeconds(42), assertUndecided(verifier.verifyAsync(token).join()));
    }

    @Test
    @SuppressWarnings("NullAway") // what a user compiled without null checks may do
    void thatBreaksMakesTokensUndecidedAndNotBad() {
      List<KeySource> broken =
          List.of(
              (algorithm, keyId) -> {
                throw new IllegalStateException(keyId);
              },
              (algorithm, keyId) -> null);
      for (KeySource source : broken) {
        keys.become(source);
        TokenVerifier verifier = waiting(AGES);

        assertUndecided(verifier.verify(token));
        assertUndecided(verifier.verifyNow(token));
        assertUndecided(verifier.verifyAsync(token).join());
      }
    }

    @Test
    void thatCannotWarmUpSaysSo() {
      KeySource cold =
          new KeySource() {
            @Override
            public KeyAnswer find(Algorithm algorithm, @Nullable String keyId) {
              return KeyAnswer.UNKNOWN;
            }

            @Override
            public CompletionStage<Void> warmUp() {
              throw new IllegalStateException("cold");
            }
          };
      TokenVerifier named = TokenVerifier.trusting(clock, TestTrust.in(issuer).keys(cold).build());
      TokenVerifier unnamed =
          TokenVerifier.trusting(
              clock, TrustedIssuer.withoutIssuerClaim("nobody").anyAudience().keys(cold).build());

      assertTrue(named.warmUp().toCompletableFuture().isCompletedExceptionally());
      assertTrue(unnamed.warmUp().toCompletableFuture().isCompletedExceptionally());
      waiting(AGES).warmUp().toCompletableFuture().join();
    }
  }

  private static CompletableFuture<Verification> onItsOwnThread(Supplier<Verification> call) {
    CompletableFuture<Verification> verdict = new CompletableFuture<>();
    new Thread(() -> verdict.complete(call.get())).start();
    return verdict;
  }
}
