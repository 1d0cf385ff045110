// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import static io.github.gameauth.account.AccountsFixture.GAME;
import static io.github.gameauth.account.AccountsFixture.external;
import static io.github.gameauth.account.AccountsFixture.psn;
import static io.github.gameauth.account.AccountsFixture.steam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BansTest {
  private final AccountsFixture here = new AccountsFixture();
  private final Accounts accounts = here.accounts().build();
  private final AccountId ada = here.player(accounts, steam("ada"));
  private final Ban day = Ban.until(here.clock.instant().plus(Duration.ofDays(1)), "cheating");
  private final Ban week = Ban.until(here.clock.instant().plus(Duration.ofDays(7)), "insults");

  @Test
  void bansAnAccountAndEndsItsSessions() {
    assertTrue(accounts.ban(ada, day));

    assertEquals(Optional.of(day), here.kept(ada).banAt(here.clock.instant()));
    assertEquals(1, here.kept(ada).sessionEpoch());
    assertEquals(List.of("banned cheating"), here.events);
  }

  @Test
  void replacesABanByWhateverAnOperatorSays() {
    accounts.ban(ada, week);

    accounts.ban(ada, day);

    assertEquals(Optional.of(day), here.kept(ada).ban());
  }

  @Test
  void bansNobodyWhoIsNotThere() {
    assertFalse(accounts.ban(new AccountId("nobody"), day));
    assertEquals(List.of(), here.events);
  }

  @Test
  void liftsABan() {
    accounts.ban(ada, day);

    assertTrue(accounts.unban(ada));

    assertTrue(here.kept(ada).isActiveAt(here.clock.instant()));
    assertEquals(List.of("banned cheating", "unbanned"), here.events);
    assertFalse(accounts.unban(ada));
    assertEquals(List.of("banned cheating", "unbanned"), here.events);
  }

  @Test
  void bansTheAccountThatABannedIdentityLeadsTo() {
    accounts.ban(external(steam("ada")), day);

    assertEquals(Optional.of(day), accounts.find(external(steam("ada")), GAME).ban());
    assertEquals(Optional.of(day), here.kept(ada).banAt(here.clock.instant()));
    assertEquals(1, here.kept(ada).sessionEpoch());
    assertEquals(List.of("banned cheating"), here.events);
  }

  @Test
  void bansAnIdentityThatLeadsNowhereYet() {
    accounts.ban(external(psn("new")), day);

    assertEquals(Optional.of(day), accounts.find(external(psn("new")), GAME).ban());
    assertEquals(List.of("banned cheating"), here.events);
  }

  @Test
  void neverShortensAnAccountsBanByThatOfAnIdentity() {
    accounts.ban(ada, week);

    accounts.ban(external(steam("ada")), day);

    assertEquals(Optional.of(week), here.kept(ada).ban());
    assertEquals(Optional.of(day), accounts.find(external(steam("ada")), GAME).ban());
  }

  @Test
  void prolongsAnAccountsBanByThatOfAnIdentity() {
    accounts.ban(ada, day);

    accounts.ban(external(steam("ada")), week);

    assertEquals(Optional.of(week), here.kept(ada).ban());
  }

  @Test
  void replacesABanThatIsOver() {
    Ban over = Ban.until(here.clock.instant().minusSeconds(1), "past");
    accounts.ban(ada, over);

    accounts.ban(external(steam("ada")), day);

    assertEquals(Optional.of(day), here.kept(ada).ban());
  }

  @Test
  void bansTheIdentityFirstSoThatNobodySlipsIn() {
    here.store.breakDown("ban");

    assertThrows(StoreException.class, () -> accounts.ban(external(steam("ada")), day));

    assertEquals(Optional.of(day), accounts.find(external(steam("ada")), GAME).ban());
    here.store.mend();
    accounts.ban(external(steam("ada")), day);
    assertEquals(Optional.of(day), here.kept(ada).ban());
  }

  @Test
  void liftsTheBanOfAnIdentityAndLeavesThatOfItsAccount() {
    accounts.ban(external(steam("ada")), day);

    assertTrue(accounts.unban(external(steam("ada"))));

    assertEquals(Optional.empty(), accounts.find(external(steam("ada")), GAME).ban());
    assertEquals(Optional.of(day), here.kept(ada).ban());
    assertFalse(accounts.unban(external(steam("ada"))));
    assertEquals(List.of("banned cheating", "unbanned"), here.events);
  }

  @Test
  void keepsABanThroughDeletionAndReturn() {
    accounts.ban(ada, day);

    accounts.delete(ada);

    assertEquals(Optional.of(day), accounts.find(external(steam("ada")), GAME).ban());
    AccountId again = accounts.findOrCreate(external(steam("ada"))).account().id();
    assertFalse(again.equals(ada));
    assertEquals(Optional.of(day), accounts.find(external(steam("ada")), GAME).ban());
  }

  @Test
  void passesABanOnToTheAccountThatTookAnothersPlace() {
    AccountId bob = here.player(accounts, psn("bob"));
    here.stores
        .accounts()
        .merge(bob, ada, LinkRules.USUAL, here.clock.instant(), here.clock.instant());

    accounts.ban(ada, day);

    assertEquals(Optional.of(day), here.kept(bob).ban());
  }
}
