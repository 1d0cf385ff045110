// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static io.github.gameauth.testing.StartGate.together;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.live.ConnectedPlayer;
import io.github.gameauth.live.ConnectionDirectory;
import io.github.gameauth.live.GameServer;
import io.github.gameauth.storage.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link ConnectionDirectory} must do; each engine's test implements it. */
public interface ConnectionDirectoryContract extends StoresContract {
  /** Until when servers of these tests are alive. */
  Instant ALIVE = NOW.plusSeconds(30);

  /** When entries of these tests expire. */
  Instant LATER = NOW.plusSeconds(900);

  /** A player of these tests. */
  ConnectedPlayer ADA = player("ada");

  /** A server of these tests, and the one that takes its place. */
  GameServer EAST = new GameServer("east", 7, "10.0.0.7:7350");

  /** See above. */
  GameServer EAST_AGAIN = new GameServer("east", 8, "10.0.0.8:7350");

  /** Another server of these tests. */
  GameServer WEST = new GameServer("west", 7, "10.1.0.7:7350");

  private static ConnectedPlayer player(String name) {
    return new ConnectedPlayer("https://id.example", name);
  }

  private static void enter(ConnectionDirectory directory, GameServer server, String... names) {
    Map<ConnectedPlayer, Instant> untilOf = new LinkedHashMap<>();
    for (String name : names) {
      untilOf.put(player(name), LATER);
    }
    directory.enter(server, untilOf, NOW);
  }

  private static ConnectionDirectory withServers(Stores stores, GameServer... servers) {
    for (GameServer server : servers) {
      assertTrue(stores.connections().alive(server, NOW, ALIVE));
    }
    return stores.connections();
  }

  @Test
  default void knowsNoServerAtFirst() {
    assertEquals(List.of(), emptyStores().connections().serversOf(ADA, NOW));
  }

  @Test
  default void tellsEachServerThatHoldsThePlayer() {
    Stores stores = emptyStores();
    ConnectionDirectory directory = withServers(stores, WEST, EAST);
    enter(directory, WEST, "ada", "bob");
    enter(directory, EAST, "ada");

    ConnectionDirectory elsewhere = sameStoresElsewhere(stores).connections();

    assertEquals(List.of(EAST, WEST), elsewhere.serversOf(ADA, NOW));
    assertEquals(List.of(WEST), elsewhere.serversOf(player("bob"), NOW));
    assertEquals(List.of(), elsewhere.serversOf(player("eve"), NOW));
  }

  @Test
  default void forgetsWhoLeaves() {
    Stores stores = emptyStores();
    ConnectionDirectory directory = withServers(stores, EAST, WEST);
    enter(directory, EAST, "ada", "bob");
    enter(directory, WEST, "ada");

    sameStoresElsewhere(stores).connections().leave(EAST, Set.of(ADA, player("never entered")));
    directory.leave(EAST, List.of(ADA));

    assertEquals(List.of(WEST), directory.serversOf(ADA, NOW));
    assertEquals(List.of(EAST), directory.serversOf(player("bob"), NOW));
  }

  @Test
  default void countsAnEntryUntilTheMillisecondBeforeItExpires() {
    ConnectionDirectory directory = withServers(emptyStores(), EAST);
    directory.enter(EAST, Map.of(ADA, NOW.plusSeconds(5)), NOW);

    assertEquals(List.of(EAST), directory.serversOf(ADA, NOW.plusMillis(4999)));
    assertEquals(List.of(), directory.serversOf(ADA, NOW.plusSeconds(5)));
  }

  @Test
  default void takesALaterEntryInPlaceOfAnEarlierOne() {
    ConnectionDirectory directory = withServers(emptyStores(), EAST);
    directory.enter(EAST, Map.of(ADA, NOW.plusSeconds(5), player("bob"), LATER), NOW);

    directory.enter(EAST, Map.of(ADA, NOW.plusSeconds(9), player("bob"), NOW.plusSeconds(3)), NOW);

    assertEquals(List.of(EAST), directory.serversOf(ADA, NOW.plusSeconds(8)));
    assertEquals(List.of(), directory.serversOf(ADA, NOW.plusSeconds(9)));
    assertEquals(List.of(), directory.serversOf(player("bob"), NOW.plusSeconds(3)));
  }

