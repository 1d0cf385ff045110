// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.platform.PlatformVerdict.Undecided;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.LeakSearch;
import io.github.gameauth.testing.RawUpstream;
import io.github.gameauth.testing.TestUpstream;
import io.github.gameauth.upstream.CircuitBreakerSettings;
import io.github.gameauth.upstream.JsonHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

final class PlatformApiTest {
  private static final String HOST = "api.platform.example";
  private static final String URL = "https://api.platform.example/check";

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final PlatformApi api = PlatformApi.of("platform", platforms.context(), HOST);

  private static ApiRequest question() {
    return ApiRequest.get(URL);
  }

  private static Undecided undecided(PlatformApi api, ApiRequest request) {
    NotProvedException e = assertThrows(NotProvedException.class, () -> api.ask(request));
    return (Undecided) e.verdict();
  }

  private static String outcome(PlatformApi api) {
    try {
      return Integer.toString(api.ask(question()).status());
    } catch (NotProvedException e) {
      return PlatformAdapterContract.nameOf(e.verdict());
    }
  }

  @Test
  void asksNobodyButItsHostsByHttps() {
    for (String url :
        List.of(
            "https://evil.example/check",
            "https://api.platform.example.evil.example/check",
            "https://evil.example#api.platform.example",
            "https://API.platform.example/check",
            "https://api.platform.example:8443/check",
            "https://api.platform.example@evil.example/",
            "https://user@api.platform.example/",
            "http://api.platform.example/check")) {
      assertThrows(IllegalArgumentException.class, () -> api.ask(ApiRequest.get(url)), url);
    }
    assertEquals(List.of(), platforms.received());
  }

  @Test
  void encodesEveryValueOnce() throws Exception {
    platforms.answer("https://api.platform.example/check/a%2F..%2Fb%3Fc", "{}");

    api.ask(ApiRequest.get(URL).segment("a/../b?c").query("q", "1 &k=2+3/%41#\r\nü"));

    var request = platforms.received().get(0);
    assertEquals("1 &k=2+3/%41#\r\nü", request.queryParameter("q").firstValue());
    assertEquals(1, request.getQueryParams().size());
    assertThrows(IllegalArgumentException.class, () -> ApiRequest.get(URL).segment(".."));
  }

  @Test
  void sendsFormsAndAuthorisation() throws Exception {
    platforms.answer(URL, "{}");

    api.ask(
        ApiRequest.post(URL)
            .form("code", Secret.of("4/0A&b=c"))
            .basic("client id", Secret.of("s:e%c")));

    var request = platforms.received().get(0);
    assertEquals("4/0A&b=c", request.formParameter("code").firstValue());
    assertEquals(
        "Basic " + Base64.getEncoder().encodeToString("client+id:s%3Ae%25c".getBytes(US_ASCII)),
        request.getHeader("Authorization"));
  }

  @Test
  void holdsAHeaderThatCannotBeSentForAnInvalidCredential() {
    NotProvedException e =
        assertThrows(
            NotProvedException.class, () -> api.ask(question().bearer(Secret.of("a\r\nX: y"))));

    assertEquals("INVALID", PlatformAdapterContract.nameOf(e.verdict()));
    assertEquals(List.of(), platforms.received());
  }

  @Test
  void triesARepeatableQuestionTwiceAndOthersOnce() {
    platforms.answer(URL, aResponse().withStatus(503));

    undecided(api, question().repeatable());
    assertEquals(2, platforms.received().size());
    undecided(api, question());
    assertEquals(3, platforms.received().size());
    undecided(api, ApiRequest.post(URL).repeatable());
    assertEquals(4, platforms.received().size());
  }

  @Test
  void waitsAsLongAsThePlatformAsksAndSaysWhy() {
    platforms.answer(URL, aResponse().withStatus(503).withHeader("Retry-After", "20"));
    assertEquals(
        "Undecided[cause=OUTAGE, retryAfter=PT20S]", undecided(api, question()).toString());
    platforms.clock().advance(Duration.ofSeconds(5));

    assertEquals(
        "Undecided[cause=OUTAGE, retryAfter=PT15S]", undecided(api, question()).toString());
    assertEquals(1, platforms.received().size());

    platforms.clock().advance(Duration.ofSeconds(15));
    platforms.answer(URL, "{}");
    assertEquals("200", outcome(api));
  }

