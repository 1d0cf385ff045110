// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.examples.websocketgameserver.Client.Player;
import io.github.gameauth.examples.websocketgameserver.Socket.Closed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process of its own, by the real time. */
final class ProcessTest {
  @TempDir Path temp;

  @Test
  void letsPlayersInBansThemAndSaysGoodbyeWhenItIsStopped() throws Exception {
    try (ServerProcess server = ServerProcess.start(GameServer.class, temp, "--port", "0")) {
      Client client = new Client(server.address());
      Player mina = client.guest();
      Player tom = client.guest();
      Socket banned = Socket.Knock.at(client).bearing(mina.access()).open();
      banned.hears("welcome");
      Socket stays =
          Socket.Knock.at(client)
              .query("ticket=" + client.ticket(tom.access()).expecting(201).text("ticket"))
              .open();
      stays.hears("welcome");

      client.operate("ban", mina.name()).expecting(204);
      assertEquals(new Closed(4403, "BANNED"), banned.ended());
      assertTrue(stays.isOpen());

      assertEquals(143, server.terminate(), "it did not end by SIGTERM");
      assertEquals(new Closed(1001, "SERVER_STOPPING"), stays.ended());
      String log = Files.readString(temp.resolve("log"));
      assertTrue(log.contains("stopped"), log);
      for (String secret :
          List.of(
              mina.access(), mina.refresh(), mina.guest().get("subject_token"), Running.OPERATOR)) {
        assertFalse(log.contains(secret), "a secret is in the log");
      }
    }
  }
}
