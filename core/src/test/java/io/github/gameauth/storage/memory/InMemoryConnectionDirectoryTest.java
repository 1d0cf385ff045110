// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import static io.github.gameauth.testing.TestPlayers.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.live.ConnectedPlayer;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.testing.ConnectionDirectoryContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class InMemoryConnectionDirectoryTest implements ConnectionDirectoryContract {
  @Override
  public Stores emptyStores() {
    return new InMemoryStores();
  }

  @Test
  void keepsNoTraceOfWhoHasGone() {
    InMemoryConnections directory = new InMemoryConnections(10);
    ConnectedPlayer bob = new ConnectedPlayer("https://id.example", "bob");
    directory.enter(EAST, Map.of(ADA, ALIVE, bob, LATER), NOW);
    assertEquals(2, directory.players());

    directory.leave(EAST, List.of(bob));
    assertEquals(1, directory.purge(ALIVE, 10));

    assertEquals(0, directory.players());
  }
}
