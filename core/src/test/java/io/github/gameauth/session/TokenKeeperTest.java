// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.StartGate;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestUpstream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class TokenKeeperTest {
  private static final Duration LIFE = Duration.ofMinutes(15);

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");

  /** What happened, in order: {@code asked r0}, {@code stored r1}, {@code signed out}. */
  private final List<String> steps = Collections.synchronizedList(new ArrayList<>());

  private final AtomicReference<Renewal> answer = new AtomicReference<>();
  private volatile boolean diskFull;

  private final TokenKeeper keeper =
      TokenKeeper.refreshing(this::renewed)
          .startingWith(Secret.of("r0"), this::stored)
          .signedOut(() -> steps.add("signed out"))
          .ticker(clock)
          .build();

  private Renewal renewed(Optional<Secret> refreshToken) {
    steps.add("asked " + refreshToken.map(Secret::reveal).orElse("-"));
    Renewal set = answer.get();
    if (set != null) {
      return set;
    }
    int next = count("asked");
    return new Renewal.Renewed(
        Secret.of("a" + next),
        LIFE,
        Optional.of(Duration.ofMinutes(12)),
        Optional.of(Secret.of("r" + next)));
  }

  private void stored(Secret token) {
    steps.add("stored " + token.reveal());
    if (diskFull) {
      throw new IllegalStateException("disk full");
    }
  }

  private int count(String step) {
    return (int) List.copyOf(steps).stream().filter(each -> each.startsWith(step)).count();
  }

  private String token() {
    return assertInstanceOf(KeptToken.Ready.class, keeper.token()).token().reveal();
  }

  private Duration unavailable() {
    return assertInstanceOf(KeptToken.Unavailable.class, keeper.token()).retryAfter();
  }

  @Nested
  @DisplayName("A token")
  class Fresh {
    @Test
    void isAskedForWhenItIsFirstWanted() {
      assertEquals(List.of(), steps);

      assertEquals("a1", token());
      assertEquals("a1", token());

      assertEquals(List.of("asked r0", "stored r1"), steps);
    }

    @Test
    void isReplacedAheadOfItsEnd() {
      token();
      clock.advance(Duration.ofMinutes(12).minusNanos(1));
      assertEquals("a1", token());

      clock.advance(Duration.ofNanos(1));

      assertEquals("a2", token());
      assertEquals(List.of("asked r0", "stored r1", "asked r1", "stored r2"), steps);
    }

    @Test
    void isReplacedAtFourFifthsIfTheServerDoesNotSay() {
      answer.set(new Renewal.Renewed(Secret.of("a"), LIFE, Optional.empty(), Optional.empty()));
      token();
      clock.advance(Duration.ofMinutes(12).minusNanos(1));
      token();
      assertEquals(1, count("asked"));

      clock.advance(Duration.ofNanos(1));
      token();

      assertEquals(List.of("asked r0", "asked r0"), steps); // the refresh token stays
    }

    @Test
    void isReplacedInTimeWhateverTheServerSays() {
      answer.set(
          new Renewal.Renewed(
              Secret.of("a"), LIFE, Optional.of(Duration.ofDays(1)), Optional.empty()));
      token();
      clock.advance(LIFE.minusSeconds(5));

      token();

      assertEquals(2, count("asked"));
    }

    @Test
    void isAskedForOnceHoweverManyWantIt() throws Exception {
      List<KeptToken> tokens = StartGate.together(1000, i -> keeper::token);

      assertEquals(List.of("asked r0", "stored r1"), steps);
      assertTrue(tokens.stream().allMatch(new KeptToken.Ready(Secret.of("a1"))::equals));
    }

    @Test
    void isReplacedOnceHoweverManyWantItAndNobodyGetsNone() throws Exception {
      token();
      clock.advance(Duration.ofMinutes(12));

      List<KeptToken> tokens = StartGate.together(1000, i -> keeper::token);

      assertEquals(2, count("asked"));
      assertTrue(tokens.stream().allMatch(KeptToken.Ready.class::isInstance));
    }

    @Test
    void isAskedForOnceWhenNobodyCanTellHoweverManyWantIt() throws Exception {
      answer.set(new Renewal.Undecided(Duration.ZERO));

      List<KeptToken> tokens = StartGate.together(1000, i -> keeper::token);

      assertEquals(1, count("asked"));
      assertTrue(tokens.stream().allMatch(KeptToken.Unavailable.class::isInstance));
    }

    @Test
    void isForServicesToo() {
      TokenKeeper service =
          TokenKeeper.refreshing(
                  none ->
                      new Renewal.Renewed(
                          Secret.of(none.isEmpty() ? "a" : "?"),
                          LIFE,
                          Optional.empty(),
                          Optional.empty()))
              .ticker(clock)
              .build();

      assertEquals(new KeptToken.Ready(Secret.of("a")), service.token());
    }

    @Test
    void isNotWaitedForByTheRefresherItself() {
      AtomicReference<TokenKeeper> itself = new AtomicReference<>();
      List<KeptToken> seen = new ArrayList<>();
      TokenKeeper keeper =
          TokenKeeper.refreshing(
                  any -> {
                    seen.add(itself.get().token());
                    seen.add(itself.get().afterRefusalOf(Secret.of("x")));
                    return new Renewal.SignedOut();
                  })
              .ticker(clock)
              .build();
      itself.set(keeper);

      assertEquals(new KeptToken.SignedOut(), keeper.token());
      assertTrue(seen.stream().allMatch(KeptToken.Unavailable.class::isInstance));
    }
  }

  @Nested
  @DisplayName("A refresh token")
  class Stored {
    @Test
    void isStoredBeforeAnythingOfItsAnswerIsUsed() {
      diskFull = true;

      unavailable();

      assertEquals(List.of("asked r0", "stored r1"), steps);
    }

    @Test
    void isStoredLaterWithoutAskingAgain() {
      diskFull = true;
      unavailable();
      clock.advance(Duration.ofMinutes(1));
      unavailable();
      diskFull = false;
      clock.advance(Duration.ofMinutes(1));

      assertEquals("a1", token());

      assertEquals(List.of("asked r0", "stored r1", "stored r1", "stored r1"), steps);
    }

    @Test
    void isUsedOnceItIsStoredThoughItsAccessTokenHasEnded() {
      diskFull = true;
      unavailable();
      clock.advance(LIFE);
      diskFull = false;

      unavailable();
      assertEquals("a2", token());

      assertEquals(List.of("asked r0", "stored r1", "stored r1", "asked r1", "stored r2"), steps);
    }

    @Test
    void leavesThePresentTokenInUseUntilItIsStored() {
      token();
      clock.advance(Duration.ofMinutes(12));
      diskFull = true;

      assertEquals("a1", token());
    }

    @Test
    void mustBeStoredBySomebody() {
      TokenKeeper careless = TokenKeeper.refreshing(TokenKeeperTest.this::renewed).build();

      assertInstanceOf(KeptToken.Unavailable.class, careless.token());
    }
  }

  @Nested
  @DisplayName("When nobody can tell")
  class Undecided {
    @Test
    void theTokenIsUsedToItsEnd() {
      token();
      clock.advance(Duration.ofMinutes(12));
      answer.set(new Renewal.Undecided(Duration.ZERO));
      assertEquals("a1", token());
      clock.advance(Duration.ofMinutes(3).minusSeconds(5).minusNanos(1));
      assertEquals("a1", token());

      clock.advance(Duration.ofNanos(1));

      unavailable();
    }

    @Test
    void theServerIsAskedLessAndLess() {
      answer.set(new Renewal.Undecided(Duration.ZERO));

      for (int second = 0; second < 600; second++) {
        keeper.token();
        clock.advance(Duration.ofSeconds(1));
      }

      // Up to 60 s apart, 30 s on average once it has settled.
      assertTrue(count("asked") >= 10 && count("asked") <= 60, () -> "" + count("asked"));
    }

    @Test
    void theServerSaysWhenToComeAgain() {
      answer.set(new Renewal.Undecided(Duration.ofMinutes(4)));

      assertEquals(Duration.ofMinutes(4), unavailable());
      clock.advance(Duration.ofMinutes(4).minusNanos(1));
      unavailable();
      assertEquals(1, count("asked"));
      clock.advance(Duration.ofNanos(1));
      unavailable();

      assertEquals(2, count("asked"));
    }

    @Test
    void theServerCannotSendUsAwayForEver() {
      answer.set(new Renewal.Undecided(Duration.ofDays(99)));

      assertEquals(Duration.ofMinutes(5), unavailable());
    }

    @Test
    void anExceptionIsTheSame() {
      TokenKeeper broken =
          TokenKeeper.refreshing(
                  any -> {
                    throw new IllegalStateException("connection reset");
                  })
              .ticker(clock)
              .build();

      assertInstanceOf(KeptToken.Unavailable.class, broken.token());
    }

    @Test
    void aWaiterWhoIsInterruptedGoesAway() {
      Thread.currentThread().interrupt();

      assertInstanceOf(KeptToken.Unavailable.class, keeper.token());

      assertTrue(Thread.interrupted());
      assertEquals(List.of(), steps);
    }
  }

  @Nested
  @DisplayName("When the session is over")
  class Over {
    @Test
    void itIsToldOnceAndNobodyIsAskedAgain() {
      token();
      clock.advance(Duration.ofMinutes(12));
      answer.set(new Renewal.SignedOut());

      assertEquals(new KeptToken.SignedOut(), keeper.token());
      assertEquals(new KeptToken.SignedOut(), keeper.token());
      assertEquals(new KeptToken.SignedOut(), keeper.afterRefusalOf(Secret.of("a1")));

      assertEquals(List.of("asked r0", "stored r1", "asked r1", "signed out"), steps);
    }

    @Test
    void itIsOverThoughWhoIsToldFails() {
      TokenKeeper keeper =
          TokenKeeper.refreshing(any -> new Renewal.SignedOut())
              .signedOut(
                  () -> {
                    throw new IllegalStateException();
                  })
              .build();

      assertEquals(new KeptToken.SignedOut(), keeper.token());
    }
  }

  @Nested
  @DisplayName("A token that a server refused")
  class RefusedByServer {
    @Test
    void isReplacedOnceHoweverManyWereRefused() throws Exception {
      token();
      clock.advance(Duration.ofSeconds(10));

      List<KeptToken> next =
          StartGate.together(100, i -> () -> keeper.afterRefusalOf(Secret.of("a1")));

      assertEquals(2, count("asked"));
      assertTrue(next.stream().allMatch(new KeptToken.Ready(Secret.of("a2"))::equals));
    }

    @Test
    void isNotReplacedIfItWasMadeAMomentAgo() {
      token();
      clock.advance(Duration.ofSeconds(10).minusNanos(1));

      assertEquals(new KeptToken.Ready(Secret.of("a1")), keeper.afterRefusalOf(Secret.of("a1")));

      assertEquals(1, count("asked"));
    }
  }

  private static TestUpstream server;
  private static TestUpstream elsewhere;

  @BeforeAll
  static void start() {
    server = TestUpstream.start();
    elsewhere = TestUpstream.start();
  }

  @AfterAll
  static void stop() {
    server.close();
    elsewhere.close();
  }

  @Nested
  @DisplayName("A client that sends the token")
  class Http {
    private final OkHttpClient plain = new OkHttpClient();
    private final OkHttpClient http = keeper.authorizing(plain, server.url("/"));

    @BeforeEach
    void answerOnlyTheSecondToken() {
      for (TestUpstream each : List.of(server, elsewhere)) {
        each.reset();
        each.server().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(401)));
      }
      accept(server, "a1");
    }

    private void accept(TestUpstream by, String token) {
      by.server()
          .stubFor(
              any(anyUrl())
                  .withHeader("Authorization", equalTo("Bearer " + token))
                  .willReturn(aResponse().withStatus(200)));
    }

    private int status(Request.Builder request) throws IOException {
      try (Response response = http.newCall(request.build()).execute()) {
        return response.code();
      }
    }

    private Request.Builder get(TestUpstream from) {
      return new Request.Builder().url(from.url("/x").toString());
    }

    private List<String> sent(TestUpstream to) {
      return to.received().stream()
          .map(each -> String.valueOf(each.getHeader("Authorization")))
          .toList();
    }

    @Test
    void sendsIt() throws IOException {
      assertEquals(200, status(get(server)));

      assertEquals(List.of("Bearer a1"), sent(server));
    }

    @Test
    void sendsItNowhereElse() throws IOException {
      assertEquals(401, status(get(elsewhere)));

      assertEquals(List.of("null"), sent(elsewhere));
      assertEquals(List.of(), steps);
    }

    @Test
    void sendsItNowhereElseWhenItIsSentOn() throws IOException {
      server
          .server()
          .stubFor(
              any(anyUrl())
                  .willReturn(
                      aResponse()
                          .withStatus(302)
                          .withHeader("Location", elsewhere.url("/y").toString())));

      status(get(server));

      assertEquals(List.of("Bearer a1"), sent(server));
      assertEquals(List.of("null"), sent(elsewhere));
    }

    @Test
    void leavesAHeaderAloneThatIsThere() throws IOException {
      assertEquals(401, status(get(server).header("Authorization", "Basic x")));

      assertEquals(List.of("Basic x"), sent(server));
    }

    @Test
    void comesAgainOnceWithTheNextToken() throws IOException {
      token();
      clock.advance(Duration.ofMinutes(1));
      accept(server, "a2");
      server
          .server()
          .stubFor(
              any(anyUrl())
                  .withHeader("Authorization", equalTo("Bearer a1"))
                  .willReturn(aResponse().withStatus(401)));

      assertEquals(
          200, status(get(server).post(RequestBody.create("body", MediaType.get("text/plain")))));

      assertEquals(List.of("Bearer a1", "Bearer a2"), sent(server));
      assertEquals(
          List.of("body", "body"),
          server.received().stream().map(LoggedRequest::getBodyAsString).toList());
    }

    @Test
    void comesAgainOnceAndNotForEver() throws IOException {
      server.server().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(401)));
      token();
      clock.advance(Duration.ofMinutes(1));

      assertEquals(401, status(get(server)));
      assertEquals(401, status(get(server)));

      // The second call's token was made a moment ago.
      assertEquals(List.of("Bearer a1", "Bearer a2", "Bearer a2"), sent(server));
    }

    @Test
    void doesNotComeAgainWithABodyThatCanBeSentOnce() throws IOException {
      server.server().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(401)));
      token();
      clock.advance(Duration.ofMinutes(1));
      RequestBody once =
          new RequestBody() {
            @Override
            public MediaType contentType() {
              return MediaType.get("text/plain");
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
              sink.writeUtf8("body");
            }

            @Override
            public boolean isOneShot() {
              return true;
            }
          };

      assertEquals(401, status(get(server).post(once)));

      assertEquals(List.of("Bearer a1"), sent(server));
      assertEquals(1, count("asked"));
    }

    @Test
    void sendsNothingWithoutAToken() {
      answer.set(new Renewal.Undecided(Duration.ZERO));
      assertThrows(IOException.class, () -> status(get(server)));
      answer.set(new Renewal.SignedOut());
      clock.advance(Duration.ofMinutes(1));
      assertThrows(IOException.class, () -> status(get(server)));

      assertEquals(List.of(), sent(server));
    }

    @Test
    void isToldOriginsThatNobodyCanListenTo() {
      for (String origin :
          List.of("http://api.mygame.example", "ftp://x", "api.mygame.example", "mailto:a@b")) {
        assertThrows(
            IllegalArgumentException.class, () -> keeper.authorizing(plain, URI.create(origin)));
      }
      assertThrows(IllegalArgumentException.class, () -> keeper.authorizing(plain));
      assertFalse(keeper.authorizing(plain, URI.create("https://api.mygame.example")) == plain);
    }

    @Test
    void comparesSchemeHostAndPortExactly() throws IOException {
      OkHttpClient other =
          keeper.authorizing(
              plain,
              URI.create("https://127.0.0.1:" + server.server().port()),
              URI.create("http://localhost:" + server.server().port()),
              URI.create("http://127.0.0.1:1"));

      try (Response response = other.newCall(get(server).build()).execute()) {
        assertEquals(401, response.code());
      }

      assertEquals(List.of("null"), sent(server));
    }
  }
}
