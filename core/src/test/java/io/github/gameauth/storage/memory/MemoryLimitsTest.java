// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import static io.github.gameauth.testing.ConnectionDirectoryContract.ADA;
import static io.github.gameauth.testing.ConnectionDirectoryContract.EAST;
import static io.github.gameauth.testing.ConnectionDirectoryContract.EAST_AGAIN;
import static io.github.gameauth.testing.ConnectionDirectoryContract.WEST;
import static io.github.gameauth.testing.TestFamilies.END;
import static io.github.gameauth.testing.TestFamilies.IDLE;
import static io.github.gameauth.testing.TestFamilies.fresh;
import static io.github.gameauth.testing.TestPlayers.GAME;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static io.github.gameauth.testing.TestPlayers.account;
import static io.github.gameauth.testing.TestPlayers.freshGuest;
import static io.github.gameauth.testing.TestPlayers.freshPersona;
import static io.github.gameauth.testing.TestPlayers.guestIdentity;
import static io.github.gameauth.testing.TestPlayers.id;
import static io.github.gameauth.testing.TestPlayers.owner;
import static io.github.gameauth.testing.TestPlayers.persona;
import static io.github.gameauth.testing.TestPlayers.revocations;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static io.github.gameauth.testing.TestPlayers.steam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.AuditEntry;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.LinkOutcome;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.live.ConnectedPlayer;
import io.github.gameauth.live.ConnectionDirectory;
import io.github.gameauth.live.GameServer;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.session.FamilyId;
import io.github.gameauth.session.RefreshStore;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.store.OnceKey;
import io.github.gameauth.store.OnceStore;
import io.github.gameauth.store.StoreException;
import io.github.gameauth.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class MemoryLimitsTest {
  private static final LinkRules SEVERAL = LinkRules.USUAL.onePerProvider(false);

  private final TestClock clock = TestClock.at(NOW.toString());

  private Stores stores(MemoryLimits limits) {
    return new InMemoryStores(limits, clock);
  }

  private static void assertFull(String complaint, Executable step) {
    StoreException full = assertThrows(StoreException.class, step);
    assertEquals(complaint, full.getMessage());
  }

  @Test
  void areAtLeastOne() {
    MemoryLimits one = new MemoryLimits(1, 1, 1, 1, 1);
    for (Executable none :
        List.<Executable>of(
            () -> one.accounts(0),
            () -> one.families(0),
            () -> one.once(0),
            () -> one.revocations(0),
            () -> one.connections(0))) {
      assertThrows(IllegalArgumentException.class, none);
    }
    assertEquals(
        new MemoryLimits(2, 3, 4, 5, 6),
        one.accounts(2).families(3).once(4).revocations(5).connections(6));
  }

  @Nested
  @DisplayName("accounts")
  class Accounts {
    private final Stores stores = stores(MemoryLimits.USUAL.accounts(1));
    private final AccountId ada = shadow(stores, "ada");

    @Test
    void refuseOneMoreAndKeepThoseTheyHold() {
      String full = "accounts: full (expected: at most 1)";
      Account guest = Account.fresh(id("bob"), AccountKind.GUEST, NOW);

      assertFull(full, () -> shadow(stores, "bob"));
      assertFull(full, () -> stores.accounts().createGuest(guest, freshGuest("bob")));

      assertEquals(Optional.empty(), stores.accounts().find(id("bob")));
      assertEquals(Optional.empty(), owner(stores, steam("bob")));
      assertEquals(Optional.empty(), owner(stores, guestIdentity("bob")));
      assertEquals(Optional.empty(), stores.guests().find("g-bob"));
      assertEquals(Optional.of(ada), owner(stores, steam("ada")));
    }

    @Test
    void countTheNamesOfDeletedOnes() {
      stores.accounts().delete(ada, NOW, UNTIL);

      assertThrows(StoreException.class, () -> shadow(stores, "bob"));
    }

    @Test
    void haveEightIdentitiesEachOnAverage() {
      for (int i = 1; i < 8; i++) {
        assertInstanceOf(
            LinkOutcome.Linked.class, stores.accounts().link(ada, steam("ada" + i), SEVERAL, NOW));
      }

      assertFull(
          "identities: full (expected: at most 8)",
          () -> stores.accounts().link(ada, steam("ada8"), SEVERAL, NOW));

      assertEquals(8, stores.accounts().links(ada).size());
      assertEquals(8, stores.accounts().audit(ada, 100).size());
      assertEquals(Optional.empty(), owner(stores, steam("ada8")));
    }

    @Test
    void haveEightPersonasEachOnAverage() {
      for (int i = 0; i < 8; i++) {
        persona(stores, new GameId("game" + i), "p", ada);
      }

      assertFull(
          "personas: full (expected: at most 8)",
          () -> stores.personas().getOrAssign(freshPersona(GAME, "p", ada)));

      GameId first = new GameId("game0");
      assertEquals("p", stores.personas().current(first, ada).orElseThrow().id().value());
    }

    @Test
    void haveEightBannedIdentitiesEachOnAverage() {
      for (int i = 0; i < 8; i++) {
        stores.accounts().banIdentity(steam("x" + i), Ban.forever("spam"), NOW);
      }

      assertFull(
          "banned identities: full (expected: at most 8)",
          () -> stores.accounts().banIdentity(steam("x8"), Ban.forever("spam"), NOW));

      Ban other = Ban.forever("cheating");
      stores.accounts().banIdentity(steam("x0"), other, NOW);
      assertEquals(Optional.of(other), stores.accounts().findByIdentity(steam("x0"), GAME).ban());
    }

    @Test
    void passABanOnInADeletionEvenIfThereIsNoRoom() {
      for (int i = 0; i < 8; i++) {
        stores.accounts().banIdentity(steam("x" + i), Ban.forever("spam"), NOW);
      }
      Ban ban = Ban.forever("cheating");
      stores.accounts().ban(ada, ban, NOW, UNTIL);

      assertTrue(stores.accounts().delete(ada, NOW, UNTIL));

      assertEquals(Optional.of(ban), stores.accounts().findByIdentity(steam("ada"), GAME).ban());
    }

    @Test
    void keepTheNewestThousandLinesOfTheirHistory() {
      for (int i = 0; i < 1000; i++) {
        stores.accounts().raiseEpoch(ada, NOW.plusSeconds(i), UNTIL);
      }

      List<AuditEntry> history = stores.accounts().audit(ada, Integer.MAX_VALUE);

      assertEquals(1000, history.size());
      assertEquals("logged-out", history.get(0).event());
      assertEquals(NOW.plusSeconds(999), history.get(999).at());
    }
  }

  @Nested
  @DisplayName("families")
  class Families {
    private final Stores stores = stores(MemoryLimits.USUAL.families(2));
    private final RefreshStore families = stores.refreshFamilies();
    private final AccountId ada = shadow(stores, "ada");

    @Test
    void refuseOneMoreAndKeepThoseTheyHold() {
      families.create(fresh("f1", ada));
      families.create(fresh("f2", ada));

      assertFull("families: full (expected: at most 2)", () -> families.create(fresh("f3", ada)));

      assertEquals(2, families.liveOf(ada, NOW).size());
      assertEquals(Optional.empty(), families.find(new FamilyId("f3")));
    }

    @Test
    void makeRoomByWhatHasExpired() {
      Instant soon = NOW.plusSeconds(1);
      families.create(fresh("f1", ada, NOW, IDLE, soon));
      families.create(fresh("f2", ada));
      clock.advance(Duration.ofMillis(999));
      assertThrows(StoreException.class, () -> families.create(fresh("f3", ada)));

      clock.advance(Duration.ofMillis(1));
      families.create(fresh("f3", ada));

      assertEquals(Optional.empty(), families.find(new FamilyId("f1")));
      assertEquals(2, families.liveOf(ada, soon).size());
    }

    @Test
    void forgetWhichSessionIsTheOneTogetherWithIt() {
      families.create(fresh("f1", ada));
      AccountId bob = shadow(stores, "bob");
      AccountId eve = shadow(stores, "eve");
      families.replaceActive(GAME, ada, new FamilyId("f1"));
      families.replaceActive(GAME, bob, new FamilyId("f2"));
      assertFull(
          "active sessions: full (expected: at most 2)",
          () -> families.replaceActive(GAME, eve, new FamilyId("f3")));
      assertEquals(
          Optional.of(new FamilyId("f2")), families.replaceActive(GAME, bob, new FamilyId("f4")));

      assertEquals(1, families.purge(END, 10));

      assertEquals(Optional.empty(), families.replaceActive(GAME, eve, new FamilyId("f3")));
    }

    @Test
    void goWithTheAccountThatIsDeleted() {
      families.create(fresh("f1", ada));
      families.create(fresh("f2", ada));
      families.replaceActive(GAME, ada, new FamilyId("f1"));

      stores.accounts().delete(ada, NOW, UNTIL);

      assertEquals(Optional.empty(), families.find(new FamilyId("f1")));
      assertEquals(List.of(), families.liveOf(ada, NOW));
      assertEquals(Optional.empty(), families.replaceActive(GAME, ada, new FamilyId("f3")));
      assertEquals(0, families.purge(END, 10));
    }
  }

  @Nested
  @DisplayName("things that can be used once")
  class Once {
    private final OnceStore once = stores(MemoryLimits.USUAL.once(2)).once();
    private final Instant soon = NOW.plusSeconds(1);

    private boolean claim(String name, Instant now, Instant end) {
      return once.claim(new OnceKey("ticket", Fingerprint.of(name)), name, now, end);
    }

    private Optional<String> consume(String name, Instant now) {
      return once.consume(new OnceKey("ticket", Fingerprint.of(name)), now);
    }

    @Test
    void refuseOneMoreAndKeepThoseTheyHold() {
      claim("a", NOW, soon);
      claim("b", NOW, soon);

      assertFull("once: full (expected: at most 2)", () -> claim("c", NOW, soon));

      assertFalse(claim("a", NOW, soon));
      assertEquals(Optional.of("a"), consume("a", NOW));
      assertTrue(claim("c", NOW, soon));
    }

    @Test
    void makeRoomByWhatHasExpired() {
      claim("a", NOW, soon);
      claim("b", NOW, soon.plusMillis(1));

      assertTrue(claim("c", soon, soon.plusSeconds(9)));

      assertEquals(Optional.of("b"), consume("b", soon));
    }

    @Test
    void takeTheirOwnPlaceAgain() {
      claim("a", NOW, soon);
      claim("b", NOW, soon.plusSeconds(9));

      assertTrue(claim("a", soon, soon.plusSeconds(9)));

      assertFalse(claim("a", soon, soon.plusSeconds(9)));
    }
  }

  @Nested
  @DisplayName("connections")
  class Connections {
    private final ConnectionDirectory directory =
        stores(MemoryLimits.USUAL.connections(2)).connections();
    private final Instant soon = NOW.plusSeconds(1);

    private void enter(ConnectedPlayer player, Instant until, Instant now) {
      directory.enter(EAST, Map.of(player, until), now);
    }

    private ConnectedPlayer player(String name) {
      return new ConnectedPlayer("https://id.example", name);
    }

    @Test
    void refuseOneMoreAndKeepThoseTheyHold() {
      assertTrue(directory.alive(EAST, NOW, UNTIL));
      enter(ADA, UNTIL, NOW);
      enter(player("bob"), UNTIL, NOW);

      assertFull("connections: full (expected: at most 2)", () -> enter(player("eve"), UNTIL, NOW));

      enter(ADA, UNTIL.minusSeconds(1), NOW);
      assertEquals(List.of(EAST), directory.serversOf(ADA, NOW));
      directory.leave(EAST, List.of(ADA));
      enter(player("eve"), UNTIL, NOW);
    }

    @Test
    void makeRoomByWhatHasExpired() {
      assertTrue(directory.alive(EAST, NOW, UNTIL));
      enter(ADA, soon, NOW);
      enter(player("bob"), soon.plusMillis(1), NOW);

      enter(player("eve"), UNTIL, soon);

      assertEquals(List.of(EAST), directory.serversOf(player("bob"), soon));
      assertEquals(List.of(EAST), directory.serversOf(player("eve"), soon));
    }

    @Test
    void countServersAsWell() {
      assertTrue(directory.alive(EAST, NOW, soon));
      assertTrue(directory.alive(WEST, NOW, UNTIL));
      GameServer third = new GameServer("north", 1, "x");

      assertFull(
          "game servers: full (expected: at most 2)", () -> directory.alive(third, NOW, UNTIL));
      assertTrue(directory.alive(EAST_AGAIN, NOW, soon));
      assertTrue(directory.alive(third, soon, UNTIL));
    }
  }

  @Nested
  @DisplayName("revocations")
  class Revocations {
    private final Stores stores = stores(MemoryLimits.USUAL.revocations(2));

    private Revocation session(String target, Instant end) {
      return Revocation.of(RevocationKind.SESSION, target, end);
    }

    @Test
    void refuseAllOfWhatDoesNotFit() {
      Revocation kept = session("a", UNTIL);
      stores.revocations().append(List.of(kept));

      assertFull(
          "revocations: full (expected: at most 2)",
          () -> stores.revocations().append(List.of(session("b", UNTIL), session("c", UNTIL))));

      assertEquals(Set.of(kept), revocations(stores));
    }

    @Test
    void makeRoomByWhatHasExpired() {
      Instant soon = NOW.plusSeconds(1);
      stores.revocations().append(List.of(session("a", soon), session("b", UNTIL)));
      clock.advance(Duration.ofMillis(999));
      assertThrows(
          StoreException.class, () -> stores.revocations().append(List.of(session("c", UNTIL))));

      clock.advance(Duration.ofMillis(1));
      stores.revocations().append(List.of(session("c", UNTIL)));

      assertEquals(Set.of(session("b", UNTIL), session("c", UNTIL)), revocations(stores));
    }

    @Test
    void leaveAnAccountAsItWasIfTheyAreFull() {
      AccountId ada = shadow(stores, "ada");
      AccountId bob =
          stores
              .accounts()
              .findOrCreate(steam("bob"), Account.fresh(id("bob"), AccountKind.SHADOW, NOW))
              .account()
              .id();
      Account before = account(stores, ada);
      stores.revocations().append(List.of(session("a", UNTIL), session("b", UNTIL)));

      for (Executable step :
          List.<Executable>of(
              () -> stores.accounts().ban(ada, Ban.forever("cheating"), NOW, UNTIL),
              () -> stores.accounts().raiseEpoch(ada, NOW, UNTIL),
              () -> stores.accounts().delete(ada, NOW, UNTIL),
              () -> stores.accounts().merge(bob, ada, SEVERAL, NOW, UNTIL),
              () ->
                  stores.accounts().transfer(steam("ada"), ada, bob, true, SEVERAL, NOW, UNTIL))) {
        assertThrows(StoreException.class, step);
      }

      assertEquals(before, account(stores, ada));
      assertEquals(Optional.of(ada), owner(stores, steam("ada")));
      assertEquals(1, stores.accounts().audit(ada, 100).size());
    }
  }
}
