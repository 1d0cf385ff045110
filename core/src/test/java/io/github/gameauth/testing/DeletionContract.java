// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static io.github.gameauth.testing.StartGate.together;
import static io.github.gameauth.testing.TestPlayers.GAME;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.OTHER_GAME;
import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static io.github.gameauth.testing.TestPlayers.account;
import static io.github.gameauth.testing.TestPlayers.ended;
import static io.github.gameauth.testing.TestPlayers.fresh;
import static io.github.gameauth.testing.TestPlayers.guest;
import static io.github.gameauth.testing.TestPlayers.guestIdentity;
import static io.github.gameauth.testing.TestPlayers.id;
import static io.github.gameauth.testing.TestPlayers.owner;
import static io.github.gameauth.testing.TestPlayers.persona;
import static io.github.gameauth.testing.TestPlayers.psn;
import static io.github.gameauth.testing.TestPlayers.revocations;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static io.github.gameauth.testing.TestPlayers.shadowOfPsn;
import static io.github.gameauth.testing.TestPlayers.steam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.KnownIdentity;
import io.github.gameauth.account.LinkOutcome;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.account.Persona;
import io.github.gameauth.storage.Stores;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is left of an account that is deleted; part of {@link AccountStoreContract}. */
public interface DeletionContract extends StoresContract {
  @Test
  default void leavesTheNameOfADeletedAccount() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");

    assertTrue(stores.accounts().delete(ada, NOW, UNTIL));

