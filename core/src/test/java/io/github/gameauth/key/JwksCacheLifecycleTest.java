// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static io.github.gameauth.key.CacheFixture.ask;
import static io.github.gameauth.key.CacheFixture.unavailable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.KeysFetched;
import io.github.gameauth.key.KeySetState.Stage;
import io.github.gameauth.testing.RawUpstream;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestUpstream;
import io.github.gameauth.upstream.JsonHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisplayName("Concurrency and lifecycle, J17 and O1 to O7")
final class JwksCacheLifecycleTest {
  private final CacheFixture fixture = new CacheFixture();
  private final TestIssuer issuer = fixture.issuer;
  private final TestUpstream upstream = fixture.upstream;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test // O3
  void opensTheGateAgainWhenTheExecutorRefuses() {
    AtomicBoolean refusing = new AtomicBoolean(true);
    JwksCache cache =
        fixture
            .builder()
            .fetchers(
                work -> {
                  if (refusing.get()) {
                    throw new RejectedExecutionException("busy");
                  }
                  work.run();
                })
            .build();
    unavailable(ask(cache, issuer.kid()));
    refusing.set(false);

    fixture.clock.advance(Duration.ofSeconds(1));

    assertInstanceOf(KeyAnswer.Found.class, ask(cache, issuer.kid()));
    assertEquals(List.of("FIRST REJECTED", "FIRST NEW"), fixture.events.outcomes());
  }

  @Test // J17
  void opensTheGateAgainWhenTheFetchDiesOfAnError() {
    AtomicBoolean dying = new AtomicBoolean(true);
    JwksCache cache =
        fixture
            .builder()
            .clock(
                () -> {
                  if (dying.get() && inFetch()) {
                    throw new StackOverflowError("as if");
                  }
                  return fixture.clock.instant();
                })
            .fetchers(JwksCacheLifecycleTest::runThroughErrors)
            .build();
    CompletableFuture<Void> waiter = cache.warmUp().toCompletableFuture();

    CompletionException failure = assertThrows(CompletionException.class, waiter::join);
    assertEquals("ERROR", ((KeyFetchException) failure.getCause()).code());

    dying.set(false);
    fixture.clock.advance(Duration.ofSeconds(1));
    assertInstanceOf(KeyAnswer.Found.class, ask(cache, issuer.kid()));
  }

