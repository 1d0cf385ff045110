// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every door, listed or not, in every way one can think of to ask for it. */
final class FrontDoorTest {
  private static final String SECRET = "B".repeat(43);
  private static final String THROUGH_EDGE = "X-Origin-Verify: " + SECRET + "\r\n";
  private static final String FROM_DENIED_COUNTRY =
      THROUGH_EDGE + "CloudFront-Viewer-Country: KP\r\n";
  private static final String WEB_SOCKET =
      "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

  private static final List<String> METHODS =
      List.of(
          "GET",
          "HEAD",
          "POST",
          "PUT",
          "PATCH",
          "DELETE",
          "OPTIONS",
          "TRACE",
          "PROPFIND",
          "MADEUP",
          "get");

  /** What proxies, frameworks and file systems have taken for another path than it says. */
  private static final List<String> UNLISTED =
      List.of(
          "/",
          "/not-there",
          "/healthz/",
          "//healthz",
          "/healthz//",
          "/./healthz",
          "/x/../healthz",
          "/x/%2e%2e/healthz",
          "/%2e/healthz",
          "/x/..;/healthz",
          "/x/..%2fhealthz",
          "/healthz;x=1",
          "/healthz;",
          "/;x/healthz",
          "/%68ealthz",
          "/healthz%2f",
          "/healthz%20",
          "/healthz%3f",
          "/healthz%c0%af",
          "/healthz%u002f",
          "/healthz\\",
          "/HEALTHZ",
          "/healthz.json",
          "/account/",
          "/account;jsessionid=1",
          "//account",
          "/%61ccount",
          "/account/links/",
          "/account/links/%2e%2e",
          "/account/links/steam%2fx",
          "/account/links/..",
          "/.well-known/jwks.json/..",
          "/.well-known/jwks.json;x",
          "/.well-known%2fjwks.json",
          "/oauth/token/",
          "/oauth/./token",
          "/metrics",
          "/metrics/",
          "/readyz;x",
          "/admin/games/my-game/players",
          "/WEB-INF/web.xml");

  private static final List<String> METHODS_OF_UNLISTED =
      List.of("GET", "HEAD", "POST", "DELETE", "OPTIONS");

  /** What no server can make a request of; nobody is named by it, and nothing. */
  private static final List<String> NO_PATHS =
      List.of("/../healthz", "/%2E%2E/healthz", "/healthz%00", "/healthz%", "*", "healthz");

  @TempDir static Path temp;
  private static Running running;

