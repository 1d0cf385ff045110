// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import static io.github.gameauth.revocation.RevocationCause.BANNED;
import static io.github.gameauth.revocation.RevocationKind.KEY;
import static io.github.gameauth.revocation.RevocationKind.SESSION;
import static io.github.gameauth.revocation.RevocationKind.SUBJECT;
import static io.github.gameauth.revocation.RevocationKind.TOKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.mint.SigningKeys;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.revocation.FeedState.Stage;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationFeed;
import io.github.gameauth.revocation.RevocationPage;
import io.github.gameauth.revocation.RevocationsUnavailableException;
import io.github.gameauth.revocation.TokenMark;
import io.github.gameauth.session.RevocationDocument.Answer;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestScheduler;
import io.github.gameauth.upstream.JsonHttp;
import io.github.gameauth.verify.SignedRevocations;
import io.github.gameauth.verify.TrustedIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RevocationDocumentTest {
  private static final String ISSUER = "https://id.mygame.example";
  private static final String SNAPSHOT = "form=snapshot&part=0";
  private static final String RECENT = "form=recent&part=0";
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final Instant later = clock.instant().plus(Duration.ofHours(1));
  private final TestScheduler scheduler = new TestScheduler(clock);
  private final List<Revocation> store = new ArrayList<>();
  private final AtomicInteger signed = new AtomicInteger();
  private boolean storeFails;
  private final SigningKeys keys = keys();
  private final TokenMinter minter = minter(ISSUER, keys);
  private final RevocationFeed feed = feedOver(ISSUER);
  private final RevocationDocument document =
      RevocationDocument.of(feed, minter).ticker(clock).build();

  @AfterEach
  void close() {
    feed.close();
  }

  private static SigningKeys keys() {
    TestKey key = TestKey.named("documents", Algorithm.ES256);
    KeyPair pair = new KeyPair(key.publicKey(), (PrivateKey) key.signingKey());
    return SigningKeys.fixed(ISSUER, Algorithm.ES256, pair, Duration.ofHours(1));
  }

  private TokenMinter minter(String issuer, SigningKeys keys) {
    return TokenMinter.signing(keys)
        .as(issuer)
        .clock(clock)
        .listener(
            new AuthListener() {
              @Override
              public void tokenMinted(String name, String keyId) {
                signed.incrementAndGet();
              }
            })
        .build();
  }

  private RevocationFeed feedOver(String issuer) {
    return RevocationFeed.following(
            cursor -> {
              if (storeFails) {
                throw new RevocationsUnavailableException("down");
              }
              return new RevocationPage(
                  store,
                  new RevocationCursor(clock.instant()),
                  cursor.equals(RevocationCursor.START));
            })
        .issuer(issuer)
        .every(PERIOD)
        .clock(clock)
        .ticker(clock)
        .random(() -> -1)
        .scheduler(scheduler)
        .build();
  }

  private Answer get(String query) {
    return document.answerTo(query, Optional.empty());
  }

  private void warm(Revocation... revocations) {
    store.addAll(List.of(revocations));
    feed.refreshNow();
  }

  @Test
  void isSignedAndCacheable() {
    warm(Revocation.of(TOKEN, "t-1", later));

    Answer answer = get(SNAPSHOT);

    assertEquals(200, answer.status());
    assertEquals("public, max-age=5", answer.headers().get("Cache-Control"));
    assertEquals("text/plain; charset=us-ascii", answer.headers().get("Content-Type"));
    assertTrue(answer.headers().get("ETag").matches("\"[A-Za-z0-9_-]{43}\""));
    String[] lines = answer.body().split("\n", -1);
    assertEquals(2, lines.length);
    assertEquals(3, lines[0].split("\\.", -1).length);
    assertEquals(
        "{\"v\":1,\"SUBJECT\":[],\"SESSION\":[],\"TOKEN\":[[\"t-1\","
            + later.toEpochMilli()
            + "]],\"KEY\":[],\"ISSUER\":[]}",
        lines[1]);
  }

  @Test
  void answersNothingToWhoHasIt() {
    warm();
    String tag = get(RECENT).headers().get("ETag");

    Answer answer = document.answerTo(RECENT, Optional.of("\"x\", W/" + tag));

    assertEquals(304, answer.status());
    assertEquals("", answer.body());
    assertEquals(tag, answer.headers().get("ETag"));
    assertEquals(200, document.answerTo(RECENT, Optional.of("\"x\"")).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "form=snapshot",
        "part=0",
        "form=all&part=0",
        "form=snapshot&part=1",
        "form=snapshot&part=00",
        "form=snapshot&part=-1",
        "form=snapshot&part=9999",
        "form=snapshot&part=0&x=1",
        "part=0&form=snapshot",
        "form=snapshot&part=0\n"
      })
  void isNotFoundUnderAnyOtherQuery(String query) {
    warm();

    Answer answer = get(query);

    assertEquals(404, answer.status());
    assertEquals("no-store", answer.headers().get("Cache-Control"));
  }

  @Test
  void isWrittenOnceAPeriodHoweverManyAsk() throws InterruptedException {
    warm(Revocation.of(TOKEN, "t-1", later));
    CountDownLatch gate = new CountDownLatch(1);
    Set<String> bodies = Collections.synchronizedSet(new HashSet<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  gate.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                for (int j = 0; j < 20; j++) {
                  bodies.add(get(SNAPSHOT).body());
                }
              });
      thread.start();
      threads.add(thread);
    }
    gate.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals(1, signed.get());
    assertEquals(1, bodies.size());
  }

  @Test
  void followsTheFeedWithinAPeriod() {
    warm();
    String before = get(SNAPSHOT).body();
    warm(Revocation.of(TOKEN, "t-1", later));
    assertSame(before, get(SNAPSHOT).body());

    clock.advance(PERIOD);

    assertTrue(get(SNAPSHOT).body().contains("t-1"));
    assertTrue(get(RECENT).body().contains("t-1"));
  }

  @Test
  void staysAsItIsForThreePeriodsIfNothingChangesAndIsThenSignedAnew() {
    warm();
    String before = get(SNAPSHOT).body();

    for (int i = 0; i < 2; i++) {
      clock.advance(PERIOD);
      assertSame(before, get(SNAPSHOT).body());
    }
    clock.advance(PERIOD);

    assertNotEquals(before, get(SNAPSHOT).body());
    assertEquals(2, signed.get());
  }

  @Test
  void leavesOutOfTheRecentFormWhatIsOldAndOfBothWhatHasExpired() {
    warm(Revocation.of(SESSION, "old", later));
    clock.advance(Duration.ofMinutes(9));
    warm(Revocation.of(SESSION, "short", clock.instant().plusSeconds(90)));
    warm(Revocation.of(SESSION, "new", later));
    assertTrue(get(RECENT).body().contains("old"));

    clock.advance(Duration.ofMinutes(2));

    String recent = get(RECENT).body();
    assertFalse(recent.contains("old"));
    assertTrue(recent.contains("new"));
    assertTrue(get(SNAPSHOT).body().contains("old"));
    assertFalse((recent + get(SNAPSHOT).body()).contains("short"));
  }

  @Test
  void isUnavailableBeforeTheFeedKnowsAnything() {
    Answer answer = get(SNAPSHOT);

    assertEquals(503, answer.status());
    assertEquals("no-store", answer.headers().get("Cache-Control"));
    warm();
    assertEquals(200, get(SNAPSHOT).status());
  }

  @Test
  void isNotSignedAnewWhileTheFeedIsStale() { // its age tells the readers
    warm();
    String before = get(SNAPSHOT).body();
    storeFails = true;

    clock.advance(Duration.ofMinutes(5));

    assertEquals(Stage.STALE, feed.state().stage());
    assertSame(before, get(SNAPSHOT).body());
    assertEquals(1, signed.get());
  }

  @Test
  void mustBeOfOneIssuer() {
    RevocationFeed other = feedOver("https://other.example");

    assertThrows(IllegalArgumentException.class, () -> RevocationDocument.of(other, minter));
    other.close();
  }

  @Test
  void checksItsPeriod() {
    RevocationDocument.Builder builder = RevocationDocument.of(feed, minter);

    for (Duration each : List.of(Duration.ZERO, Duration.ofSeconds(11), Duration.ofMillis(1500))) {
      assertThrows(IllegalArgumentException.class, () -> builder.every(each));
    }
  }

  @Test
  void reachesAServerThatReadsIt() throws IOException {
    Revocation hard =
        new Revocation(
            SUBJECT, "pörsona \"\\ 日本", OptionalLong.of(7), Optional.of(clock.instant()), later);
    warm(
        hard,
        Revocation.of(KEY, "key-1", later),
        Revocation.upTo(SESSION, "s-1", clock.instant(), later),
        Revocation.beforeEpoch(SUBJECT, "p-18", 3, later),
        Revocation.beforeEpoch(SUBJECT, "p-19", 3, later).because(BANNED),
        Revocation.upTo(SUBJECT, "p-20", clock.instant(), later).because(BANNED),
        Revocation.of(SUBJECT, "p-21", later).because(BANNED));

    assertEquals(Set.copyOf(store), read(RevocationCursor.START));
    assertEquals(Set.copyOf(store), read(new RevocationCursor(clock.instant())));
  }

  @Test
  void isDividedWhenItIsTooLongForOne() throws IOException {
    for (int i = 0; i < 60_000; i++) {
      store.add(Revocation.beforeEpoch(SUBJECT, "persona-number-" + i, 7, later));
    }
    feed.refreshNow();

    assertEquals(200, get("form=snapshot&part=3").status());
    assertEquals(404, get("form=snapshot&part=4").status());
    assertEquals(60_000, read(RevocationCursor.START).size());
    assertTrue(get(SNAPSHOT).body().length() < JsonHttp.MAX_MAX_BYTES);
  }

  @Test
  void feedsServersFromTheBanToTheVerdict() throws IOException {
    warm();
    TokenMark token =
        TokenMark.of(
            ISSUER,
            "p-17",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.of(6));
    try (Served served = new Served();
        RevocationFeed server =
            RevocationFeed.following(served.source)
                .issuer(ISSUER)
                .clock(clock)
                .ticker(clock)
                .random(() -> -1)
                .scheduler(scheduler)
                .build()) {
      clock.advance(Duration.ZERO);
      assertEquals(Stage.FRESH, server.state().stage());
      assertFalse(server.revokes(token));
      store.add(Revocation.beforeEpoch(SUBJECT, "p-17", 7, later));

      clock.advance(Duration.ofSeconds(5)); // the issuer's feed
      clock.advance(Duration.ofSeconds(5)); // the server's
      clock.advance(Duration.ofSeconds(10));

      assertTrue(server.revokes(token));
      assertEquals(0, server.state().failures());
    }
  }

  private Set<Revocation> read(RevocationCursor cursor) throws IOException {
    try (Served served = new Served()) {
      return new HashSet<>(served.source.since(cursor).revocations());
    }
  }

  /** The document on loopback, and who reads it. */
  private final class Served implements AutoCloseable {
    private final HttpServer server;
    private final SignedRevocations source;

    Served() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/.well-known/revocations",
          exchange -> {
            Answer answer =
                document.answerTo(
                    exchange.getRequestURI().getRawQuery(),
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-None-Match")));
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      source =
          SignedRevocations.of(
                  TrustedIssuer.named(ISSUER)
                      .audience("my-game")
                      .algorithms(Algorithm.ES256)
                      .keys(keys.keySource())
                      .build(),
                  "http://127.0.0.1:" + server.getAddress().getPort() + "/.well-known/revocations")
              .clock(clock)
              .ticker(clock)
              .build();
    }

    @Override
    public void close() {
      source.close();
      server.stop(0);
    }
  }
}
