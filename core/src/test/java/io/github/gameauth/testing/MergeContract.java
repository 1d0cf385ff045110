// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static io.github.gameauth.testing.StartGate.together;
import static io.github.gameauth.testing.TestPlayers.GAME;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static io.github.gameauth.testing.TestPlayers.account;
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
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.IdentityLink;
import io.github.gameauth.account.LinkOutcome;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.account.MergeOutcome;
import io.github.gameauth.account.MergeOutcome.AccountNotActive;
import io.github.gameauth.account.MergeOutcome.Merged;
import io.github.gameauth.account.MergeOutcome.ProviderSlotTaken;
import io.github.gameauth.storage.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * How two accounts become one; part of {@link AccountStoreContract}. What becomes of their personas
 * stands in {@link MergedPersonasContract}.
 */
public interface MergeContract extends MergedPersonasContract {
  private static MergeOutcome merge(Stores stores, AccountId winner, AccountId loser) {
    return merge(stores, winner, loser, NOW);
  }

  private static MergeOutcome merge(Stores stores, AccountId winner, AccountId loser, Instant now) {
    return stores.accounts().merge(winner, loser, LinkRules.USUAL, now, UNTIL);
  }

  @Test
  default void makesOneAccountOfTwo() {
    Stores stores = emptyStores();
    AccountId winner = shadow(stores, "winner");
    AccountId loser = shadowOfPsn(stores, "loser");
    Account before = account(stores, winner);
    Instant now = NOW.plusSeconds(1);

    MergeOutcome outcome = merge(stores, winner, loser, now.plusNanos(999_999));

    Stores elsewhere = sameStoresElsewhere(stores);
    assertEquals(new Merged(before, List.of()), outcome);
    assertEquals(before, account(elsewhere, winner));
    assertEquals(
        new Account(
            loser,
            AccountKind.SHADOW,
            AccountStatus.MERGED,
            Optional.of(winner),
            1,
            Optional.empty(),
            NOW),
        account(elsewhere, loser));
    assertEquals(
        Set.of(
            new IdentityLink(steam("winner"), winner, NOW, Optional.empty()),
            new IdentityLink(psn("loser"), winner, NOW, Optional.of(now))),
        Set.copyOf(elsewhere.accounts().links(winner)));
    assertEquals(List.of(), elsewhere.accounts().links(loser));
    assertEquals(Optional.of(winner), owner(elsewhere, psn("loser")));
  }

  @Test
  default void endsTheSessionsOfTheLoserAlone() {
    Stores stores = emptyStores();
    AccountId winner = shadow(stores, "winner");
    AccountId loser = shadowOfPsn(stores, "loser");
    stores.accounts().raiseEpoch(winner, NOW, NOW);
    stores.accounts().raiseEpoch(winner, NOW, NOW);
    persona(stores, GAME, "p1", winner);

    merge(stores, winner, loser);

    assertEquals(2, account(stores, winner).sessionEpoch());
    assertEquals(1, account(stores, loser).sessionEpoch());
    assertTrue(revocations(stores).containsAll(TestPlayers.ended(1, "loser")));
    assertEquals(
        Set.of("loser"),
        Set.copyOf(
            revocations(stores).stream()
                .filter(each -> each.expiresAt().equals(UNTIL))
                .map(each -> each.target())
                .toList()));
  }

  @Test
  default void makesTheStrongerOfTwoKinds() {
    Stores stores = emptyStores();
    AccountId guest = guest(stores, "guest");
    AccountId shadow = shadow(stores, "shadow");
    AccountId full = shadowOfPsn(stores, "full");
    stores.accounts().register(full, NOW);

    merge(stores, guest, shadow);
    assertEquals(AccountKind.SHADOW, account(stores, guest).kind());

    Merged merged = assertInstanceOf(Merged.class, merge(stores, guest, full));
    assertEquals(AccountKind.FULL, account(stores, guest).kind());
    assertEquals(account(stores, guest), merged.winner());

    merge(stores, guest, guest(stores, "another"));
    assertEquals(AccountKind.FULL, account(stores, guest).kind());
  }

