// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static io.github.gameauth.testing.StartGate.together;
import static io.github.gameauth.testing.TestPlayers.GAME;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.OTHER_GAME;
import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static io.github.gameauth.testing.TestPlayers.account;
import static io.github.gameauth.testing.TestPlayers.ended;
import static io.github.gameauth.testing.TestPlayers.freshPersona;
import static io.github.gameauth.testing.TestPlayers.guest;
import static io.github.gameauth.testing.TestPlayers.persona;
import static io.github.gameauth.testing.TestPlayers.psn;
import static io.github.gameauth.testing.TestPlayers.revocations;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static io.github.gameauth.testing.TestPlayers.shadowOfPsn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.account.MergeOutcome.Merged;
import io.github.gameauth.account.Persona;
import io.github.gameauth.account.PersonaId;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.store.StoreException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of personas in a merge; part of {@link AccountStoreContract}. */
public interface MergedPersonasContract extends StoresContract {
  private static Merged merge(Stores stores, AccountId winner, AccountId loser) {
    return assertInstanceOf(
        Merged.class, stores.accounts().merge(winner, loser, LinkRules.USUAL, NOW, UNTIL));
  }

  /** The persona once it is an alias, or another account's. */
  private static Persona now(Persona persona, AccountId account, Optional<PersonaId> aliasOf) {
    return new Persona(persona.game(), persona.id(), account, persona.keyVersion(), aliasOf);
  }

  @Test
  default void makesThePersonasOfTheLoserAliases() {
    Stores stores = emptyStores();
    AccountId winner = shadow(stores, "winner");
    AccountId loser = shadowOfPsn(stores, "loser");
    Persona stays = persona(stores, GAME, "p1", winner);
    Persona goes = persona(stores, GAME, "p2", loser);
    Persona alias = now(goes, winner, Optional.of(stays.id()));

    Merged merged = merge(stores, winner, loser);

    assertEquals(List.of(alias), merged.aliases());
    Stores elsewhere = sameStoresElsewhere(stores);
    assertEquals(Optional.of(stays), elsewhere.personas().current(GAME, winner));
    assertEquals(Optional.empty(), elsewhere.personas().current(GAME, loser));
    assertEquals(Optional.of(alias), elsewhere.personas().find(GAME, goes.id()));
    assertEquals(Set.of(stays, alias), new HashSet<>(elsewhere.personas().of(winner)));
    assertEquals(List.of(), elsewhere.personas().of(loser));
    assertEquals(
        Optional.of(stays), elsewhere.accounts().findByIdentity(psn("loser"), GAME).persona());
    assertEquals(stays, elsewhere.personas().getOrAssign(freshPersona(GAME, "p3", winner)));
  }

  @Test
  default void takesPersonasOverWhereTheWinnerHasNone() {
    Stores stores = emptyStores();
    AccountId winner = shadow(stores, "winner");
    AccountId loser = shadowOfPsn(stores, "loser");
    persona(stores, GAME, "p1", winner);
    Persona goesOn = persona(stores, OTHER_GAME, "p2", loser);
    Persona moved = now(goesOn, winner, Optional.empty());

    Merged merged = merge(stores, winner, loser);

    assertEquals(List.of(), merged.aliases());
    assertEquals(Optional.of(moved), stores.personas().current(OTHER_GAME, winner));
    assertEquals(Optional.of(moved), stores.personas().find(OTHER_GAME, goesOn.id()));
    assertEquals(2, stores.personas().of(winner).size());
    assertEquals(List.of(), stores.personas().of(loser));
    assertEquals(moved, stores.personas().getOrAssign(freshPersona(OTHER_GAME, "p3", winner)));
  }

  @Test
  default void revokesThePersonasOfTheLoserAlone() {
    Stores stores = emptyStores();
    AccountId winner = shadow(stores, "winner");
    AccountId loser = shadowOfPsn(stores, "loser");
    persona(stores, GAME, "p1", winner);
    persona(stores, GAME, "p2", loser);
    persona(stores, OTHER_GAME, "p3", loser);

    merge(stores, winner, loser);

    assertEquals(ended(1, "loser", "p2", "p3"), revocations(sameStoresElsewhere(stores)));
  }

  @Test
  default void revokesAliasesTooWhenSessionsEnd() {
    Stores stores = emptyStores();
    AccountId winner = shadow(stores, "winner");
    AccountId loser = shadowOfPsn(stores, "loser");
    persona(stores, GAME, "p1", winner);
    persona(stores, GAME, "p2", loser);
    merge(stores, winner, loser);
    stores.accounts().raiseEpoch(winner, NOW, UNTIL);

    assertEquals(2, stores.accounts().raiseEpoch(winner, NOW, UNTIL).orElseThrow());

    assertTrue(revocations(stores).containsAll(ended(2, "winner", "p1", "p2")));
  }