  @Test
  void pausesWhenThePlatformSaysByOtherMeansThatItIsAskedTooMuch() {
    platforms.answer(URL, "{}");

    assertEquals("THROTTLED", api.throttled(Duration.ofSeconds(60)).getMessage());
    assertEquals("THROTTLED", outcome(api));
    assertEquals(List.of(), platforms.received());
    platforms.clock().advance(Duration.ofSeconds(60));
    assertEquals("200", outcome(api));
  }

  @Test
  void pausesForASecondAfterAThrottleWithoutATime() {
    platforms.answer(URL, aResponse().withStatus(429));
    assertEquals(Duration.ofSeconds(1), undecided(api, question()).retryAfter());
    assertEquals("THROTTLED", outcome(api));
    assertEquals(1, platforms.received().size());
  }

  @Test
  void leavesAPlatformAloneThatDoesNotAnswer() {
    List<String> changes = new ArrayList<>();
    PlatformApi breaking =
        PlatformApi.of(
            "platform",
            platforms
                .context()
                .limits(CallLimits.DEFAULT.breaker(CircuitBreakerSettings.DEFAULT.failures(3)))
                .listener(hearing(changes))
                .breakers((name, from, to) -> changes.add(name + " " + to)),
            HOST);
    platforms.answer(URL, aResponse().withStatus(500));
    for (int i = 0; i < 3; i++) {
      outcome(breaking);
    }

    Undecided open = undecided(breaking, question());

    assertEquals("Undecided[cause=OUTAGE, retryAfter=PT10S]", open.toString());
    assertEquals(3, platforms.received().size());
    platforms.clock().advance(Duration.ofSeconds(10));
    platforms.answer(URL, "{}");
    assertEquals("200", outcome(breaking));
    assertEquals(
        List.of(
            "heard platform CLOSED>OPEN",
            "platform OPEN",
            "heard platform OPEN>HALF_OPEN",
            "platform HALF_OPEN",
            "heard platform HALF_OPEN>CLOSED",
            "platform CLOSED"),
        changes);
  }

  private static AuthListener hearing(List<String> changes) {
    return new AuthListener() {
      @Override
      public void breakerChanged(String breaker, String from, String to) {
        changes.add("heard " + breaker + " " + from + ">" + to);
        throw new IllegalStateException("x"); // which deprives nobody
      }
    };
  }

  @Test
  void holdsNonsenseForAFailureAndARefusalForAnAnswer() {
    PlatformApi breaking =
        PlatformApi.of(
            "platform",
            platforms
                .context()
                .limits(CallLimits.DEFAULT.breaker(CircuitBreakerSettings.DEFAULT.failures(3))),
            HOST);
    platforms.answer(URL, aResponse().withStatus(401).withBody("<html>"));
    for (int i = 0; i < 10; i++) {
      assertEquals("401", outcome(breaking));
    }
    platforms.answer(URL, aResponse().withStatus(200).withBody("<html>"));
    for (int i = 0; i < 5; i++) {
      assertEquals("OUTAGE", outcome(breaking));
    }

    assertEquals(13, platforms.received().size());
  }

