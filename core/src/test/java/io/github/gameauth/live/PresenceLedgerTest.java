// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static io.github.gameauth.testing.ConnectionDirectoryContract.ADA;
import static io.github.gameauth.testing.ConnectionDirectoryContract.EAST;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.live.PresenceLedger.Census;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.store.StoreException;
import io.github.gameauth.testing.BreakableStore;
import io.github.gameauth.testing.StartGate;
import io.github.gameauth.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PresenceLedgerTest {
  private static final Instant SOON = NOW.plusSeconds(60);
  private static final Instant LATER = NOW.plusSeconds(900);

  private final TestClock clock = TestClock.at(NOW.toString());
  private final BreakableStore store = new BreakableStore();
  private final ConnectionDirectory directory =
      store.before(ConnectionDirectory.class, new InMemoryStores().connections());
  private final List<String> present = Collections.synchronizedList(new ArrayList<>());
  private final PresenceLedger ledger = ledger(1000);

  private PresenceLedger ledger(int mostChanges) {
    Census census =
        teller -> List.copyOf(present).forEach(name -> teller.connected(ADA.issuer(), name, LATER));
    return new PresenceLedger(directory, EAST, census, mostChanges);
  }

  @BeforeEach
  void live() {
    assertTrue(directory.alive(EAST, NOW, NOW.plus(Duration.ofDays(1))));
  }

  private void come(String name, Instant until) {
    ledger.entered(ADA.issuer(), name, until);
  }

  private void leave(String name) {
    ledger.left(ADA.issuer(), name);
  }

  private void flush() {
    ledger.flush(clock, () -> true);
  }

  private boolean isFound(String name) {
    return isFound(name, clock.instant());
  }

  private boolean isFound(String name, Instant at) {
    return !directory.serversOf(new ConnectedPlayer(ADA.issuer(), name), at).isEmpty();
  }

  @Test
  void entersWhoComesAndTakesOutWhoLeaves() {
    come("ada", SOON);
    come("bob", SOON);
    flush();
    assertTrue(isFound("ada") && isFound("bob"));

    leave("ada");
    flush();

    assertTrue(!isFound("ada") && isFound("bob"));
    assertEquals(1, store.asked("enter"));
    assertEquals(1, store.asked("leave"));
  }

  @Test
  void prolongsAnEntry() {
    come("ada", SOON);
    flush();

    come("ada", LATER);
    flush();

    assertTrue(isFound("ada", LATER.minusMillis(1)));
    assertEquals(2, store.asked("enter"));
  }

  @Test
  void writesNothingOfWhoComesAndGoesBetweenTwoFlushes() {
    come("ada", SOON);
    leave("ada");
    flush();

    come("bob", SOON);
    flush();
    leave("bob");
    come("bob", SOON);
    flush();
    flush();

    assertEquals(1, store.asked("enter"));
    assertEquals(0, store.asked("leave"));
  }

  @Test
  void writesAfterAnOutageWhatIsTrueThen() {
    come("ada", SOON);
    come("bob", SOON);
    flush();
    store.breakDown();
    leave("ada");
    come("eve", SOON);
    come("dan", SOON);
    assertThrows(StoreException.class, this::flush);
    come("ada", LATER);
    leave("eve");
    assertThrows(StoreException.class, this::flush);
    leave("bob");
    store.mend();

    flush();

    assertTrue(isFound("ada", LATER.minusMillis(1)) && isFound("dan"));
    assertTrue(!isFound("bob") && !isFound("eve"));
  }

  /** A call that failed may have been done all the same. */
  @Test
  void takesOutWhomItMayHaveEntered() {
    store.breakDown("enter");
    come("ada", SOON);
    assertThrows(StoreException.class, this::flush);
    store.mend();
    directory.enter(EAST, Map.of(ADA, SOON), NOW); // what had reached the store

    leave("ada");
    flush();

    assertTrue(!isFound("ada"));
  }

  @Test
  void prefersWhatItWasToldWhileACallFailed() {
    PresenceLedger[] told = new PresenceLedger[1];
    AtomicInteger calls = new AtomicInteger();
    ConnectionDirectory failingOnce =
        new SlowDirectory(
            directory,
            () -> {
              if (calls.incrementAndGet() == 1) {
                told[0].entered(ADA.issuer(), "ada", LATER);
                throw new StoreException("the test's store is down");
              }
            });
    told[0] = new PresenceLedger(failingOnce, EAST, teller -> {}, 1000);
    told[0].entered(ADA.issuer(), "ada", SOON);
    assertThrows(StoreException.class, () -> told[0].flush(clock, () -> true));

    told[0].flush(clock, () -> true);

    assertTrue(isFound("ada", LATER.minusMillis(1)));
    assertEquals(0, told[0].waiting());
  }

  @Test
  void entersAgainWhomItMayHaveTakenOut() {
    come("ada", SOON);
    flush();
    store.breakDown("leave");
    leave("ada");
    assertThrows(StoreException.class, this::flush);
    store.mend();
    directory.leave(EAST, List.of(ADA)); // what had reached the store

    come("ada", SOON);
    flush();

    assertTrue(isFound("ada"));
  }

  @Test
  void findsThoseWhoWereThereBefore() {
    present.add("ada");

    flush();

    assertTrue(isFound("ada", LATER.minusMillis(1)));
  }

  @Test
  void countsEverybodyAnewWhenChangesWereTooMany() {
    PresenceLedger small = ledger(2);
    present.add("a");
    small.flush(clock, () -> true);
    assertTrue(isFound("a"));
    present.clear();

    for (String name : List.of("b", "c", "d", "e")) {
      present.add(name);
      small.entered(ADA.issuer(), name, LATER);
    }
    small.left(ADA.issuer(), "a");
    present.remove("b");
    small.left(ADA.issuer(), "b");
    assertEquals(2, small.waiting());
    small.flush(clock, () -> true);

    assertTrue(!isFound("a") && !isFound("b"));
    assertTrue(isFound("c") && isFound("d") && isFound("e"));
  }

  @Test
  void trustsWhatIsToldWhileItCounts() {
    Census census =
        teller -> {
          teller.connected(ADA.issuer(), "ada", SOON);
          teller.connected(ADA.issuer(), "bob", SOON);
          teller.connected(ADA.issuer(), "bob", LATER);
          teller.connected(ADA.issuer(), "bob", SOON);
          teller.connected(ADA.issuer(), "dan", SOON);
        };
    PresenceLedger[] counting = new PresenceLedger[1];
    counting[0] =
        new PresenceLedger(
            directory,
            EAST,
            teller -> {
              census.tell(teller);
              counting[0].left(ADA.issuer(), "ada");
              counting[0].entered(ADA.issuer(), "dan", LATER);
            },
            1000);

    counting[0].flush(clock, () -> true);

    assertTrue(!isFound("ada"));
    assertTrue(isFound("bob", LATER.minusMillis(1)) && isFound("dan", LATER.minusMillis(1)));
  }

  @Test
  void asksBeforeEachBatchWhetherToGoOn() {
    PresenceLedger large = ledger(5000);
    for (int i = 0; i < 1200; i++) {
      large.entered(ADA.issuer(), "p" + i, SOON);
    }
    AtomicInteger asked = new AtomicInteger();

    large.flush(clock, () -> asked.incrementAndGet() < 3);
    assertEquals(2, store.asked("enter"));

    large.flush(clock, () -> true);
    assertEquals(3, store.asked("enter"));
    for (int i = 0; i < 1200; i++) {
      assertTrue(isFound("p" + i));
    }
  }

  @Test
  void leavesOutWhomTheDirectoryCannotName() {
    come("x".repeat(256), SOON);
    come("a\nb", SOON);
    leave("x".repeat(256));
    come("ada", SOON);

    flush();

    assertTrue(isFound("ada"));
  }

  @Test
  void takesLeaveOfAll() {
    come("ada", SOON);
    come("bob", SOON);
    flush();

    ledger.farewell(() -> true);

    assertEquals(List.of("gone", "leave"), store.asked().subList(2, 4));
    assertTrue(directory.alive(EAST, NOW, LATER));
    assertTrue(!isFound("ada") && !isFound("bob"));
  }

  @Test
  void isGoneEvenIfThereIsNoTimeForMore() {
    come("ada", SOON);
    flush();

    ledger.farewell(() -> false);

    assertEquals(0, store.asked("leave"));
    assertTrue(!isFound("ada"));
  }

  @Test
  void racesOfPlayersWithAFlushLoseNothing() throws Exception {
    for (int round = 0; round < 50; round++) {
      List<Integer> done =
          StartGate.together(
              4,
              i ->
                  () -> {
                    if (i == 3) {
                      for (int k = 0; k < 20; k++) {
                        flush();
                      }
                      return i;
                    }
                    for (int k = 0; k < 30; k++) {
                      come("stays" + i, LATER.plusSeconds(k));
                      come("goes" + i + "-" + k, LATER);
                      leave("goes" + i + "-" + k);
                    }
                    return i;
                  });
      flush();

      assertEquals(List.of(0, 1, 2, 3), done);
      for (int i = 0; i < 3; i++) {
        assertTrue(isFound("stays" + i, LATER.plusSeconds(28)));
        for (int k = 0; k < 30; k++) {
          assertTrue(!isFound("goes" + i + "-" + k));
        }
        leave("stays" + i);
      }
      flush();
    }
  }
}