  @BeforeAll
  static void start() throws Exception {
    running =
        Running.in(
            temp.resolve("data"),
            """
            {"edge": {"deniedCountries": ["KP"]}, "limits": {"requestsPerMinute": 1000000}}""",
            Map.of("GAMEAUTH_EDGE_SECRET", SECRET));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  /** What is listed, each with the methods that it is listed for. */
  private static Map<String, Set<String>> listed(boolean operators) {
    return running.service.routes().stream()
        .filter(route -> operators == (route.door() == Route.Door.OPERATOR))
        .collect(
            Collectors.groupingBy(
                route -> route.path().replaceAll("\\{[a-z]+}", "x"),
                TreeMap::new,
                Collectors.mapping(route -> route.method().name(), Collectors.toSet())));
  }

  private static List<String> paths(boolean operators) {
    return Stream.of(
            listed(operators).keySet().stream(),
            listed(!operators).keySet().stream(),
            UNLISTED.stream())
        .flatMap(each -> each)
        .distinct()
        .toList();
  }

  /** The status, and whether anything came before it. */
  private static String ask(int port, String method, String target, String headers)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      String connection = isUpgrade(headers) ? "Upgrade" : "close";
      String request =
          "%s %s HTTP/1.1\r\nHost: x\r\nConnection: %s\r\n%s\r\n"
              .formatted(method, target, connection, headers);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      if (isUpgrade(headers) || method.equals("CONNECT")) {
        socket.shutdownOutput(); // or it would be kept open
      }
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertTrue(answer.startsWith("HTTP/1.1 "), () -> method + " " + target + ": " + answer);
      return answer;
    }
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.substring(9, 12));
  }

  /** Walks all doors, and tells where the answer is another than expected. */
  private static void assertEverywhere(
      boolean operators, List<String> methods, String headers, Expected expected)
      throws IOException {
    int port = operators ? running.service.adminPort() : running.service.port();
    Map<String, Set<String>> listed = listed(operators);
    List<String> wrong = new ArrayList<>();
    for (String path : paths(operators)) {
      for (String method : methods) {
        if (UNLISTED.contains(path) && !METHODS_OF_UNLISTED.contains(method)) {
          continue;
        }
        // Which the pattern /account/links/{platform} covers, too.
        String as =
            method.equals("DELETE") && path.endsWith("/resolve") ? "/account/links/x" : path;
        boolean isListed = listed.getOrDefault(as, Set.of()).contains(method);
        String answer = ask(port, method, path, headers);
        if (!expected.is(path, isListed, status(answer))) {
          wrong.add(method + " " + path + ": " + answer.lines().findFirst().orElse(""));
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @FunctionalInterface
  private interface Expected {
    boolean is(String path, boolean isListed, int status);
  }

  private static boolean isUpgrade(String headers) {
    return headers.contains("Upgrade:");
  }

  private static boolean isHealth(String path, boolean isListed) {
    return isListed && path.equals("/healthz");
  }

  @Test
  void refusesAStrangerBeforeLookingAtAnythingElse() throws Exception {
    assertEverywhere(
        false,
        METHODS,
        "",
        (path, isListed, status) -> status == (isHealth(path, isListed) ? 200 : 403));
  }

  @Test
  void refusesAStrangersWebSocketTheSameWay() throws Exception {
    assertEverywhere(
        false,
        List.of("GET", "POST"),
        WEB_SOCKET,
        (path, isListed, status) -> isHealth(path, isListed) ? status == 404 : status == 403);
  }

  @Test
  void refusesAStrangersBodyUnread() throws Exception {
    for (String path : paths(false)) {
      String answer =
          ask(
              running.service.port(),
              "POST",
              path,
              "Content-Length: 60000\r\nExpect: 100-continue\r\n");

      assertEquals(403, status(answer), path);
    }
  }

  @Test
  void asksForTheCountryNext() throws Exception {
    assertEverywhere(
        false,
        METHODS,
        FROM_DENIED_COUNTRY,
        (path, isListed, status) -> {
          boolean isDocument =
              isListed && (path.startsWith("/.well-known/") || path.equals("/openapi.json"));
          return isDocument
              ? status == (path.endsWith("revocations") ? 404 : 200) // of no query
              : status == (isHealth(path, isListed) ? 200 : 451);
        });
  }

  @Test
  void answersNothingThatIsNotListed() throws Exception {
    for (String headers : List.of(THROUGH_EDGE, THROUGH_EDGE + WEB_SOCKET)) {
      assertEverywhere(
          false,
          METHODS,
          headers,
          (path, isListed, status) ->
              isListed ? status != 403 && status != 405 && status != 101 : status == 404);
    }
  }

  @Test
  void answersOperatorsNothingThatIsNotListedEither() throws Exception {
    for (String headers : List.of("", WEB_SOCKET)) {
      assertEverywhere(
          true,
          METHODS,
          headers,
          (path, isListed, status) ->
              isListed
                  ? status == 200 || status == 403 || isUpgrade(headers) && status == 404
                  : status == 404);
    }
  }

  @Test
  void tellsEverybodyTheSameOfWhatIsNoRequest() throws Exception {
    for (String path : NO_PATHS) {
      for (String headers : List.of("", THROUGH_EDGE)) {
        assertEquals(400, status(ask(running.service.port(), "GET", path, headers)), path);
        assertEquals(400, status(ask(running.service.adminPort(), "GET", path, headers)), path);
      }
    }
  }

  @Test
  void takesAWholeUrlForItsPath() throws Exception {
    int port = running.service.port();

    assertEquals(200, status(ask(port, "GET", "http://x/healthz", "")));
    assertEquals(403, status(ask(port, "GET", "http://x/account", "")));
    assertEquals(403, status(ask(port, "GET", "http://x/healthz/../account", "")));
    assertEquals(403, status(ask(port, "CONNECT", "x:80", "")));
    assertEquals(404, status(ask(port, "CONNECT", "x:80", THROUGH_EDGE)));
  }
}