  /**
   * A persona that goes on as the winner's stands in new tokens together with the winner's epoch.
   * If that were lower than what the loser's tokens are dead below, the new ones would be dead too.
   */
  @Test
  default void raisesTheWinnersEpochToThatOfThePersonasItTakesOver() {
    Stores stores = emptyStores();
    AccountId winner = shadow(stores, "winner");
    AccountId loser = shadowOfPsn(stores, "loser");
    stores.accounts().raiseEpoch(loser, NOW, NOW);
    stores.accounts().raiseEpoch(loser, NOW, NOW);
    persona(stores, GAME, "p", loser);

    Merged merged = merge(stores, winner, loser);

    assertEquals(3, account(stores, loser).sessionEpoch());
    assertTrue(revocations(stores).containsAll(ended(3, "loser", "p")));
    assertEquals(3, account(stores, winner).sessionEpoch());
    assertEquals(account(stores, winner), merged.winner());
  }

  @Test
  default void leavesTheWinnersEpochWhereItIsHighEnough() {
    Stores stores = emptyStores();
    AccountId winner = shadow(stores, "winner");
    AccountId loser = shadowOfPsn(stores, "loser");
    for (int i = 0; i < 5; i++) {
      stores.accounts().raiseEpoch(winner, NOW, NOW);
    }
    persona(stores, GAME, "p", loser);

    merge(stores, winner, loser);

    assertEquals(5, account(stores, winner).sessionEpoch());
  }

  @Test
  default void leavesTheWinnersEpochIfItTakesNoPersonaOver() {
    Stores stores = emptyStores();
    AccountId winner = shadow(stores, "winner");
    AccountId loser = shadowOfPsn(stores, "loser");
    persona(stores, GAME, "p1", winner);
    persona(stores, GAME, "p2", loser);

    merge(stores, winner, loser);

    assertEquals(0, account(stores, winner).sessionEpoch());
  }

  @Test
  default void aliasesFollowTheirPersonaThroughFurtherMerges() {
    Stores stores = emptyStores();
    AccountId first = shadow(stores, "first");
    AccountId second = shadowOfPsn(stores, "second");
    AccountId third = guest(stores, "third");
    Persona oldest = persona(stores, GAME, "p1", first);
    Persona middle = persona(stores, GAME, "p2", second);
    Persona last = persona(stores, GAME, "p3", third);
    merge(stores, second, first);

    merge(stores, third, second);

    assertEquals(
        Set.of(
            last,
            now(middle, third, Optional.of(last.id())),
            now(oldest, third, Optional.of(last.id()))),
        new HashSet<>(stores.personas().of(third)));
    assertEquals(
        Optional.of(third), stores.personas().find(GAME, oldest.id()).map(Persona::account));
  }

  @Test
  default void aliasesGoAlongWithAPersonaThatGoesOn() {
    Stores stores = emptyStores();
    AccountId first = shadow(stores, "first");
    AccountId second = shadowOfPsn(stores, "second");
    AccountId third = guest(stores, "third");
    Persona oldest = persona(stores, GAME, "p1", first);
    Persona middle = persona(stores, GAME, "p2", second);
    merge(stores, second, first);

    merge(stores, third, second);

    assertEquals(
        Set.of(now(middle, third, Optional.empty()), now(oldest, third, Optional.of(middle.id()))),
        new HashSet<>(stores.personas().of(third)));
    assertTrue(revocations(stores).containsAll(ended(1, "second", "p1", "p2")));
  }

  @Test
  default void givesAnAliasToNobodyElse() {
    Stores stores = emptyStores();
    AccountId winner = shadow(stores, "winner");
    AccountId loser = shadowOfPsn(stores, "loser");
    persona(stores, GAME, "p1", winner);
    persona(stores, GAME, "p2", loser);
    merge(stores, winner, loser);
    AccountId third = guest(stores, "third");

    assertThrows(
        StoreException.class, () -> stores.personas().getOrAssign(freshPersona(GAME, "p2", third)));

    assertEquals(Optional.empty(), stores.personas().current(GAME, third));
  }

  @Test
  default void aWinnerHasOnePersonaAGameWhateverItGetsMeanwhile() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 2; round++) {
      AccountId winner = shadow(stores, "r" + round);
      AccountId loser = shadowOfPsn(stores, "l" + round);
      Persona losers = persona(stores, GAME, "l" + round, loser);
      Persona winners = freshPersona(GAME, "w" + round, winner);

      List<Object> both =
          together(
              () -> merge(stores, winner, loser), () -> elsewhere.personas().getOrAssign(winners));

      Persona current = stores.personas().current(GAME, winner).orElseThrow();
      assertEquals(current, both.get(1));
      boolean first = current.equals(winners);
      assertEquals(
          first
              ? Set.of(winners, now(losers, winner, Optional.of(winners.id())))
              : Set.of(now(losers, winner, Optional.empty())),
          new HashSet<>(stores.personas().of(winner)));
      assertEquals(first ? 1 : 0, ((Merged) both.get(0)).aliases().size());
    }
  }
}
