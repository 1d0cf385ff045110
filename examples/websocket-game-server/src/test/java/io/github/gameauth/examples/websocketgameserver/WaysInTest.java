// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.examples.websocketgameserver.Client.Answer;
import io.github.gameauth.examples.websocketgameserver.Client.Player;
import io.github.gameauth.examples.websocketgameserver.Socket.Closed;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How a player's token comes in, and how it does not. */
final class WaysInTest {
  private static Running running;
  private static Player mina;

  @BeforeAll
  static void start() {
    running = Running.with();
    mina = running.client.guest();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static void assertLetIn(Socket socket, String way) {
    var welcome = socket.hears("welcome");
    assertEquals(mina.name(), welcome.path("player").asText());
    assertEquals(way, welcome.path("way").asText());
    assertTrue(socket.isOpen());
    socket.leave();
  }

  @Test
  void takesTheTokenFromTheHeader() {
    assertLetIn(running.knock().bearing(mina.access()).open(), "HEADER");
  }

  @Test
  void takesTheTokenFromTheSubprotocolAndEchoesNoneOfIt() {
    Socket socket = running.knock().subprotocol(mina.access()).open();

    assertEquals("bearer", socket.subprotocol());
    assertLetIn(socket, "SUBPROTOCOL");
  }

  @Test
  void takesTheTokenFromTheFirstMessage() {
    Socket socket = running.knock().open();

    socket.say(Map.of("type", "auth", "token", mina.access()));

    assertLetIn(socket, "FIRST_MESSAGE");
  }

  @Test
  void takesATicketOnce() {
    Answer bought = running.client.ticket(mina.access()).expecting(201);
    Socket.Knock knock = running.knock().query("ticket=" + bought.text("ticket"));

    assertLetIn(knock.open(), "TICKET");
    assertEquals(401, knock.refused());
  }

  @Test
  void sellsNoTicketForABadToken() {
    assertEquals(401, running.client.ticket(mina.access() + "x").status());
    assertEquals(401, running.client.post("/tickets", "text/plain", "").status());
  }

  @Test
  void sellsNoTicketForTwoTokens() {
    String one = "Bearer " + mina.access();
    Answer both =
        running.client.post(
            "/tickets", "text/plain", "", "Authorization", one, "Authorization", one);

    assertEquals(400, both.status());
    assertEquals("invalid_request", both.text("error"));
  }

  @Test
  void takesNoTokenFromTheQueryUnlessToldTo() {
    assertEquals(400, running.knock().query("token=" + mina.access()).refused());

    try (Running lenient = running.beside("--allow-query-token")) {
      Player tom = lenient.client.guest();
      Socket socket = lenient.knock().query("token=" + tom.access()).open();
      assertEquals("QUERY_TOKEN", socket.hears("welcome").path("way").asText());
    }
  }

  @Test
  void letsItsOwnPageConnectAndNoOther() {
    Socket.Knock knock = running.knock().bearing(mina.access());

    assertLetIn(knock.header("Origin", running.client.address).open(), "HEADER");
    assertEquals(403, knock.header("Origin", "https://evil.example").refused());
    assertEquals(403, knock.header("Origin", "null").refused());
  }

  @Test
  void letsAConfiguredPageConnect() {
    try (Running other = running.beside("--origin", "https://play.mygame.example")) {
      other
          .knock()
          .bearing(other.client.guest().access())
          .header("Origin", "https://play.mygame.example")
          .open()
          .hears("welcome");
    }
  }

  @Test
  void refusesABadTokenBeforeTheUpgrade() {
    assertEquals(401, running.knock().bearing(mina.access() + "x").refused());
  }

  @Test
  void refusesTwoCredentials() {
    assertEquals(400, running.knock().bearing(mina.access()).subprotocol(mina.access()).refused());
  }

  @Test
  void closesIfTheFirstMessageHoldsABadToken() {
    Socket socket = running.knock().open();

    socket.say(Map.of("type", "auth", "token", mina.access() + "x"));

    assertEquals(new Closed(4401, "invalid_token"), socket.ended());
  }

  @Test
  void closesIfTheFirstMessageIsAnother() {
    Socket socket = running.knock().open();

    socket.say(Map.of("type", "chat", "text", "hello"));

    assertEquals(1008, socket.ended().code());
  }

  @Test
  void closesIfTheFirstMessageDoesNotCome() {
    Socket socket = running.knock().open();

    running.advance(Duration.ofSeconds(6));

    assertEquals(4408, socket.ended().code());
  }

  @Test
  void closesIfTheFirstMessageIsTooLarge() {
    Socket socket = running.knock().open();

    socket.say("x".repeat(Handshakes.MAX_MESSAGE + 1));

    assertEquals(1009, socket.ended().code());
  }

  @Test
  void refusesPlainHttpWhereAWebSocketIsExpected() {
    assertEquals(426, running.client.get("/play").status());
  }
}
