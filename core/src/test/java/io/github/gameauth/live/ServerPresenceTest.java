// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static io.github.gameauth.testing.ConnectionDirectoryContract.EAST;
import static io.github.gameauth.testing.ConnectionDirectoryContract.EAST_AGAIN;
import static io.github.gameauth.testing.ConnectionDirectoryContract.WEST;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.storage.memory.MemoryLimits;
import io.github.gameauth.store.StoreException;
import io.github.gameauth.testing.BreakableStore;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestScheduler;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ServerPresenceTest {
  private static final TestIssuer ISSUER = TestIssuer.create();
  private static final ConnectedPlayer ADA = new ConnectedPlayer(TestIssuer.NAME, "ada");
  private static final Duration TICK = Duration.ofSeconds(1);

  private final TestClock clock = TestClock.at(NOW.toString());
  private final TestScheduler scheduler = new TestScheduler(clock);
  private final BreakableStore store = new BreakableStore();
  private final ConnectionDirectory directory =
      new InMemoryStores(MemoryLimits.USUAL, clock).connections();
  private final ConnectionDirectory behind = store.before(ConnectionDirectory.class, directory);
  private final ConnectionRegistry<String> registry = registry();

  private final TokenVerifier verifier =
      TokenVerifier.trusting(
          clock,
          TrustedIssuer.named(TestIssuer.NAME).anyAudience().keys(ISSUER.keySource()).build());

  private ConnectionRegistry<String> registry() {
    return ConnectionRegistry.<String>telling((lease, why) -> {})
        .clock(clock)
        .ticker(clock)
        .scheduler(scheduler)
        .build();
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private VerifiedPlayer player(String name, Duration life) {
    String token =
        ISSUER
            .token()
            .subject(name)
            .issuedAt(clock.instant())
            .expiresAt(clock.instant().plus(life))
            .signed();
    return verifier.verify(token).orElseThrow();
  }

  private SessionLease<String> connect(String name, String connection) {
    LeaseAnswer<String> answer =
        registry.open(connection, connection, player(name, Duration.ofMinutes(15)));
    assertInstanceOf(LeaseAnswer.Opened.class, answer);
    return registry.find(connection).orElseThrow();
  }

  private ServerPresence.Builder presence(GameServer server) {
    return ServerPresence.of(registry, behind, server)
        .clock(clock)
        .ticker(clock)
        .scheduler(scheduler);
  }

  private ServerPresence started() {
    ServerPresence presence = presence(EAST).start();
    clock.advance(Duration.ZERO);
    return presence;
  }

  private List<GameServer> found(String name) {
    return directory.serversOf(new ConnectedPlayer(TestIssuer.NAME, name), clock.instant());
  }

  @Test
  void entersAPlayerWithTheFirstConnectionAndTakesThemOutWithTheLast() {
    try (ServerPresence presence = started()) {
      SessionLease<String> one = connect("ada", "c1");
      SessionLease<String> two = connect("ada", "c2");
      clock.advance(TICK);
      assertEquals(List.of(EAST), presence.whereIs(ADA));

      one.end(LeaseEnd.CLOSED);
      clock.advance(TICK);
      assertEquals(List.of(EAST), presence.whereIs(ADA));

      two.end(LeaseEnd.CLOSED);
      clock.advance(TICK);
      assertEquals(List.of(), presence.whereIs(ADA));
    }
    assertEquals(1, store.asked("enter"));
  }

  @Test
  void entersThoseWhoWereConnectedBeforeIt() {
    connect("ada", "c1");

    try (ServerPresence presence = started()) {
      assertEquals(List.of(EAST), presence.whereIs(ADA));
    }
  }

  @Test
  void letsAnEntryCountNoLongerThanTheLeaseAndProlongsItWithIt() {
    try (ServerPresence presence = started()) {
      SessionLease<String> lease = connect("ada", "c1");
      Instant end = lease.expiresAt();
      clock.advance(TICK);
      assertTrue(directory.alive(EAST, NOW, NOW.plus(Duration.ofDays(1))));
      assertEquals(1, directory.serversOf(ADA, end.minusMillis(1)).size());
      assertEquals(0, directory.serversOf(ADA, end).size());

      assertEquals(LeaseRenewal.RENEWED, lease.renew(player("ada", Duration.ofMinutes(20))));
      clock.advance(TICK);

      assertEquals(1, directory.serversOf(ADA, lease.expiresAt().minusMillis(1)).size());
      assertEquals(List.of(EAST), presence.whereIs(ADA));
    }
  }

  @Test
  void tellsOthersApartFromItself() {
    try (ServerPresence presence = started()) {
      connect("ada", "c1");
      clock.advance(TICK);
      assertTrue(directory.alive(WEST, clock.instant(), clock.instant().plusSeconds(30)));
      directory.enter(WEST, Map.of(ADA, NOW.plusSeconds(90)), NOW);

      assertEquals(List.of(EAST, WEST), presence.whereIs(ADA));
      assertEquals(List.of(WEST), presence.elsewhere(ADA));
      assertEquals(EAST, presence.server());
    }
  }

  @Test
  void saysThatItIsAliveEveryTenSecondsAndIsForThirty() {
    ServerPresence presence = started();
    connect("ada", "c1");
    clock.advance(TICK);
    for (int i = 0; i < 60; i++) {
      clock.advance(TICK);
    }
    assertEquals(7, store.asked("alive"));
    assertEquals(List.of(EAST), found("ada"));

    Instant last = NOW.plusSeconds(60);
    assertEquals(1, directory.serversOf(ADA, last.plusMillis(29_999)).size());
    assertEquals(0, directory.serversOf(ADA, last.plusSeconds(30)).size());
    presence.close();
  }

  @Test
  void goesOnAfterAnOutage() {
    ServerPresence presence = started();
    SessionLease<String> gone = connect("ada", "c1");
    clock.advance(TICK);
    store.breakDown();
    for (int i = 0; i < 40; i++) {
      clock.advance(TICK);
    }
    gone.end(LeaseEnd.CLOSED);
    connect("bob", "c2");
    clock.advance(TICK);
    assertThrows(StoreException.class, () -> presence.whereIs(ADA));
    assertEquals(List.of(), found("bob"));
    store.mend();

    clock.advance(TICK);

    assertEquals(List.of(), found("ada"));
    assertEquals(List.of(EAST), found("bob"));
    presence.close();
  }

  @Test
  void saysThatItIsAliveBetweenTheBatchesOfALongFlush() {
    AtomicLong late = new AtomicLong();
    ConnectionDirectory slow =
        new SlowDirectory(behind, () -> late.addAndGet(Duration.ofSeconds(10).toNanos()));
    ServerPresence presence =
        ServerPresence.of(registry, slow, EAST)
            .clock(clock)
            .ticker(() -> clock.getAsLong() + late.get())
            .scheduler(scheduler)
            .start();
    SessionLease<String> ada = connect("ada", "c1");
    clock.advance(Duration.ZERO);
    ada.end(LeaseEnd.CLOSED);
    connect("bob", "c2");

    clock.advance(TICK);

    assertEquals(List.of("alive", "enter", "alive", "leave", "alive", "enter"), store.asked());
    presence.close();
  }

  @Test
  void takesTheServerAndItsPlayersOutWhenItCloses() {
    ServerPresence presence = started();
    connect("ada", "c1");
    clock.advance(TICK);

    presence.close();
    presence.close();

    assertEquals(1, store.asked("gone"));
    assertEquals(1, store.asked("leave"));
    assertEquals(List.of(), found("ada"));
    connect("bob", "c2");
    clock.advance(Duration.ofMinutes(1));
    assertEquals(List.of(), found("bob"));
    assertEquals(1, store.asked("alive"));
  }

  @Test
  void closesEvenIfTheStoreIsOut() {
    ServerPresence presence = started();
    store.breakDown();

    presence.close();

    assertEquals(1, store.asked("gone"));
  }

  @Test
  void closesInTimeEvenIfTheStoreHangs() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    ConnectionDirectory hanging =
        new SlowDirectory(
            behind,
            () -> {
              asked.countDown();
              await(answer);
            });
    connect("ada", "c1");
    ServerPresence presence =
        ServerPresence.of(registry, hanging, EAST).closeWithin(Duration.ofMillis(20)).start();
    asked.await();

    presence.close();

    connect("bob", "c2"); // the registry does not wait either
    assertEquals(0, store.asked("gone"));
    answer.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void isNotFoundWhileALaterRunOfItsServerIsAlive() {
    connect("ada", "c1");
    assertTrue(directory.alive(EAST_AGAIN, NOW, NOW.plusSeconds(35)));
    ServerPresence presence = started();
    assertEquals(List.of(), found("ada"));

    clock.advance(Duration.ofSeconds(36));

    assertEquals(List.of(EAST), found("ada"));
    presence.close();
  }

  @Test
  void worksOnAThreadOfItsOwn() throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    ConnectionDirectory watched =
        new SlowDirectory(behind, () -> thread.complete(Thread.currentThread()));
    connect("ada", "c1");

    try (ServerPresence presence =
        ServerPresence.of(registry, watched, EAST).clock(clock).start()) {
      assertTrue(thread.get().isDaemon());
      assertEquals(EAST, presence.server());
    }
    assertEquals(List.of(), found("ada"));
  }

  @Test
  void leavesASchedulerThatWasHandedInToItsOwner() {
    ScheduledThreadPoolExecutor hosts = new ScheduledThreadPoolExecutor(1);
    ServerPresence presence =
        ServerPresence.of(registry, behind, EAST).clock(clock).scheduler(hosts).start();

    presence.close();

    assertFalse(hosts.isShutdown());
    assertTrue(hosts.getQueue().stream().allMatch(each -> ((Future<?>) each).isCancelled()));
    hosts.shutdown();
  }

  @Test
  void isTheOnlyOneOfItsRegistryUntilItIsClosed() {
    ServerPresence first = started();

    assertThrows(IllegalStateException.class, () -> presence(WEST).start());
    first.close();

    presence(WEST).start().close();
  }

  @Test
  void refusesSettingsOutOfRange() {
    ServerPresence.Builder builder = presence(EAST);
    assertThrows(IllegalArgumentException.class, () -> builder.heartbeat(Duration.ofMillis(999)));
    assertThrows(IllegalArgumentException.class, () -> builder.heartbeat(Duration.ofSeconds(61)));
    assertThrows(IllegalArgumentException.class, () -> builder.aliveFor(Duration.ofMillis(1999)));
    assertThrows(IllegalArgumentException.class, () -> builder.aliveFor(Duration.ofSeconds(601)));
    assertThrows(IllegalArgumentException.class, () -> builder.tick(Duration.ofMillis(49)));
    assertThrows(IllegalArgumentException.class, () -> builder.tick(Duration.ofMillis(10_001)));
    assertThrows(IllegalArgumentException.class, () -> builder.closeWithin(Duration.ofMillis(-1)));
    builder.heartbeat(Duration.ofSeconds(16));

    assertThrows(IllegalArgumentException.class, builder::start);

    builder.heartbeat(Duration.ofSeconds(15)).start().close();
  }
}
