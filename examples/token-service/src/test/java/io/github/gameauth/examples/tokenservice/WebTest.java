// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gameauth.store.StoreException;
import io.javalin.http.Context;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class WebTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Queue<String> ANSWERED = new ConcurrentLinkedQueue<>();
  private static final Web.Watcher WATCHER =
      (method, route, status, took) -> ANSWERED.add(method + " " + route + " " + status);

  private static Web web;

  private static final List<Route> ROUTES =
      List.of(
          Route.get("/thing", Route.Door.PLAYER, context -> context.result("here")),
          Route.post("/thing", Route.Door.PLAYER, context -> context.result(Bodies.text(context))),
          Route.post("/oauth/thing", Route.Door.PLAYER, WebTest::echoForm),
          Route.post("/object", Route.Door.PLAYER, WebTest::echoObject),
          Route.get(
              "/store-down",
              Route.Door.PLAYER,
              context -> {
                throw new StoreException("find: the engine is gone");
              }),
          Route.get(
              "/broken",
              Route.Door.PLAYER,
              context -> {
                throw new IllegalStateException("a secret detail");
              }));

  private static void echoForm(Context context) {
    context.result(Requests.form(context).required("word"));
  }

  private static void echoObject(Context context) {
    context.result(Requests.json(context).required("word"));
  }

  private static Web listening(Duration within) {
    return Web.listening(
        new Web.Listen("127.0.0.1", 0, within, Duration.ofSeconds(20)),
        ROUTES,
        FrontDoor.Gate.NONE,
        WATCHER);
  }

  @BeforeAll
  static void start() {
    web = listening(Duration.ofSeconds(60));
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  /**
   * On a connection of its own: the server closes those whose body it did not read, and a client
   * that is about to use one again may learn too late.
   */
  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, String type, String body) throws Exception {
    return send(
        to(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static void assertProblem(int status, String code, HttpResponse<String> response)
      throws IOException {
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(
        "application/problem+json", response.headers().firstValue("Content-Type").orElse("none"));
    assertEquals("no-store", response.headers().firstValue("Cache-Control").orElse("none"));
    JsonNode problem = JSON.readTree(response.body());
    assertEquals(status, problem.path("status").asInt());
    assertEquals(code, problem.path("code").asText());
    assertEquals("/problems/" + code, problem.path("type").asText());
    assertFalse(problem.path("title").asText().isEmpty());
    assertFalse(problem.path("detail").asText().isEmpty());
  }

  @Test
  void answersWhatIsListed() throws Exception {
    HttpResponse<String> response = send(to("/thing").GET());

    assertEquals(200, response.statusCode());
    assertEquals("here", response.body());
  }

  @Test
  void refusesWhatIsNotListed() throws Exception {
    for (String path : List.of("/", "/things", "/thing/", "/THING", "//thing", "/thing/../other")) {
      assertProblem(404, "not_found", send(to(path).GET()));
    }
  }

  @Test
  void refusesMethodsThatAreNotListed() throws Exception {
    for (String method : List.of("PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND")) {
      assertProblem(
          404, "not_found", send(to("/thing").method(method, HttpRequest.BodyPublishers.noBody())));
    }
    assertEquals(
        404, send(to("/thing").method("HEAD", HttpRequest.BodyPublishers.noBody())).statusCode());
    assertTrue(raw("TRACE /thing HTTP/1.1\r\nHost: x\r\n\r\n").startsWith("HTTP/1.1 404"));
  }

  @Test
  void tellsBrowsersToMakeNothingOfIt() throws Exception {
    HttpResponse<String> response = send(to("/thing").GET());

    assertEquals("nosniff", response.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertEquals("no-referrer", response.headers().firstValue("Referrer-Policy").orElse(""));
    assertTrue(
        response.headers().firstValue("Content-Security-Policy").orElse("").contains("'none'"));
    assertTrue(response.headers().firstValue("Server").isEmpty());
    assertTrue(response.headers().firstValue("Set-Cookie").isEmpty());
  }

  @Test
  void takesABodyOfExactlyTheLimit() throws Exception {
    String most = "x".repeat(Bodies.MAX);

    assertEquals(most, post("/thing", "text/plain", most).body());
  }

  @Test
  void refusesABodyOfOneByteMore() throws Exception {
    assertProblem(413, "too_large", post("/thing", "text/plain", "x".repeat(Bodies.MAX + 1)));
  }

  @Test
  void refusesABodyOfUnknownLengthThatIsTooLarge() throws Exception {
    byte[] tooMuch = new byte[Bodies.MAX + 1];
    HttpRequest.Builder chunked =
        to("/thing")
            .POST(
                HttpRequest.BodyPublishers.fromPublisher(
                    HttpRequest.BodyPublishers.ofByteArray(tooMuch)));

    assertProblem(413, "too_large", send(chunked));
  }

  @Test
  void refusesTooManyHeaders() throws Exception {
    assertProblem(
        431, "headers_too_large", send(to("/thing").header("X-Long", "x".repeat(9_000)).GET()));
    assertProblem(431, "headers_too_large", send(to("/thing?" + "x".repeat(9_000)).GET()));
  }

  @Test
  void writesErrorsOfOAuthPathsAsOAuthDoes() throws Exception {
    HttpResponse<String> response =
        post("/oauth/thing", "application/x-www-form-urlencoded", "other=1");

    assertEquals(400, response.statusCode());
    assertEquals("application/json", response.headers().firstValue("Content-Type").orElse(""));
    assertEquals("no-store", response.headers().firstValue("Cache-Control").orElse(""));
    JsonNode error = JSON.readTree(response.body());
    assertEquals("invalid_request", error.path("error").asText());
    assertEquals("malformed_request", error.path("reason").asText());
    assertFalse(error.path("error_description").asText().isEmpty());
  }

  @Test
  void takesAFormInWhichNothingIsSaidTwice() throws Exception {
    String form = "application/x-www-form-urlencoded";

    assertEquals("a b", post("/oauth/thing", form + "; charset=utf-8", "word=a+b").body());
    assertEquals(400, post("/oauth/thing", form, "word=a&word=b").statusCode());
    assertEquals(415, post("/oauth/thing", "application/json", "{\"word\":\"a\"}").statusCode());
    assertEquals(400, post("/oauth/thing?word=a", form, "").statusCode());
    assertEquals(400, post("/oauth/thing", form, "word=%zz").statusCode());
  }

  @Test
  void takesAnObjectOfTexts() throws Exception {
    assertEquals("a", post("/object", "application/json", "{\"word\":\"a\"}").body());
    for (String body :
        List.of("[]", "1", "{", "{\"word\":1}", "{\"word\":\"a\",\"word\":\"b\"}", "{} {}", "{}")) {
      assertProblem(400, "malformed_request", post("/object", "application/json", body));
    }
    assertProblem(415, "unsupported_media_type", post("/object", "text/plain", "{\"word\":\"a\"}"));
  }

  @Test
  void saysThatNobodyCanTellWhileTheStoreIsDown() throws Exception {
    HttpResponse<String> response = send(to("/store-down").GET());

    assertProblem(503, "unavailable", response);
    assertEquals("2", response.headers().firstValue("Retry-After").orElse(""));
    assertFalse(response.body().contains("engine"), response.body());
  }

  @Test
  void showsNothingOfWhatWentWrongInside() throws Exception {
    HttpResponse<String> response = send(to("/broken").GET());

    assertProblem(500, "internal_error", response);
    assertFalse(response.body().contains("secret detail"), response.body());
  }

  @Test
  void tellsOfAnswersByTheRouteAsListed() throws Exception {
    send(to("/thing").PUT(HttpRequest.BodyPublishers.noBody()));
    send(to("/made-up-by-a-stranger").method("MADEUP", HttpRequest.BodyPublishers.noBody()));
    send(to("/broken").GET());

    List<String> expected = List.of("PUT unlisted 404", "OTHER unlisted 404", "GET /broken 500");
    awaitTrue(() -> ANSWERED.containsAll(expected)); // told after the answer has gone out
    assertTrue(ANSWERED.stream().noneMatch(each -> each.contains("stranger")));
  }

  private static void awaitTrue(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it does not come to be");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  @Test
  void refusesGarbageInTheSameForm() throws Exception {
    String answer = raw("GET /thing HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
    assertTrue(answer.contains("application/problem+json"), answer);
  }

  @Test
  void cutsOffABodyThatTrickles() throws Exception {
    try (Web hasty = listening(Duration.ofMillis(100));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), hasty.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /thing HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (socket.getInputStream().available() == 0) {
        assertTrue(System.nanoTime() < deadline, "it goes on reading");
        out.write('x');
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }

      String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);

      assertEquals("HTTP/1.1 408", answer);
    }
  }

  /** An answer to bytes that no HTTP client would send. */
  private static String raw(String request) throws IOException {
    try (Socket socket = connection(web.port())) {
      send(socket, request);
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void answersWhatIsInProgressBeforeItStops() throws Exception {
    Web stopping = listening(Duration.ofSeconds(60));
    int port = stopping.port();
    try (Socket busy = connection(port);
        Socket idle = connection(port)) {
      BufferedReader answer = lines(busy);
      send(
          busy,
          "POST /thing HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
      // Sent when the handler begins to read: now the request is in progress.
      assertTrue(answer.readLine().startsWith("HTTP/1.1 100"));
      answer.readLine();
      send(idle, "GET /thing HTTP/1.1\r\nHost: x\r\n\r\n");
      assertEquals('H', idle.getInputStream().read());

      CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::close);
      // Until it is given up: the request outlasts what connections without one are given.
      idle.getInputStream().readAllBytes();
      assertThrows(ConnectException.class, () -> connection(port).close());
      send(busy, "last");

      assertTrue(answer.readLine().startsWith("HTTP/1.1 200"));
      assertTrue(answer.lines().anyMatch(line -> line.equals("last")));
      stopped.get(30, TimeUnit.SECONDS);
    }
  }

  private static Socket connection(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static BufferedReader lines(Socket from) throws IOException {
    return new BufferedReader(
        new InputStreamReader(from.getInputStream(), StandardCharsets.US_ASCII));
  }

  private static void send(Socket to, String text) throws IOException {
    to.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
