// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static io.github.gameauth.testing.StartGate.together;
import static io.github.gameauth.testing.TestPlayers.GAME;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static io.github.gameauth.testing.TestPlayers.account;
import static io.github.gameauth.testing.TestPlayers.fresh;
import static io.github.gameauth.testing.TestPlayers.guestIdentity;
import static io.github.gameauth.testing.TestPlayers.id;
import static io.github.gameauth.testing.TestPlayers.identities;
import static io.github.gameauth.testing.TestPlayers.owner;
import static io.github.gameauth.testing.TestPlayers.persona;
import static io.github.gameauth.testing.TestPlayers.psn;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static io.github.gameauth.testing.TestPlayers.steam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.AccountStore.FindOrCreate;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.IdentityLink;
import io.github.gameauth.account.KnownIdentity;
import io.github.gameauth.account.Persona;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.store.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How accounts are made and found; part of {@link AccountStoreContract}. */
public interface FirstVisitContract extends StoresContract {
  @Test
  default void knowsNobodyAtFirst() {
    Stores stores = emptyStores();

    assertEquals(Optional.empty(), stores.accounts().find(id("ada")));
    assertEquals(KnownIdentity.UNKNOWN, stores.accounts().findByIdentity(steam("ada"), GAME));
    assertEquals(List.of(), stores.accounts().links(id("ada")));
    assertEquals(List.of(), stores.accounts().audit(id("ada"), 100));
  }

  @Test
  default void makesAnAccountOnTheFirstVisit() {
    Stores stores = emptyStores();
    Account candidate = fresh("ada");

    assertEquals(
        new FindOrCreate(candidate, true), stores.accounts().findOrCreate(steam("ada"), candidate));

    Stores elsewhere = sameStoresElsewhere(stores);
    assertEquals(Optional.of(candidate), elsewhere.accounts().find(id("ada")));
    assertEquals(
        new KnownIdentity(Optional.of(candidate), Optional.empty(), Optional.empty()),
        elsewhere.accounts().findByIdentity(steam("ada"), GAME));
    assertEquals(
        List.of(new IdentityLink(steam("ada"), id("ada"), NOW, Optional.empty())),
        elsewhere.accounts().links(id("ada")));
  }

  @Test
  default void findsTheAccountOnLaterVisits() {
    Stores stores = emptyStores();
    shadow(stores, "ada");
    stores.accounts().raiseEpoch(id("ada"), NOW, UNTIL);
    Account ada = account(stores, id("ada"));

    assertEquals(
        new FindOrCreate(ada, false),
        sameStoresElsewhere(stores).accounts().findOrCreate(steam("ada"), fresh("later")));

    assertEquals(Optional.empty(), stores.accounts().find(id("later")));
    assertEquals(Set.of(steam("ada")), identities(stores, id("ada")));
  }

  @Test
  default void findsABannedAccountAsWell() {
    Stores stores = emptyStores();
    shadow(stores, "ada");
    Ban ban = Ban.forever("cheating");
    stores.accounts().ban(id("ada"), ban, NOW, UNTIL);

    FindOrCreate found = stores.accounts().findOrCreate(steam("ada"), fresh("later"));

    assertEquals(Optional.of(ban), found.account().ban());
  }

  @Test
  default void givesBackAnyKindOfCandidate() {
    Stores stores = emptyStores();
    String longest = "a-name_of.32.characters.0123456z";
    Account candidate = Account.fresh(id(longest), AccountKind.FULL, NOW.plusNanos(999_999));

    stores.accounts().findOrCreate(steam("ada"), candidate);

    assertEquals(Optional.of(candidate), stores.accounts().find(id(longest)));
    assertEquals(NOW, candidate.createdAt());
  }

  @Test
  default void neverWritesOverAnAccount() {
    Stores stores = emptyStores();
    shadow(stores, "ada");
    stores.accounts().register(id("ada"), NOW);
    Account ada = account(stores, id("ada"));

    assertThrows(
        StoreException.class,
        () -> stores.accounts().findOrCreate(steam("stranger"), fresh("ada")));

    assertEquals(ada, account(stores, id("ada")));
    assertEquals(Optional.empty(), owner(stores, steam("stranger")));
    assertEquals(Set.of(steam("ada")), identities(stores, id("ada")));
  }

