// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.testing.TestClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may kick and ban. */
final class OperatorsTest {
  private static final List<String> ACTIONS = List.of("kick", "ban", "unban");

  @Test
  void areNobodyUnlessTheServerWasGivenAToken() {
    TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
    try (GameServer server =
        GameServer.start(
            Options.parse(Map.of(), "--port", "0"), new GameTime(clock, clock, Optional.empty()))) {
      Client client = new Client(server.address());
      for (String action : ACTIONS) {
        assertEquals(403, client.operate(action, "anybody").status());
      }
    }
  }

  @Test
  void areKnownByTheirToken() {
    try (Running running = Running.with()) {
      Client client = running.client;
      for (String action : ACTIONS) {
        String path = "/operator/" + action;
        assertEquals(401, client.postJson(path, Map.of("player", "x")).status());
        assertEquals(
            401,
            client
                .postJson(
                    path,
                    Map.of("player", "x"),
                    "Authorization",
                    "Bearer " + Running.OPERATOR + "x")
                .status());
        assertEquals(
            400,
            client
                .postJson(path, Map.of(), "Authorization", "Bearer " + Running.OPERATOR)
                .status());
      }
      assertEquals(404, client.operate("ban", "nobody-of-ours").status());
      assertEquals(404, client.operate("ban", "no name ☃").status());
      assertEquals(404, client.operate("unban", client.guest().name()).status());
      assertEquals(0, client.operate("kick", "nobody").json().path("connections").asInt());
    }
  }

  @Test
  void areNotThePlayers() {
    try (Running running = Running.with()) {
      String player = "Bearer " + running.client.guest().access();

      assertEquals(
          401,
          running
              .client
              .postJson("/operator/kick", Map.of("player", "x"), "Authorization", player)
              .status());
    }
  }
}
