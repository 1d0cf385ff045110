// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static io.github.gameauth.testing.TestPlayers.guest;
import static io.github.gameauth.testing.TestPlayers.guestIdentity;
import static io.github.gameauth.testing.TestPlayers.history;
import static io.github.gameauth.testing.TestPlayers.id;
import static io.github.gameauth.testing.TestPlayers.psn;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static io.github.gameauth.testing.TestPlayers.shadowOfPsn;
import static io.github.gameauth.testing.TestPlayers.steam;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountStore;
import io.github.gameauth.account.AuditEntry;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.storage.Stores;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written into an account's history; part of {@link AccountStoreContract}. */
public interface HistoryContract extends StoresContract {
  private static Instant at(int seconds) {
    return NOW.plusSeconds(seconds);
  }

  @Test
  default void tellsAnAccountsWholeLife() {
    Stores stores = emptyStores();
    AccountStore accounts = stores.accounts();
    AccountId ada = shadow(stores, "ada");
    accounts.link(ada, psn("ada"), LinkRules.USUAL, at(1));
    accounts.unlink(ada, steam("ada"), at(2));
    accounts.register(ada, at(3));
    accounts.raiseEpoch(ada, at(4), UNTIL);
    accounts.ban(ada, Ban.forever("cheating"), at(5), UNTIL);
    accounts.unban(ada, at(6));
    accounts.delete(ada, at(7).plusNanos(999_999), UNTIL);

    assertEquals(
        List.of(
            new AuditEntry(ada, "created", "steam", NOW),
            new AuditEntry(ada, "linked", "psn", at(1)),
            new AuditEntry(ada, "unlinked", "steam", at(2)),
            new AuditEntry(ada, "registered", "", at(3)),
            new AuditEntry(ada, "logged-out", "", at(4)),
            new AuditEntry(ada, "banned", "cheating", at(5)),
            new AuditEntry(ada, "unbanned", "", at(6)),
            new AuditEntry(ada, "deleted", "", at(7))),
        sameStoresElsewhere(stores).accounts().audit(ada, 100));
  }

  @Test
  default void tellsHowAGuestBegan() {
    Stores stores = emptyStores();
    AccountId ada = guest(stores, "ada");
    stores.accounts().link(ada, steam("ada"), LinkRules.USUAL, at(1));
    stores.accounts().unlink(ada, guestIdentity("ada"), at(2));

    assertEquals(
        List.of("created(guest)", "linked(steam)", "unlinked(guest)"), history(stores, ada));
  }

  @Test
  default void tellsBothSidesOfATransfer() {
    Stores stores = emptyStores();
    AccountId from = shadow(stores, "from");
    AccountId to = shadowOfPsn(stores, "to");

    stores.accounts().transfer(steam("from"), from, to, true, LinkRules.USUAL, at(1), UNTIL);

    assertEquals(
        List.of(
            new AuditEntry(from, "created", "steam", NOW),
            new AuditEntry(from, "moved-out", "steam", at(1))),
        stores.accounts().audit(from, 100));
    assertEquals(
        List.of(
            new AuditEntry(to, "created", "psn", NOW),
            new AuditEntry(to, "moved-in", "steam", at(1))),
        stores.accounts().audit(to, 100));
  }

  @Test
  default void tellsBothSidesOfAMerge() {
    Stores stores = emptyStores();
    AccountId winner = shadow(stores, "winner");
    AccountId loser = shadowOfPsn(stores, "loser");

    stores.accounts().merge(winner, loser, LinkRules.USUAL, at(1), UNTIL);
    stores.accounts().ban(loser, Ban.forever("cheating"), at(2), UNTIL);

    assertEquals(
        List.of("created(steam)", "merged-in", "banned(cheating)"), history(stores, winner));
    assertEquals(List.of("created(psn)", "merged-away"), history(stores, loser));
  }

  @Test
  default void tellsNothingOfWhatDidNotHappen() {
    Stores stores = emptyStores();
    AccountStore accounts = stores.accounts();
    AccountId ada = shadow(stores, "ada");
    AccountId bob = shadow(stores, "bob");

    accounts.findOrCreate(steam("ada"), TestPlayers.fresh("later"));
    accounts.link(ada, steam("ada"), LinkRules.USUAL, at(1));
    accounts.link(ada, steam("bob"), LinkRules.USUAL, at(1));
    accounts.unlink(ada, steam("ada"), at(1));
    accounts.transfer(steam("ada"), ada, bob, true, LinkRules.USUAL, at(1), UNTIL);
    accounts.merge(ada, bob, LinkRules.USUAL, at(1), UNTIL);
    accounts.unban(ada, at(1));

    assertEquals(List.of("created(steam)"), history(stores, ada));
    assertEquals(List.of("created(steam)"), history(stores, bob));
  }

  @Test
  default void tellsTheNewestLinesOldestFirst() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    for (int i = 1; i <= 12; i++) {
      stores.accounts().ban(ada, Ban.forever("r" + i), at(i), UNTIL);
    }

    assertEquals(
        List.of("r10", "r11", "r12"),
        stores.accounts().audit(ada, 3).stream().map(AuditEntry::detail).toList());
    assertEquals(13, stores.accounts().audit(ada, 13).size());
    assertEquals(13, stores.accounts().audit(ada, 14).size());
    assertEquals(List.of(), stores.accounts().audit(id("nobody"), 14));
  }
}