  private static boolean inFetch() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames.anyMatch(frame -> frame.getMethodName().equals("carryOut"))
                    && StackWalker.getInstance()
                        .walk(all -> all.noneMatch(f -> f.getMethodName().equals("failed"))));
  }

  private static void runThroughErrors(Runnable work) {
    try {
      work.run();
    } catch (StackOverflowError e) {
      // The thread of an executor would end here.
    }
  }

  @Test // J17
  void givesAFlightUpForLostWhoseThreadIsGone() {
    fixture.fetchers.hold();
    JwksCache cache = fixture.builder().build();
    KeyAnswer.Pending waiting = (KeyAnswer.Pending) cache.find(Algorithm.RS256, issuer.kid());
    fixture.fetchers.forget();

    fixture.clock.advance(Duration.ofSeconds(45));

    assertTrue(waiting.settled().toCompletableFuture().isDone());
    assertEquals("LOST", cache.state().lastFailure().orElseThrow());
    fixture.fetchers.release();
    fixture.clock.advance(Duration.ofSeconds(1));
    assertInstanceOf(KeyAnswer.Found.class, ask(cache, issuer.kid()));
  }

  @Test // J17
  void ignoresWhatALostFlightBringsLate() {
    fixture.fetchers.hold();
    JwksCache cache = fixture.builder().build();
    cache.find(Algorithm.RS256, issuer.kid());
    fixture.clock.advance(Duration.ofSeconds(45));

    fixture.fetchers.release();

    assertEquals(Stage.EMPTY, cache.state().stage());
    assertEquals(0, upstream.requests());
  }

  @Test // J17
  void tellsWaitersWhenItIsClosedDuringAFlight() {
    fixture.fetchers.hold();
    JwksCache cache = fixture.builder().build();
    CompletableFuture<Void> warmUp = cache.warmUp().toCompletableFuture();
    KeyAnswer.Pending waiting = (KeyAnswer.Pending) cache.find(Algorithm.RS256, issuer.kid());

    cache.close();

    assertTrue(waiting.settled().toCompletableFuture().isDone());
    CompletionException failure = assertThrows(CompletionException.class, warmUp::join);
    assertEquals("CLOSED", ((KeyFetchException) failure.getCause()).code());
    fixture.fetchers.release();
    unavailable(cache.find(Algorithm.RS256, issuer.kid()));
    assertEquals(0, upstream.requests());
  }

  @Test // J17
  void endsACallInTheAirWhenItIsClosed() {
    CountDownLatch reached = new CountDownLatch(1);
    try (RawUpstream hanging =
        RawUpstream.doing(
            out -> {
              reached.countDown();
              awaitForever();
            })) {
      JwksCache cache = JwksCache.at(hanging.url("/jwks")).build();
      CompletableFuture<Void> warmUp = cache.warmUp().toCompletableFuture();
      await(reached);

      cache.close();

      assertThrows(CompletionException.class, warmUp::join);
    }
  }

  private static void awaitForever() {
    await(new CountDownLatch(1));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test // O4
  void isClosedTwiceAndAnswersAfterwards() {
    JwksCache cache = fixture.warm();

    cache.close();
    cache.close();

    unavailable(cache.find(Algorithm.RS256, issuer.kid()));
    unavailable(cache.find(Algorithm.RS256, "unknown"));
    unavailable(cache.find(Algorithm.RS256, null));
    assertEquals(Stage.CLOSED, cache.state().stage());
    assertThrows(CompletionException.class, () -> cache.refresh().toCompletableFuture().join());
    assertThrows(CompletionException.class, () -> cache.warmUp().toCompletableFuture().join());
    cache.invalidate();
    fixture.clock.advance(Duration.ofDays(1));
    assertEquals(1, upstream.requests());
    assertEquals(0, fixture.timer.waiting());
  }

  @Test // O4
  void leavesNoThreadBehind() throws InterruptedException {
    List<Thread> others = ours();
    for (int i = 0; i < 20; i++) {
      JwksCache cache = JwksCache.at(upstream.jwksUrl()).build();
      cache.warmUp().toCompletableFuture().join();
      cache.close();
    }

    List<Thread> left = new ArrayList<>(ours());
    left.removeAll(others);
    for (Thread thread : left) {
      thread.join(10_000);
      assertFalse(thread.isAlive(), thread::getName);
    }
  }

  @Test
  void usesDaemonThreadsThatBearOurName() {
    JwksCache cache = JwksCache.at(upstream.jwksUrl()).build();
    cache.warmUp().toCompletableFuture().join();

    assertFalse(ours().isEmpty());
    assertTrue(ours().stream().allMatch(Thread::isDaemon));

    cache.close();
  }

  private static List<Thread> ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("gameauth-keys-"))
        .filter(Thread::isAlive)
        .toList();
  }

  @Test // O3
  void goesOnWhenItsListenerThrows() {
    JwksCache cache =
        fixture.warm(
            fixture
                .builder()
                .listener(
                    new AuthListener() {
                      @Override
                      public void keysFetched(KeysFetched fetch) {
                        throw new IllegalStateException("listener");
                      }

                      @Override
                      public void keyStateChanged(String issuer, String from, String to) {
                        throw new NoClassDefFoundError("listener");
                      }
                    }));

    cache.refresh().toCompletableFuture().join();

    assertInstanceOf(KeyAnswer.Found.class, ask(cache, issuer.kid()));
    assertEquals(2, upstream.requests());
  }

  @Test // O3
  void goesOnWhileItsListenerIsStuck() {
    CountDownLatch stuck = new CountDownLatch(1);
    AtomicInteger heard = new AtomicInteger();
    try (FetchThreads threads = new FetchThreads(1)) {
      JwksCache cache =
          fixture
              .builder()
              .fetchers(threads.fetchers())
              .listener(
                  new AuthListener() {
                    @Override
                    public void keysFetched(KeysFetched fetch) {
                      heard.incrementAndGet();
                      await(stuck);
                    }
                  })
              .build();

      cache.warmUp().toCompletableFuture().join();
      for (int i = 0; i < 10; i++) {
        cache.refresh().toCompletableFuture().join();
      }

      assertEquals(11, upstream.requests());
      assertEquals(1, heard.get());
      stuck.countDown();
    }
  }

  @Test // O2
  void answersKnownKeysWhileTheIssuerHangs() {
    JwksCache cache = fixture.warm();
    fixture.fetchers.hold();
    fixture.clock.advance(Duration.ofMinutes(9));

    for (int i = 0; i < 1000; i++) {
      assertInstanceOf(KeyAnswer.Found.class, cache.find(Algorithm.RS256, issuer.kid()));
    }

    fixture.fetchers.release();
    assertEquals(2, upstream.requests());
  }

  @Test
  void oneIssuerThatHangsDelaysNoOther() {
    try (RawUpstream hanging = RawUpstream.hangingAfter("");
        JwksCache stuck = JwksCache.at(hanging.url("/jwks")).http(fixture.http).build();
        JwksCache well = JwksCache.at(upstream.jwksUrl()).http(fixture.http).build()) {
      CompletableFuture<Void> never = stuck.warmUp().toCompletableFuture();

      well.warmUp().toCompletableFuture().join();

      assertFalse(never.isDone());
    }
  }

  @Test // O1
  void swapsWholeSetsUnderReaders() throws Exception {
    JwksCache cache = fixture.warm();
    String first = issuer.kid();
    issuer.rotate();
    String second = issuer.kid();
    issuer.withdrawOldKeys();
    String after = issuer.jwks();
    String before = TestDocuments.keySet(TestIssuer.create(fixture.clock).key().jwk());
    AtomicBoolean done = new AtomicBoolean();
    List<Thread> readers = new ArrayList<>();
    AtomicInteger none = new AtomicInteger();
    for (int i = 0; i < 4; i++) {
      Thread reader =
          new Thread(
              () -> {
                while (!done.get()) {
                  List<VerificationKey> keys =
                      ((KeyAnswer.Found) cache.find(Algorithm.RS256, null)).candidates();
                  String kid = keys.get(0).keyId().orElseThrow();
                  if (keys.size() != 1 || !(kid.equals(first) || kid.equals(second))) {
                    none.incrementAndGet();
                  }
                }
              });
      readers.add(reader);
      reader.start();
    }
    for (int i = 0; i < 50; i++) {
      upstream.keySet(i % 2 == 0 ? after : before);
      cache.refresh().toCompletableFuture().join();
    }
    done.set(true);
    for (Thread reader : readers) {
      reader.join();
    }

    assertEquals(0, none.get());
    assertEquals(51, cache.state().generation());
  }

  @Test
  void joinsAFlightUnderWayWhenAskedToRefresh() {
    fixture.fetchers.hold();
    JwksCache cache = fixture.builder().build();
    cache.find(Algorithm.RS256, issuer.kid());

    CompletableFuture<Void> refresh = cache.refresh().toCompletableFuture();
    CompletableFuture<Void> again = cache.refresh().toCompletableFuture();
    fixture.fetchers.release();

    refresh.join();
    again.join();
    assertEquals(1, upstream.requests());
  }

  @Test
  void doesNotCloseWhatItWasGiven() {
    JsonHttp shared = JsonHttp.create();
    JwksCache first = JwksCache.at(upstream.jwksUrl()).http(shared).build();
    first.close();

    try (JwksCache second = JwksCache.at(upstream.jwksUrl()).http(shared).build()) {
      second.warmUp().toCompletableFuture().join();
    }
    shared.close();
  }
}