  @Test
  void letsSoManyInAndTheRestGoAtOnce() throws Exception {
    CountDownLatch inside = new CountDownLatch(3);
    CountDownLatch answer = new CountDownLatch(1);
    OkHttpClient holding =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  inside.countDown();
                  try {
                    answer.await();
                  } catch (InterruptedException e) {
                    throw new IOException(e);
                  }
                  throw new IOException("held");
                })
            .build();
    PlatformApi narrow =
        PlatformApi.of(
            "platform",
            platforms
                .context()
                .http(JsonHttp.builder().client(holding).wholeCall(Duration.ofSeconds(15)).build())
                .limits(CallLimits.DEFAULT.concurrentCalls(3)),
            HOST);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<String>> held = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        held.add(threads.submit(() -> outcome(narrow)));
      }
      inside.await();

      assertEquals("THROTTLED", outcome(narrow));
      answer.countDown();
      for (Future<String> each : held) {
        assertEquals("OUTAGE", each.get());
      }
      assertEquals("OUTAGE", outcome(narrow));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void stopsAskingBeforeItsAddressIsBlocked() {
    PlatformApi limited =
        PlatformApi.of(
            "platform", platforms.context(), new BadRequestLimit(3, Duration.ofMinutes(10)), HOST);
    for (int status : List.of(401, 403, 401)) {
      platforms.answer(URL, aResponse().withStatus(status));
      assertEquals(Integer.toString(status), outcome(limited));
    }

    assertEquals("THROTTLED", outcome(limited));
    assertEquals(3, platforms.received().size());
    platforms.clock().advance(Duration.ofMinutes(9));
    assertEquals("THROTTLED", outcome(limited));
    platforms.clock().advance(Duration.ofMinutes(2));
    assertEquals("401", outcome(limited));
  }

  @Test
  void saysWhatIsUnexpectedByItsStatus() throws Exception {
    for (int status : List.of(400, 401, 403, 404, 405, 408, 418)) {
      platforms.answer(URL, aResponse().withStatus(status));

      String name = PlatformAdapterContract.nameOf(api.unexpected(api.ask(question())).verdict());

      assertEquals(status == 408 ? "OUTAGE" : "MISCONFIGURED", name, "status " + status);
    }
  }

  @Test
  void raisesTheAlarmOnceAMinute() {
    try (LeakSearch lines = new LeakSearch()) {
      lines.hide("our key is refused");
      for (int i = 0; i < 100; i++) {
        api.misconfigured("status 403");
      }
      assertEquals(1, lines.lines());
      platforms.clock().advance(Duration.ofMinutes(1));
      api.misconfigured("status 403");
      assertEquals(2, lines.lines());
    }
  }

  @Test
  void readsAnswersStrictly() throws Exception {
    for (String body :
        List.of(
            "",
            " ",
            "null",
            "1",
            "\"a\"",
            "{\"a\":1,\"a\":2}",
            "{\"a\":1}{}",
            "{\"a\":01}",
            "{'a':1}",
            "{\"a\":NaN}",
            "[".repeat(40) + "]".repeat(40),
            "{\"a\":\"" + "x".repeat(70_000) + "\"}",
            "\ufeff{}")) {
      platforms.answer(URL, body);
      assertEquals("OUTAGE", outcome(api), body);
    }
    platforms.answer(
        URL, aResponse().withBody(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'}));
    assertEquals("OUTAGE", outcome(api));
    platforms.answer(URL, "[{\"a\":\"b\"}]");
    ApiAnswer list = api.ask(question());
    assertEquals("b", list.jsonList().get(0).text("a"));
    assertEquals(Optional.empty(), list.maybeJson());
    assertThrows(NotProvedException.class, list::json);
  }

  @Test
  void tellsNothingOfTheQuestion() {
    String key = "K3Y-of-our-own-0123456789";
    AtomicInteger asked = new AtomicInteger();
    try (LeakSearch search = new LeakSearch();
        RawUpstream rude = RawUpstream.writing("HTTP/1.1 " + key + "\r\n\r\n")) {
      search.hide(key);
      List<OkHttpClient> clients =
          List.of(
              client(rude, asked),
              new OkHttpClient.Builder()
                  .addInterceptor(
                      chain -> {
                        throw new IOException("at " + chain.request().url());
                      })
                  .build(),
              new OkHttpClient.Builder()
                  .addInterceptor(
                      chain -> {
                        throw new IllegalStateException("at " + chain.request().url());
                      })
                  .build());
      for (OkHttpClient client : clients) {
        PlatformApi asking =
            PlatformApi.of(
                "platform",
                platforms.context().http(JsonHttp.builder().client(client).build()),
                HOST);
        ApiRequest request =
            question().query("key", Secret.of(key)).bearer(Secret.of(key)).repeatable();
        search.show(request);
        search.show(assertThrows(NotProvedException.class, () -> asking.ask(request)));
        search.show(asking);
      }
      platforms.answer(URL, TestUpstream.json("{\"a\":\"" + key + "\"}").withStatus(403));
      try {
        ApiAnswer answer = api.ask(question().query("key", Secret.of(key)));
        search.show(answer);
        search.show(answer.json());
        search.show(api.unexpected(answer));
      } catch (NotProvedException e) {
        throw new AssertionError(e);
      }
      search.show(
          assertThrows(
              IllegalArgumentException.class,
              () -> api.ask(ApiRequest.get("https://evil.example/?key=" + key))));

      assertTrue(asked.get() > 0);
      assertEquals(Optional.empty(), search.leak());
    }
  }

  private static OkHttpClient client(RawUpstream upstream, AtomicInteger asked) {
    return new OkHttpClient.Builder()
        .addInterceptor(
            chain -> {
              asked.incrementAndGet();
              var url = HttpUrl.get(upstream.url("/"));
              return chain.proceed(chain.request().newBuilder().url(url).build());
            })
        .build();
  }
}
