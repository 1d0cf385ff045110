// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.examples.tokenservice.Client.Answer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenServiceTest {
  private static final String STUDIO_TYPE = "https://id.example.test/token-type/studio";

  @TempDir static Path temp;
  private static StudioIssuer studio;
  private static Running running;
  private static Client client;

  @BeforeAll
  static void start() throws Exception {
    studio = new StudioIssuer();
    running =
        Running.in(
            temp.resolve("data"),
            """
            {"games": {"my-game": {"clients": ["my-game-client"]},
                       "other-game": {"clients": ["other-client"]}},
             "limits": {"requestsPerMinute": 100000, "guestsPerHour": 100000, "attemptsPerGuest": 5},
             "platforms": {"studio": %s}}"""
                .formatted(studio.configuration()));
    client = running.players;
  }

  @AfterAll
  static void stop() {
    running.close();
    studio.close();
  }

  private static Map<String, String> studioToken(String player) {
    return Map.of("subject_token", studio.token(player), "subject_token_type", STUDIO_TYPE);
  }

  private static Answer account(Answer tokens) {
    return client.as(tokens.text("access_token"), "GET", "/account", Map.of());
  }

  private static void assertOAuthError(int status, String error, String reason, Answer answer) {
    assertEquals(status, answer.status(), answer.response().body());
    assertEquals(error, answer.text("error"), answer.response().body());
    assertEquals(reason, answer.text("reason"), answer.response().body());
    assertEquals("no-store", answer.header("Cache-Control"));
  }

  private static void assertProblem(int status, String code, Answer answer) {
    assertEquals(status, answer.status(), answer.response().body());
    assertEquals("application/problem+json", answer.header("Content-Type"));
    assertEquals(code, answer.text("code"), answer.response().body());
  }

  @Test
  void letsAGuestInAndKnowsTheAccountAgain() {
    Map<String, String> guest = client.newGuest();

    Answer first = client.logIn(guest).expecting(200);
    Answer second = client.logIn(guest).expecting(200);

    assertEquals("Bearer", first.text("token_type"));
    assertEquals("urn:ietf:params:oauth:token-type:access_token", first.text("issued_token_type"));
    assertEquals("guest", account(first).text("kind"));
    assertEquals(account(first).text("player"), account(second).text("player"));
    assertNotEquals(first.text("refresh_token"), second.text("refresh_token"));
  }

  @Test
  void callsAPlayerByAnotherNameInAnotherGame() {
    Map<String, String> inOther = new TreeMap<>(client.newGuest());
    String here = account(client.logIn(inOther).expecting(200)).text("player");
    inOther.put("client_id", "other-client");

    Answer there = account(client.logIn(inOther).expecting(200));

    assertEquals("other-game", there.text("game"));
    assertNotEquals(here, there.text("player"));
  }

  @Test
  void refusesWhatProvesNothing() {
    Map<String, String> guest = client.newGuest();
    Map<String, String> wrong = new TreeMap<>(guest);
    wrong.put(
        "subject_token", guest.get("subject_token").split("\\.")[0] + ".gs1_" + "A".repeat(43));

    assertOAuthError(400, "invalid_request", "invalid_token", client.logIn(wrong));
    wrong.put("subject_token", "nobody.gs1_" + "A".repeat(43));
    assertOAuthError(400, "invalid_request", "invalid_token", client.logIn(wrong));
    wrong.put("subject_token", "no credential");
    assertOAuthError(400, "invalid_request", "malformed_request", client.logIn(wrong));
    wrong.put("subject_token_type", "urn:ietf:params:oauth:token-type:saml2");
    assertOAuthError(400, "invalid_request", "malformed_request", client.logIn(wrong));
  }

  @Test
  void limitsHowOftenAGuestsSecretIsGuessed() {
    Map<String, String> guest = client.newGuest();
    Map<String, String> wrong = new TreeMap<>(guest);
    wrong.put(
        "subject_token", guest.get("subject_token").split("\\.")[0] + ".gs1_" + "A".repeat(43));
    for (int i = 0; i < 5; i++) {
      client.logIn(wrong).expecting(400);
    }

    Answer answer = client.logIn(guest);

    assertOAuthError(429, "temporarily_unavailable", "rate_limited", answer);
    assertFalse(answer.header("Retry-After").isEmpty());
  }

  @Test
  void refusesClientsAndTargetsThatItDoesNotKnow() {
    Map<String, String> guest = new TreeMap<>(client.newGuest());
    guest.put("audience", "other-game");
    assertOAuthError(400, "invalid_target", "invalid_target", client.logIn(guest));
    guest.put("client_id", "somebody");
    assertOAuthError(401, "invalid_client", "invalid_client", client.logIn(guest));
    assertOAuthError(
        400,
        "unsupported_grant_type",
        "unsupported_grant_type",
        client.form(
            "/oauth/token", Map.of("grant_type", "password", "client_id", "my-game-client")));
  }

  @Test
  void refreshesAndGivesTheSameSuccessorTwice() {
    Answer tokens = client.logIn(client.newGuest()).expecting(200);

    Answer next = client.refresh(tokens.text("refresh_token")).expecting(200);
    Answer again = client.refresh(tokens.text("refresh_token")).expecting(200);

    assertEquals(next.text("refresh_token"), again.text("refresh_token"));
    assertNotEquals(tokens.text("refresh_token"), next.text("refresh_token"));
  }

  @Test
  void endsASessionWhoseRefreshTokenComesBack() {
    Answer tokens = client.logIn(client.newGuest()).expecting(200);
    Answer next = client.refresh(tokens.text("refresh_token")).expecting(200);
    client.refresh(next.text("refresh_token")).expecting(200);

    assertOAuthError(
        400, "invalid_grant", "invalid_grant", client.refresh(tokens.text("refresh_token")));
    assertOAuthError(
        400, "invalid_grant", "invalid_grant", client.refresh(next.text("refresh_token")));
  }

  @Test
  void logsOutAndTellsNobodyWhetherThereWasASession() {
    Answer tokens = client.logIn(client.newGuest()).expecting(200);
    Map<String, String> logout =
        Map.of("client_id", "my-game-client", "token", tokens.text("refresh_token"));

    client.form("/oauth/revoke", logout).expecting(200);
    client.form("/oauth/revoke", logout).expecting(200);

    assertOAuthError(
        400, "invalid_grant", "invalid_grant", client.refresh(tokens.text("refresh_token")));
  }

  @Test
  void logsOutEverywhere() {
    Map<String, String> guest = client.newGuest();
    Answer here = client.logIn(guest).expecting(200);
    Answer there = client.logIn(guest).expecting(200);

    client.as(here.text("access_token"), "POST", "/account/logout", Map.of()).expecting(204);

    assertProblem(401, "revoked", account(there));
    assertOAuthError(
        400, "invalid_grant", "invalid_grant", client.refresh(there.text("refresh_token")));
    assertEquals(200, account(client.logIn(guest)).status());
  }

  @Test
  void takesATokenOfAConfiguredPlatformOnce() {
    Map<String, String> token = studioToken("mina");

    assertEquals("shadow", account(client.logIn(token).expecting(200)).text("kind"));
    assertOAuthError(400, "invalid_request", "invalid_token", client.logIn(token));
    assertEquals(200, client.logIn(studioToken("mina")).status());
  }

  @Test
  void linksAPlatformToAGuest() {
    Answer tokens = client.logIn(client.newGuest()).expecting(200);
    String player = account(tokens).text("player");

    Answer linked =
        client
            .as(tokens.text("access_token"), "POST", "/account/links", studioToken("ben"))
            .expecting(200);

    assertEquals("shadow", linked.text("kind"));
    assertEquals(2, linked.json().path("links").size());
    assertEquals(player, account(client.logIn(studioToken("ben"))).text("player"));
    assertFalse(linked.response().body().contains("ben"), "the platform's id stays inside");
  }

  @Test
  void asksWhatToDoIfTheIdentityLeadsElsewhere() {
    String owner = account(client.logIn(studioToken("cleo")).expecting(200)).text("player");
    Answer tokens = client.logIn(client.newGuest()).expecting(200);
    String access = tokens.text("access_token");

    Answer conflict = client.as(access, "POST", "/account/links", studioToken("cleo"));

    assertProblem(409, "link_conflict", conflict);
    assertFalse(conflict.response().body().contains(owner));
    Map<String, String> merge = Map.of("ticket", conflict.text("ticket"), "choice", "merge");
    assertProblem(409, "merge_refused", client.as(access, "POST", "/account/links/resolve", merge));
    assertProblem(
        409, "ticket_not_good", client.as(access, "POST", "/account/links/resolve", merge));
  }

  @Test
  void keepsTheLastWayBack() {
    Answer tokens = client.logIn(studioToken("dora")).expecting(200);
    String access = tokens.text("access_token");

    assertProblem(
        409, "last_credential", client.as(access, "DELETE", "/account/links/studio", Map.of()));
    assertProblem(404, "not_linked", client.as(access, "DELETE", "/account/links/steam", Map.of()));
  }

  @Test
  void deletesAnAccount() {
    Map<String, String> guest = client.newGuest();
    Answer tokens = client.logIn(guest).expecting(200);

    client.as(tokens.text("access_token"), "DELETE", "/account", Map.of()).expecting(204);

    assertProblem(401, "revoked", account(tokens));
    assertOAuthError(400, "invalid_request", "invalid_token", client.logIn(guest));
  }

  @Test
  void wantsAnAccessTokenThatIsGood() {
    assertProblem(401, "invalid_token", client.get("/account"));
    assertEquals("Bearer", client.get("/account").header("WWW-Authenticate"));
    Answer forged = client.as("a.b.c", "GET", "/account", Map.of());
    assertProblem(401, "invalid_token", forged);
    assertTrue(forged.header("WWW-Authenticate").contains("error=\"invalid_token\""));
    String access = client.logIn(client.newGuest()).text("access_token");
    assertProblem(
        401,
        "invalid_token",
        client.get(
            "/account", "Authorization", "Bearer " + access, "Authorization", "Bearer " + access));
    assertProblem(
        401, "invalid_token", client.as(studio.token("eve"), "GET", "/account", Map.of()));
  }

  @Test
  void letsAnOperatorBanAndUnban() {
    Map<String, String> guest = client.newGuest();
    Answer tokens = client.logIn(guest).expecting(200);
    String path = "/admin/games/my-game/players/" + account(tokens).text("player");
    Map<String, String> ban = Map.of("reason_code", "cheating", "until", "2099-01-01T00:00:00Z");

    running.operators.as(Running.OPERATOR, "POST", path + "/ban", ban).expecting(204);

    assertProblem(401, "revoked", account(tokens));
    Answer suspended = client.logIn(guest);
    assertEquals("account_suspended", suspended.text("reason"));
    assertEquals("cheating", suspended.text("reason_code"));
    assertEquals(4070908800L, suspended.json().path("until").asLong());
    JsonNode seen = running.operators.as(Running.OPERATOR, "GET", path, Map.of()).json();
    assertEquals("cheating", seen.path("ban").path("reason_code").asText());
    running.operators.as(Running.OPERATOR, "DELETE", path + "/ban", Map.of()).expecting(204);
    assertEquals(200, client.logIn(guest).status());
  }

  @Test
  void letsNobodyElseBan() {
    String player = account(client.logIn(client.newGuest())).text("player");
    String path = "/admin/games/my-game/players/" + player + "/ban";
    Map<String, String> ban = Map.of("reason_code", "cheating");

    assertProblem(401, "invalid_token", running.operators.as("guess", "POST", path, ban));
    assertProblem(401, "invalid_token", running.operators.send("POST", path, ""));
    assertProblem(404, "not_found", client.as(Running.OPERATOR, "POST", path, ban));
  }

  @Test
  void refusesBansThatMakeNoSense() {
    String player = account(client.logIn(client.newGuest())).text("player");
    String path = "/admin/games/my-game/players/" + player + "/ban";

    assertProblem(
        400,
        "malformed_request",
        running.operators.as(Running.OPERATOR, "POST", path, Map.of("reason_code", "No Such")));
    assertProblem(
        404,
        "not_found",
        running.operators.as(
            Running.OPERATOR, "GET", "/admin/games/my-game/players/nobody", Map.of()));
    assertProblem(
        404,
        "not_found",
        running.operators.as(
            Running.OPERATOR, "GET", "/admin/games/my%20game/players/nobody", Map.of()));
  }

  @Test
  void publishesItsKeysForCaches() {
    Answer keys = client.get("/.well-known/jwks.json").expecting(200);

    assertTrue(keys.header("Cache-Control").startsWith("public, max-age="));
    Answer again = client.get("/.well-known/jwks.json", "If-None-Match", keys.header("ETag"));
    assertEquals(304, again.status());
    Answer head = client.send("HEAD", "/.well-known/jwks.json", "");
    assertEquals(200, head.status());
    assertEquals(keys.header("ETag"), head.header("ETag"));
    assertEquals("", head.response().body());
  }

  @Test
  void showsItsHealthAndItsMetrics() {
    client.logIn(client.newGuest()).expecting(200);

    assertEquals("up", client.get("/healthz").expecting(200).text("status"));
    Answer ready = running.operators.get("/readyz").expecting(200);
    assertEquals("ready", ready.text("status"));
    assertEquals("ANSWERS", ready.json().path("details").path("stores/engine").asText());
    String metrics = running.operators.get("/metrics").expecting(200).response().body();
    assertTrue(metrics.contains("gameauth_sessions_opened_total{"), metrics);
    assertTrue(metrics.contains("route=\"/oauth/token\",status=\"200\""), metrics);
    assertEquals(404, client.get("/metrics").status());
  }
}