  @Test
  default void keepsTheLongerOfTwoPastBans() {
    Stores stores = emptyStores();
    Ban shorter = Ban.until(NOW.minusSeconds(2), "spam");
    Ban longer = Ban.until(NOW.minusSeconds(1), "cheating");
    AccountId one = shadow(stores, "one");
    AccountId two = shadowOfPsn(stores, "two");
    AccountId three = guest(stores, "three");
    stores.accounts().ban(one, shorter, NOW, UNTIL);
    stores.accounts().ban(two, longer, NOW, UNTIL);
    stores.accounts().ban(three, shorter, NOW, UNTIL);

    merge(stores, one, two);
    assertEquals(Optional.of(longer), account(stores, one).ban());

    merge(stores, one, three);
    assertEquals(Optional.of(longer), account(stores, one).ban());
  }

  @Test
  default void mergesNothingWhileABanIsInForce() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    AccountId banned = shadowOfPsn(stores, "banned");
    Instant end = NOW.plusSeconds(60);
    stores.accounts().ban(banned, Ban.until(end, "cheating"), NOW, UNTIL);

    assertEquals(new AccountNotActive(), merge(stores, ada, banned, end.minusMillis(1)));
    assertEquals(new AccountNotActive(), merge(stores, banned, ada, end.minusMillis(1)));
    assertEquals(AccountStatus.ACTIVE, account(stores, banned).status());
    assertEquals(Set.of(steam("ada")), identities(stores, ada));