  @Test
  default void doesNotCountWhatADeadServerEntered() {
    ConnectionDirectory directory = withServers(emptyStores(), EAST);
    enter(directory, EAST, "ada");

    assertEquals(List.of(EAST), directory.serversOf(ADA, ALIVE.minusMillis(1)));
    assertEquals(List.of(), directory.serversOf(ADA, ALIVE));
  }

  @Test
  default void doesNotCountAServerThatNeverSaidItIsAlive() {
    ConnectionDirectory directory = withServers(emptyStores(), WEST);
    enter(directory, EAST, "ada");

    assertEquals(List.of(), directory.serversOf(ADA, NOW));
  }

  @Test
  default void countsAgainWhatAServerEnteredThatWasOnlyLate() {
    ConnectionDirectory directory = withServers(emptyStores(), EAST);
    enter(directory, EAST, "ada");

    assertTrue(directory.alive(EAST, ALIVE.plusSeconds(1), ALIVE.plusSeconds(31)));

    assertEquals(List.of(EAST), directory.serversOf(ADA, ALIVE.plusSeconds(30)));
  }

  @Test
  default void neverShortensALife() {
    ConnectionDirectory directory = withServers(emptyStores(), EAST);
    enter(directory, EAST, "ada");

    assertTrue(directory.alive(EAST, NOW.minusSeconds(10), ALIVE.minusSeconds(10)));

    assertEquals(List.of(EAST), directory.serversOf(ADA, ALIVE.minusMillis(1)));
  }

  @Test
  default void doesNotCountWhatAnEarlierIncarnationEntered() {
    ConnectionDirectory directory = withServers(emptyStores(), EAST);
    enter(directory, EAST, "ada", "bob");

    assertTrue(directory.alive(EAST_AGAIN, NOW, ALIVE));
    enter(directory, EAST_AGAIN, "bob");

    assertEquals(List.of(), directory.serversOf(ADA, NOW));
    assertEquals(List.of(EAST_AGAIN), directory.serversOf(player("bob"), NOW));
  }

  @Test
  default void letsAnEarlierIncarnationTakeNothingAway() {
    ConnectionDirectory directory = withServers(emptyStores(), EAST, EAST_AGAIN);
    enter(directory, EAST_AGAIN, "ada");

    enter(directory, EAST, "ada");
    directory.leave(EAST, Set.of(ADA));
    directory.gone(EAST);
    assertFalse(directory.alive(EAST, NOW, ALIVE.plusSeconds(30)));

    assertEquals(List.of(EAST_AGAIN), directory.serversOf(ADA, ALIVE.minusMillis(1)));
    assertEquals(List.of(), directory.serversOf(ADA, ALIVE));
  }

  @Test
  default void letsAnEarlierIncarnationCountOnceTheLaterOneIsDead() {
    ConnectionDirectory directory = withServers(emptyStores(), EAST_AGAIN);
    enter(directory, EAST, "ada");
    assertFalse(directory.alive(EAST, ALIVE.minusMillis(1), LATER));
    assertEquals(List.of(), directory.serversOf(ADA, NOW));

    assertTrue(directory.alive(EAST, ALIVE, LATER));

    assertEquals(List.of(EAST), directory.serversOf(ADA, ALIVE));
  }

  @Test
  default void doesNotCountWhatAServerEnteredThatIsGone() {
    Stores stores = emptyStores();
    ConnectionDirectory directory = withServers(stores, EAST, WEST);
    enter(directory, EAST, "ada");
    enter(directory, WEST, "ada");

    sameStoresElsewhere(stores).connections().gone(EAST);
    directory.gone(EAST);

    assertEquals(List.of(WEST), directory.serversOf(ADA, NOW));
  }

  @Test
  default void tellsTheAddressThatTheServerSaidLast() {
    ConnectionDirectory directory = withServers(emptyStores(), EAST);
    enter(directory, EAST, "ada");
    GameServer moved = new GameServer("east", 7, "10.9.9.9:1");

    assertTrue(directory.alive(moved, NOW.plusSeconds(10), ALIVE.plusSeconds(10)));

    assertEquals(List.of(moved), directory.serversOf(ADA, NOW));
  }

