// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static io.github.gameauth.testing.StartGate.together;
import static io.github.gameauth.testing.TestPlayers.GAME;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.OTHER_GAME;
import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static io.github.gameauth.testing.TestPlayers.account;
import static io.github.gameauth.testing.TestPlayers.ended;
import static io.github.gameauth.testing.TestPlayers.freshGuest;
import static io.github.gameauth.testing.TestPlayers.guest;
import static io.github.gameauth.testing.TestPlayers.guestIdentity;
import static io.github.gameauth.testing.TestPlayers.id;
import static io.github.gameauth.testing.TestPlayers.identities;
import static io.github.gameauth.testing.TestPlayers.owner;
import static io.github.gameauth.testing.TestPlayers.persona;
import static io.github.gameauth.testing.TestPlayers.psn;
import static io.github.gameauth.testing.TestPlayers.revocations;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static io.github.gameauth.testing.TestPlayers.shadowOfPsn;
import static io.github.gameauth.testing.TestPlayers.steam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.IdentityLink;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.account.Persona;
import io.github.gameauth.account.TransferOutcome;
import io.github.gameauth.account.TransferOutcome.AccountNotActive;
import io.github.gameauth.account.TransferOutcome.CoolingDown;
import io.github.gameauth.account.TransferOutcome.LastCredential;
import io.github.gameauth.account.TransferOutcome.NotOwned;
import io.github.gameauth.account.TransferOutcome.ProviderSlotTaken;
import io.github.gameauth.account.TransferOutcome.Transferred;
import io.github.gameauth.storage.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How an identity changes its account; part of {@link AccountStoreContract}. */
public interface TransferContract extends StoresContract {
  private static TransferOutcome transfer(
      Stores stores, ExternalIdentity identity, AccountId from, AccountId to) {
    return transfer(stores, identity, from, to, LinkRules.USUAL, NOW);
  }

  /** A transfer that may leave the first account empty. */
  private static TransferOutcome transfer(
      Stores stores,
      ExternalIdentity identity,
      AccountId from,
      AccountId to,
      LinkRules rules,
      Instant now) {
    return stores.accounts().transfer(identity, from, to, true, rules, now, UNTIL);
  }

  @Test
  default void letsAnIdentityLeadToAnotherAccount() {
    Stores stores = emptyStores();
    AccountId from = shadow(stores, "from");
    AccountId to = shadowOfPsn(stores, "to");
    Account before = account(stores, to);
    Instant now = NOW.plusSeconds(1);

    TransferOutcome outcome =
        transfer(stores, steam("from"), from, to, LinkRules.USUAL, now.plusNanos(999_999));

    Stores elsewhere = sameStoresElsewhere(stores);
    assertEquals(new Transferred(before), outcome);
    assertEquals(before, account(elsewhere, to));
    assertEquals(Optional.of(to), owner(elsewhere, steam("from")));
    assertEquals(
        Set.of(
            new IdentityLink(psn("to"), to, NOW, Optional.empty()),
            new IdentityLink(steam("from"), to, NOW, Optional.of(now))),
        Set.copyOf(elsewhere.accounts().links(to)));
    assertEquals(List.of(), elsewhere.accounts().links(from));
  }

  @Test
  default void endsTheSessionsOfTheAccountThatAnIdentityLeaves() {
    Stores stores = emptyStores();
    AccountId from = shadow(stores, "from");
    AccountId to = shadowOfPsn(stores, "to");
    Persona one = persona(stores, GAME, "p1", from);
    persona(stores, OTHER_GAME, "p2", from);
    persona(stores, GAME, "p3", to);

    transfer(stores, steam("from"), from, to);

    assertEquals(1, account(stores, from).sessionEpoch());
    assertEquals(ended(1, "from", "p1", "p2"), revocations(sameStoresElsewhere(stores)));
    // Its personas stay with it.
    assertEquals(Optional.of(one), stores.personas().current(GAME, from));
  }

  @Test
  default void transfersNothingThatLeadsElsewhere() {
    Stores stores = emptyStores();
    AccountId from = shadow(stores, "from");
    AccountId to = shadowOfPsn(stores, "to");
    shadow(stores, "other");

    assertEquals(new NotOwned(), transfer(stores, steam("other"), from, to));
    assertEquals(new NotOwned(), transfer(stores, steam("nobody"), from, to));
    assertEquals(new NotOwned(), transfer(stores, psn("to"), from, to));

    assertEquals(Optional.of(id("other")), owner(stores, steam("other")));
    assertEquals(Optional.empty(), owner(stores, steam("nobody")));
    assertEquals(0, account(stores, from).sessionEpoch());
    assertEquals(Set.of(), revocations(stores));
  }

