// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.examples.sessionexchange.Caller.Reply;
import io.github.gameauth.examples.sessionexchange.NakamaStandIn.Received;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.upstream.JsonHttp;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the service refuses, and whom it names to Nakama. */
final class SessionServiceTest {
  private static final Map<String, String> NOTHING = Map.of();

  private static Stage stage;
  private static Caller caller;

  @BeforeAll
  static void start() throws Exception {
    stage = Stage.of(new String[0], Map.of(), System.out);
    caller = new Caller(stage.service().uri());
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  private static Reply session() throws Exception {
    Reply session = caller.post("/session", bearer(stage.pool().idToken().reveal()), NOTHING);
    assertEquals(200, session.status());
    return session;
  }

  private static String bearer(String token) {
    return "Bearer " + token;
  }

  private static String access() throws Exception {
    return session().text("access_token");
  }

  private static void assertRefused(int status, String word, Reply reply) {
    assertEquals(status + " " + word, reply.status() + " " + reply.text("error"));
  }

  @Test
  void opensNoSessionForAnythingButTheToken() throws Exception {
    String good = stage.pool().idToken().reveal();

    assertRefused(401, "invalid_token", caller.post("/session", "", Map.of("id_token", good)));
    assertRefused(401, "invalid_token", caller.post("/session", "Basic " + good, NOTHING));
    assertRefused(401, "invalid_token", caller.post("/session", bearer("x.y.z"), NOTHING));
    assertRefused(401, "invalid_token", caller.post("/session", bearer(access()), NOTHING));
    assertEquals(200, caller.post("/session", bearer(good), NOTHING).status());
  }

  @Test
  void refreshesForARefreshTokenAlone() throws Exception {
    Reply session = session();

    assertRefused(400, "invalid_request", caller.post("/session/refresh", "", NOTHING));
    for (String token : List.of("x", session.text("access_token"))) {
      assertRefused(
          401,
          "invalid_grant",
          caller.post("/session/refresh", "", Map.of("refresh_token", token)));
    }
    Map<String, String> good = Map.of("refresh_token", session.text("refresh_token"));
    Reply next = caller.post("/session/refresh", "", good);
    assertEquals(200, next.status());
    assertNotEquals(session.text("refresh_token"), next.text("refresh_token"));
  }

  @Test
  void answersNothingThatIsNotListed() throws Exception {
    for (String path :
        List.of("/", "/session/", "/session;x", "/%73ession", "/nakama/../session")) {
      assertRefused(404, "not_found", caller.post(path, "", NOTHING));
    }
    assertRefused(404, "not_found", caller.get("/session", ""));
  }

  @Test
  void opensNakamaOnlyForAnAccessTokenOfTheGame() throws Exception {
    String idToken = stage.pool().idToken().reveal();
    String refreshToken = session().text("refresh_token");
    int before = heard().size();

    for (String other : List.of("", "x", idToken, refreshToken)) {
      assertRefused(401, "invalid_token", caller.post("/nakama", bearer(other), NOTHING));
    }
    assertRefused(401, "invalid_token", caller.post("/nakama", "", Map.of("id", "somebody-else")));
    assertEquals(before, heard().size());
  }

  private static List<Received> heard() {
    return stage.standIn().orElseThrow().received();
  }

  /** A client may write what it likes, wherever it likes. */
  @Test
  void namesTheVerifiedPlayerToNakamaWhateverTheClientSays() throws Exception {
    String access = access();
    String player = stage.sessions().verify(access).orElseThrow().subject();
    String own = caller.post("/nakama", bearer(access), NOTHING).text("user_id");
    int before = heard().size();

    for (String name : List.of("id", "account", "sub", "user_id", "username", "vars")) {
      Reply lied =
          caller.post(
              "/nakama?" + name + "=somebody-else", bearer(access), Map.of(name, "somebody-else"));
      assertEquals(own, lied.text("user_id"));
    }

    List<Received> since = heard().subList(before, heard().size());
    assertEquals(6, since.size());
    assertEquals(
        List.of("{\"id\":\"" + player + "\"}"),
        since.stream().map(Received::body).distinct().toList());
  }

  @Test
  void letsNobodyIntoNakamaWhoHasNotTheServersKey() throws Exception {
    Caller stranger = new Caller(stage.nakama());
    Map<String, String> somebodyElse = Map.of("id", "somebody-else");
    String path = "/v2/account/authenticate/custom?create=true";

    for (String key : List.of("defaultkey:", ":", "")) {
      String basic = "Basic " + Base64.getEncoder().encodeToString(key.getBytes(UTF_8));
      assertRefused(401, "server key", stranger.post(path, basic, somebodyElse));
    }
    assertRefused(401, "server key", stranger.post(path, "", somebodyElse));
  }

  @Test
  void keepsNakamasRefreshTokenToItself() throws Exception {
    Reply in = caller.post("/nakama", bearer(access()), NOTHING);

    assertTrue(in.isGood());
    assertFalse(in.json().has("refresh_token"));
  }

  @Test
  void saysThatNobodyCanTellIfNakamaRefusesUs() throws Exception {
    NakamaSettings right = NakamaSettings.ofTheStory();
    NakamaSettings otherServerKey =
        new NakamaSettings(Secret.of("not-the-key"), right.sessions(), right.authenticate());
    NakamaSettings otherSessionKey =
        new NakamaSettings(
            right.serverKey(), NakamaSettings.ofTheStory().sessions(), right.authenticate());
    try (NakamaStandIn nakama = new NakamaStandIn(right, stage.pool().clock())) {
      assertEquals(503, through(nakama.uri(), otherServerKey).status());
      assertEquals(503, through(nakama.uri(), otherSessionKey).status());
      assertEquals(200, through(nakama.uri(), right).status());
      assertEquals(
          List.of(401, 200, 200), nakama.received().stream().map(Received::status).toList());
    }
    assertEquals(503, through(URI.create("http://127.0.0.1:1"), right).status());
  }

  private static Reply through(URI nakama, NakamaSettings settings) throws Exception {
    try (JsonHttp http = Stage.patientHttp();
        NakamaDoor door = new NakamaDoor(nakama, settings, http, stage.pool().clock());
        SessionService service = new SessionService(stage.sessions(), door, stage.pool().clock())) {
      return new Caller(service.uri()).post("/nakama", bearer(access()), NOTHING);
    }
  }
}
