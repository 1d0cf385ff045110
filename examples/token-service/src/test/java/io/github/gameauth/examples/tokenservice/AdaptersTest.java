// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.examples.tokenservice.Client.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Game platforms, configured by JSON. */
final class AdaptersTest {
  private static final String KEY = "0123456789ABCDEF0123456789ABCDEF";
  private static final String STEAM_TYPE = "https://id.example.test/token-type/steam";

  @TempDir Path temp;

  private String configuration() throws Exception {
    Path key = Files.writeString(temp.resolve("steam-key"), KEY + "\n");
    return """
        {"adapters": {"steam": {"appIds": [480], "identity": "my-game",
                                "publisherKey": {"file": "%s"}}}}"""
        .formatted(key);
  }

  private Running running(SteamStandIn steam) throws Exception {
    return Running.in(
        temp.resolve("data"),
        configuration(),
        Map.of("GAMEAUTH_ADMIN_TOKEN", Running.OPERATOR),
        steam.http());
  }

  private static Map<String, String> ticket(String ticket) {
    return Map.of(
        "subject_token", "{\"ticket\":\"" + ticket + "\"}", "subject_token_type", STEAM_TYPE);
  }

  @Test
  void logsASteamPlayerInOnceATicket() throws Exception {
    try (SteamStandIn steam = new SteamStandIn();
        Running running = running(steam)) {
      Client client = running.players;

      Answer tokens = client.logIn(ticket(SteamStandIn.TICKET)).expecting(200);
      Answer again = client.logIn(ticket(SteamStandIn.TICKET)).expecting(400);
      Answer account =
          client.as(tokens.text("access_token"), "GET", "/account", Map.of()).expecting(200);

      assertEquals("invalid_token", again.text("reason"), again.response().body());
      assertEquals("steam", account.json().path("links").path(0).path("platform").asText());
      assertFalse(account.response().body().contains(SteamStandIn.STEAM_ID));
    }
  }

  @Test
  void turnsAwayWhomSteamDoesNotKnow() throws Exception {
    try (SteamStandIn steam = new SteamStandIn();
        Running running = running(steam)) {
      Answer answer = running.players.logIn(ticket("14000000" + "00".repeat(100))).expecting(400);

      assertEquals("invalid_token", answer.text("reason"), answer.response().body());
    }
  }

  @Test
  void sendsNobodyAwayForGoodWhenSteamIsIll() throws Exception {
    try (SteamStandIn steam = new SteamStandIn();
        Running running = running(steam)) {
      steam.ill(true);
      running.players.logIn(ticket(SteamStandIn.TICKET)).expecting(503);

      steam.ill(false);
      running.players.logIn(ticket(SteamStandIn.TICKET)).expecting(200);
    }
  }

  @Test
  void wantsACredentialOfTheAdaptersForm() throws Exception {
    try (SteamStandIn steam = new SteamStandIn();
        Running running = running(steam)) {
      for (String text : List.of(SteamStandIn.TICKET, "{}", "{\"ticket\":{\"env\":\"PATH\"}}")) {
        Answer answer =
            running
                .players
                .logIn(Map.of("subject_token", text, "subject_token_type", STEAM_TYPE))
                .expecting(400);

        assertEquals("invalid_request", answer.text("error"), text);
      }
    }
  }

  private String complaint(String json) {
    return String.valueOf(
        assertThrows(Config.Invalid.class, () -> Config.read(json, Map.of(), temp)).getMessage());
  }

  @Test
  void complainsOfAllAdaptersAtOnceAndBesideTheRest() {
    assertEquals(
        List.of(
            "adapters.apple.clientIds: missing (expected: a list)",
            "adapters.steam.appIds: missing (expected: a list)",
            "listen.port: 70000 (expected: 0 to 65535)"),
        complaint(
                """
                {"adapters": {"apple": {}, "steam": {"publisherKey": "%s"}},
                 "listen": {"port": 70000}}"""
                    .formatted(KEY))
            .lines()
            .sorted()
            .toList());
  }

  @Test
  void complainsOfAPlatformThatThereIsNot() {
    String complaint = complaint("{\"adapters\": {\"lantern\": {\"key\": \"tresno1\"}}}");

    assertEquals(
        "adapters: an unknown name (expected: one of amazon,",
        complaint.substring(0, complaint.indexOf(',') + 1));
    assertFalse(complaint.contains("tresno1"), complaint);
    assertEquals("adapters: no object (expected: a JSON object)", complaint("{\"adapters\": [1]}"));
  }
}
