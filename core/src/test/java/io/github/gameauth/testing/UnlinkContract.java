// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static io.github.gameauth.testing.StartGate.together;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static io.github.gameauth.testing.TestPlayers.account;
import static io.github.gameauth.testing.TestPlayers.fresh;
import static io.github.gameauth.testing.TestPlayers.guest;
import static io.github.gameauth.testing.TestPlayers.guestIdentity;
import static io.github.gameauth.testing.TestPlayers.id;
import static io.github.gameauth.testing.TestPlayers.identities;
import static io.github.gameauth.testing.TestPlayers.owner;
import static io.github.gameauth.testing.TestPlayers.psn;
import static io.github.gameauth.testing.TestPlayers.revocations;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static io.github.gameauth.testing.TestPlayers.steam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.LinkOutcome.Linked;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.account.TransferOutcome.LastCredential;
import io.github.gameauth.account.TransferOutcome.Transferred;
import io.github.gameauth.account.UnlinkOutcome;
import io.github.gameauth.storage.Stores;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How an account loses identities, and keeps the last; part of {@link AccountStoreContract}. */
public interface UnlinkContract extends StoresContract {
  private static AccountId withTwo(Stores stores, String name) {
    AccountId account = shadow(stores, name);
    alsoPsn(stores, account);
    return account;
  }

  private static void alsoPsn(Stores stores, AccountId account) {
    assertInstanceOf(
        Linked.class, stores.accounts().link(account, psn(account.value()), LinkRules.USUAL, NOW));
  }

  private static UnlinkOutcome unlink(Stores stores, AccountId account, ExternalIdentity which) {
    return stores.accounts().unlink(account, which, NOW);
  }

  @Test
  default void takesAnIdentityOff() {
    Stores stores = emptyStores();
    AccountId ada = withTwo(stores, "ada");
    Account before = account(stores, ada);

    assertEquals(UnlinkOutcome.UNLINKED, unlink(stores, ada, steam("ada")));

    Stores elsewhere = sameStoresElsewhere(stores);
    assertEquals(Optional.empty(), owner(elsewhere, steam("ada")));
    assertEquals(Set.of(psn("ada")), identities(elsewhere, ada));
    assertEquals(before, account(elsewhere, ada));
    assertEquals(Set.of(), revocations(elsewhere));
  }

  @Test
  default void letsAnIdentityThatIsOffMakeAnotherAccount() {
    Stores stores = emptyStores();
    AccountId ada = withTwo(stores, "ada");
    unlink(stores, ada, steam("ada"));

    assertTrue(stores.accounts().findOrCreate(steam("ada"), fresh("new")).created());

    assertEquals(Optional.of(id("new")), owner(stores, steam("ada")));
  }

  @Test
  default void letsAnotherAccountHaveAnIdentityThatIsOff() {
    Stores stores = emptyStores();
    AccountId ada = withTwo(stores, "ada");
    AccountId bob = shadow(stores, "bob");
    unlink(stores, ada, psn("ada"));

    assertInstanceOf(Linked.class, stores.accounts().link(bob, psn("ada"), LinkRules.USUAL, NOW));
    // The place for that provider is free again, too.
    assertInstanceOf(
        Linked.class, stores.accounts().link(ada, psn("ada's new"), LinkRules.USUAL, NOW));
  }

  @Test
  default void takesNothingOffThatIsNotThere() {
    Stores stores = emptyStores();
    AccountId ada = withTwo(stores, "ada");
    shadow(stores, "bob");

    assertEquals(UnlinkOutcome.NOT_LINKED, unlink(stores, ada, steam("bob")));
    assertEquals(UnlinkOutcome.NOT_LINKED, unlink(stores, ada, steam("nobody")));
    assertEquals(UnlinkOutcome.NOT_LINKED, unlink(stores, ada, guestIdentity("nobody")));

    assertEquals(Set.of(steam("ada"), psn("ada")), identities(stores, ada));
    assertEquals(Optional.of(id("bob")), owner(stores, steam("bob")));
  }

  @Test
  default void saysThatAnIdentityIsOffIfItWasTakenOffBefore() {
    Stores stores = emptyStores();
    AccountId ada = withTwo(stores, "ada");
    unlink(stores, ada, steam("ada"));

    assertEquals(UnlinkOutcome.NOT_LINKED, unlink(stores, ada, steam("ada")));
  }

  @Test
  default void keepsTheLastIdentity() {
    Stores stores = emptyStores();
    AccountId ada = withTwo(stores, "ada");
    unlink(stores, ada, psn("ada"));

    assertEquals(
        UnlinkOutcome.LAST_CREDENTIAL, unlink(sameStoresElsewhere(stores), ada, steam("ada")));

    assertEquals(Set.of(steam("ada")), identities(stores, ada));
  }

  @Test
  default void keepsTheOnlySecretOfAGuest() {
    Stores stores = emptyStores();
    AccountId ada = guest(stores, "ada");

    assertEquals(UnlinkOutcome.LAST_CREDENTIAL, unlink(stores, ada, guestIdentity("ada")));

    assertTrue(stores.guests().find("g-ada").isPresent());
    assertEquals(Set.of(guestIdentity("ada")), identities(stores, ada));
  }

