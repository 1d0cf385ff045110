// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Does something before each write about players, such as letting time pass. */
record SlowDirectory(ConnectionDirectory real, Runnable before) implements ConnectionDirectory {
  @Override
  public boolean alive(GameServer server, Instant now, Instant aliveUntil) {
    return real.alive(server, now, aliveUntil);
  }

  @Override
  public void gone(GameServer server) {
    real.gone(server);
  }

  @Override
  public void enter(GameServer server, Map<ConnectedPlayer, Instant> untilOf, Instant now) {
    before.run();
    real.enter(server, untilOf, now);
  }

  @Override
  public void leave(GameServer server, Collection<ConnectedPlayer> players) {
    before.run();
    real.leave(server, players);
  }

  @Override
  public List<GameServer> serversOf(ConnectedPlayer player, Instant now) {
    return real.serversOf(player, now);
  }

  @Override
  public int purge(Instant now, int most) {
    return real.purge(now, most);
  }
}
