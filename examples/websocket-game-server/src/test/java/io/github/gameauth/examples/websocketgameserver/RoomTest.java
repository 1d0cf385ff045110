// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.examples.websocketgameserver.Client.Player;
import io.github.gameauth.live.LeaseEnd;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What players can say to each other. */
final class RoomTest {
  private static Running running;

  @BeforeAll
  static void start() {
    running = Running.with();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void echoes() {
    Socket socket = running.connected(running.client.guest());

    socket.say(Map.of("type", "echo", "text", "ho\"ho ☃"));

    assertEquals("ho\"ho ☃", socket.hears("echo").path("text").asText());
  }

  @Test
  void bringsAChatToEverybodyWithItsSendersVerifiedName() {
    Player mina = running.client.guest();
    Socket speaks = running.connected(mina);
    Socket hears = running.connected(running.client.guest());

    speaks.say(Map.of("type", "chat", "text", "hello"));

    assertEquals(mina.name(), hears.hears("chat").path("from").asText());
    assertEquals("hello", speaks.hears("chat").path("text").asText());
  }

  @Test
  void bringsAMessageToAllConnectionsOfOnePlayerAndToNobodyElse() {
    Player mina = running.client.guest();
    Player tom = running.client.guest();
    Socket speaks = running.connected(mina);
    Socket one = running.connected(tom);
    Socket two = running.connected(tom);
    Socket other = running.connected(running.client.guest());

    speaks.say(Map.of("type", "tell", "to", tom.name(), "text", "psst"));

    assertEquals(2, speaks.hears("delivered").path("connections").asInt());
    assertEquals("psst", one.hears("told").path("text").asText());
    assertEquals(mina.name(), two.hears("told").path("from").asText());
    other.say(Map.of("type", "tell", "to", running.client.guest().name(), "text", "x"));
    assertEquals(0, other.hears("delivered").path("connections").asInt());
    other.say(Map.of("type", "echo", "text", "nothing before this"));
    assertEquals("nothing before this", other.hears("echo").path("text").asText());
  }

  @Test
  void tellsWhoIsHere() {
    Player mina = running.client.guest();
    Socket socket = running.connected(mina);

    socket.say(Map.of("type", "who"));

    assertTrue(socket.hears("who").path("players").toString().contains(mina.name()));
  }

  @Test
  void saysWhatItDoesNotUnderstand() {
    Socket socket = running.connected(running.client.guest());

    for (String bad :
        new String[] {
          "",
          "x",
          "[]",
          "{}",
          "{\"type\":\"dance\"}",
          "{\"type\":\"chat\"}",
          "{\"type\":\"chat\",\"text\":\"\"}",
          "{\"type\":\"chat\",\"text\":7}",
          "{\"type\":\"chat\",\"text\":\"a\",\"text\":\"b\"}",
          "{\"type\":\"chat\",\"text\":\"a\",\"from\":\"somebody else\"}",
          "{\"type\":\"chat\",\"text\":\"" + "x".repeat(501) + "\"}"
        }) {
      socket.say(bad);
      assertEquals("MALFORMED", socket.hears("refused").path("code").asText(), bad);
    }
    assertTrue(socket.isOpen());
  }

  @Test
  void closesOnAMessageThatIsTooLarge() {
    Socket socket = running.connected(running.client.guest());

    socket.say("x".repeat(Handshakes.MAX_MESSAGE + 1));

    assertEquals(1009, socket.ended().code());
  }

  @Test
  void closesOnBytes() {
    Socket socket = running.connected(running.client.guest());

    socket.sayBytes(new byte[] {1, 2, 3});

    assertEquals(1003, socket.ended().code());
  }

  @Test
  void letsNobodyTalkWithoutPause() {
    Socket socket = running.connected(running.client.guest());

    for (int i = 0; i < 60; i++) {
      socket.say(Map.of("type", "echo", "text", "x"));
    }

    assertEquals("RATE_LIMITED", socket.hears("refused").path("code").asText());
  }

  @Test
  void showsWhoeverDoesNotStopTheDoor() {
    Socket socket = running.connected(running.client.guest());

    try {
      for (int i = 0; i < 2000; i++) {
        socket.say(Map.of("type", "echo", "text", "x"));
      }
    } catch (RuntimeException e) {
      // It was closed while we talked, as it should be.
    }

    assertEquals(1013, socket.ended().code());
  }

  @Test
  void showsWhoeverDoesNotListenTheDoor() {
    Player mina = running.client.guest();
    running.connected(mina).deaf();
    var lease =
        running.server.players().ofPlayer(running.server.issuer().trusted().name(), mina.name());
    String much = Json.text(Map.of("type", "chat", "text", "x".repeat(10_000)));

    for (int i = 0; i < 10_000 && lease.get(0).isLive(); i++) {
      lease.get(0).connection().send(much);
    }

    assertEquals(Optional.of(LeaseEnd.TRY_LATER), lease.get(0).endedBy());
  }
}