  @Test
  default void takesAGuestsSecretOffWithItsIdentity() {
    Stores stores = emptyStores();
    AccountId ada = guest(stores, "ada");
    alsoPsn(stores, ada);

    assertEquals(UnlinkOutcome.UNLINKED, unlink(stores, ada, guestIdentity("ada")));

    assertEquals(Optional.empty(), sameStoresElsewhere(stores).guests().find("g-ada"));
    assertEquals(Optional.empty(), owner(stores, guestIdentity("ada")));
    assertEquals(UnlinkOutcome.LAST_CREDENTIAL, unlink(stores, ada, psn("ada")));
  }

  @Test
  default void countsAGuestsSecretUntilItEnds() {
    Stores stores = emptyStores();
    AccountId ada = guest(stores, "ada");
    alsoPsn(stores, ada);
    Instant end = NOW.plus(LinkRules.USUAL.guestOverlap());

    assertEquals(UnlinkOutcome.LAST_CREDENTIAL, stores.accounts().unlink(ada, psn("ada"), end));
    assertEquals(Set.of(guestIdentity("ada"), psn("ada")), identities(stores, ada));

    assertEquals(
        UnlinkOutcome.UNLINKED, stores.accounts().unlink(ada, psn("ada"), end.minusMillis(1)));
  }

  @Test
  default void takesOffASecretThatHasEndedAtAnyTime() {
    Stores stores = emptyStores();
    AccountId ada = guest(stores, "ada");
    alsoPsn(stores, ada);
    Instant end = NOW.plus(LinkRules.USUAL.guestOverlap());

    assertEquals(UnlinkOutcome.UNLINKED, stores.accounts().unlink(ada, guestIdentity("ada"), end));

    assertEquals(Set.of(psn("ada")), identities(stores, ada));
    assertEquals(Optional.empty(), stores.guests().find("g-ada"));
  }

  @Test
  default void takesNothingOffAnAccountThatIsNotInUse() {
    Stores stores = emptyStores();
    AccountId deleted = withTwo(stores, "deleted");
    stores.accounts().delete(deleted, NOW, UNTIL);
    AccountId merged = guest(stores, "merged");
    AccountId winner = shadow(stores, "winner");
    stores.accounts().merge(winner, merged, LinkRules.USUAL, NOW, UNTIL);

    UnlinkOutcome notActive = UnlinkOutcome.ACCOUNT_NOT_ACTIVE;
    assertEquals(notActive, unlink(stores, deleted, steam("deleted")));
    assertEquals(notActive, unlink(stores, merged, guestIdentity("merged")));
    assertEquals(notActive, unlink(stores, id("nobody"), steam("winner")));

    assertEquals(Set.of(steam("winner"), guestIdentity("merged")), identities(stores, winner));
  }

  @Test
  default void takesNothingOffABannedAccount() {
    Stores stores = emptyStores();
    AccountId ada = withTwo(stores, "ada");
    Instant end = NOW.plusSeconds(60);
    stores.accounts().ban(ada, Ban.until(end, "cheating"), NOW, UNTIL);

    assertEquals(
        UnlinkOutcome.ACCOUNT_NOT_ACTIVE,
        stores.accounts().unlink(ada, psn("ada"), end.minusMillis(1)));
    assertEquals(2, stores.accounts().links(ada).size());

    assertEquals(UnlinkOutcome.UNLINKED, stores.accounts().unlink(ada, psn("ada"), end));
  }

  @Test
  default void racesForTheLastTwoLeaveOneOfThem() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() * 10 / 3; round++) {
      AccountId account = withTwo(stores, "r" + round);

      List<UnlinkOutcome> outcomes =
          together(
              () -> unlink(stores, account, steam(account.value())),
              () -> unlink(elsewhere, account, psn(account.value())));

      assertEquals(1, Collections.frequency(outcomes, UnlinkOutcome.UNLINKED));
      assertEquals(1, Collections.frequency(outcomes, UnlinkOutcome.LAST_CREDENTIAL));
      assertEquals(1, stores.accounts().links(account).size());
    }
  }

  @Test
  default void racesForAGuestsLastTwoLeaveOneOfThem() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 2; round++) {
      String name = "r" + round;
      AccountId account = guest(stores, name);
      alsoPsn(stores, account);

      List<UnlinkOutcome> outcomes =
          together(
              () -> unlink(stores, account, guestIdentity(name)),
              () -> unlink(elsewhere, account, psn(name)));

      assertEquals(1, Collections.frequency(outcomes, UnlinkOutcome.UNLINKED));
      assertEquals(1, Collections.frequency(outcomes, UnlinkOutcome.LAST_CREDENTIAL));
      assertEquals(1, stores.accounts().links(account).size());
    }
  }

  @Test
  default void racesToTakeOffAndTransferLeaveOneIdentity() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 2; round++) {
      String name = "r" + round;
      AccountId account = withTwo(stores, name);
      AccountId other = shadow(stores, "other" + round);

      List<Object> outcomes =
          together(
              () -> unlink(stores, account, steam(name)),
              () ->
                  elsewhere
                      .accounts()
                      .transfer(psn(name), account, other, false, LinkRules.USUAL, NOW, UNTIL));

      assertEquals(
          outcomes.get(0) == UnlinkOutcome.UNLINKED ? LastCredential.class : Transferred.class,
          outcomes.get(1).getClass());
      assertEquals(1, stores.accounts().links(account).size());
    }
  }
}
