// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.examples.websocketgameserver.Client.Player;
import io.github.gameauth.examples.websocketgameserver.Socket.Closed;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How long a connection may stay. */
final class LeaseTest {
  private static final Duration FEED = Duration.ofSeconds(3);

  @Test
  void endsWithItsTokenAfterNotice() {
    try (Running running = Running.with()) {
      Socket socket = running.knock().bearing(running.client.guest().access()).open();
      Instant end = Instant.ofEpochMilli(socket.hears("welcome").path("expiresAt").asLong());

      running.advanceTo(end.minusSeconds(3));
      socket.hears("reauth");
      assertTrue(socket.isOpen());
      running.advanceTo(end.plusSeconds(1));

      assertEquals(new Closed(4401, "EXPIRED"), socket.ended());
    }
  }

  @Test
  void isRenewedInBand() {
    try (Running running = Running.with()) {
      Player mina = running.client.guest();
      Socket socket = running.knock().bearing(mina.access()).open();
      Instant end = Instant.ofEpochMilli(socket.hears("welcome").path("expiresAt").asLong());
      running.advanceTo(end.minusSeconds(3));
      socket.hears("reauth");

      socket.renew(running.client.refreshed(mina).access());

      Instant later = Instant.ofEpochMilli(socket.hears("renewed").path("expiresAt").asLong());
      assertTrue(later.isAfter(end));
      running.advanceTo(end.plusSeconds(1));
      assertTrue(socket.isOpen());
      running.advanceTo(later.minusSeconds(3));
      socket.hears("reauth"); // once a term, and this is the second
    }
  }

  @Test
  void endsIfSomebodyElsesTokenIsBrought() {
    try (Running running = Running.with()) {
      Socket socket = running.connected(running.client.guest());

      socket.renew(running.client.guest().access());

      assertEquals(new Closed(4401, "TOKEN_REFUSED"), socket.ended());
    }
  }

  @Test
  void staysAsItIsIfABadTokenIsBrought() {
    try (Running running = Running.with()) {
      Player mina = running.client.guest();
      Socket socket = running.connected(mina);

      socket.renew(mina.access() + "x");

      assertEquals("renew", socket.hears("refused").path("of").asText());
      assertTrue(socket.isOpen());
    }
  }

  @Test
  void endsWithABanWithinTheFeedsDelay() {
    try (Running running = Running.with()) {
      Player mina = running.client.guest();
      Socket one = running.connected(mina);
      Socket two = running.connected(mina);
      Socket other = running.connected(running.client.guest());

      running.client.operate("ban", mina.name()).expecting(204);
      assertTrue(one.isOpen(), "the ban was to take the feed's way");
      running.advance(FEED);

      assertEquals(new Closed(4403, "BANNED"), one.ended());
      assertEquals(new Closed(4403, "BANNED"), two.ended());
      assertTrue(other.isOpen());
      assertEquals(401, running.knock().bearing(mina.access()).refused());
      assertEquals(403, running.client.logIn(mina.guest()).status());
    }
  }

  @Test
  void isToBeHadAgainOnceTheBanIsLifted() {
    try (Running running = Running.with()) {
      Player mina = running.client.guest();
      running.client.operate("ban", mina.name()).expecting(204);
      running.client.operate("unban", mina.name()).expecting(204);
      running.advance(FEED);

      String fresh = running.client.logIn(mina.guest()).expecting(200).text("access_token");

      running.knock().bearing(fresh).open().hears("welcome");
    }
  }

  @Test
  void endsWithAKickAtOnce() {
    try (Running running = Running.with()) {
      Player mina = running.client.guest();
      Socket one = running.connected(mina);
      Socket two = running.connected(mina);

      assertEquals(
          2, running.client.operate("kick", mina.name()).json().path("connections").asInt());

      assertEquals(new Closed(4403, "KICKED"), one.ended());
      assertEquals(new Closed(4403, "KICKED"), two.ended());
      assertTrue(running.connected(mina).isOpen(), "a kick keeps nobody out");
    }
  }

  @Test
  void goesToTheNewerConnectionIfThereIsOnlyOne() {
    try (Running running = Running.with("--sessions", "one-connection")) {
      Player mina = running.client.guest();
      Socket first = running.connected(mina);

      Socket second = running.connected(mina);

      assertEquals(new Closed(4409, "REPLACED"), first.ended());
      assertTrue(second.isOpen());
    }
  }

  @Test
  void goesToTheNewerSessionIfThereIsOnlyOne() {
    try (Running running = Running.with("--sessions", "one-session")) {
      Player mina = running.client.guest();
      Socket first = running.connected(mina);
      Socket second = running.connected(mina);
      assertTrue(first.isOpen(), "the same session may have several");

      String elsewhere = running.client.logIn(mina.guest()).expecting(200).text("access_token");
      running.knock().bearing(elsewhere).open().hears("welcome");

      assertEquals(4409, first.ended().code());
      assertEquals(4409, second.ended().code());
    }
  }

  @Test
  void endsWithTheServer() {
    Running running = Running.with();
    Socket socket = running.connected(running.client.guest());

    running.close();

    assertEquals(new Closed(1001, "SERVER_STOPPING"), socket.ended());
  }

  @Test
  void isGivenBackByWhoeverLeaves() {
    try (Running running = Running.with()) {
      Socket stays = running.connected(running.client.guest());
      Socket leaves = running.connected(running.client.guest());

      leaves.leave();

      assertEquals(1000, leaves.ended().code());
      stays.say("{\"type\":\"who\"}");
      while (stays.hears("who").path("connections").asInt() != 1) {
        stays.say("{\"type\":\"who\"}");
      }
    }
  }
}