  @Test
  default void keepsPlayersOfAllNamesApart() {
    ConnectionDirectory directory = withServers(emptyStores(), EAST);
    List<ConnectedPlayer> players = new ArrayList<>();
    for (String text : HostileTexts.any()) {
      players.add(new ConnectedPlayer(text, "x"));
      players.add(new ConnectedPlayer("x", text));
    }
    for (ConnectedPlayer player : players) {
      assertEquals(List.of(), directory.serversOf(player, NOW));
      directory.enter(EAST, Map.of(player, LATER), NOW);
      assertEquals(List.of(EAST), directory.serversOf(player, NOW));
    }
    String longest = "\u540d".repeat(ConnectedPlayer.LONGEST);
    ConnectedPlayer longer = new ConnectedPlayer(longest, longest);
    directory.enter(EAST, Map.of(longer, LATER), NOW);
    assertEquals(List.of(EAST), directory.serversOf(longer, NOW));
  }

  @Test
  default void keepsServersOfAllNamesApart() {
    ConnectionDirectory directory = emptyStores().connections();
    List<GameServer> servers = new ArrayList<>();
    for (String text : HostileTexts.printable()) {
      servers.add(new GameServer(text, Long.MAX_VALUE - servers.size(), text));
    }
    servers.add(new GameServer("#".repeat(GameServer.LONGEST_ID), 0, "x".repeat(255)));
    for (GameServer server : servers) {
      assertTrue(directory.alive(server, NOW, ALIVE));
      enter(directory, server, "ada");
    }

    assertEquals(Set.copyOf(servers), Set.copyOf(directory.serversOf(ADA, NOW)));
    assertEquals(servers.size(), directory.serversOf(ADA, NOW).size());
  }

  @Test
  default void takesManyAtOnceAndNoMore() {
    ConnectionDirectory directory = withServers(emptyStores(), EAST);
    Map<ConnectedPlayer, Instant> most =
        IntStream.range(0, ConnectionDirectory.MOST_AT_ONCE)
            .mapToObj(i -> player("p" + i))
            .collect(Collectors.toMap(Function.identity(), each -> LATER));
    Map<ConnectedPlayer, Instant> more = new HashMap<>(most);
    more.put(ADA, LATER);

    directory.enter(EAST, most, NOW);
    assertThrows(IllegalArgumentException.class, () -> directory.enter(EAST, more, NOW));
    assertThrows(IllegalArgumentException.class, () -> directory.leave(EAST, more.keySet()));
    directory.enter(EAST, Map.of(), NOW);
    directory.leave(EAST, Set.of());

    assertEquals(List.of(EAST), directory.serversOf(player("p0"), NOW));
    assertEquals(List.of(EAST), directory.serversOf(player("p499"), NOW));
    assertEquals(List.of(), directory.serversOf(ADA, NOW));
    directory.leave(EAST, most.keySet());
    assertEquals(List.of(), directory.serversOf(player("p0"), NOW));
    assertEquals(List.of(), directory.serversOf(player("p499"), NOW));
  }

  @Test
  default void tellsAHundredServersAtMost() {
    ConnectionDirectory directory = emptyStores().connections();
    for (int i = 0; i <= ConnectionDirectory.MOST_SERVERS; i++) {
      GameServer server = new GameServer("s" + i, i, "a" + i);
      assertTrue(directory.alive(server, NOW, ALIVE));
      enter(directory, server, "ada");
    }

    assertEquals(100, directory.serversOf(ADA, NOW).size());
  }

  @Test
  default void purgesWhatHasExpiredAndNothingElse() {
    ConnectionDirectory directory = withServers(emptyStores(), EAST);
    GameServer dead = new GameServer("dead", 1, "x");
    assertTrue(directory.alive(dead, NOW, NOW.plusSeconds(5)));
    Map<ConnectedPlayer, Instant> untilOf = new HashMap<>();
    for (int i = 0; i < 4; i++) {
      untilOf.put(player("old" + i), NOW.plusSeconds(5));
    }
    untilOf.put(ADA, NOW.plusMillis(5001));
    directory.enter(EAST, untilOf, NOW);

    assertEquals(0, directory.purge(NOW.plusMillis(4999), 10));
    assertEquals(3, directory.purge(NOW.plusSeconds(5), 3));
    assertEquals(2, directory.purge(NOW.plusSeconds(5), 3));
    assertEquals(0, directory.purge(NOW.plusSeconds(5), 3));

    assertEquals(List.of(EAST), directory.serversOf(ADA, NOW.plusSeconds(5)));
  }

