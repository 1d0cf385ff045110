// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static io.github.gameauth.testing.StartGate.together;
import static io.github.gameauth.testing.TestPlayers.GAME;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static io.github.gameauth.testing.TestPlayers.account;
import static io.github.gameauth.testing.TestPlayers.banned;
import static io.github.gameauth.testing.TestPlayers.fresh;
import static io.github.gameauth.testing.TestPlayers.guest;
import static io.github.gameauth.testing.TestPlayers.id;
import static io.github.gameauth.testing.TestPlayers.identities;
import static io.github.gameauth.testing.TestPlayers.persona;
import static io.github.gameauth.testing.TestPlayers.psn;
import static io.github.gameauth.testing.TestPlayers.revocations;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static io.github.gameauth.testing.TestPlayers.shadowOfPsn;
import static io.github.gameauth.testing.TestPlayers.steam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.KnownIdentity;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.storage.Stores;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How bans lie on accounts and identities; part of {@link AccountStoreContract}. */
public interface BanContract extends StoresContract {
  private static Optional<Ban> banOf(Stores stores, ExternalIdentity identity) {
    return stores.accounts().findByIdentity(identity, GAME).ban();
  }

  @Test
  default void laysABanOnAnAccount() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    persona(stores, GAME, "p", ada);
    Ban ban = Ban.until(NOW.plusSeconds(60).plusNanos(999_999), "a-code_of.32-characters-0123456z");

    assertTrue(stores.accounts().ban(ada, ban, NOW, UNTIL));