    assertInstanceOf(Merged.class, merge(stores, ada, banned, end));
  }

  @Test
  default void mergesNothingThatIsNotInUse() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    AccountId deleted = shadowOfPsn(stores, "deleted");
    stores.accounts().delete(deleted, NOW, UNTIL);
    AccountId merged = guest(stores, "merged");
    merge(stores, ada, merged);
    Account before = account(stores, ada);

    for (AccountId each : List.of(deleted, merged, id("nobody"), ada)) {
      assertEquals(new AccountNotActive(), merge(stores, ada, each));
      assertEquals(new AccountNotActive(), merge(stores, each, ada));
    }
    assertEquals(before, account(stores, ada));
    assertEquals(Set.of(steam("ada"), guestIdentity("merged")), identities(stores, ada));
  }

  @Test
  default void mergesNothingThatWouldTakeOnePlaceTwice() {
    Stores stores = emptyStores();
    AccountId winner = shadow(stores, "winner");
    AccountId loser = shadow(stores, "loser");
    stores.accounts().link(loser, psn("loser"), LinkRules.USUAL, NOW);

    assertEquals(new ProviderSlotTaken(), merge(stores, winner, loser));

    assertEquals(Set.of(steam("winner")), identities(stores, winner));
    assertEquals(Set.of(steam("loser"), psn("loser")), identities(stores, loser));
    assertEquals(AccountStatus.ACTIVE, account(stores, loser).status());
    assertEquals(0, account(stores, loser).sessionEpoch());
    assertEquals(Set.of(), revocations(stores));

    LinkRules several = LinkRules.USUAL.onePerProvider(false);
    assertInstanceOf(Merged.class, stores.accounts().merge(winner, loser, several, NOW, UNTIL));
    assertEquals(Set.of(steam("winner"), steam("loser"), psn("loser")), identities(stores, winner));
  }

  @Test
  default void endsTheSecretsOfAMergedGuest() {
    Stores stores = emptyStores();
    AccountId winner = shadow(stores, "winner");
    AccountId loser = guest(stores, "loser");
    LinkRules rules = LinkRules.USUAL.guestOverlap(Duration.ofDays(3));

    stores.accounts().merge(winner, loser, rules, NOW, UNTIL);

    assertEquals(
        Optional.of(freshGuest("loser").endingAt(NOW.plus(Duration.ofDays(3)))),
        sameStoresElsewhere(stores).guests().find("g-loser"));
    assertEquals(Optional.of(winner), owner(stores, guestIdentity("loser")));
    // Two guests' identities are no matter of a provider's place.
    assertInstanceOf(
        Merged.class, stores.accounts().merge(winner, guest(stores, "another"), rules, NOW, UNTIL));
    assertEquals(3, stores.accounts().links(winner).size());
  }

  @Test
  default void keepsTheEarlierEndOfAGuestsSecret() {
    Stores stores = emptyStores();
    AccountId winner = shadowOfPsn(stores, "winner");
    AccountId loser = guest(stores, "loser");
    stores.accounts().link(loser, steam("loser"), LinkRules.USUAL, NOW);

    merge(stores, winner, loser, NOW.plusSeconds(60));

    assertEquals(
        Optional.of(NOW.plus(LinkRules.USUAL.guestOverlap())),
        stores.guests().find("g-loser").orElseThrow().endsAt());
  }

  @Test
  default void endsTheSecretOfAGuestThatWins() {
    Stores stores = emptyStores();
    AccountId winner = guest(stores, "winner");

    merge(stores, winner, guest(stores, "loser"));
    assertEquals(Optional.of(freshGuest("winner")), stores.guests().find("g-winner"));
    assertEquals(AccountKind.GUEST, account(stores, winner).kind());

    merge(stores, winner, shadow(stores, "somebody"));
    assertEquals(
        Optional.of(freshGuest("winner").endingAt(NOW.plus(LinkRules.USUAL.guestOverlap()))),
        stores.guests().find("g-winner"));
  }

  @Test
  default void mergesManyOneAfterAnother() {
    Stores stores = emptyStores();
    AccountId first = shadow(stores, "first");
    AccountId second = shadowOfPsn(stores, "second");
    AccountId third = guest(stores, "third");
    merge(stores, second, first);

    assertInstanceOf(Merged.class, merge(stores, third, second));

    assertEquals(Optional.of(second), account(stores, first).mergedInto());
    assertEquals(Optional.of(third), account(stores, second).mergedInto());
    assertEquals(
        Set.of(steam("first"), psn("second"), guestIdentity("third")), identities(stores, third));
  }

  @Test
  default void racesToMergeAnAccountHaveOneWinner() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 2; round++) {
      AccountId loser = shadow(stores, "r" + round);
      String start = "r" + round + ".";
      for (int i = 0; i < 4; i++) {
        shadowOfPsn(stores, start + i);
      }

      List<MergeOutcome> outcomes =
          together(4, i -> () -> merge(i % 2 == 0 ? stores : elsewhere, id(start + i), loser));

      assertEquals(1, outcomes.stream().filter(Merged.class::isInstance).count());
      assertEquals(3, outcomes.stream().filter(AccountNotActive.class::isInstance).count());
      AccountId winner = account(stores, loser).mergedInto().orElseThrow();
      assertEquals(Optional.of(winner), owner(stores, steam(loser.value())));
      assertEquals(2, stores.accounts().links(winner).size());
      assertEquals(1, account(stores, loser).sessionEpoch());
    }
  }

  @Test
  default void racesOfTwoThatMergeEachOtherHaveOneWinner() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 2; round++) {
      AccountId one = shadow(stores, "r" + round);
      AccountId other = shadowOfPsn(stores, "o" + round);

      List<MergeOutcome> outcomes =
          together(() -> merge(stores, one, other), () -> merge(elsewhere, other, one));

      assertEquals(1, outcomes.stream().filter(Merged.class::isInstance).count());
      AccountId winner = outcomes.get(0) instanceof Merged ? one : other;
      assertEquals(AccountStatus.ACTIVE, account(stores, winner).status());
      assertEquals(2, stores.accounts().links(winner).size());
    }
  }

  @Test
  default void noIdentityIsLostToAnAccountThatMergesMeanwhile() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 2; round++) {
      AccountId winner = shadow(stores, "r" + round);
      AccountId loser = guest(stores, "l" + round);
      String subject = "p" + round;

      List<Object> both =
          together(
              () -> merge(stores, winner, loser),
              () -> elsewhere.accounts().link(loser, psn(subject), LinkRules.USUAL, NOW));

      assertInstanceOf(Merged.class, both.get(0));
      boolean linked = both.get(1) instanceof LinkOutcome.Linked;
      assertEquals(linked ? Optional.of(winner) : Optional.empty(), owner(stores, psn(subject)));
      assertEquals(List.of(), stores.accounts().links(loser));
    }
  }

  @Test
  default void noBanIsLostToAnAccountThatMergesMeanwhile() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 2; round++) {
      AccountId winner = shadow(stores, "r" + round);
      AccountId loser = shadowOfPsn(stores, "l" + round);

      List<Object> both =
          together(
              () -> merge(stores, winner, loser),
              () -> elsewhere.accounts().ban(loser, Ban.forever("cheating"), NOW, UNTIL));

      assertEquals(true, both.get(1));
      AccountId left = both.get(0) instanceof Merged ? winner : loser;
      assertEquals(Optional.of(left), owner(stores, psn("l" + round)));
      assertTrue(account(stores, left).banAt(NOW).isPresent());
    }
  }
}
