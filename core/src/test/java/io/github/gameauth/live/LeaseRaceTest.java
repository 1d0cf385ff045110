// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static io.github.gameauth.live.LiveWorld.LIFE;
import static io.github.gameauth.live.LiveWorld.opened;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.testing.StartGate;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever happens to a lease at once, one thing happens to it. Real threads. */
@Timeout(120)
final class LeaseRaceTest {
  private static final int ROUNDS = 200;

  private final LiveWorld world = new LiveWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void isToldOfOneEndThoughTimeHostFeedAndClientEndItAtOnce() throws Exception {
    VerifiedPlayer player = world.player();
    ConnectionRegistry<String> registry = world.registry().build();
    for (int round = 0; round < ROUNDS; round++) {
      String id = "c" + round;
      SessionLease<String> lease =
          opened(registry.open(id, id, player, world.clock.instant().plus(Duration.ofHours(1))));
      world.told.clear();
      List<Runnable> ends =
          List.of(
              () -> lease.end(LeaseEnd.CLOSED),
              () -> registry.kick(TestIssuer.NAME, "p-17", LeaseEnd.KICKED),
              () ->
                  registry.revoked(
                      TestIssuer.NAME, Revocation.of(RevocationKind.SESSION, "s-1", world.later)),
              () -> world.clock.advance(Duration.ofHours(2)),
              () -> registry.kickSession(TestIssuer.NAME, "s-1", LeaseEnd.BANNED));

      StartGate.together(
          ends.size(),
          i ->
              () -> {
                ends.get(i).run();
                return i;
              });

      assertEquals(List.of(lease.endedBy().orElseThrow().code() + " " + id), world.told);
      assertEquals(0, registry.size());
    }
    registry.close();
  }

  @Test
  void isRenewedOrEndedAndNeverBoth() throws Exception {
    VerifiedPlayer player = world.player();
    world.clock.advance(Duration.ofMinutes(5));
    VerifiedPlayer newer = world.player();
    for (int round = 0; round < ROUNDS; round++) {
      ConnectionRegistry<String> registry = world.registry().build();
      SessionLease<String> lease = opened(registry.open("c1", "c1", player));
      world.told.clear();
      Callable<LeaseRenewal> renewing = () -> lease.renew(newer);
      Callable<LeaseRenewal> ending =
          () -> {
            registry.revoked(
                TestIssuer.NAME, Revocation.of(RevocationKind.SUBJECT, "p-17", world.later));
            return LeaseRenewal.ENDED;
          };

      StartGate.together(renewing, ending);

      assertFalse(lease.isLive()); // the revocation means the newer token, too
      assertEquals(List.of("REVOKED c1"), world.told);
      registry.close();
    }
  }

  @Test
  void isRefusedOrToldIfARevocationComesWhileItOpens() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String subject = "p-" + round;
      ConnectionRegistry<String> registry = world.registry().build();
      VerifiedPlayer player = world.player(subject, "s-1");
      world.told.clear();
      Callable<Object> opening = () -> registry.open("c1", "c1", player);
      Callable<Object> revoking =
          () -> {
            world.revoke(RevocationKind.SUBJECT, subject);
            return "";
          };

      List<Object> answers = StartGate.together(opening, revoking);

      assertEquals(0, registry.size());
      boolean refused = answers.get(0) instanceof LeaseAnswer.Refused;
      assertEquals(refused ? List.of() : List.of("REVOKED c1"), world.told);
      registry.close();
    }
  }

  @Test
  void isClosedWithTheRegistryOrNeverOpened() throws Exception {
    VerifiedPlayer player = world.player();
    for (int round = 0; round < ROUNDS; round++) {
      ConnectionRegistry<String> registry = world.registry().build();
      world.told.clear();
      Callable<Object> opening = () -> registry.open("c1", "c1", player);
      Callable<Object> closing =
          () -> {
            registry.close();
            return "";
          };

      List<Object> answers = StartGate.together(opening, closing);

      assertEquals(0, registry.size());
      boolean refused = answers.get(0) instanceof LeaseAnswer.Refused;
      assertEquals(refused ? List.of() : List.of("SERVER_STOPPING c1"), world.told);
    }
  }

  /** Eight threads open, renew, end, kick and find at random while time passes. */
  @Test
  void leavesNothingBehindAndTellsEveryEndOnce() throws Exception {
    ConnectionRegistry<String> registry = world.registry().noticeAt(0.5).build();
    VerifiedPlayer[] players =
        IntStream.range(0, 10)
            .mapToObj(i -> world.player("p-" + i, "s-" + i % 3))
            .toArray(VerifiedPlayer[]::new);

    List<Set<String>> opened =
        StartGate.together(8, thread -> () -> playAround(registry, players, thread));
    world.clock.advance(LIFE);

    Set<String> all = new HashSet<>();
    opened.forEach(all::addAll);
    List<String> ended =
        world.told.stream()
            .filter(word -> !word.startsWith("soon "))
            .map(word -> word.substring(word.indexOf(' ') + 1))
            .toList();
    assertEquals(all.size(), ended.size());
    assertEquals(all, Set.copyOf(ended));
    assertEquals(0, registry.size());
    for (VerifiedPlayer player : players) {
      assertTrue(registry.ofPlayer(TestIssuer.NAME, player.subject()).isEmpty());
    }
    registry.close();
  }

  private Set<String> playAround(
      ConnectionRegistry<String> registry, VerifiedPlayer[] players, int thread) {
    Random random = new Random(thread);
    Set<String> opened = new HashSet<>();
    for (int step = 0; step < 2_000; step++) {
      VerifiedPlayer player = players[random.nextInt(players.length)];
      String id = thread + "-" + step;
      switch (random.nextInt(10)) {
        case 0 -> registry.kick(TestIssuer.NAME, player.subject(), LeaseEnd.KICKED);
        case 1 -> registry.kickSession(TestIssuer.NAME, "s-0", LeaseEnd.KICKED);
        case 2 -> world.clock.advance(Duration.ofMillis(random.nextInt(200)));
        case 3 -> registry.forEach(lease -> lease.renew(player));
        case 4 ->
            registry
                .find(thread + "-" + random.nextInt(step + 1))
                .ifPresent(lease -> lease.end(LeaseEnd.CLOSED));
        default -> {
          long millis = 5_000 + random.nextInt(3_000);
          if (registry.open(id, id, player, world.clock.instant().plusMillis(millis))
              instanceof LeaseAnswer.Opened) {
            opened.add(id);
          }
        }
      }
    }
    return opened;
  }
}
