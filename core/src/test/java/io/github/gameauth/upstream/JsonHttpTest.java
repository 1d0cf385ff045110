// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.upstream;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.testing.TestUpstream.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.gameauth.testing.RawUpstream;
import io.github.gameauth.testing.TestUpstream;
import io.github.gameauth.upstream.UpstreamException.Failure;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonHttpTest {
  private static final TestUpstream UPSTREAM = TestUpstream.start();
  private static final Map<String, String> NO_HEADERS = Map.of();

  private static final JsonHttp HTTP =
      JsonHttp.builder().read(Duration.ofSeconds(15)).wholeCall(Duration.ofSeconds(15)).build();

  @BeforeEach
  void forgetAnswers() {
    UPSTREAM.reset();
  }

  @AfterAll
  static void stop() {
    HTTP.close();
    UPSTREAM.close();
  }

  private static UpstreamException failure(Failure expected, JsonHttp http, URI url) {
    UpstreamException failure =
        assertThrows(UpstreamException.class, () -> http.get(url, NO_HEADERS));
    assertEquals(expected, failure.failure(), failure::getMessage);
    return failure;
  }

  @Test
  void getsAnAnswer() throws Exception {
    UPSTREAM.answer(
        "/a",
        json("{\"ü\":1}")
            .withHeader("Content-Type", "Application/JSON; charset=utf-8")
            .withHeader("X-A", "1", "2"));

    HttpAnswer answer = HTTP.get(UPSTREAM.url("/a?q=1"), Map.of("X-Ask", "yes"));

    assertEquals(200, answer.status());
    assertEquals("{\"ü\":1}", answer.bodyText());
    assertEquals("{\"ü\":1}", new String(answer.body(), UTF_8));
    assertEquals("application/json", answer.mediaType());
    assertEquals(Optional.of("1, 2"), answer.header("x-a"));
    assertEquals(Optional.empty(), answer.header("X-B"));
    assertEquals("yes", UPSTREAM.received().get(0).getHeader("X-Ask"));
    assertEquals("application/json", UPSTREAM.received().get(0).getHeader("Accept"));
    assertEquals("gameauth", UPSTREAM.received().get(0).getHeader("User-Agent"));
  }

  @Test
  void handsOutCopiesOfTheBody() throws Exception {
    UPSTREAM.answer("/a", json("{}"));
    HttpAnswer answer = HTTP.get(UPSTREAM.url("/a"), NO_HEADERS);

    answer.body()[0] = 'x';

    assertEquals("{}", answer.bodyText());
    assertEquals("HttpAnswer(200, 2 bytes)", answer.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 304, 400, 401, 403, 404, 408, 422})
  void leavesTheMeaningOfAStatusToTheCaller(int status) throws Exception {
    UPSTREAM.answer("/a", aResponse().withStatus(status));

    assertEquals(status, HTTP.get(UPSTREAM.url("/a"), NO_HEADERS).status());
    assertEquals(1, UPSTREAM.requests());
  }

  @Test
  void postsAForm() throws Exception {
    UPSTREAM.answer("/a", json("{}"));

    HTTP.postForm(UPSTREAM.url("/a"), Map.of("ticket", "a b&c=ü"), NO_HEADERS);

    assertEquals("ticket=a+b%26c%3D%C3%BC", UPSTREAM.received().get(0).getBodyAsString());
    assertEquals(
        "application/x-www-form-urlencoded", UPSTREAM.received().get(0).getHeader("Content-Type"));
  }

  @Test
  void postsJson() throws Exception {
    UPSTREAM.answer("/a", json("{}"));

    HTTP.postJson(UPSTREAM.url("/a"), "{\"a\":\"ü\"}", NO_HEADERS);

    assertEquals("{\"a\":\"ü\"}", UPSTREAM.received().get(0).getBodyAsString());
    assertTrue(UPSTREAM.received().get(0).getHeader("Content-Type").startsWith("application/json"));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 400, 403, 404, 408, 429, 500, 503, 599})
  void leavesEveryStatusOfAPostOfBytesToTheCaller(int status) throws Exception {
    UPSTREAM.answer("/a", aResponse().withStatus(status).withBody(status == 204 ? "" : "why"));

    HttpAnswer answer = postBytes("/a");

    assertEquals(status, answer.status());
    assertEquals(status == 204 ? "" : "why", answer.bodyText());
    assertEquals(Optional.empty(), answer.retryAfter());
    assertEquals(1, UPSTREAM.requests());
  }

  private static HttpAnswer postBytes(String path) throws UpstreamException {
    return HTTP.post(
        UPSTREAM.url(path),
        "application/x-amz-json-1.1",
        "{\"a\":\"ü\"}".getBytes(UTF_8),
        NO_HEADERS);
  }

  @Test // OkHttp adds a charset to the type of a text
  void sendsAContentTypeAsItStands() throws Exception {
    UPSTREAM.answer("/a", json("{}"));

    HTTP.post(
        UPSTREAM.url("/a"),
        "application/x-amz-json-1.1",
        "{\"a\":\"ü\"}".getBytes(UTF_8),
        Map.of("X-Amz-Target", "Service.Operation"));

    assertEquals("{\"a\":\"ü\"}", UPSTREAM.received().get(0).getBodyAsString());
    assertEquals(
        "application/x-amz-json-1.1", UPSTREAM.received().get(0).getHeader("Content-Type"));
    assertEquals("Service.Operation", UPSTREAM.received().get(0).getHeader("X-Amz-Target"));
  }

  @Test
  void refusesAMediaTypeThatIsNone() {
    assertThrows(
        IllegalArgumentException.class,
        () -> HTTP.post(UPSTREAM.url("/a"), "none", new byte[0], NO_HEADERS));
  }

  @ParameterizedTest
  @CsvSource({"400, 7, PT7S", "429, 0, PT1S", "503, 99999999999999999999, PT5M"})
  void tellsHowLongAPostOfBytesShallWait(int status, String header, Duration wait)
      throws Exception {
    UPSTREAM.answer("/a", aResponse().withStatus(status).withHeader("Retry-After", header));

    assertEquals(Optional.of(wait), postBytes("/a").retryAfter());
    assertEquals(1, UPSTREAM.requests());
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 304, 305, 307, 308})
  void followsNoRedirectionOfAPostOfBytes(int status) {
    UPSTREAM.answer("/b", json("{}"));
    UPSTREAM.answer(
        "/a", aResponse().withStatus(status).withHeader("Location", UPSTREAM.url("/b").toString()));

    UpstreamException failure = assertThrows(UpstreamException.class, () -> postBytes("/a"));

    assertEquals(Failure.REDIRECT, failure.failure());
    assertEquals(1, UPSTREAM.requests());
  }

  @Test // on a connection that went stale, nobody knows whether the first one arrived
  void neverSendsAPostOfBytesTwice() throws Exception {
    UPSTREAM.answer("/a", json("{}"));
    postBytes("/a");
    UPSTREAM.answer("/b", aResponse().withFault(Fault.EMPTY_RESPONSE));

    UpstreamException failure = assertThrows(UpstreamException.class, () -> postBytes("/b"));

    assertEquals(Failure.IO, failure.failure());
    assertEquals(2, UPSTREAM.requests());
  }

  @Test
  void limitsTheBodyOfAnErrorLikeAnyOther() {
    UPSTREAM.answer("/a", aResponse().withStatus(500).withBody("a".repeat(1000)));

    UpstreamException failure =
        assertThrows(
            UpstreamException.class,
            () -> HTTP.maxBytes(999).post(UPSTREAM.url("/a"), "a/b", new byte[0], NO_HEADERS));

    assertEquals(Failure.TOO_LARGE, failure.failure());
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void triesAGetOnceMoreAfterAServerError(int status) throws Exception {
    flaky(aResponse().withStatus(status));

    assertEquals(200, HTTP.get(UPSTREAM.url("/a"), NO_HEADERS).status());
    assertEquals(2, UPSTREAM.requests());
  }

  @Test
  void triesAGetOnceMoreAfterABrokenConnection() throws Exception {
    flaky(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

    assertEquals(200, HTTP.get(UPSTREAM.url("/a"), NO_HEADERS).status());
    assertEquals(2, UPSTREAM.requests());
  }

  /** Answers badly once, then well. */
  private static void flaky(
      com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder first) {
    var get =
        com.github.tomakehurst.wiremock.client.WireMock.any(
            com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo("/a"));
    UPSTREAM
        .server()
        .stubFor(
            get.inScenario("flaky")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(first)
                .willSetStateTo("well"));
    var again =
        com.github.tomakehurst.wiremock.client.WireMock.any(
            com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo("/a"));
    UPSTREAM
        .server()
        .stubFor(again.inScenario("flaky").whenScenarioStateIs("well").willReturn(json("{}")));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "2, 3"})
  void triesAsOftenAsItIsTold(int retries, int requests) {
    UPSTREAM.answer("/a", aResponse().withStatus(500));

    failure(Failure.SERVER_ERROR, HTTP.retries(retries), UPSTREAM.url("/a"));

    assertEquals(requests, UPSTREAM.requests());
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503})
  void neverTriesAPostAgain(int status) {
    UPSTREAM.answer("/a", aResponse().withStatus(status));
    assertThrows(
        UpstreamException.class,
        () -> HTTP.postForm(UPSTREAM.url("/a"), Map.of("a", "b"), NO_HEADERS));
    UPSTREAM.answer("/b", aResponse().withFault(Fault.EMPTY_RESPONSE));
    assertThrows(
        UpstreamException.class, () -> HTTP.postJson(UPSTREAM.url("/b"), "{}", NO_HEADERS));

    assertEquals(2, UPSTREAM.requests());
  }

  @Test // OkHttp would repeat the request by itself
  void doesNotTakeRetryAfterZeroForAnInvitation() {
    UPSTREAM.answer("/a", aResponse().withStatus(503).withHeader("Retry-After", "0"));

    UpstreamException failure =
        assertThrows(
            UpstreamException.class,
            () -> HTTP.postForm(UPSTREAM.url("/a"), Map.of("ticket", "once"), NO_HEADERS));

    assertEquals(Optional.of(Duration.ofSeconds(1)), failure.retryAfter());
    assertEquals(1, UPSTREAM.requests());
  }

  @Test
  void waitsRatherThanTryAgainWhereItIsAskedTo() {
    UPSTREAM.answer("/a", aResponse().withStatus(503).withHeader("Retry-After", "7"));

    UpstreamException failure = failure(Failure.SERVER_ERROR, HTTP, UPSTREAM.url("/a"));

    assertEquals(Optional.of(Duration.ofSeconds(7)), failure.retryAfter());
    assertEquals(503, failure.status());
    assertEquals(1, UPSTREAM.requests());
  }

  @Test
  void doesNotAskAgainWhenItIsThrottled() {
    UPSTREAM.answer("/a", aResponse().withStatus(429));

    UpstreamException failure = failure(Failure.THROTTLED, HTTP, UPSTREAM.url("/a"));

    assertEquals(Optional.empty(), failure.retryAfter());
    assertEquals(1, UPSTREAM.requests());
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 305, 307, 308})
  void followsNoRedirection(int status) {
    UPSTREAM.answer("/b", json("{}"));
    UPSTREAM.answer(
        "/a", aResponse().withStatus(status).withHeader("Location", UPSTREAM.url("/b").toString()));

    failure(Failure.REDIRECT, HTTP, UPSTREAM.url("/a"));

    assertEquals(1, UPSTREAM.requests());
  }

  @Test
  void takesAnAnswerOfExactlyTheLimit() throws Exception {
    UPSTREAM.answer("/a", json("a".repeat(1000)));

    assertEquals(1000, HTTP.maxBytes(1000).get(UPSTREAM.url("/a"), NO_HEADERS).body().length);
    failure(Failure.TOO_LARGE, HTTP.maxBytes(999), UPSTREAM.url("/a"));
  }

  @Test
  void asksForNoPackingButGzip() throws Exception {
    UPSTREAM.answer("/a", json("{}"));
    HTTP.get(UPSTREAM.url("/a"), NO_HEADERS);

    assertEquals("gzip", UPSTREAM.received().get(0).getHeader("Accept-Encoding"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "zstd", "gzip, gzip", "x"})
  void refusesOtherPackings(String encoding) {
    UPSTREAM.answer("/a", json("{}").withHeader("Content-Encoding", encoding));

    failure(Failure.ENCODING, HTTP, UPSTREAM.url("/a"));
  }

  @Test
  void spendsOneDeadlineOnAllTries() {
    try (RawUpstream hanging = RawUpstream.hangingAfter("");
        JsonHttp impatient =
            JsonHttp.builder().wholeCall(Duration.ofMillis(300)).retries(2).build()) {
      failure(Failure.TIMEOUT, impatient, hanging.url("/a"));

      assertEquals(1, hanging.requests());
    }
  }

  @Test
  void triesAgainAfterSilenceIfThereIsTimeLeft() {
    try (RawUpstream hanging = RawUpstream.hangingAfter("");
        JsonHttp impatient =
            JsonHttp.builder()
                .read(Duration.ofMillis(100))
                .wholeCall(Duration.ofSeconds(15))
                .build()) {
      failure(Failure.TIMEOUT, impatient, hanging.url("/a"));

      assertEquals(2, hanging.requests());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/",
        "http://127.0.0.1.example.com/",
        "http://localhost.example.com/",
        "http://127.0.0.256/",
        "http://127.1/",
        "http://0.0.0.0/",
        "http://[::]/",
        "http://169.254.169.254/",
        "ftp://localhost/",
        "file:///etc/passwd",
        "jar:file:/a.jar!/b",
        "mailto:a@b.example",
        "https:opaque",
        "https:///path",
        "/relative",
        "https://user@example.com/",
        "https://user:secret@example.com/",
        "https://@example.com/",
        "https://example.com/#fragment"
      })
  void refusesUrlsThatMayNotBeAsked(String url) {
    IllegalArgumentException complaint =
        assertThrows(
            IllegalArgumentException.class, () -> JsonHttp.requireAskable(URI.create(url)));

    assertTrue(complaint.getMessage().startsWith("url: "), complaint.getMessage());
    assertTrue(
        complaint.getMessage().endsWith("(expected: https, or http on loopback)"),
        complaint.getMessage());
    assertFalse(complaint.getMessage().contains("secret"), complaint.getMessage());
    assertFalse(complaint.getMessage().contains("fragment,"), complaint.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "https://example.com:8443/a?b=c",
        "https://[2001:db8::1]/",
        "http://localhost/",
        "HTTP://LOCALHOST:1/",
        "http://127.0.0.1/",
        "http://127.255.255.254:80/",
        "http://[::1]:8080/"
      })
  void takesUrlsThatMayBeAsked(String url) {
    assertEquals(URI.create(url), JsonHttp.requireAskable(URI.create(url)));
  }

  @Test // DNS rebinding
  void doesNotBelieveThatLocalhostIsElsewhere() throws Exception {
    InetAddress elsewhere = InetAddress.getByAddress("localhost", new byte[] {(byte) 192, 0, 2, 1});
    OkHttpClient fooled = new OkHttpClient.Builder().dns(name -> List.of(elsewhere)).build();

    failure(
        Failure.ADDRESS,
        JsonHttp.builder().client(fooled).build(),
        URI.create("http://localhost:1/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1", "http://localhost", "http://[::1]"})
  void asksNoPrivateAddressIfToldSo(String host) throws Exception {
    JsonHttp publicOnly = JsonHttp.builder().publicAddressesOnly().build();

    failure(Failure.ADDRESS, publicOnly, URI.create(host + ":" + UPSTREAM.url("").getPort() + "/"));

    assertEquals(0, UPSTREAM.requests());
  }

  @Test
  void saysNothingSecretWhenItFails() {
    UPSTREAM.answer("/secret-path", aResponse().withStatus(500).withBody("secret-body"));

    UpstreamException failure =
        assertThrows(
            UpstreamException.class,
            () ->
                HTTP.get(
                    UPSTREAM.url("/secret-path?key=secret-key"), Map.of("X-Key", "secret-header")));

    assertEquals("127.0.0.1: SERVER_ERROR (status 500)", failure.getMessage());
    assertNull(failure.getCause());
  }

  @Test
  void saysNothingOfAHeaderThatCannotBeSent() {
    IllegalArgumentException complaint =
        assertThrows(
            IllegalArgumentException.class,
            () -> HTTP.get(UPSTREAM.url("/a"), Map.of("X-Key", "secret\r\nX-Evil: 1")));

    assertEquals(
        "header X-Key: a character that cannot be sent (expected: printable ASCII)",
        complaint.getMessage());
  }

  @Test
  void keepsNoCookiesAndAnswersNoChallenge() throws Exception {
    OkHttpClient eager =
        new OkHttpClient.Builder()
            .cookieJar(new RememberingJar())
            .authenticator(
                (route, response) ->
                    response.request().newBuilder().header("Authorization", "Basic eA==").build())
            .build();
    UPSTREAM.answer("/a", aResponse().withStatus(401).withHeader("Set-Cookie", "a=b; Path=/"));

    try (JsonHttp sharing = JsonHttp.builder().client(eager).build()) {
      sharing.get(UPSTREAM.url("/a"), NO_HEADERS);
      sharing.get(UPSTREAM.url("/a"), NO_HEADERS);
    }

    assertEquals(2, UPSTREAM.requests());
    assertFalse(UPSTREAM.received().get(1).containsHeader("Cookie"));
  }

  @Test
  void usesAClientThatIsHandedInButNotItsHabits() throws Exception {
    AtomicInteger intercepted = new AtomicInteger();
    OkHttpClient client =
        new OkHttpClient.Builder()
            .followRedirects(true)
            .addInterceptor(
                chain -> {
                  intercepted.incrementAndGet();
                  return chain.proceed(chain.request());
                })
            .build();
    UPSTREAM.answer("/a", json("{}"));
    UPSTREAM.answer("/b", aResponse().withStatus(302).withHeader("Location", "/a"));

    try (JsonHttp sharing = JsonHttp.builder().client(client).build()) {
      sharing.get(UPSTREAM.url("/a"), NO_HEADERS);
      failure(Failure.REDIRECT, sharing, UPSTREAM.url("/b"));
    }

    assertEquals(2, intercepted.get());
    assertEquals(1, client.connectionPool().connectionCount());
  }

  @Test
  void letsGoOfItsConnectionsWhenItIsClosed() throws Exception {
    UPSTREAM.answer("/a", json("{}"));
    JsonHttp own = JsonHttp.create();
    own.get(UPSTREAM.url("/a"), NO_HEADERS);

    own.close();
    own.close();

    failure(Failure.CLOSED, own, UPSTREAM.url("/a"));
    assertEquals(1, UPSTREAM.requests());
  }

  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // less than its own limit
  void endsCallsUnderWayWhenItIsClosed() throws Exception {
    JsonHttp own =
        JsonHttp.builder().read(Duration.ofSeconds(15)).wholeCall(Duration.ofSeconds(15)).build();
    CountDownLatch reached = new CountDownLatch(1);
    try (RawUpstream hanging =
        RawUpstream.doing(
            out -> {
              out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
              out.flush();
              reached.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            })) {
      FutureTask<UpstreamException> call =
          new FutureTask<>(() -> failure(Failure.CLOSED, own, hanging.url("/a")));
      new Thread(call).start();
      reached.await();

      own.close();

      assertEquals(Failure.CLOSED, call.get().failure());
    }
  }

  @Test
  void saysSoWhenTheThreadWasInterruptedAndKeepsTheFlag() {
    UPSTREAM.answer("/a", json("{}"));
    Thread.currentThread().interrupt();

    failure(Failure.INTERRUPTED, HTTP, UPSTREAM.url("/a"));

    assertTrue(Thread.interrupted());
  }

  @Test
  void refusesLimitsOutOfRange() {
    assertEquals(
        "maxBytes: 1048577 (expected: 1 to 1048576)", complaint(b -> b.maxBytes(1_048_577)));
    assertEquals("maxBytes: 0 (expected: 1 to 1048576)", complaint(b -> b.maxBytes(0)));
    assertEquals("retries: 3 (expected: 0 to 2)", complaint(b -> b.retries(3)));
    assertEquals(
        "wholeCall: PT15.001S (expected: PT0.01S to PT15S)",
        complaint(b -> b.wholeCall(Duration.ofMillis(15_001))));
    assertEquals(
        "connect: PT0S (expected: PT0.01S to PT15S)", complaint(b -> b.connect(Duration.ZERO)));
    assertEquals(
        "read: PT5S (expected: at most wholeCall, PT4S)",
        complaint(b -> b.read(Duration.ofSeconds(5)).build()));
  }

  /** Sends back every cookie it ever got. */
  private static final class RememberingJar implements CookieJar {
    private final List<Cookie> cookies = new CopyOnWriteArrayList<>();

    @Override
    public void saveFromResponse(HttpUrl url, List<Cookie> received) {
      cookies.addAll(received);
    }

    @Override
    public List<Cookie> loadForRequest(HttpUrl url) {
      return cookies;
    }
  }

  private static String complaint(java.util.function.Consumer<JsonHttpBuilder> mistake) {
    return assertThrows(IllegalArgumentException.class, () -> mistake.accept(JsonHttp.builder()))
        .getMessage();
  }
}
