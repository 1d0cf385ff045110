// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.examples.websocketgameserver.Client.Player;
import io.github.gameauth.examples.websocketgameserver.Socket.Closed;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A game server whose issuer is another process; here, another server's. */
final class FarIssuerTest {
  private Running issuing;
  private Running playing;

  @BeforeEach
  void start() {
    issuing = Running.with();
    playing = issuing.beside("--issuer", issuing.client.address);
  }

  @AfterEach
  void stop() {
    playing.close();
    issuing.close();
  }

  @Test
  void handsLoginsOnAndVerifiesByWhatTheIssuerPublishes() {
    Player mina = playing.client.guest();
    Socket socket = playing.connected(mina);

    socket.renew(playing.client.refreshed(mina).access());

    assertTrue(socket.isOpen());
    assertTrue(issuing.connected(mina).isOpen(), "it is no player of the issuer's");
    assertEquals(409, playing.client.operate("ban", mina.name()).status());
  }

  @Test
  void hearsOfBans() {
    Player mina = playing.client.guest();
    Socket socket = playing.connected(mina);

    issuing.client.operate("ban", mina.name()).expecting(204);
    issuing.advance(Duration.ofSeconds(7)); // the issuer's feed, and its document's age
    issuing.advance(Duration.ofSeconds(3));

    assertEquals(new Closed(4403, "BANNED"), socket.ended());
  }

  @Test
  void endsTheLeasesOfAKeyThatIsWithdrawn() {
    Player mina = playing.client.guest();
    Socket old = playing.connected(mina);
    HomeIssuer issuer = (HomeIssuer) issuing.server.issuer();
    String key = Client.keyId(mina.access());

    issuer.keys().revoke(key);
    issuing.advance(Duration.ofSeconds(11)); // a verifier asks for new keys only now and then
    playing.connected(
        playing.client.guest()); // its key is new to the verifier, who asks for the set

    assertEquals(new Closed(4401, "KEY_WITHDRAWN"), old.ended());
  }

  @Test
  void tellsPlayersWhenTheIssuerIsGone() {
    issuing.close();

    assertEquals(503, playing.client.post("/guests", "text/plain", "").status());
  }
}