  @Test
  default void transfersNothingToAPlaceThatIsTaken() {
    Stores stores = emptyStores();
    AccountId from = shadow(stores, "from");
    AccountId to = shadow(stores, "to");

    assertEquals(new ProviderSlotTaken(), transfer(stores, steam("from"), from, to));
    assertEquals(Optional.of(from), owner(stores, steam("from")));
    assertEquals(0, account(stores, from).sessionEpoch());

    LinkRules several = LinkRules.USUAL.onePerProvider(false);
    assertInstanceOf(Transferred.class, transfer(stores, steam("from"), from, to, several, NOW));
    assertEquals(Set.of(steam("from"), steam("to")), identities(stores, to));
  }

  @Test
  default void transfersNoLastIdentityUnlessAllowed() {
    Stores stores = emptyStores();
    AccountId from = shadow(stores, "from");
    AccountId to = shadowOfPsn(stores, "to");

    assertEquals(
        new LastCredential(),
        stores.accounts().transfer(steam("from"), from, to, false, LinkRules.USUAL, NOW, UNTIL));

    assertEquals(Optional.of(from), owner(stores, steam("from")));
    assertEquals(0, account(stores, from).sessionEpoch());
    assertEquals(Set.of(), revocations(stores));
  }

  @Test
  default void transfersOneOfTwoIdentities() {
    Stores stores = emptyStores();
    AccountId from = shadow(stores, "from");
    AccountId to = shadow(stores, "to");
    stores.accounts().link(from, psn("from"), LinkRules.USUAL, NOW);

    assertInstanceOf(
        Transferred.class,
        stores.accounts().transfer(psn("from"), from, to, false, LinkRules.USUAL, NOW, UNTIL));

    assertEquals(Set.of(steam("from")), identities(stores, from));
    assertEquals(Set.of(steam("to"), psn("from")), identities(stores, to));
  }

  @Test
  default void countsAGuestsSecretOfTheFirstAccountUntilItEnds() {
    Stores stores = emptyStores();
    AccountId from = guest(stores, "from");
    AccountId to = shadowOfPsn(stores, "to");
    stores.accounts().link(from, steam("from"), LinkRules.USUAL, NOW);
    Instant end = NOW.plus(LinkRules.USUAL.guestOverlap());

    assertEquals(
        new LastCredential(),
        stores.accounts().transfer(steam("from"), from, to, false, LinkRules.USUAL, end, UNTIL));
    assertInstanceOf(
        Transferred.class,
        stores
            .accounts()
            .transfer(steam("from"), from, to, false, LinkRules.USUAL, end.minusMillis(1), UNTIL));
  }

  @Test
  default void transfersNothingFromOrToAnAccountThatIsNotInUse() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    AccountId deleted = shadowOfPsn(stores, "deleted");
    stores.accounts().delete(deleted, NOW, UNTIL);
    AccountId merged = shadowOfPsn(stores, "merged");
    stores.accounts().merge(shadow(stores, "winner"), merged, LinkRules.USUAL, NOW, UNTIL);

    for (AccountId each : List.of(deleted, merged, id("nobody"))) {
      assertEquals(new AccountNotActive(), transfer(stores, steam("ada"), ada, each));
      assertEquals(new AccountNotActive(), transfer(stores, psn("merged"), each, ada));
    }

