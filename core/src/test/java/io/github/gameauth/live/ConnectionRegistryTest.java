// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static io.github.gameauth.live.LiveWorld.opened;
import static io.github.gameauth.live.LiveWorld.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.testing.StartGate;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ConnectionRegistryTest {
  private static final String ISSUER = TestIssuer.NAME;

  private final LiveWorld world = new LiveWorld();
  private final List<ConnectionRegistry<?>> registries = new ArrayList<>();

  @AfterEach
  void close() {
    registries.forEach(ConnectionRegistry::close);
    world.close();
  }

  private ConnectionRegistry<String> built(ConnectionRegistryBuilder<String> builder) {
    ConnectionRegistry<String> registry = builder.build();
    registries.add(registry);
    return registry;
  }

  private ConnectionRegistry<String> registry() {
    return built(world.registry());
  }

  private static SessionLease<String> open(
      ConnectionRegistry<String> registry, String id, VerifiedPlayer player) {
    return opened(registry.open(id, id, player));
  }

  private static List<String> names(List<SessionLease<String>> leases) {
    return leases.stream().map(SessionLease::connectionId).toList();
  }

  private void assertTold(String... words) {
    assertEquals(List.of(words), world.told);
  }

  @Nested
  @DisplayName("Finding and kicking")
  class Finding {
    private final ConnectionRegistry<String> registry = registry();

    private void openThree() {
      open(registry, "c1", world.player("p-1", "s-1"));
      open(registry, "c2", world.player("p-1", "s-2"));
      open(registry, "c3", world.player("p-2", "s-3"));
    }

    @Test
    void findsByConnectionPlayerAndSession() {
      openThree();

      assertEquals("p-2", registry.find("c3").orElseThrow().subject());
      assertEquals(Optional.empty(), registry.find("c4"));
      assertEquals(List.of("c2", "c1"), names(registry.ofPlayer(ISSUER, "p-1")));
      assertEquals(List.of("c1"), names(registry.ofSession(ISSUER, "s-1")));
      assertEquals(List.of(), registry.ofPlayer("https://other.example", "p-1"));
      assertEquals(List.of(), registry.ofSession("https://other.example", "s-1"));
      assertEquals(List.of(), registry.ofPlayer(ISSUER, "s-1"));
      assertEquals(3, registry.size());
      List<SessionLease<String>> all = new ArrayList<>();
      registry.forEach(all::add);
      assertEquals(List.of("c1", "c2", "c3"), names(all).stream().sorted().toList());
      assertEquals("ConnectionRegistry(3 leases)", registry.toString());
    }

    @Test
    void kicksAPlayer() {
      openThree();

      assertEquals(2, registry.kick(ISSUER, "p-1", LeaseEnd.KICKED));

      assertTold("KICKED c2", "KICKED c1");
      assertEquals(0, registry.kick(ISSUER, "p-1", LeaseEnd.KICKED));
      assertEquals(0, registry.kick("https://other.example", "p-2", LeaseEnd.KICKED));
      assertEquals(1, registry.size());
    }

    @Test
    void kicksASession() {
      openThree();

      assertEquals(1, registry.kickSession(ISSUER, "s-2", LeaseEnd.REGION));

      assertTold("REGION c2");
      assertEquals(List.of("c1"), names(registry.ofPlayer(ISSUER, "p-1")));
    }

    @Test
    void forgetsWhoWentInWhateverOrder() {
      List<SessionLease<String>> leases = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        leases.add(open(registry, "c" + i, world.player("p-1", "s-1")));
      }

      leases.get(2).end(LeaseEnd.CLOSED);
      assertEquals(List.of("c4", "c3", "c1", "c0"), names(registry.ofPlayer(ISSUER, "p-1")));
      leases.get(4).end(LeaseEnd.CLOSED);
      assertEquals(List.of("c3", "c1", "c0"), names(registry.ofSession(ISSUER, "s-1")));
      leases.get(0).end(LeaseEnd.CLOSED);
      assertEquals(List.of("c3", "c1"), names(registry.ofPlayer(ISSUER, "p-1")));
      assertEquals(List.of("c3", "c1"), names(registry.ofSession(ISSUER, "s-1")));
      leases.get(3).end(LeaseEnd.CLOSED);
      leases.get(1).end(LeaseEnd.CLOSED);

      assertEquals(List.of(), registry.ofPlayer(ISSUER, "p-1"));
      assertEquals(List.of(), registry.ofSession(ISSUER, "s-1"));
      assertEquals(0, registry.size());
    }
  }

  @Nested
  @DisplayName("Opening")
  class Opening {
    @Test
    void wantsANameOfItsOwnForEachConnection() {
      ConnectionRegistry<String> registry = registry();
      SessionLease<String> first = open(registry, "c1", world.player("p-1", "s-1"));
      VerifiedPlayer player = world.player("p-2", "s-2");

      IllegalArgumentException complaint =
          assertThrows(IllegalArgumentException.class, () -> registry.open("c1", "other", player));

      assertEquals("connectionId: in use (expected: one of its own)", complaint.getMessage());
      assertTrue(first.isLive());
      assertEquals(List.of(), registry.ofPlayer(ISSUER, "p-2"));
      assertThrows(IllegalArgumentException.class, () -> registry.open("", "c", player));
    }

    @Test
    void refusesATokenThatHasHardlyAnyLifeLeft() {
      ConnectionRegistry<String> registry = registry();
      Instant now = Instant.parse("2030-01-01T12:00:00Z");
      world.clock.jumpWall(Duration.ofMillis(-250));

      assertEquals(
          LeaseEnd.EXPIRED,
          refused(
              registry.open(
                  "c1", "c1", world.player(world.token().expiresAt(now.plusSeconds(4))))));
      assertTrue(
          opened(
                  registry.open(
                      "c1", "c1", world.player(world.token().expiresAt(now.plusSeconds(5)))))
              .isLive());
    }

    @Test
    void refusesWhatTheHostLetsEndTooSoonAndComplainsOfTooLate() {
      ConnectionRegistry<String> registry = registry();
      Instant now = world.clock.instant();
      VerifiedPlayer player = world.player();

      assertEquals(
          LeaseEnd.EXPIRED, refused(registry.open("c1", "c1", player, now.plusMillis(4_999))));
      assertThrows(
          IllegalArgumentException.class,
          () -> registry.open("c1", "c1", player, now.plus(Duration.ofHours(24)).plusMillis(1)));
      assertTrue(opened(registry.open("c1", "c1", player, now.plusMillis(5_000))).isLive());
    }

    @Test
    void refusesMoreThanThereMayBe() {
      ConnectionRegistry<String> registry = built(world.registry().maximumLeases(2));
      open(registry, "c1", world.player());
      SessionLease<String> second = open(registry, "c2", world.player());

      assertEquals(LeaseEnd.TRY_LATER, refused(registry.open("c3", "c3", world.player())));
      second.end(LeaseEnd.CLOSED);

      assertTrue(open(registry, "c3", world.player()).isLive());
    }

    @Test
    void complainsOfSettingsOutOfRange() {
      ConnectionRegistryBuilder<String> builder = world.registry();

      assertThrows(IllegalArgumentException.class, () -> builder.noticeAt(0.09));
      assertThrows(IllegalArgumentException.class, () -> builder.noticeAt(1));
      assertThrows(IllegalArgumentException.class, () -> builder.noticeAt(Double.NaN));
      assertThrows(IllegalArgumentException.class, () -> builder.maximumLeases(0));
      assertThrows(IllegalArgumentException.class, () -> builder.tick(Duration.ofMillis(9)));
      assertThrows(
          IllegalArgumentException.class, () -> builder.minimumLife(Duration.ofMillis(-1)));
    }
  }

  @Nested
  @DisplayName("One player's connections")
  class Rules {
    private ConnectionRegistry<String> under(SessionRule rule) {
      return built(world.registry().sessions(rule));
    }

    @Test
    void areAnyNumberByDefault() {
      ConnectionRegistry<String> registry = registry();
      open(registry, "c1", world.player("p-1", "s-1"));
      open(registry, "c2", world.player("p-1", "s-1"));
      open(registry, "c3", world.player("p-1", "s-2"));

      assertEquals(3, registry.size());
      assertTold();
    }

    @Test
    void areOneAndItIsTheNewest() {
      ConnectionRegistry<String> registry = under(SessionRule.ONE_CONNECTION);
      open(registry, "c1", world.player("p-1", "s-1"));
      open(registry, "c2", world.player("p-2", "s-2"));

      open(registry, "c3", world.player("p-1", "s-1"));

      assertTold("REPLACED c1");
      assertEquals(List.of("c3"), names(registry.ofPlayer(ISSUER, "p-1")));
      assertEquals(2, registry.size());
    }

    @Test
    void areOneAndItIsTheOldest() {
      ConnectionRegistry<String> registry = under(SessionRule.FIRST_CONNECTION);
      SessionLease<String> first = open(registry, "c1", world.player("p-1", "s-1"));

      assertEquals(
          LeaseEnd.ELSEWHERE, refused(registry.open("c2", "c2", world.player("p-1", "s-1"))));

      assertTrue(first.isLive());
      first.end(LeaseEnd.CLOSED);
      assertTrue(open(registry, "c2", world.player("p-1", "s-1")).isLive());
    }

    @Test
    void areOfOneSessionAndItIsTheNewest() {
      ConnectionRegistry<String> registry = under(SessionRule.ONE_SESSION);
      open(registry, "c1", world.player("p-1", "s-1"));
      open(registry, "c2", world.player("p-1", "s-1"));
      assertTold();

      open(registry, "c3", world.player("p-1", "s-2"));

      assertTold("REPLACED c2", "REPLACED c1");
      assertEquals(List.of("c3"), names(registry.ofPlayer(ISSUER, "p-1")));
    }

    @Test
    void areASessionEachIfTheyNameNone() {
      ConnectionRegistry<String> registry = under(SessionRule.ONE_SESSION);
      open(registry, "c1", world.player(world.token().without("sid")));
      open(registry, "c2", world.player(world.token().without("sid")));
      open(registry, "c3", world.player());

      assertTold("REPLACED c1", "REPLACED c2");
    }

    @Test
    void areNotReplacedByOneThatIsRefused() {
      ConnectionRegistry<String> registry = under(SessionRule.ONE_CONNECTION);
      SessionLease<String> first =
          open(registry, "c1", world.player(world.token().claim("sid", "s-1")));
      VerifiedPlayer revoked = world.player(world.token().claim("sid", "s-2"));
      world.learn(Revocation.of(RevocationKind.SESSION, "s-2", world.later));

      assertEquals(LeaseEnd.REVOKED, refused(registry.open("c2", "c2", revoked)));

      assertTrue(first.isLive());
      assertTold();
    }

    @Test
    void areOneHoweverManyComeAtOnce() throws Exception {
      for (int round = 0; round < 50; round++) {
        ConnectionRegistry<String> registry = under(SessionRule.ONE_CONNECTION);
        VerifiedPlayer player = world.player("p-1", "s-1");
        world.told.clear();

        List<LeaseAnswer<String>> answers =
            StartGate.together(8, i -> () -> registry.open("c" + i, "c" + i, player));

        assertEquals(1, registry.size());
        long opened = answers.stream().filter(LeaseAnswer.Opened.class::isInstance).count();
        assertEquals(opened - 1, world.told.size()); // all but one were replaced
        assertEquals(1, registry.ofPlayer(ISSUER, "p-1").size());
      }
    }

    @Test
    void areOneHoweverManyComeAtOnceIfTheFirstStays() throws Exception {
      for (int round = 0; round < 50; round++) {
        ConnectionRegistry<String> registry = under(SessionRule.FIRST_CONNECTION);
        VerifiedPlayer player = world.player("p-1", "s-1");

        List<LeaseAnswer<String>> answers =
            StartGate.together(8, i -> () -> registry.open("c" + i, "c" + i, player));

        assertEquals(1, answers.stream().filter(LeaseAnswer.Opened.class::isInstance).count());
        assertTold();
      }
    }
  }

  @Nested
  @DisplayName("Closed")
  class Closed {
    @Test
    void endsEverythingOnceAndOpensNothing() {
      ConnectionRegistry<String> registry = registry();
      open(registry, "c1", world.player());
      VerifiedPlayer player = world.player();

      registry.close();
      registry.close();

      assertTold("SERVER_STOPPING c1");
      assertEquals(LeaseEnd.SERVER_STOPPING, refused(registry.open("c2", "c2", player)));
      world.clock.advance(Duration.ofHours(1));
      assertEquals(0, world.told.size() - 1);
    }

    @Test
    void leavesAHandedSchedulerRunningWithNothingOfItsOwn() {
      int before = world.scheduler.waiting();
      ConnectionRegistry<String> registry = registry();
      assertEquals(before + 1, world.scheduler.waiting());

      registry.close();

      assertEquals(before, world.scheduler.waiting());
      assertFalse(world.scheduler.isShutdown());
    }

    @Test
    void endsItsOwnThread() throws Exception {
      CountDownLatch told = new CountDownLatch(1);
      List<Thread> threads = new ArrayList<>();
      ConnectionRegistry<String> registry =
          ConnectionRegistry.<String>telling(
                  (lease, why) -> {
                    threads.add(Thread.currentThread());
                    told.countDown();
                  })
              .clock(world.clock)
              .minimumLife(Duration.ZERO)
              .tick(Duration.ofMillis(10))
              .build();
      VerifiedPlayer player = world.player();
      opened(registry.open("c1", "c1", player, world.clock.instant().plusMillis(1)));

      assertTrue(told.await(30, TimeUnit.SECONDS));
      assertEquals("gameauth-leases", threads.get(0).getName());
      assertTrue(threads.get(0).isDaemon());
      registry.close();

      threads.get(0).join(30_000);
      assertFalse(threads.get(0).isAlive());
    }
  }
}
