// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static io.github.gameauth.testing.StartGate.together;
import static io.github.gameauth.testing.TestPlayers.GAME;
import static io.github.gameauth.testing.TestPlayers.OTHER_GAME;
import static io.github.gameauth.testing.TestPlayers.freshPersona;
import static io.github.gameauth.testing.TestPlayers.persona;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static io.github.gameauth.testing.TestPlayers.steam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.Persona;
import io.github.gameauth.account.PersonaId;
import io.github.gameauth.account.PersonaStore;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.store.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every {@link PersonaStore} must do; each engine's test implements it. What becomes of
 * personas in a merge stands in {@link MergeContract}.
 */
public interface PersonaStoreContract extends StoresContract {
  @Test
  default void knowsNoPersonaAtFirst() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");

    assertEquals(Optional.empty(), stores.personas().current(GAME, ada));
    assertEquals(Optional.empty(), stores.personas().find(GAME, new PersonaId("p")));
    assertEquals(List.of(), stores.personas().of(ada));
    assertEquals(Optional.empty(), stores.accounts().findByIdentity(steam("ada"), GAME).persona());
  }

  @Test
  default void keepsThePersonaThatItWasGiven() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    Persona given = new Persona(GAME, new PersonaId("p"), ada, 7, Optional.empty());

    assertEquals(given, stores.personas().getOrAssign(given));

    Stores elsewhere = sameStoresElsewhere(stores);
    assertEquals(Optional.of(given), elsewhere.personas().current(GAME, ada));
    assertEquals(Optional.of(given), elsewhere.personas().find(GAME, given.id()));
    assertEquals(List.of(given), elsewhere.personas().of(ada));
    assertEquals(
        Optional.of(given), elsewhere.accounts().findByIdentity(steam("ada"), GAME).persona());
  }

  @Test
  default void keepsTheFirstPersonaWhateverComesLater() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    Persona first = persona(stores, GAME, "p1", ada);

    // The same player, after the key that derives personas has changed.
    Persona later = new Persona(GAME, new PersonaId("p2"), ada, 2, Optional.empty());
    assertEquals(first, sameStoresElsewhere(stores).personas().getOrAssign(later));

    assertEquals(Optional.of(first), stores.personas().current(GAME, ada));
    assertEquals(Optional.empty(), stores.personas().find(GAME, later.id()));
    assertEquals(List.of(first), stores.personas().of(ada));
  }

  @Test
  default void keepsGamesApart() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    AccountId bob = shadow(stores, "bob");
    Persona here = persona(stores, GAME, "p", ada);
    Persona there = persona(stores, OTHER_GAME, "p", bob);

    assertEquals(Optional.of(here), stores.personas().find(GAME, here.id()));
    assertEquals(Optional.of(there), stores.personas().find(OTHER_GAME, here.id()));
    assertEquals(Optional.empty(), stores.personas().current(OTHER_GAME, ada));
    assertEquals(
        Optional.empty(), stores.accounts().findByIdentity(steam("ada"), OTHER_GAME).persona());
  }

  @Test
  default void refusesAPersonaThatAnotherAccountHas() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    AccountId bob = shadow(stores, "bob");
    Persona adas = persona(stores, GAME, "p", ada);

    assertThrows(
        StoreException.class, () -> stores.personas().getOrAssign(freshPersona(GAME, "p", bob)));

    assertEquals(Optional.of(adas), stores.personas().find(GAME, adas.id()));
    assertEquals(Optional.empty(), stores.personas().current(GAME, bob));
    assertEquals(List.of(), stores.personas().of(bob));
    Persona bobs = persona(stores, GAME, "p2", bob);
    assertEquals(Optional.of(bobs), stores.personas().current(GAME, bob));
  }

  @Test
  default void listsAllPersonasOfAnAccount() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    Persona one = persona(stores, GAME, "p1", ada);
    Persona two = persona(stores, OTHER_GAME, "p2", ada);
    persona(stores, GAME, "p3", shadow(stores, "bob"));

    assertEquals(Set.of(one, two), new HashSet<>(stores.personas().of(ada)));
  }

  @Test
  default void givesBackAnyGameAndPersona() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    AccountId bob = shadow(stores, "bob");
    List<Persona> given = new ArrayList<>();
    for (String text : HostileTexts.printable()) {
      given.add(persona(stores, new GameId(text), text, ada));
      given.add(persona(stores, new GameId(text), text + text, bob));
    }
    given.add(persona(stores, new GameId("#".repeat(64)), "'".repeat(64), ada));
    given.add(persona(stores, new GameId("s#t#u"), "v", ada));
    given.add(persona(stores, new GameId("s#t"), "u#v", bob));

    for (Persona each : given) {
      assertEquals(Optional.of(each), stores.personas().find(each.game(), each.id()));
      assertEquals(Optional.of(each), stores.personas().current(each.game(), each.account()));
    }
    assertEquals(
        given.stream().filter(each -> each.account().equals(ada)).toList().size(),
        stores.personas().of(ada).size());
  }

  @Test
  default void racesForAPersonaHaveOneWinner() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 2; round++) {
      AccountId account = shadow(stores, "r" + round);
      String start = "p" + round + ".";

      List<Persona> assigned =
          together(
              16,
              i ->
                  () ->
                      (i % 2 == 0 ? stores : elsewhere)
                          .personas()
                          .getOrAssign(freshPersona(GAME, start + i, account)));

      assertEquals(1, Set.copyOf(assigned).size());
      assertEquals(List.of(assigned.get(0)), stores.personas().of(account));
      long kept = 0;
      for (int i = 0; i < 16; i++) {
        kept += stores.personas().find(GAME, new PersonaId(start + i)).stream().count();
      }
      assertEquals(1, kept);
    }
  }
}
