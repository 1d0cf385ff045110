// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.verify.VerifiedPlayer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LeaseWheelTest {
  private static final int ALL = Integer.MAX_VALUE;

  /** A turn of a wheel with a tick of 10. */
  private static final long TURN = 40_960;

  private final LiveWorld world = new LiveWorld();
  private final VerifiedPlayer player = world.player();
  private final ConnectionRegistry<String> registry = world.registry().build();
  private final LeaseHome<String> home = new LeaseHome<>(registry, "issuer");
  private final LeaseWheel<String> wheel = new LeaseWheel<>(10);

  @AfterEach
  void close() {
    registry.close();
    world.close();
  }

  private SessionLease<String> lease(String id) {
    return new SessionLease<>(home, id, id, player, world.later);
  }

  private SessionLease<String> added(long dueAt) {
    SessionLease<String> lease = lease("due at " + dueAt);
    wheel.add(lease, dueAt);
    return lease;
  }

  @Test
  void letsGoAtTheMomentAndNotBefore() {
    SessionLease<String> lease = added(25);

    assertEquals(List.of(), wheel.due(24, ALL));
    assertEquals(List.of(lease), wheel.due(25, ALL));
    assertEquals(List.of(), wheel.due(26, ALL));
  }

  @Test
  void passesOverWhoIsDueTurnsLater() {
    SessionLease<String> near = added(25);
    SessionLease<String> far = added(25 + 3 * TURN);

    assertEquals(List.of(near), wheel.due(25, ALL));
    assertEquals(List.of(), wheel.due(25 + TURN, ALL));
    assertEquals(List.of(), wheel.due(24 + 3 * TURN, ALL));
    assertEquals(List.of(far), wheel.due(25 + 3 * TURN, ALL));
  }

  @Test
  void letsEverybodyGoAfterALongPause() {
    Set<SessionLease<String>> leases = new HashSet<>();
    for (long due = 0; due < 3 * TURN; due += 777) {
      leases.add(added(due));
    }

    assertEquals(leases, new HashSet<>(wheel.due(9 * TURN, ALL)));
  }

  @Test
  void letsGoAtOnceWhoIsDueAlready() {
    assertEquals(List.of(), wheel.due(5_005, ALL));

    SessionLease<String> late = added(17);

    assertEquals(List.of(late), wheel.due(5_005, ALL));
  }

  @Test
  void letsGoOfNoMoreThanIsAskedForAndOfTheRestNext() {
    Set<SessionLease<String>> leases = new HashSet<>();
    IntStream.range(0, 25).forEach(i -> leases.add(added(40)));
    IntStream.range(0, 25).forEach(i -> leases.add(added(90)));

    List<SessionLease<String>> first = wheel.due(100, 20);
    List<SessionLease<String>> second = wheel.due(100, 20);
    List<SessionLease<String>> third = wheel.due(100, 20);

    assertEquals(List.of(20, 20, 10), List.of(first.size(), second.size(), third.size()));
    Set<SessionLease<String>> all = new HashSet<>(first);
    all.addAll(second);
    all.addAll(third);
    assertEquals(leases, all);
  }

  @Test
  void forgetsWhoIsTakenOutWhereverInItsSlot() {
    SessionLease<String> first = added(40);
    SessionLease<String> middle = added(41);
    SessionLease<String> last = added(42);

    wheel.remove(middle);
    wheel.remove(middle);
    assertEquals(Set.of(first, last), new HashSet<>(wheel.due(43, ALL)));

    wheel.remove(first);
    assertEquals(List.of(), wheel.due(TURN + 50, ALL));
  }

  /** Does at random what a registry does, and compares with a sorted map that is searched. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void letsGoWhomASortedMapWouldLetGo(long seed) {
    Random random = new Random(seed);
    Map<SessionLease<String>, Long> reference = new LinkedHashMap<>();
    List<SessionLease<String>> known = new ArrayList<>();
    IntStream.range(0, 300).forEach(i -> known.add(lease("lease " + i)));
    long now = 0;
    for (int step = 0; step < 5_000; step++) {
      SessionLease<String> lease = known.get(random.nextInt(known.size()));
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          wheel.remove(lease);
          long due = now + (long) (Math.pow(random.nextDouble(), 4) * 4 * TURN) - 50;
          wheel.add(lease, due);
          reference.put(lease, due);
        }
        case 2 -> {
          wheel.remove(lease);
          reference.remove(lease);
        }
        default -> {
          now += random.nextInt(50) == 0 ? random.nextLong(3 * TURN) : random.nextInt(60);
          int most = 1 + random.nextInt(20);
          TreeMap<String, Long> found = new TreeMap<>();
          List<SessionLease<String>> due;
          do {
            due = wheel.due(now, most);
            due.forEach(each -> found.put(each.connectionId(), each.dueAt));
          } while (due.size() >= most);
          assertEquals(takenDue(reference, now), found);
        }
      }
    }
  }

  private static TreeMap<String, Long> takenDue(
      Map<SessionLease<String>, Long> reference, long now) {
    TreeMap<String, Long> due = new TreeMap<>();
    reference.forEach(
        (lease, at) -> {
          if (at <= now) {
            due.put(lease.connectionId(), at);
          }
        });
    reference.values().removeIf(at -> at <= now);
    return due;
  }
}
