// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static io.github.gameauth.key.CacheFixture.ask;
import static io.github.gameauth.testing.TestUpstream.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestUpstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Counts requests where many ask at once. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisplayName("Cache abuse, K1 to K6")
final class JwksCacheFloodTest {
  private static final int CALLERS = 1000;

  private final CacheFixture fixture = new CacheFixture();
  private final TestIssuer issuer = fixture.issuer;
  private final TestUpstream upstream = fixture.upstream;
  private final FetchThreads threads = new FetchThreads(1);

  @AfterEach
  void close() {
    threads.close();
    fixture.close();
  }

  /** A cache that fetches on threads of its own. */
  private JwksCache cache() {
    return fixture.builder().fetchers(threads.fetchers()).build();
  }

  private static Map<Class<?>, Integer> together(IntFunction<KeyAnswer> caller) throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    List<FutureTask<KeyAnswer>> calls = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      int number = i;
      FutureTask<KeyAnswer> call =
          new FutureTask<>(
              () -> {
                gate.await();
                return caller.apply(number);
              });
      calls.add(call);
      new Thread(null, call, "caller", 128 * 1024).start();
    }
    gate.countDown();
    return counted(calls);
  }

  private static Map<Class<?>, Integer> counted(List<FutureTask<KeyAnswer>> calls)
      throws InterruptedException, ExecutionException {
    Map<Class<?>, Integer> counts = new HashMap<>();
    for (FutureTask<KeyAnswer> call : calls) {
      counts.merge(call.get().getClass(), 1, Integer::sum);
    }
    return counts;
  }

  @Test
  void asksOnceForAThousandCallersWithAColdKey() throws Exception {
    upstream.answer(TestUpstream.JWKS_PATH, json(issuer.jwks()).withFixedDelay(50));
    JwksCache cache = cache();
    String kid = issuer.kid();

    Map<Class<?>, Integer> answers = together(i -> ask(cache, kid));

    assertEquals(Map.of(KeyAnswer.Found.class, CALLERS), answers);
    assertEquals(1, upstream.requests());
  }

  @Test
  void asksOnceForAThousandCallersWithAnExpiredSet() throws Exception {
    JwksCache cache = cache();
    cache.warmUp().toCompletableFuture().join();
    fixture.timer.shutdownNow();
    fixture.clock.advance(Duration.ofHours(5));
    String kid = issuer.kid();

    Map<Class<?>, Integer> answers = together(i -> ask(cache, kid));

    assertEquals(Map.of(KeyAnswer.Found.class, CALLERS), answers);
    assertEquals(2, upstream.requests());
  }

  @Test
  void asksOnceForAThousandCallersWithTheSameUnknownKey() throws Exception {
    JwksCache cache = cache();
    cache.warmUp().toCompletableFuture().join();
    fixture.clock.advance(Duration.ofSeconds(20));

    Map<Class<?>, Integer> answers = together(i -> ask(cache, "unknown"));

    assertEquals(Map.of(KeyAnswer.Unknown.class, CALLERS), answers);
    assertEquals(2, upstream.requests());
  }

  @Test
  void acceptsARotationByAThousandCallersAtOnce() throws Exception {
    JwksCache cache = cache();
    cache.warmUp().toCompletableFuture().join();
    fixture.clock.advance(Duration.ofSeconds(20));
    issuer.rotate();
    fixture.publish();
    String kid = issuer.kid();

    Map<Class<?>, Integer> answers = together(i -> ask(cache, kid));

    assertEquals(Map.of(KeyAnswer.Found.class, CALLERS), answers);
    assertEquals(2, upstream.requests());
  }

  @Test
  void asksTwiceAtMostInTenSecondsForAThousandMadeUpKeys() throws Exception {
    JwksCache cache = cache();

    Map<Class<?>, Integer> answers = together(i -> ask(cache, "made-up-" + i));

    assertEquals(Map.of(KeyAnswer.Unknown.class, CALLERS), answers);
    assertTrue(upstream.requests() <= 2, () -> upstream.requests() + " requests");
  }

  @Test
  void neverAsksMoreThanTwiceInAnyTenSecondsHoweverLongTheFloodLasts() {
    JwksCache cache = fixture.builder().build();
    List<Long> asked = new ArrayList<>();
    for (int tenths = 0; tenths < 3000; tenths++) {
      int before = upstream.requests();
      for (int i = 0; i < 3; i++) {
        ask(cache, "made-up-" + tenths + "-" + i);
      }
      if (upstream.requests() > before) {
        assertEquals(before + 1, upstream.requests());
        asked.add(fixture.clock.getAsLong());
      }
      fixture.clock.advance(Duration.ofMillis(100));
    }

    for (int i = 2; i < asked.size(); i++) {
      long span = asked.get(i) - asked.get(i - 2);
      assertTrue(span > Duration.ofSeconds(10).toNanos(), () -> "three requests in " + span);
    }
    assertTrue(asked.size() > 30, () -> "only " + asked.size() + " requests in five minutes");
  }

  @Test // K2
  void acceptsARotationWithinTenSecondsOfAFlood() {
    JwksCache cache = fixture.warm();
    for (int seconds = 0; seconds < 25; seconds++) {
      ask(cache, "made-up-" + seconds);
      fixture.clock.advance(Duration.ofSeconds(1));
    }
    issuer.rotate();
    fixture.publish();

    int waited = 0;
    while (!(ask(cache, issuer.kid()) instanceof KeyAnswer.Found)) {
      for (int i = 0; i < 100; i++) {
        ask(cache, "made-up-" + i);
      }
      fixture.clock.advance(Duration.ofMillis(100));
      waited += 100;
    }

    int millis = waited;
    assertTrue(millis < 10_000, () -> "accepted after " + millis + " ms");
  }

  @Test
  void acceptsARotationAtOnceAfterASingleUnknownKey() {
    JwksCache cache = fixture.warm();
    fixture.clock.advance(Duration.ofMinutes(1));
    ask(cache, "made-up");
    fixture.clock.advance(Duration.ofSeconds(1));
    issuer.rotate();
    fixture.publish();

    assertInstanceOf(KeyAnswer.Found.class, ask(cache, issuer.kid()));
  }

  @Test
  void answersAnUnknownKeyAtOnceWhileItCoolsDown() {
    JwksCache cache = fixture.warm();
    ask(cache, "made-up-1");
    fixture.fetchers.hold();

    assertEquals(KeyAnswer.UNKNOWN, cache.find(Algorithm.RS256, "made-up-2"));
    assertEquals(0, fixture.fetchers.waiting());
  }

  @Test // K4
  void remembersNoUnknownKey() {
    JwksCache cache = fixture.warm(fixture.builder().settings(JwksSettings.DEFAULT.maxKeys(2)));
    issuer.rotate();
    issuer.rotate();
    String late = issuer.kid();
    for (int i = 0; i < 1000; i++) {
      ask(cache, late);
    }
    fixture.publish(); // three keys are too many, so the old set stays
    fixture.clock.advance(Duration.ofSeconds(11));
    assertInstanceOf(KeyAnswer.Unavailable.class, ask(cache, late));
    issuer.withdrawOldKeys();
    fixture.publish();
    fixture.clock.advance(Duration.ofSeconds(11));

    assertInstanceOf(KeyAnswer.Found.class, ask(cache, late));
  }

  @Test
  void asksConditionallyForUnknownKeysAndCountsAnUnchangedAnswer() {
    upstream.answer(TestUpstream.JWKS_PATH, json(issuer.jwks()).withHeader("ETag", "\"v1\""));
    JwksCache cache = fixture.warm();
    upstream
        .server()
        .stubFor(
            WireMock.get(WireMock.urlPathEqualTo(TestUpstream.JWKS_PATH))
                .withHeader("If-None-Match", WireMock.equalTo("\"v1\""))
                .willReturn(WireMock.status(304)));
    fixture.clock.advance(Duration.ofSeconds(11));

    assertEquals(KeyAnswer.UNKNOWN, ask(cache, "made-up-1"));
    fixture.clock.advance(Duration.ofSeconds(2));
    assertEquals(KeyAnswer.UNKNOWN, ask(cache, "made-up-2"));
    fixture.clock.advance(Duration.ofSeconds(2));
    assertEquals(KeyAnswer.UNKNOWN, ask(cache, "made-up-3"));

    assertEquals(3, upstream.requests());
    assertEquals(
        List.of("FIRST NEW", "UNKNOWN_KEY UNCHANGED", "UNKNOWN_KEY UNCHANGED"),
        fixture.events.outcomes());
  }

  @Test // K2: a scheduled refresh needs nobody's leave
  void refreshesOnScheduleWhateverTheFloodHasSpent() {
    JwksCache cache = fixture.warm();
    fixture.clock.advance(Duration.ofMinutes(7));
    upstream.keySetStatus(503);
    ask(cache, "made-up-1");
    fixture.publish();
    int before = upstream.requests();

    fixture.clock.advance(Duration.ofMinutes(1));

    assertEquals(before + 1, upstream.requests());
    assertEquals("SCHEDULED UNCHANGED", last(fixture.events.outcomes()));
  }

  private static String last(List<String> outcomes) {
    return outcomes.get(outcomes.size() - 1);
  }

  @Test // K6
  void sharesAFailureAndAsksAgainOnlyAfterBackoff() throws Exception {
    upstream.answer(
        TestUpstream.JWKS_PATH, WireMock.aResponse().withStatus(500).withFixedDelay(50));
    JwksCache cache = cache();
    String kid = issuer.kid();

    Map<Class<?>, Integer> answers = together(i -> ask(cache, kid));

    assertEquals(Map.of(KeyAnswer.Unavailable.class, CALLERS), answers);
    assertEquals(1, upstream.requests());
    fixture.clock.advance(Duration.ofMillis(999));
    assertInstanceOf(KeyAnswer.Unavailable.class, ask(cache, kid));
    assertEquals(1, upstream.requests());
  }

  @Test
  void doesNotCallATokenBadWhileTheIssuerCannotBeAsked() {
    JwksCache cache = fixture.warm();
    fixture.clock.advance(Duration.ofSeconds(11));
    upstream.keySetStatus(503);

    assertInstanceOf(KeyAnswer.Unavailable.class, ask(cache, "perhaps-new"));

    assertInstanceOf(KeyAnswer.Unavailable.class, ask(cache, "perhaps-new"));
    assertInstanceOf(KeyAnswer.Found.class, ask(cache, issuer.kid()));
    assertEquals(2, upstream.requests());
  }

  @Test
  void doesNotTryAFailingIssuerTwiceForAnUnknownKey() {
    JwksCache cache =
        fixture.warm(
            fixture.builder().http(io.github.gameauth.upstream.JsonHttp.builder().build()));
    fixture.clock.advance(Duration.ofSeconds(11));
    upstream.keySetStatus(503);

    ask(cache, "made-up");

    assertEquals(2, upstream.requests());
  }
}