    Stores elsewhere = sameStoresElsewhere(stores);
    assertEquals(Optional.of(ban), account(elsewhere, ada).ban());
    assertFalse(account(elsewhere, ada).isActiveAt(NOW));
    assertTrue(account(elsewhere, ada).isActiveAt(NOW.plusSeconds(60).plusMillis(1)));
    assertEquals(Optional.empty(), banOf(elsewhere, steam("ada")));
  }

  @Test
  default void endsTheSessionsOfTheBannedAccount() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    persona(stores, GAME, "p", ada);
    shadow(stores, "bob");

    stores.accounts().ban(ada, Ban.forever("cheating"), NOW, UNTIL);

    assertEquals(1, account(stores, ada).sessionEpoch());
    assertEquals(banned(1, "ada", "p"), revocations(sameStoresElsewhere(stores)));
    assertEquals(fresh("bob"), account(stores, id("bob")));
  }

  @Test
  default void replacesABanByALaterOne() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    Ban shorter = Ban.until(NOW.plusSeconds(60), "spam");
    stores.accounts().ban(ada, Ban.forever("cheating"), NOW, UNTIL);

    assertTrue(stores.accounts().ban(ada, shorter, NOW, UNTIL));
    assertEquals(Optional.of(shorter), account(stores, ada).ban());

    assertTrue(stores.accounts().ban(ada, Ban.forever("cheating"), NOW, UNTIL));
    assertEquals(Optional.of(Ban.forever("cheating")), account(stores, ada).ban());
    assertEquals(3, account(stores, ada).sessionEpoch());
  }

  @Test
  default void bansNobodyWhoIsUnknown() {
    Stores stores = emptyStores();

    assertFalse(stores.accounts().ban(id("nobody"), Ban.forever("cheating"), NOW, UNTIL));

    assertEquals(Optional.empty(), stores.accounts().find(id("nobody")));
    assertEquals(Set.of(), revocations(stores));
  }

  @Test
  default void keepsABanOnADeletedName() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    stores.accounts().delete(ada, NOW, UNTIL);

    assertTrue(stores.accounts().ban(ada, Ban.forever("cheating"), NOW, UNTIL));

    assertEquals(Optional.of(Ban.forever("cheating")), account(stores, ada).ban());
  }

  @Test
  default void passesABanOnToTheAccountThatTookThePlace() {
    Stores stores = emptyStores();
    AccountId first = shadow(stores, "first");
    AccountId second = shadowOfPsn(stores, "second");
    AccountId third = guest(stores, "third");
    stores.accounts().merge(second, first, LinkRules.USUAL, NOW, UNTIL);
    stores.accounts().merge(third, second, LinkRules.USUAL, NOW, UNTIL);
    persona(stores, GAME, "p", third);
    Account before = account(stores, first);
    Ban ban = Ban.forever("cheating");

    assertTrue(sameStoresElsewhere(stores).accounts().ban(first, ban, NOW, UNTIL));

    assertEquals(Optional.of(ban), account(stores, third).ban());
    assertEquals(1, account(stores, third).sessionEpoch());
    assertTrue(revocations(stores).containsAll(banned(1, "third", "p")));
    assertEquals(before, account(stores, first));

    assertTrue(stores.accounts().unban(first, NOW));
    assertEquals(Optional.empty(), account(stores, third).ban());
  }

  @Test
  default void takesABanOff() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    stores.accounts().ban(ada, Ban.forever("cheating"), NOW, UNTIL);

    assertTrue(sameStoresElsewhere(stores).accounts().unban(ada, NOW));

    assertEquals(Optional.empty(), account(stores, ada).ban());
    assertTrue(account(stores, ada).isActiveAt(NOW));
    assertEquals(1, account(stores, ada).sessionEpoch());
    assertFalse(stores.accounts().unban(ada, NOW));
  }

  @Test
  default void takesNoBanOffWhereNoneIs() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");

    assertFalse(stores.accounts().unban(ada, NOW));
    assertFalse(stores.accounts().unban(id("nobody"), NOW));

    assertEquals(1, stores.accounts().audit(ada, 100).size());
  }

  @Test
  default void racesToTakeABanOffHaveOneWinner() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 6; round++) {
      AccountId account = shadow(stores, "r" + round);
      stores.accounts().ban(account, Ban.forever("cheating"), NOW, UNTIL);

      List<Boolean> taken =
          together(4, i -> () -> (i % 2 == 0 ? stores : elsewhere).accounts().unban(account, NOW));

      assertEquals(1, Collections.frequency(taken, true));
    }
  }

  @Test
  default void laysABanOnAnIdentityThatLeadsNowhere() {
    Stores stores = emptyStores();
    Ban ban = Ban.until(NOW.plusSeconds(60), "cheating");

    stores.accounts().banIdentity(steam("ada"), ban, NOW);

    Stores elsewhere = sameStoresElsewhere(stores);
    assertEquals(
        new KnownIdentity(Optional.empty(), Optional.empty(), Optional.of(ban)),
        elsewhere.accounts().findByIdentity(steam("ada"), GAME));
    assertEquals(Optional.empty(), banOf(elsewhere, psn("ada")));
  }

  @Test
  default void laysABanOnAnIdentityAndLeavesItsAccountAlone() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    stores.accounts().link(ada, psn("ada"), LinkRules.USUAL, NOW);
    Account before = account(stores, ada);
    Ban ban = Ban.forever("cheating");

    stores.accounts().banIdentity(steam("ada"), ban, NOW);

    assertEquals(Optional.of(ban), banOf(stores, steam("ada")));
    assertEquals(Optional.empty(), banOf(stores, psn("ada")));
    assertEquals(before, account(stores, ada));
    assertEquals(Set.of(), revocations(stores));
    assertEquals(2, identities(stores, ada).size());
  }

  @Test
  default void replacesABanOnAnIdentity() {
    Stores stores = emptyStores();
    Ban shorter = Ban.until(NOW.plusSeconds(60), "spam");
    stores.accounts().banIdentity(steam("ada"), Ban.forever("cheating"), NOW);

    stores.accounts().banIdentity(steam("ada"), shorter, NOW);
    assertEquals(Optional.of(shorter), banOf(stores, steam("ada")));

    stores.accounts().banIdentity(steam("ada"), Ban.forever("cheating"), NOW);
    assertEquals(Optional.of(Ban.forever("cheating")), banOf(stores, steam("ada")));
  }

  @Test
  default void keepsABanOnAnIdentityThatLeavesItsAccount() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    stores.accounts().link(ada, psn("ada"), LinkRules.USUAL, NOW);
    Ban ban = Ban.forever("cheating");
    stores.accounts().banIdentity(steam("ada"), ban, NOW);

    stores.accounts().unlink(ada, steam("ada"), NOW);

    assertEquals(
        new KnownIdentity(Optional.empty(), Optional.empty(), Optional.of(ban)),
        stores.accounts().findByIdentity(steam("ada"), GAME));
  }

  @Test
  default void takesABanOffAnIdentity() {
    Stores stores = emptyStores();
    Instant past = NOW.minusSeconds(1);
    stores.accounts().banIdentity(steam("ada"), Ban.until(past, "spam"), NOW);

    assertTrue(sameStoresElsewhere(stores).accounts().unbanIdentity(steam("ada"), NOW));

    assertEquals(Optional.empty(), banOf(stores, steam("ada")));
    assertFalse(stores.accounts().unbanIdentity(steam("ada"), NOW));
    assertFalse(stores.accounts().unbanIdentity(psn("ada"), NOW));
  }

  @Test
  default void laysBansOnAnyIdentity() {
    Stores stores = emptyStores();
    for (String text : HostileTexts.any()) {
      stores.accounts().banIdentity(steam(text), Ban.until(NOW, "code" + text.length()), NOW);
    }

    for (String text : HostileTexts.any()) {
      assertEquals(Optional.of(Ban.until(NOW, "code" + text.length())), banOf(stores, steam(text)));
      assertTrue(stores.accounts().unbanIdentity(steam(text), NOW));
    }
  }
}
