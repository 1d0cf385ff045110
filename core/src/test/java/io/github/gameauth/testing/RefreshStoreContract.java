// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static io.github.gameauth.testing.StartGate.together;
import static io.github.gameauth.testing.TestFamilies.END;
import static io.github.gameauth.testing.TestFamilies.IDLE;
import static io.github.gameauth.testing.TestFamilies.family;
import static io.github.gameauth.testing.TestFamilies.fresh;
import static io.github.gameauth.testing.TestFamilies.kept;
import static io.github.gameauth.testing.TestFamilies.step;
import static io.github.gameauth.testing.TestPlayers.GAME;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.OTHER_GAME;
import static io.github.gameauth.testing.TestPlayers.id;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.session.FamilyId;
import io.github.gameauth.session.RefreshFamily;
import io.github.gameauth.session.RefreshStore;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link RefreshStore} must do beside rotating, which stands in {@link
 * RotationContract}; each engine's test implements this one.
 */
public interface RefreshStoreContract extends RotationContract {
  @Test
  default void knowsNoFamilyAtFirst() {
    RefreshStore families = emptyStores().refreshFamilies();

    assertEquals(Optional.empty(), families.find(new FamilyId("f")));
    assertEquals(List.of(), families.liveOf(id("ada"), NOW));
    assertFalse(families.revoke(new FamilyId("f"), "LOGOUT", NOW));
  }

  @Test
  default void givesBackTheFamilyThatItWasGiven() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    RefreshFamily given =
        new RefreshFamily(
            new FamilyId("AAAAAAAAAAAAAAAAAAAA-_"),
            ada,
            GAME,
            Long.MAX_VALUE,
            Integer.MAX_VALUE,
            Fingerprint.of("current"),
            Optional.of(Fingerprint.of("previous")),
            Optional.of("c2VhbGVk-_"),
            Optional.of(NOW.plusMillis(1)),
            NOW.plusMillis(2),
            IDLE,
            END,
            Optional.of(NOW.plusMillis(3)),
            Optional.of("REUSE"),
            "{\"x\":\"" + "\u540d'#%".repeat(1000) + "\"}");

    stores.refreshFamilies().create(given);