    assertEquals(
        new Account(
            ada,
            AccountKind.SHADOW,
            AccountStatus.DELETED,
            Optional.empty(),
            1,
            Optional.empty(),
            NOW),
        account(sameStoresElsewhere(stores), ada));
    assertFalse(account(stores, ada).isActiveAt(NOW));
  }

  @Test
  default void takesIdentitiesGuestsAndPersonasAlong() {
    Stores stores = emptyStores();
    AccountId ada = guest(stores, "ada");
    stores.accounts().link(ada, steam("ada"), LinkRules.USUAL, NOW);
    Persona one = persona(stores, GAME, "p1", ada);
    Persona other = persona(stores, OTHER_GAME, "p2", ada);

    stores.accounts().delete(ada, NOW, UNTIL);

    Stores elsewhere = sameStoresElsewhere(stores);
    assertEquals(List.of(), elsewhere.accounts().links(ada));
    assertEquals(KnownIdentity.UNKNOWN, elsewhere.accounts().findByIdentity(steam("ada"), GAME));
    assertEquals(Optional.empty(), owner(elsewhere, guestIdentity("ada")));
    assertEquals(Optional.empty(), elsewhere.guests().find("g-ada"));
    assertEquals(List.of(), elsewhere.personas().of(ada));
    assertEquals(Optional.empty(), elsewhere.personas().current(GAME, ada));
    assertEquals(Optional.empty(), elsewhere.personas().find(GAME, one.id()));
    assertEquals(Optional.empty(), elsewhere.personas().find(OTHER_GAME, other.id()));
  }

  @Test
  default void endsTheSessionsOfADeletedAccount() {
    Stores stores = emptyStores();
    AccountId winner = shadow(stores, "winner");
    AccountId loser = shadowOfPsn(stores, "loser");
    persona(stores, GAME, "p1", winner);
    Persona alias = persona(stores, GAME, "p2", loser);
    stores.accounts().merge(winner, loser, LinkRules.USUAL, NOW, UNTIL);
    stores.accounts().raiseEpoch(winner, NOW, UNTIL);

    stores.accounts().delete(winner, NOW, UNTIL);

    assertEquals(2, account(stores, winner).sessionEpoch());
    assertTrue(revocations(stores).containsAll(ended(2, "winner", "p1", "p2")));
    assertEquals(Optional.empty(), stores.personas().find(GAME, alias.id()));
  }

  @Test
  default void letsTheIdentityOfADeletedAccountStartAnew() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    stores.accounts().delete(ada, NOW, UNTIL);

    assertTrue(stores.accounts().findOrCreate(steam("ada"), fresh("new")).created());

    assertEquals(Optional.of(id("new")), owner(stores, steam("ada")));
    assertEquals(AccountStatus.DELETED, account(stores, ada).status());
  }

  @Test
  default void deletesNothingTwice() {
    Stores stores = emptyStores();
    AccountId deleted = shadow(stores, "deleted");
    stores.accounts().delete(deleted, NOW, UNTIL);
    AccountId merged = shadowOfPsn(stores, "merged");
    AccountId winner = shadow(stores, "winner");
    stores.accounts().merge(winner, merged, LinkRules.USUAL, NOW, UNTIL);

    for (AccountId each : List.of(deleted, merged, id("nobody"))) {
      assertFalse(stores.accounts().delete(each, NOW, UNTIL));
    }
    assertEquals(1, account(stores, deleted).sessionEpoch());
    assertEquals(AccountStatus.MERGED, account(stores, merged).status());
    assertEquals(Optional.of(winner), owner(stores, psn("merged")));
  }

  @Test
  default void passesABanOnToIdentitiesWhenItsAccountIsDeleted() {
    Stores stores = emptyStores();
    AccountId ada = guest(stores, "ada");
    stores.accounts().link(ada, steam("ada"), LinkRules.USUAL, NOW);
    stores.accounts().link(ada, psn("ada"), LinkRules.USUAL, NOW);
    Ban ban = Ban.until(NOW.plusSeconds(60), "cheating");
    stores.accounts().ban(ada, ban, NOW, UNTIL);

    assertTrue(stores.accounts().delete(ada, NOW, UNTIL));

    KnownIdentity banned = new KnownIdentity(Optional.empty(), Optional.empty(), Optional.of(ban));
    assertEquals(banned, stores.accounts().findByIdentity(steam("ada"), GAME));
    assertEquals(banned, stores.accounts().findByIdentity(psn("ada"), GAME));
    assertEquals(
        KnownIdentity.UNKNOWN, stores.accounts().findByIdentity(guestIdentity("ada"), GAME));
    assertEquals(Optional.of(ban), account(stores, ada).ban());
    assertEquals(2, account(stores, ada).sessionEpoch());
  }

  @Test
  default void shortensNoBanOfAnIdentity() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    stores.accounts().link(ada, psn("ada"), LinkRules.USUAL, NOW);
    Ban ban = Ban.until(NOW.plusSeconds(60), "cheating");
    Ban shorter = Ban.until(NOW.plusSeconds(59), "spam");
    Ban longer = Ban.forever("fraud");
    stores.accounts().banIdentity(steam("ada"), shorter, NOW);
    stores.accounts().banIdentity(psn("ada"), longer, NOW);
    stores.accounts().ban(ada, ban, NOW, UNTIL);

    stores.accounts().delete(ada, NOW, UNTIL);

    assertEquals(Optional.of(ban), stores.accounts().findByIdentity(steam("ada"), GAME).ban());
    assertEquals(Optional.of(longer), stores.accounts().findByIdentity(psn("ada"), GAME).ban());
  }

  @Test
  default void leavesOtherAccountsAlone() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    AccountId bob = guest(stores, "bob");
    Persona bobs = persona(stores, GAME, "p", bob);
    Account before = account(stores, bob);

    stores.accounts().delete(ada, NOW, UNTIL);

    assertEquals(before, account(stores, bob));
    assertEquals(Optional.of(bobs), stores.personas().current(GAME, bob));
    assertTrue(stores.guests().find("g-bob").isPresent());
  }

  @Test
  default void racesToDeleteHaveOneWinner() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 6; round++) {
      AccountId account = shadow(stores, "r" + round);

      List<Boolean> deleted =
          together(
              4,
              i -> () -> (i % 2 == 0 ? stores : elsewhere).accounts().delete(account, NOW, UNTIL));

      assertEquals(1, Collections.frequency(deleted, true));
      assertEquals(1, account(stores, account).sessionEpoch());
    }
  }

  @Test
  default void noIdentityIsLostToAnAccountThatIsDeletedMeanwhile() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 2; round++) {
      AccountId account = shadow(stores, "r" + round);
      String subject = "p" + round;

      List<Object> both =
          together(
              () -> stores.accounts().delete(account, NOW, UNTIL),
              () -> elsewhere.accounts().link(account, psn(subject), LinkRules.USUAL, NOW));

      assertEquals(true, both.get(0));
      assertInstanceOf(LinkOutcome.class, both.get(1));
      assertEquals(Optional.empty(), owner(stores, psn(subject)));
      assertEquals(List.of(), stores.accounts().links(account));
    }
  }
}