  @Test
  default void purgesNoEntryThatWasProlonged() {
    ConnectionDirectory directory = withServers(emptyStores(), EAST);
    directory.enter(EAST, Map.of(ADA, NOW.plusSeconds(5)), NOW);
    directory.enter(EAST, Map.of(ADA, NOW.plusSeconds(9)), NOW);

    assertEquals(0, directory.purge(NOW.plusSeconds(8), 10));

    assertEquals(List.of(EAST), directory.serversOf(ADA, NOW.plusSeconds(8)));
  }

  @Test
  default void racesOfServersForOnePlayerLoseNothing() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    ConnectionDirectory directory = withServers(stores, EAST, WEST);
    for (int round = 0; round < rounds(); round++) {
      ConnectedPlayer player = player("race" + round);
      directory.enter(EAST, Map.of(player, LATER), NOW);

      List<Boolean> done =
          together(
              () -> {
                stores.connections().leave(EAST, Set.of(player));
                return true;
              },
              () -> {
                elsewhere.connections().enter(WEST, Map.of(player, LATER), NOW);
                return true;
              });

      assertEquals(List.of(true, true), done);
      assertEquals(List.of(WEST), directory.serversOf(player, NOW));
    }
  }

  @Test
  default void racesOfManyInDifferentOrdersAllEnd() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    ConnectionDirectory directory = withServers(stores, EAST);
    List<String> names = IntStream.range(0, 20).mapToObj(i -> "p" + i).toList();
    for (int round = 0; round < rounds() / 4; round++) {
      List<Integer> done =
          together(
              4,
              i ->
                  () -> {
                    ConnectionDirectory mine = (i % 2 == 0 ? stores : elsewhere).connections();
                    List<String> shuffled = new ArrayList<>(names);
                    Collections.shuffle(shuffled);
                    if (i == 3) {
                      mine.leave(
                          EAST,
                          shuffled.stream().map(ConnectionDirectoryContract::player).toList());
                    } else {
                      enter(mine, EAST, shuffled.toArray(String[]::new));
                    }
                    return i;
                  });

      assertEquals(List.of(0, 1, 2, 3), done);
      enter(directory, EAST, names.toArray(String[]::new));
      for (String name : names) {
        assertEquals(List.of(EAST), directory.serversOf(player(name), NOW));
      }
    }
  }

  @Test
  default void racesOfIncarnationsAreWonByTheGreatest() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 2; round++) {
      String id = "server" + round;
      ConnectedPlayer player = player("race" + round);

      List<Boolean> counts =
          together(
              4,
              i ->
                  () -> {
                    ConnectionDirectory mine = (i % 2 == 0 ? stores : elsewhere).connections();
                    GameServer server = new GameServer(id, i, "a" + i);
                    boolean alive = mine.alive(server, NOW, ALIVE);
                    mine.enter(server, Map.of(player, LATER), NOW);
                    return alive;
                  });

      assertTrue(counts.get(3));
      assertEquals(
          List.of(new GameServer(id, 3, "a3")), stores.connections().serversOf(player, NOW));
    }
  }

  @Test
  default void aServerThatSaysItIsAliveOutlivesEveryPurge() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds(); round++) {
      GameServer server = new GameServer("server" + round, 1, "a");
      ConnectedPlayer player = player("race" + round);
      withServers(stores, server).enter(server, Map.of(player, ALIVE), NOW);

      List<Integer> counted =
          together(
              () -> {
                ConnectionDirectory mine = stores.connections();
                mine.enter(server, Map.of(player, LATER), ALIVE);
                return mine.alive(server, ALIVE, LATER) ? 1 : 0;
              },
              () -> elsewhere.connections().purge(ALIVE, 100));

      assertEquals(1, counted.get(0));
      assertEquals(List.of(server), stores.connections().serversOf(player, LATER.minusMillis(1)));
    }
  }
}