    assertEquals(
        Optional.of(given), sameStoresElsewhere(stores).refreshFamilies().find(given.id()));
  }

  @Test
  default void keepsFamiliesApartByAnyName() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    List<RefreshFamily> given = new ArrayList<>();
    for (String text : HostileTexts.printable()) {
      given.add(family(stores, text, ada));
    }

    for (RefreshFamily each : given) {
      assertEquals(Optional.of(each), stores.refreshFamilies().find(each.id()));
    }
    assertEquals(new HashSet<>(given), new HashSet<>(stores.refreshFamilies().liveOf(ada, NOW)));
  }

  @Test
  default void neverWritesOverAFamily() {
    Stores stores = emptyStores();
    RefreshFamily adas = family(stores, "f", shadow(stores, "ada"));
    AccountId bob = shadow(stores, "bob");

    assertThrows(StoreException.class, () -> stores.refreshFamilies().create(fresh("f", bob)));

    assertEquals(Optional.of(adas), stores.refreshFamilies().find(adas.id()));
  }

  @Test
  default void endsAFamilyOnce() {
    Stores stores = emptyStores();
    RefreshFamily given = family(stores, "f", shadow(stores, "ada"));
    RefreshStore families = stores.refreshFamilies();
    RefreshStore elsewhere = sameStoresElsewhere(stores).refreshFamilies();
    String longest = "a-reason_of.32-characters-LOGOUT";

    assertTrue(families.revoke(given.id(), longest, NOW.plusSeconds(1)));
    assertFalse(elsewhere.revoke(given.id(), "REUSE", NOW.plusSeconds(2)));

    assertEquals(
        Optional.of(given.revoked(longest, NOW.plusSeconds(1))), elsewhere.find(given.id()));
  }

  @Test
  default void endsNoFamilyButTheOneNamed() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    RefreshFamily one = family(stores, "f1", ada);
    RefreshFamily other = family(stores, "f2", ada);

    stores.refreshFamilies().revoke(one.id(), "LOGOUT", NOW);

    assertEquals(Optional.of(other), stores.refreshFamilies().find(other.id()));
  }

  @Test
  default void racesToEndAFamilyHaveOneWinner() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    AccountId ada = shadow(stores, "ada");
    for (int round = 0; round < rounds() / 3; round++) {
      RefreshFamily given = family(stores, "f" + round, ada);

      List<Boolean> ended =
          together(
              8,
              i ->
                  () ->
                      (i % 2 == 0 ? stores : elsewhere)
                          .refreshFamilies()
                          .revoke(given.id(), "R" + i, NOW.plusSeconds(i)));

      assertEquals(1, Collections.frequency(ended, true));
      int winner = ended.indexOf(true);
      assertEquals(
          Optional.of(given.revoked("R" + winner, NOW.plusSeconds(winner))),
          stores.refreshFamilies().find(given.id()));
    }
  }

  @Test
  default void listsLiveFamiliesOfAnAccountNewestLoginFirst() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    RefreshFamily second = kept(stores, fresh("f2", ada, NOW.plusSeconds(2), IDLE, END));
    RefreshFamily first = kept(stores, fresh("f1", ada, NOW.plusSeconds(1), IDLE, END));
    RefreshFamily third = kept(stores, fresh("f3", ada, NOW.plusSeconds(3), IDLE, END));
    family(stores, "other", shadow(stores, "bob"));

    assertEquals(
        List.of(third, second, first),
        sameStoresElsewhere(stores).refreshFamilies().liveOf(ada, NOW.plusSeconds(4)));
  }

  @Test
  default void listsNoDeadFamilies() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    Instant later = NOW.plusSeconds(60);
    RefreshFamily live = kept(stores, fresh("live", ada, NOW, later.plusMillis(1), END));
    kept(stores, fresh("idle", ada, NOW, later, END));
    kept(stores, fresh("expired", ada, NOW, END, later));
    RefreshFamily revoked = family(stores, "revoked", ada);
    stores.refreshFamilies().revoke(revoked.id(), "LOGOUT", NOW);

    assertEquals(List.of(live), stores.refreshFamilies().liveOf(ada, later));
  }

  @Test
  default void listsTheHundredNewest() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    for (int i = 0; i < 103; i++) {
      // Kept in an order that is neither that of the logins nor its reverse.
      int login = i * 37 % 103;
      kept(stores, fresh("f" + login, ada, NOW.plusSeconds(login), IDLE, END));
    }

    assertEquals(
        IntStream.iterate(102, i -> i >= 3, i -> i - 1).mapToObj(i -> "f" + i).toList(),
        stores.refreshFamilies().liveOf(ada, NOW.plusSeconds(200)).stream()
            .map(each -> each.id().value())
            .toList());
  }

  @Test
  default void listsAFamilyAsItIsAfterItRotated() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    RefreshFamily given = family(stores, "f", ada);
    RefreshStore.Rotation step = step(given, "next", NOW.plusSeconds(1));
    stores.refreshFamilies().rotate(step);

    assertEquals(
        List.of(given.rotated(step)), stores.refreshFamilies().liveOf(ada, IDLE.plusMillis(1)));
  }

  @Test
  default void notesWhichSessionIsTheOne() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    AccountId bob = shadow(stores, "bob");
    RefreshStore families = stores.refreshFamilies();
    RefreshStore elsewhere = sameStoresElsewhere(stores).refreshFamilies();
    FamilyId first = family(stores, "f1", ada).id();
    FamilyId second = family(stores, "f2", ada).id();

    assertEquals(Optional.empty(), families.replaceActive(GAME, ada, first));
    assertEquals(Optional.empty(), elsewhere.replaceActive(GAME, ada, first));
    assertEquals(Optional.of(first), elsewhere.replaceActive(GAME, ada, second));
    assertEquals(Optional.of(second), families.replaceActive(GAME, ada, first));
    assertEquals(Optional.empty(), families.replaceActive(OTHER_GAME, ada, second));
    assertEquals(Optional.empty(), families.replaceActive(GAME, bob, second));
  }

  @Test
  default void racesForTheOneSessionReplaceEachOnce() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 3; round++) {
      AccountId account = shadow(stores, "r" + round);

      List<Optional<FamilyId>> replaced =
          together(
              8,
              i ->
                  () ->
                      (i % 2 == 0 ? stores : elsewhere)
                          .refreshFamilies()
                          .replaceActive(GAME, account, new FamilyId("f" + i)));

      // A chain: the first replaces nobody, the last is replaced by nobody.
      Set<FamilyId> ended = replaced.stream().flatMap(Optional::stream).collect(Collectors.toSet());
      assertEquals(7, ended.size());
      assertEquals(1, Collections.frequency(replaced, Optional.empty()));
      Optional<FamilyId> last =
          stores.refreshFamilies().replaceActive(GAME, account, new FamilyId("after"));
      assertTrue(last.isPresent() && !ended.contains(last.get()));
    }
  }

  @Test
  default void purgesExpiredFamiliesAndNoOthers() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    RefreshStore families = stores.refreshFamilies();
    for (int i = 0; i < 5; i++) {
      kept(stores, fresh("old" + i, ada, NOW, END, END));
    }
    Instant later = END.plusMillis(1);
    RefreshFamily live = kept(stores, fresh("live", ada, NOW, later, later));
    RefreshFamily revoked = kept(stores, fresh("revoked", ada, NOW, later, later));
    families.revoke(revoked.id(), "REUSE", NOW);

    assertEquals(0, families.purge(END.minusMillis(1), 10));
    assertEquals(3, families.purge(END, 3));
    assertEquals(2, families.purge(END, 3));
    assertEquals(0, families.purge(END, 3));

    assertEquals(Optional.of(live), families.find(live.id()));
    // A revoked one has to be known for as long as anybody may still show it.
    assertTrue(families.find(revoked.id()).isPresent());
    assertEquals(List.of(live), families.liveOf(ada, END));
  }
}
