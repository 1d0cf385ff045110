// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.gameauth.examples.tokenservice.Client.Answer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked at before anything else. */
final class EdgeTest {
  private static final String SECRET = "B".repeat(43);
  private static final String[] THROUGH_EDGE = {"X-Origin-Verify", SECRET};
  private static final String COUNTRY = "CloudFront-Viewer-Country";
  private static final String SOURCE = "X-Source";

  @TempDir static Path temp;
  private static Running running;

  @BeforeAll
  static void start() throws Exception {
    running =
        Running.in(
            temp.resolve("data"),
            """
            {"edge": {"deniedCountries": ["KP"], "sourceHeader": "X-Source"},
             "limits": {"requestsPerMinute": 3, "guestsPerHour": 1}}""",
            Map.of("GAMEAUTH_EDGE_SECRET", "A".repeat(43) + "," + SECRET));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static Answer get(String path, String... headers) {
    return running.players.get(path, headers);
  }

  private static String[] throughEdge(String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(THROUGH_EDGE, 0, all, 0, 2);
    System.arraycopy(headers, 0, all, 2, headers.length);
    return all;
  }

  private static void assertRefused(int status, String code, Answer answer) {
    assertEquals(status, answer.status(), answer.response().body());
    assertEquals(code, answer.text("code"));
  }

  @Test
  void letsNobodyInWhoDidNotComeThroughTheEdge() {
    for (String path : new String[] {"/account", "/.well-known/jwks.json", "/not-there"}) {
      assertRefused(403, "origin_refused", get(path));
      assertRefused(403, "origin_refused", get(path, "X-Origin-Verify", "C".repeat(43)));
      assertRefused(
          403, "origin_refused", get(path, throughEdge("X-Origin-Verify", "C".repeat(43))));
    }
  }

  @Test
  void asksLoadBalancersForNothing() {
    for (int i = 0; i < 10; i++) {
      get("/healthz").expecting(200);
    }
  }

  @Test
  void letsThoseInWhoCameThroughTheEdge() {
    get("/.well-known/jwks.json", throughEdge(SOURCE, "192.0.2.1")).expecting(200);
    get("/.well-known/jwks.json", "X-Origin-Verify", "A".repeat(43), SOURCE, "192.0.2.1")
        .expecting(200);
    assertRefused(404, "not_found", get("/not-there", throughEdge(SOURCE, "192.0.2.1")));
  }

  @Test
  void letsNobodyPlayFromADeniedCountry() {
    String[] there = throughEdge(COUNTRY, "KP", SOURCE, "192.0.2.2");

    assertRefused(451, "region_blocked", get("/account", there));
    assertRefused(451, "region_blocked", get("/not-there", there));
    get("/.well-known/jwks.json", there).expecting(200); // game servers play nothing
  }

  @Test
  void letsASourceAskSoOftenAndNoMore() {
    String[] one = throughEdge(SOURCE, "192.0.2.3:1");
    for (int i = 0; i < 3; i++) {
      get("/not-there", one).expecting(404);
    }

    Answer refused = get("/not-there", throughEdge(SOURCE, "192.0.2.3:2"));

    assertRefused(429, "rate_limited", refused);
    assertFalse(refused.header("Retry-After").isEmpty());
    get("/not-there", throughEdge(SOURCE, "192.0.2.4")).expecting(404);
  }

  @Test
  void letsASourceMakeSoManyGuestsAndNoMore() {
    String[] source = throughEdge(SOURCE, "192.0.2.5");
    running.players.send("POST", "/guests", "", source).expecting(201);

    assertRefused(429, "rate_limited", running.players.send("POST", "/guests", "", source));
  }

  @Test
  void hasNoEdgeBeforeItsOperators() {
    running.operators.get("/readyz").expecting(200);
  }

  @Test
  void isClosedToOperatorsWithoutAToken() {
    Answer answer = running.operators.get("/admin/games/my-game/players/x");

    assertRefused(403, "admin_closed", answer);
  }
}
