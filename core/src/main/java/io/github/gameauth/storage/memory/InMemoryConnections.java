// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import io.github.gameauth.check.Require;
import io.github.gameauth.live.ConnectedPlayer;
import io.github.gameauth.live.ConnectionDirectory;
import io.github.gameauth.live.GameServer;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is connected where, in memory: for servers that live in one process, and for tests. */
final class InMemoryConnections implements ConnectionDirectory {
  private record Place(ConnectedPlayer player, String server, long incarnation) {}

  private record Life(GameServer server, Instant until) {}

  private final Expiring<Place, Place> entries;
  private final Map<ConnectedPlayer, Set<Place>> byPlayer = new HashMap<>();
  private final Expiring<String, Life> servers;

  InMemoryConnections(int most) {
    this.entries = new Expiring<>("connections", most, this::forgetTrace);
    this.servers = new Expiring<>("game servers", most, life -> {});
  }

  private static Place place(GameServer server, ConnectedPlayer player) {
    return new Place(player, server.id(), server.incarnation());
  }

  @Override
  public synchronized boolean alive(GameServer server, Instant now, Instant aliveUntil) {
    Life life = servers.liveAt(now, server.id());
    if (life != null && life.server().incarnation() > server.incarnation()) {
      return false;
    }
    if (life != null
        && life.server().incarnation() == server.incarnation()
        && life.until().isAfter(aliveUntil)) {
      return true;
    }
    if (servers.get(server.id()) == null) {
      servers.requireRoom(1, now);
    }
    servers.put(server.id(), new Life(server, aliveUntil), aliveUntil);
    return true;
  }

  @Override
  public synchronized void gone(GameServer server) {
    Life life = servers.get(server.id());
    if (life != null && life.server().incarnation() == server.incarnation()) {
      servers.remove(server.id());
    }
  }

  @Override
  public synchronized void enter(
      GameServer server, Map<ConnectedPlayer, Instant> untilOf, Instant now) {
    Require.between("untilOf", untilOf.size(), 0, MOST_AT_ONCE);
    untilOf.forEach(
        (player, until) -> {
          Place place = place(server, player);
          if (entries.get(place) == null) {
            entries.requireRoom(1, now);
          }
          entries.put(place, place, until);
          byPlayer.computeIfAbsent(player, each -> new HashSet<>()).add(place);
        });
  }

  @Override
  public synchronized void leave(GameServer server, Collection<ConnectedPlayer> players) {
    Require.between("players", players.size(), 0, MOST_AT_ONCE);
    for (ConnectedPlayer player : players) {
      Place place = place(server, player);
      entries.remove(place);
      forgetTrace(place);
    }
  }

  @Override
  public synchronized List<GameServer> serversOf(ConnectedPlayer player, Instant now) {
    return byPlayer.getOrDefault(player, Set.of()).stream()
        .filter(place -> entries.liveAt(now, place) != null)
        .map(place -> aliveAt(now, place))
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(GameServer::id))
        .limit(MOST_SERVERS)
        .toList();
  }

  private @Nullable GameServer aliveAt(Instant now, Place place) {
    Life life = servers.liveAt(now, place.server());
    return life == null || life.server().incarnation() != place.incarnation()
        ? null
        : life.server();
  }

  @Override
  public synchronized int purge(Instant now, int most) {
    int purged = entries.purge(now, most);
    return purged + servers.purge(now, most - purged);
  }

  /** How many players there are traces of. */
  synchronized int players() {
    return byPlayer.size();
  }

  private void forgetTrace(Place place) {
    byPlayer.computeIfPresent(
        place.player(),
        (player, places) -> {
          places.remove(place);
          return places.isEmpty() ? null : places;
        });
  }
}
