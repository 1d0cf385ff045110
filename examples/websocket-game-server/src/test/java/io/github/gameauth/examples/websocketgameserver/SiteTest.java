// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.examples.websocketgameserver.Client.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What can be asked for over HTTP. */
final class SiteTest {
  private static Running running;
  private static Client client;

  @BeforeAll
  static void start() {
    running = Running.with();
    client = running.client;
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void servesAPageThatLoadsNothingFromElsewhereAndRunsNothingInline() {
    Answer page = client.get("/").expecting(200);
    String policy = page.response().headers().firstValue("Content-Security-Policy").orElse("");

    assertTrue(policy.startsWith("default-src 'none'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    for (String path : new String[] {"/page.js", "/page.css", "/icon.svg"}) {
      assertTrue(page.response().body().contains(path), path);
      client.get(path).expecting(200);
    }
    assertFalse(page.response().body().contains("//cdn"), "something is loaded from elsewhere");
    assertFalse(page.response().body().contains(" style="), "a style stands inline");
  }

  @Test
  void servesNothingElse() {
    for (String path :
        new String[] {"/index.html", "/page/index.html", "//", "/../pom.xml", "/x"}) {
      assertEquals(404, client.get(path).status(), path);
    }
    assertEquals(404, client.get("/guests").status());
  }

  @Test
  void publishesItsKeys() {
    Answer keys = client.get("/.well-known/jwks.json").expecting(200);

    assertTrue(keys.json().path("keys").size() > 0);
    assertFalse(keys.response().body().contains("\"d\""));
    String tag = keys.response().headers().firstValue("ETag").orElseThrow();
    client.get("/.well-known/jwks.json", "If-None-Match", tag).expecting(304);
  }

  @Test
  void makesNoGuestsForPagesOfOthers() {
    assertEquals(
        403, client.post("/guests", "text/plain", "", "Origin", "https://evil.example").status());
    client.post("/guests", "text/plain", "", "Origin", client.address).expecting(201);
  }

  @Test
  void refreshesASession() {
    Client.Player mina = client.guest();

    assertEquals(mina.name(), client.refreshed(mina).name());
    assertEquals(400, client.refresh("no-token-of-ours").status());
  }

  @Test
  void refusesLoginsThatAreNotAsTheyShouldBe() {
    Map<String, String> guest = client.guest().guest();
    Map<String, String> wrong =
        Map.of(
            "subject_token",
            guest.get("subject_token") + "x",
            "subject_token_type",
            guest.get("subject_token_type"));

    assertEquals(400, client.logIn(wrong).status());
    assertEquals(400, client.postForm("/oauth/token", guest).status());
    assertEquals(400, client.postJson("/oauth/token", guest).status());
    assertEquals(
        400, client.post("/oauth/token", "application/x-www-form-urlencoded", "a=%zz").status());
  }

  @Test
  void hearsNothingThatIsSaidTwice() {
    String form =
        "grant_type=refresh_token&client_id=%s&refresh_token=%s"
            .formatted(Issuer.CLIENT, client.guest().refresh());
    String type = "application/x-www-form-urlencoded";

    assertEquals(400, client.post("/oauth/token", type, form + "&client_id=x").status());
    assertEquals(400, client.post("/oauth/token", type, "refresh_token=x&" + form).status());
    client.post("/oauth/token", type, form).expecting(200);
  }

  @Test
  void limitsGuestsPerSource() {
    try (Running other = Running.with()) {
      int made = 0;
      while (other.client.post("/guests", "text/plain", "").status() == 201) {
        made++;
        assertTrue(made <= 60, "no limit");
      }
      assertEquals(60, made);
      assertEquals(429, other.client.post("/guests", "text/plain", "").status());
    }
  }

  @Test
  void readsNoBodyThatIsTooLarge() {
    assertEquals(413, client.post("/oauth/token", "text/plain", "x".repeat(20_000)).status());
  }

  @Test
  void answersWhateverComesInPieces() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", running.server.port())) {
      for (String piece :
          new String[] {
            "POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Le", "ngth: 3\r\n\r\n", "a", "=b"
          }) {
        socket.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
      }
      assertTrue(firstLine(socket.getInputStream()).contains(" 400 "));
    }
  }

  @Test
  void closesOnWhatIsNoHttp() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", running.server.port())) {
      socket
          .getOutputStream()
          .write("\u0001\u0002 nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertTrue(firstLine(socket.getInputStream()).contains(" 400 "));
      socket.getInputStream().readAllBytes(); // until it closes
    }
  }

  private static String firstLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }
}
