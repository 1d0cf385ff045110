// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static io.github.gameauth.testing.StartGate.together;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static io.github.gameauth.testing.TestPlayers.account;
import static io.github.gameauth.testing.TestPlayers.freshGuest;
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
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.IdentityLink;
import io.github.gameauth.account.LinkOutcome;
import io.github.gameauth.account.LinkOutcome.AccountNotActive;
import io.github.gameauth.account.LinkOutcome.AlreadyLinked;
import io.github.gameauth.account.LinkOutcome.Linked;
import io.github.gameauth.account.LinkOutcome.OwnedByOther;
import io.github.gameauth.account.LinkOutcome.ProviderSlotTaken;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.storage.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How an account gets further identities; part of {@link AccountStoreContract}. */
public interface LinkContract extends StoresContract {
  private static LinkOutcome link(Stores stores, AccountId account, ExternalIdentity identity) {
    return stores.accounts().link(account, identity, LinkRules.USUAL, NOW);
  }

  @Test
  default void linksAnIdentity() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    Instant now = NOW.plusSeconds(1);

    LinkOutcome outcome =
        stores.accounts().link(ada, psn("ada"), LinkRules.USUAL, now.plusNanos(999_999));

    Stores elsewhere = sameStoresElsewhere(stores);
    assertEquals(new Linked(account(elsewhere, ada)), outcome);
    assertEquals(Optional.of(ada), owner(elsewhere, psn("ada")));
    assertEquals(
        Set.of(
            new IdentityLink(steam("ada"), ada, NOW, Optional.empty()),
            new IdentityLink(psn("ada"), ada, now, Optional.empty())),
        Set.copyOf(elsewhere.accounts().links(ada)));
  }

  @Test
  default void endsNoSessionByALink() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    Account before = account(stores, ada);

    link(stores, ada, psn("ada"));

    assertEquals(before, account(stores, ada));
    assertEquals(Set.of(), revocations(stores));
  }

  @Test
  default void linksTheSameIdentityOnce() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    link(stores, ada, psn("ada"));

    LinkOutcome again = link(sameStoresElsewhere(stores), ada, psn("ada"));

    assertEquals(new AlreadyLinked(account(stores, ada)), again);
    assertEquals(2, stores.accounts().links(ada).size());
    assertEquals(2, stores.accounts().audit(ada, 100).size());
  }

  @Test
  default void linksNoIdentityOfAnotherAccount() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    AccountId bob = shadow(stores, "bob");
    link(stores, bob, psn("bob"));

    assertEquals(new OwnedByOther(bob), link(stores, ada, psn("bob")));
    // The account's own place for that provider being taken makes no difference.
    assertEquals(new OwnedByOther(bob), link(stores, ada, steam("bob")));

    assertEquals(Set.of(steam("ada")), identities(stores, ada));
    assertEquals(Set.of(steam("bob"), psn("bob")), identities(stores, bob));
  }

  @Test
  default void linksOneIdentityOfEachProviderAndTenant() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    ExternalIdentity second = steam("ada's second");
    ExternalIdentity sandbox = new ExternalIdentity(new Platform("steam"), "sandbox", "ada");

    assertEquals(new ProviderSlotTaken(), link(stores, ada, second));
    assertInstanceOf(Linked.class, link(stores, ada, sandbox));

    assertEquals(Set.of(steam("ada"), sandbox), identities(stores, ada));
    assertEquals(Optional.empty(), owner(stores, second));
  }

  @Test
  default void linksSeveralIdentitiesOfAProviderWhereTheRulesAllow() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    LinkRules several = LinkRules.USUAL.onePerProvider(false);

    for (int i = 0; i < 3; i++) {
      assertInstanceOf(Linked.class, stores.accounts().link(ada, steam("ada" + i), several, NOW));
    }

    assertEquals(
        Set.of(steam("ada"), steam("ada0"), steam("ada1"), steam("ada2")), identities(stores, ada));
    assertEquals(new ProviderSlotTaken(), link(stores, ada, steam("ada3")));
    assertInstanceOf(AlreadyLinked.class, link(stores, ada, steam("ada2")));
  }

  @Test
  default void linksNothingToAnAccountThatIsNotInUse() {
    Stores stores = emptyStores();
    AccountId deleted = shadow(stores, "deleted");
    stores.accounts().delete(deleted, NOW, UNTIL);
    AccountId merged = guest(stores, "merged");
    stores.accounts().merge(shadow(stores, "winner"), merged, LinkRules.USUAL, NOW, UNTIL);

    for (AccountId each : List.of(deleted, merged, id("nobody"))) {
      assertEquals(new AccountNotActive(), link(stores, each, psn("ada")));
      assertEquals(List.of(), stores.accounts().links(each));
    }
    assertEquals(Optional.empty(), owner(stores, psn("ada")));
  }

  @Test
  default void linksNothingToABannedAccount() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    Instant end = NOW.plusSeconds(60);
    stores.accounts().ban(ada, Ban.until(end, "cheating"), NOW, UNTIL);

    LinkOutcome early =
        stores.accounts().link(ada, psn("ada"), LinkRules.USUAL, end.minusMillis(1));
    assertEquals(new AccountNotActive(), early);
    assertEquals(Optional.empty(), owner(stores, psn("ada")));

    LinkOutcome after = stores.accounts().link(ada, psn("ada"), LinkRules.USUAL, end);
    assertInstanceOf(Linked.class, after);
  }

  @Test
  default void linksNoBannedIdentity() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    Instant end = NOW.plusSeconds(60);
    stores.accounts().banIdentity(psn("ada"), Ban.until(end, "cheating"), NOW);

    LinkOutcome early =
        stores.accounts().link(ada, psn("ada"), LinkRules.USUAL, end.minusMillis(1));
    assertEquals(new AccountNotActive(), early);
    assertEquals(Optional.empty(), owner(stores, psn("ada")));

    LinkOutcome after = stores.accounts().link(ada, psn("ada"), LinkRules.USUAL, end);
    assertInstanceOf(Linked.class, after);
  }

  @Test
  default void linksNoGuestsIdentityThatLeadsNowhere() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    AccountId bob = guest(stores, "bob");

    assertEquals(new AccountNotActive(), link(stores, ada, guestIdentity("nobody")));
    assertEquals(new OwnedByOther(bob), link(stores, ada, guestIdentity("bob")));
    assertInstanceOf(AlreadyLinked.class, link(stores, bob, guestIdentity("bob")));

    assertEquals(Set.of(steam("ada")), identities(stores, ada));
  }

  @Test
  default void makesAGuestSomebody() {
    Stores stores = emptyStores();
    AccountId ada = guest(stores, "ada");
    Instant now = NOW.plusSeconds(1);
    LinkRules rules = LinkRules.USUAL.guestOverlap(Duration.ofDays(3));

    LinkOutcome outcome = stores.accounts().link(ada, steam("ada"), rules, now);

    Stores elsewhere = sameStoresElsewhere(stores);
    assertEquals(new Linked(account(elsewhere, ada)), outcome);
    assertEquals(AccountKind.SHADOW, account(elsewhere, ada).kind());
    assertEquals(0, account(elsewhere, ada).sessionEpoch());
    assertEquals(
        Optional.of(freshGuest("ada").endingAt(now.plus(Duration.ofDays(3)))),
        elsewhere.guests().find("g-ada"));
    // Its identity still leads here, until somebody takes it off.
    assertEquals(Set.of(guestIdentity("ada"), steam("ada")), identities(elsewhere, ada));
  }

  @Test
  default void makesAGuestsSecretLiveNoLongerByFurtherLinks() {
    Stores stores = emptyStores();
    AccountId ada = guest(stores, "ada");
    link(stores, ada, steam("ada"));

    stores.accounts().link(ada, psn("ada"), LinkRules.USUAL, NOW.plusSeconds(60));

    assertEquals(
        Optional.of(NOW.plus(LinkRules.USUAL.guestOverlap())),
        stores.guests().find("g-ada").orElseThrow().endsAt());
  }

  @Test
  default void endsTheSecretOfARegisteredGuestToo() {
    Stores stores = emptyStores();
    AccountId ada = guest(stores, "ada");
    assertTrue(stores.accounts().register(ada, NOW));
    assertEquals(Optional.empty(), stores.guests().find("g-ada").orElseThrow().endsAt());

    link(stores, ada, steam("ada"));

    assertEquals(AccountKind.FULL, account(stores, ada).kind());
    assertEquals(
        Optional.of(NOW.plus(LinkRules.USUAL.guestOverlap())),
        stores.guests().find("g-ada").orElseThrow().endsAt());
  }

  @Test
  default void leavesAGuestAloneIfTheLinkFails() {
    Stores stores = emptyStores();
    AccountId ada = guest(stores, "ada");
    shadow(stores, "bob");
    stores.accounts().banIdentity(psn("banned"), Ban.forever("cheating"), NOW);

    assertInstanceOf(OwnedByOther.class, link(stores, ada, steam("bob")));
    assertInstanceOf(AccountNotActive.class, link(stores, ada, psn("banned")));

    assertEquals(AccountKind.GUEST, account(stores, ada).kind());
    assertEquals(Optional.of(freshGuest("ada")), stores.guests().find("g-ada"));
  }

  @Test
  default void racesToLinkAnIdentityHaveOneWinner() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 2; round++) {
      String start = "r" + round + ".";
      ExternalIdentity identity = psn("p" + round);
      for (int i = 0; i < 8; i++) {
        shadow(stores, start + i);
      }

      List<LinkOutcome> outcomes =
          together(8, i -> () -> link(i % 2 == 0 ? stores : elsewhere, id(start + i), identity));

      AccountId winner = owner(stores, identity).orElseThrow();
      assertEquals(
          1, outcomes.stream().filter(new Linked(account(stores, winner))::equals).count());
      assertEquals(7, outcomes.stream().filter(new OwnedByOther(winner)::equals).count());
      for (int i = 0; i < 8; i++) {
        boolean won = id(start + i).equals(winner);
        assertEquals(won ? 2 : 1, stores.accounts().links(id(start + i)).size());
      }
    }
  }

  @Test
  default void racesForAProvidersPlaceHaveOneWinner() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 2; round++) {
      AccountId account = shadow(stores, "r" + round);
      String start = "p" + round + ".";

      List<LinkOutcome> outcomes =
          together(8, i -> () -> link(i % 2 == 0 ? stores : elsewhere, account, psn(start + i)));

      assertEquals(1, outcomes.stream().filter(Linked.class::isInstance).count());
      assertEquals(7, outcomes.stream().filter(ProviderSlotTaken.class::isInstance).count());
      assertEquals(2, stores.accounts().links(account).size());
    }
  }

  @Test
  default void racesToLinkTheSameTwiceLinkItOnce() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 2; round++) {
      AccountId account = shadow(stores, "r" + round);
      ExternalIdentity identity = psn("p" + round);

      List<LinkOutcome> outcomes =
          together(8, i -> () -> link(i % 2 == 0 ? stores : elsewhere, account, identity));

      assertEquals(1, outcomes.stream().filter(Linked.class::isInstance).count());
      assertEquals(7, outcomes.stream().filter(AlreadyLinked.class::isInstance).count());
      assertEquals(2, stores.accounts().audit(account, 100).size());
    }
  }
}