    assertEquals(Set.of(steam("ada")), identities(stores, ada));
    assertEquals(Optional.of(id("winner")), owner(stores, psn("merged")));
    assertEquals(0, account(stores, ada).sessionEpoch());
  }

  @Test
  default void transfersNothingToTheSameAccount() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");

    assertEquals(new AccountNotActive(), transfer(stores, steam("ada"), ada, ada));

    assertEquals(
        List.of(new IdentityLink(steam("ada"), ada, NOW, Optional.empty())),
        stores.accounts().links(ada));
    assertEquals(0, account(stores, ada).sessionEpoch());
  }

  @Test
  default void transfersNothingWhileABanIsInForce() {
    Instant end = NOW.plusSeconds(60);
    Ban ban = Ban.until(end, "cheating");
    Stores stores = emptyStores();
    AccountId plain = shadow(stores, "plain");
    AccountId banned = shadowOfPsn(stores, "banned");
    stores.accounts().ban(banned, ban, NOW, UNTIL);
    AccountId other = shadow(stores, "other");
    stores.accounts().banIdentity(steam("other"), ban, NOW);
    AccountId target = shadowOfPsn(stores, "target");

    for (TransferOutcome outcome :
        List.of(
            transfer(stores, steam("plain"), plain, banned, LinkRules.USUAL, end.minusMillis(1)),
            transfer(stores, psn("banned"), banned, plain, LinkRules.USUAL, end.minusMillis(1)),
            transfer(stores, steam("other"), other, target, LinkRules.USUAL, end.minusMillis(1)))) {
      assertEquals(new AccountNotActive(), outcome);
    }
    assertEquals(Optional.of(plain), owner(stores, steam("plain")));
    assertEquals(Optional.of(banned), owner(stores, psn("banned")));
    assertEquals(Optional.of(other), owner(stores, steam("other")));

    assertInstanceOf(
        Transferred.class, transfer(stores, steam("other"), other, target, LinkRules.USUAL, end));
    assertInstanceOf(
        Transferred.class, transfer(stores, psn("banned"), banned, plain, LinkRules.USUAL, end));
  }

  @Test
  default void letsATransferredIdentityCoolDown() {
    Stores stores = emptyStores();
    AccountId from = shadow(stores, "from");
    AccountId to = shadowOfPsn(stores, "to");
    AccountId third = shadowOfPsn(stores, "third");
    Instant until = NOW.plus(LinkRules.USUAL.coolDown());
    transfer(stores, steam("from"), from, to);

    TransferOutcome early =
        transfer(stores, steam("from"), to, third, LinkRules.USUAL, until.minusMillis(1));
    assertEquals(new CoolingDown(until), early);
    assertEquals(Optional.of(to), owner(stores, steam("from")));
    assertEquals(0, account(stores, to).sessionEpoch());

    assertInstanceOf(
        Transferred.class, transfer(stores, steam("from"), to, third, LinkRules.USUAL, until));
    assertEquals(
        new CoolingDown(until.plus(LinkRules.USUAL.coolDown())),
        transfer(stores, steam("from"), third, to, LinkRules.USUAL, until));
  }

  @Test
  default void letsAMergedIdentityCoolDown() {
    Stores stores = emptyStores();
    AccountId winner = shadow(stores, "winner");
    AccountId third = shadow(stores, "third");
    Instant until = NOW.plus(LinkRules.USUAL.coolDown());
    stores.accounts().merge(winner, shadowOfPsn(stores, "loser"), LinkRules.USUAL, NOW, UNTIL);

    TransferOutcome early =
        transfer(stores, psn("loser"), winner, third, LinkRules.USUAL, until.minusMillis(1));
    assertEquals(new CoolingDown(until), early);
    // What was here before did not move.
    LinkRules several = LinkRules.USUAL.onePerProvider(false);
    assertInstanceOf(
        Transferred.class, transfer(stores, steam("winner"), winner, third, several, NOW));
  }

  @Test
  default void makesAGuestSomebodyByATransfer() {
    Stores stores = emptyStores();
    AccountId from = shadow(stores, "from");
    AccountId to = guest(stores, "to");

    TransferOutcome outcome = transfer(stores, steam("from"), from, to);

    assertEquals(new Transferred(account(stores, to)), outcome);
    assertEquals(AccountKind.SHADOW, account(stores, to).kind());
    assertEquals(
        Optional.of(freshGuest("to").endingAt(NOW.plus(LinkRules.USUAL.guestOverlap()))),
        stores.guests().find("g-to"));
  }

  @Test
  default void endsAGuestsSecretThatComesOver() {
    Stores stores = emptyStores();
    AccountId from = guest(stores, "from");
    AccountId to = shadow(stores, "to");

    TransferOutcome outcome = transfer(stores, guestIdentity("from"), from, to);

    assertEquals(new Transferred(account(stores, to)), outcome);
    assertEquals(Optional.of(to), owner(stores, guestIdentity("from")));
    assertEquals(
        Optional.of(freshGuest("from").endingAt(NOW.plus(LinkRules.USUAL.guestOverlap()))),
        stores.guests().find("g-from"));
  }

  @Test
  default void racesToGetAnIdentityHaveOneWinner() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 2; round++) {
      AccountId from = shadow(stores, "r" + round);
      String start = "r" + round + ".";
      Stream.of(0, 1, 2, 3).forEach(i -> shadowOfPsn(stores, start + i));

      List<TransferOutcome> outcomes =
          together(
              4,
              i ->
                  () ->
                      transfer(
                          i % 2 == 0 ? stores : elsewhere,
                          steam(from.value()),
                          from,
                          id(start + i)));

      assertEquals(1, outcomes.stream().filter(Transferred.class::isInstance).count());
      assertEquals(3, outcomes.stream().filter(NotOwned.class::isInstance).count());
      AccountId winner = owner(stores, steam(from.value())).orElseThrow();
      assertEquals(new Transferred(account(stores, winner)), outcomes.get(indexOf(winner)));
      assertEquals(2, stores.accounts().links(winner).size());
      assertEquals(1, account(stores, from).sessionEpoch());
    }
  }

  private static int indexOf(AccountId account) {
    return Integer.parseInt(account.value().substring(account.value().indexOf('.') + 1));
  }

  @Test
  default void racesOfTwoThatSwapIdentitiesLoseNone() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 2; round++) {
      String name = "r" + round;
      AccountId one = shadow(stores, name);
      String others = "o" + round;
      AccountId other = shadowOfPsn(stores, others);

      List<TransferOutcome> outcomes =
          together(
              () -> transfer(stores, steam(name), one, other),
              () -> transfer(elsewhere, psn(others), other, one));

      assertEquals(2, outcomes.stream().filter(Transferred.class::isInstance).count());
      assertEquals(Set.of(psn(others)), identities(stores, one));
      assertEquals(Set.of(steam(name)), identities(stores, other));
      assertEquals(1, account(stores, one).sessionEpoch());
      assertEquals(1, account(stores, other).sessionEpoch());
    }
  }
}