  @Test
  default void makesNoAccountForAGuestsIdentity() {
    Stores stores = emptyStores();

    assertThrows(
        IllegalArgumentException.class,
        () -> stores.accounts().findOrCreate(guestIdentity("ada"), fresh("ada")));

    assertEquals(Optional.empty(), stores.accounts().find(id("ada")));
  }

  @Test
  default void tellsThePersonaAndTheBanWithTheIdentity() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    Persona persona = persona(stores, GAME, "p", ada);
    Ban ban = Ban.until(NOW.minusSeconds(1), "past");
    stores.accounts().banIdentity(steam("ada"), ban, NOW);

    assertEquals(
        new KnownIdentity(
            Optional.of(account(stores, ada)), Optional.of(persona), Optional.of(ban)),
        sameStoresElsewhere(stores).accounts().findByIdentity(steam("ada"), GAME));
  }

  @Test
  default void keepsIdentitiesApartByAnyProviderTenantAndSubject() {
    Stores stores = emptyStores();
    List<ExternalIdentity> all = new ArrayList<>();
    for (String text : HostileTexts.any()) {
      all.add(steam(text));
      if (text.length() <= 64) {
        all.add(new ExternalIdentity(new Platform("steam"), text, "x"));
      }
    }
    // Where one ends and the next begins must not be a matter of a separator.
    all.add(new ExternalIdentity(new Platform("steam"), "a#b", "c"));
    all.add(new ExternalIdentity(new Platform("steam"), "a", "b#c"));
    all.add(new ExternalIdentity(new Platform("steam"), "a%23b", "c"));
    all.add(new ExternalIdentity(new Platform("steam"), "", "a#b#c"));
    all.add(new ExternalIdentity(new Platform("psn"), "", "abc"));
    all.add(new ExternalIdentity(new Platform("steam.abc_-"), "", "abc"));
    assertEquals(all.size(), new HashSet<>(all).size());

    for (int i = 0; i < all.size(); i++) {
      assertTrue(stores.accounts().findOrCreate(all.get(i), fresh("a" + i)).created());
    }

    for (int i = 0; i < all.size(); i++) {
      assertEquals(Optional.of(id("a" + i)), owner(stores, all.get(i)));
      assertEquals(Set.of(all.get(i)), identities(stores, id("a" + i)));
    }
  }

  @Test
  default void keepsAccountsApartByAnyName() {
    Stores stores = emptyStores();
    List<String> names = List.of("a", "aa", "a.", "a-", "a_", ".", "..", "-", "_", "0", "00");
    names.forEach(name -> shadow(stores, name));

    for (String name : names) {
      assertEquals(fresh(name), account(stores, id(name)));
      assertEquals(Set.of(steam(name)), identities(stores, id(name)));
    }
  }

  @Test
  default void racesOnTheFirstVisitMakeOneAccount() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds(); round++) {
      ExternalIdentity identity = psn("p" + round);
      String start = "r" + round + ".";

      List<FindOrCreate> found =
          together(
              16,
              i ->
                  () ->
                      (i % 2 == 0 ? stores : elsewhere)
                          .accounts()
                          .findOrCreate(identity, fresh(start + i)));

      assertEquals(1, found.stream().filter(FindOrCreate::created).count());
      Account winner = found.get(0).account();
      assertEquals(16, found.stream().filter(each -> each.account().equals(winner)).count());
      assertEquals(Optional.of(winner.id()), owner(stores, identity));
      long kept = 0;
      for (int i = 0; i < 16; i++) {
        kept += stores.accounts().find(id(start + i)).stream().count();
      }
      assertEquals(1, kept);
      assertEquals(1, stores.accounts().audit(winner.id(), 100).size());
    }
  }
}
