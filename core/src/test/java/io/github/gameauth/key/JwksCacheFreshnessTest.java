// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static io.github.gameauth.key.CacheFixture.ask;
import static io.github.gameauth.key.CacheFixture.unavailable;
import static io.github.gameauth.testing.TestUpstream.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.github.gameauth.key.KeySetState.Stage;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestUpstream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JwksCacheFreshnessTest {
  private static final Duration FRESH = Duration.ofMinutes(10);
  private static final Duration REFRESH = Duration.ofSeconds(432); // 72 %, since jitter is 0
  private static final Duration TRUSTED = FRESH.plusHours(4);
  private static final Duration INSTANT = Duration.ofMillis(1);

  private final CacheFixture fixture = new CacheFixture();
  private final TestIssuer issuer = fixture.issuer;
  private final TestUpstream upstream = fixture.upstream;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void refreshesBehindTheScenesBeforeFreshnessEnds() {
    JwksCache cache = fixture.warm();

    fixture.clock.advance(REFRESH.minus(INSTANT));
    assertEquals(1, upstream.requests());
    fixture.clock.advance(INSTANT);

    assertEquals(2, upstream.requests());
    assertEquals(Stage.FRESH, cache.state().stage());
    assertEquals("SCHEDULED UNCHANGED", fixture.events.outcomes().get(1));
  }

  @Test
  void refreshesWithoutATimer() {
    fixture.timer.shutdownNow();
    JwksCache cache = fixture.warm();
    fixture.clock.advance(REFRESH);

    assertInstanceOf(KeyAnswer.Found.class, cache.find(Algorithm.RS256, issuer.kid()));

    assertEquals(2, upstream.requests());
  }

  @Test
  void servesWhileItRefreshes() {
    JwksCache cache = fixture.warm();
    fixture.fetchers.hold();

    fixture.clock.advance(REFRESH);

    assertEquals(Stage.AGEING, cache.state().stage());
    assertInstanceOf(KeyAnswer.Found.class, cache.find(Algorithm.RS256, issuer.kid()));
    fixture.fetchers.release();
    assertEquals(2, upstream.requests());
  }

  @Test
  void trustsAWithdrawnKeyForOneFreshnessAtMost() {
    String withdrawn = issuer.kid();
    issuer.rotate();
    fixture.publish();
    JwksCache cache = fixture.warm();
    issuer.withdrawOldKeys();
    fixture.publish();

    fixture.clock.advance(FRESH);

    assertFalse(ask(cache, withdrawn) instanceof KeyAnswer.Found);
    assertInstanceOf(KeyAnswer.Found.class, ask(cache, issuer.kid()));
    assertEquals(List.of(withdrawn), fixture.events.changes.get(1).removed());
  }

  @Test
  void asksBeforeItTrustsAfterSleepingPastFreshness() {
    String withdrawn = issuer.kid();
    issuer.rotate();
    fixture.publish();
    fixture.timer.shutdownNow();
    JwksCache cache = fixture.warm();
    issuer.withdrawOldKeys();
    fixture.publish();
    fixture.fetchers.hold();

    fixture.clock.advance(FRESH);

    assertInstanceOf(KeyAnswer.Pending.class, cache.find(Algorithm.RS256, withdrawn));
    fixture.fetchers.release();
    assertEquals(KeyAnswer.UNKNOWN, ask(cache, withdrawn));
  }

  @Test
  void stillTrustsInTheLastMomentOfFreshness() {
    fixture.timer.shutdownNow();
    JwksCache cache = fixture.warm();
    fixture.fetchers.hold();

    fixture.clock.advance(FRESH.minus(INSTANT));

    assertInstanceOf(KeyAnswer.Found.class, cache.find(Algorithm.RS256, issuer.kid()));
  }

  @Test
  void waitsForAnIssuerThatHangsTwoSecondsAtMost() {
    fixture.timer.shutdownNow();
    JwksCache cache = fixture.warm();
    fixture.fetchers.hold();
    fixture.clock.advance(FRESH);

    assertInstanceOf(KeyAnswer.Pending.class, cache.find(Algorithm.RS256, issuer.kid()));
    fixture.clock.advance(Duration.ofSeconds(2).minus(INSTANT));
    assertInstanceOf(KeyAnswer.Pending.class, cache.find(Algorithm.RS256, issuer.kid()));
    fixture.clock.advance(INSTANT);

    assertInstanceOf(KeyAnswer.Found.class, cache.find(Algorithm.RS256, issuer.kid()));
    assertEquals(Stage.STALE, cache.state().stage());
    assertEquals(1, fixture.fetchers.waiting());
  }

  @Test // K7
  void servesStaleKeysThroughAnOutageUntilTheLimitAndNotLonger() {
    JwksCache cache = fixture.warm();
    upstream.keySetStatus(500);

    fixture.clock.advance(FRESH);
    for (int minutes = 10; minutes < 250; minutes++) {
      assertInstanceOf(KeyAnswer.Found.class, cache.find(Algorithm.RS256, issuer.kid()));
      fixture.clock.advance(Duration.ofSeconds(59));
      assertInstanceOf(KeyAnswer.Found.class, cache.find(Algorithm.RS256, issuer.kid()));
      fixture.clock.advance(Duration.ofSeconds(1));
    }

    unavailable(cache.find(Algorithm.RS256, issuer.kid()));
    assertEquals(Stage.EXPIRED, cache.state().stage());
    assertEquals(
        List.of("EMPTY>FRESH", "FRESH>AGEING", "AGEING>STALE", "STALE>EXPIRED"),
        fixture.events.stages);
    assertTrue(cache.state().consecutiveFailures() > 240);
  }

  @Test
  void recoversByItselfAfterAnOutage() {
    JwksCache cache = fixture.warm();
    upstream.keySetStatus(500);
    fixture.clock.advance(TRUSTED.plusHours(1));
    unavailable(cache.find(Algorithm.RS256, issuer.kid()));
    fixture.publish();

    fixture.clock.advance(Duration.ofMinutes(5));

    assertInstanceOf(KeyAnswer.Found.class, cache.find(Algorithm.RS256, issuer.kid()));
    assertEquals(Stage.FRESH, cache.state().stage());
    assertEquals(1, cache.state().generation());
    assertEquals(0, cache.state().consecutiveFailures());
  }

  @Test
  void doesNotServeStaleKeysIfToldNotTo() {
    JwksCache cache =
        fixture.warm(fixture.builder().settings(JwksSettings.DEFAULT.staleFor(Duration.ZERO)));
    upstream.keySetStatus(500);

    fixture.clock.advance(FRESH);

    unavailable(ask(cache, issuer.kid()));
  }

  @Test
  void doesNotTakeAFailedGuessForAnOutage() {
    fixture.timer.shutdownNow();
    JwksCache cache = fixture.warm();
    fixture.clock.advance(Duration.ofSeconds(20));
    upstream.keySetStatus(500);
    ask(cache, "made-up");
    fixture.fetchers.hold();

    fixture.clock.advance(FRESH);

    assertInstanceOf(KeyAnswer.Pending.class, cache.find(Algorithm.RS256, issuer.kid()));
  }

  @Test
  void backsOffWithADoublingCeiling() {
    upstream.keySetStatus(500);
    JwksCache cache = fixture.builder().random(() -> -1L).build(); // nextDouble just below 1
    cache.warmUp();

    for (long ceiling : new long[] {2, 4, 8, 16, 32, 60, 60}) {
      Duration wait = unavailable(cache.find(Algorithm.RS256, "k")).retryAfter();
      assertTrue(wait.compareTo(Duration.ofSeconds(ceiling)) <= 0, wait::toString);
      assertTrue(wait.compareTo(Duration.ofSeconds(ceiling).minus(INSTANT)) > 0, wait::toString);
      int before = upstream.requests();
      fixture.clock.advance(wait.minusNanos(1));
      assertEquals(before, upstream.requests());
      fixture.clock.advance(Duration.ofNanos(1));
      assertEquals(before + 1, upstream.requests());
    }
  }

  @ParameterizedTest // J13
  @CsvSource({"30, 30", "0, 1", "-5, 1", "999999999, 300", "99999999999999999999, 300", "soon, 1"})
  void waitsAsLongAsTheIssuerAsksWithinReason(String header, long seconds) {
    upstream.answer(
        TestUpstream.JWKS_PATH,
        WireMock.aResponse().withStatus(503).withHeader("Retry-After", header));
    JwksCache cache = fixture.builder().build();
    cache.warmUp();

    assertEquals(
        Duration.ofSeconds(seconds),
        unavailable(cache.find(Algorithm.RS256, issuer.kid())).retryAfter());
    assertEquals(1, upstream.requests());
  }

  @ParameterizedTest // J11
  @CsvSource(
      delimiter = '|',
      value = {
        "max-age=1200            |     | 1200",
        "public, Max-Age=1200    |     | 1200",
        "max-age=31536000        |     | 3600",
        "max-age=99999999999999  |     | 600",
        "max-age=0               |     | 60",
        "max-age=-1              |     | 600",
        "max-age=ten             |     | 600",
        "max-age=                |     | 600",
        "max-age=900, max-age=800|     | 600",
        "no-store, max-age=1200  |     | 600",
        "no-cache                |     | 600",
        "max-age=1200            | 300 | 900",
        "max-age=1200            | 9999| 60",
        "max-age=1200            | -1  | 1200",
        "                        |     | 600"
      })
  void isFreshForAsLongAsTheIssuerSaysWithinBounds(String header, String age, long seconds) {
    var response = json(issuer.jwks()).withHeader("Expires", "Thu, 01 Jan 1970 00:00:00 GMT");
    response = header == null ? response : response.withHeader("Cache-Control", header);
    response = age == null ? response : response.withHeader("Age", age);
    upstream.answer(TestUpstream.JWKS_PATH, response);

    JwksCache cache = fixture.warm();

    assertEquals(
        Optional.of(fixture.clock.instant().plusSeconds(seconds)), cache.state().freshUntil());
  }

  @Test // J12
  void showsTheTagAndKeepsTheSetWhenNothingChanged() {
    serveTagged();
    JwksCache cache = fixture.warm();

    fixture.clock.advance(REFRESH);

    assertEquals("\"v1\"", upstream.received().get(1).getHeader("If-None-Match"));
    assertEquals("SCHEDULED UNCHANGED", fixture.events.outcomes().get(1));
    assertEquals(304, fixture.events.fetches.get(1).status());
    assertEquals(Stage.FRESH, cache.state().stage());
    assertInstanceOf(KeyAnswer.Found.class, cache.find(Algorithm.RS256, issuer.kid()));
  }

  @Test // J12
  void looksAtTheWholeDocumentOnceADayWhateverTheTagSays() {
    serveTagged();
    fixture.warm();

    for (int hours = 0; hours < 25; hours++) {
      fixture.clock.advance(Duration.ofHours(1));
    }

    long whole =
        upstream.received().stream().filter(r -> r.getHeader("If-None-Match") == null).count();
    assertEquals(2, whole);
  }

  private void serveTagged() {
    upstream.answer(TestUpstream.JWKS_PATH, json(issuer.jwks()).withHeader("ETag", "\"v1\""));
    upstream
        .server()
        .stubFor(
            WireMock.get(WireMock.urlPathEqualTo(TestUpstream.JWKS_PATH))
                .withHeader("If-None-Match", WireMock.equalTo("\"v1\""))
                .willReturn(WireMock.status(304)));
  }

  @Test // J12
  void takesNotModifiedForAFailureIfThereIsNothingThatCouldBeUnmodified() {
    upstream.keySetStatus(304);
    JwksCache cache = fixture.builder().build();

    unavailable(ask(cache, issuer.kid()));

    assertEquals(List.of("FIRST STATUS"), fixture.events.outcomes());
  }

  @Test // O6
  void catchesUpByOneRequestAfterALongPause() {
    JwksCache cache = fixture.warm();

    fixture.clock.advance(Duration.ofHours(100));
    ask(cache, issuer.kid());

    assertEquals(2, upstream.requests());
    assertEquals(Stage.FRESH, cache.state().stage());
  }

  @Test // O7
  void ageCountsByTheTimeOfDayWhereTheMonotonicClockStoodStill() {
    JwksCache cache = fixture.warm();
    upstream.keySetStatus(500);

    fixture.clock.jumpWall(TRUSTED);

    unavailable(ask(cache, issuer.kid()));
  }

  @Test // I11
  void ageCountsByTheMonotonicClockWhereTheTimeOfDayWentBack() {
    JwksCache cache = fixture.warm();
    upstream.keySetStatus(500);
    fixture.clock.jumpWall(Duration.ofDays(-1000));

    fixture.clock.advance(TRUSTED);

    unavailable(ask(cache, issuer.kid()));
  }

  @Test // G11
  void asksOnceWhenTheTimeOfDayJumpsForward() {
    JwksCache cache = fixture.warm();

    fixture.clock.jumpWall(Duration.ofDays(1));
    for (int i = 0; i < 100; i++) {
      ask(cache, issuer.kid());
    }

    assertEquals(2, upstream.requests());
  }

  @Test
  void spreadsRefreshesOfManyServers() {
    JwksCache early = fixture.warm();
    CacheFixture other = new CacheFixture();
    JwksCache late = other.warm(other.builder().random(() -> -1L));

    fixture.clock.advance(Duration.ofSeconds(433));
    other.clock.advance(Duration.ofSeconds(527));
    assertEquals(Stage.FRESH, late.state().stage());
    other.clock.advance(Duration.ofSeconds(2));

    assertEquals(Stage.FRESH, early.state().stage());
    assertEquals(List.of("FIRST NEW", "SCHEDULED UNCHANGED"), fixture.events.outcomes());
    assertEquals(List.of("FIRST NEW", "SCHEDULED UNCHANGED"), other.events.outcomes());
    other.close();
  }
}
