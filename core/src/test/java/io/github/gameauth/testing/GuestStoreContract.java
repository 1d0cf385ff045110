// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static io.github.gameauth.testing.StartGate.together;
import static io.github.gameauth.testing.TestPlayers.GAME;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.freshGuest;
import static io.github.gameauth.testing.TestPlayers.guest;
import static io.github.gameauth.testing.TestPlayers.guestIdentity;
import static io.github.gameauth.testing.TestPlayers.id;
import static io.github.gameauth.testing.TestPlayers.identities;
import static io.github.gameauth.testing.TestPlayers.owner;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static io.github.gameauth.testing.TestPlayers.steam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.IdentityLink;
import io.github.gameauth.account.LinkOutcome;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.platform.GuestRecord;
import io.github.gameauth.platform.GuestStore;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.store.StoreException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * How guests are made, and what a {@link GuestStore} does; part of {@link AccountStoreContract}.
 */
public interface GuestStoreContract extends StoresContract {
  @Test
  default void knowsNoGuestAtFirst() {
    GuestRecord unknown = freshGuest("ada");
    GuestStore guests = emptyStores().guests();

    assertEquals(Optional.empty(), guests.find(unknown.id()));
    assertFalse(guests.replaceSecrets(unknown, unknown.advanced()));
    assertEquals(Optional.empty(), guests.find(unknown.id()));
  }

  @Test
  default void keepsAGuestWithItsCredential() {
    Stores stores = emptyStores();
    Account candidate = Account.fresh(id("ada"), AccountKind.GUEST, NOW);

    assertTrue(stores.accounts().createGuest(candidate, freshGuest("ada")));

    Stores elsewhere = sameStoresElsewhere(stores);
    assertEquals(Optional.of(candidate), elsewhere.accounts().find(id("ada")));
    assertEquals(Optional.of(freshGuest("ada")), elsewhere.guests().find("g-ada"));
    assertEquals(
        Optional.of(candidate),
        elsewhere.accounts().findByIdentity(guestIdentity("ada"), GAME).account());
    assertEquals(
        List.of(new IdentityLink(guestIdentity("ada"), id("ada"), NOW, Optional.empty())),
        elsewhere.accounts().links(id("ada")));
  }

  @Test
  default void givesBackAnyCredential() {
    Stores stores = emptyStores();
    for (String text : HostileTexts.printable()) {
      GuestRecord given =
          new GuestRecord(
              text,
              Fingerprint.of(text),
              Optional.of(Fingerprint.of("next " + text)),
              NOW.plusMillis(1),
              Optional.of(NOW.plusMillis(2)));
      AccountId account = id("a" + HostileTexts.printable().indexOf(text));

      assertTrue(
          stores.accounts().createGuest(Account.fresh(account, AccountKind.GUEST, NOW), given));

      assertEquals(Optional.of(given), stores.guests().find(text));
      assertEquals(Optional.of(account), owner(stores, ExternalIdentity.ofGuest(text)));
      assertEquals(Set.of(ExternalIdentity.ofGuest(text)), identities(stores, account));
    }
  }

  @Test
  default void keepsNothingOfAGuestWhoseCredentialIsTaken() {
    Stores stores = emptyStores();
    guest(stores, "ada");
    GuestRecord taken = GuestRecord.of("g-ada", Fingerprint.of("thief's"), NOW.plusSeconds(1));

    assertFalse(
        sameStoresElsewhere(stores)
            .accounts()
            .createGuest(Account.fresh(id("thief"), AccountKind.GUEST, NOW), taken));

    assertEquals(Optional.empty(), stores.accounts().find(id("thief")));
    assertEquals(List.of(), stores.accounts().links(id("thief")));
    assertEquals(List.of(), stores.accounts().audit(id("thief"), 100));
    assertEquals(Optional.of(freshGuest("ada")), stores.guests().find("g-ada"));
    assertEquals(Optional.of(id("ada")), owner(stores, guestIdentity("ada")));
  }

  @Test
  default void keepsNothingOfAGuestWhoseAccountIsTaken() {
    Stores stores = emptyStores();
    shadow(stores, "ada");
    Account taken = Account.fresh(id("ada"), AccountKind.GUEST, NOW);

    assertThrows(
        StoreException.class, () -> stores.accounts().createGuest(taken, freshGuest("bob")));

    assertEquals(Optional.empty(), stores.guests().find("g-bob"));
    assertEquals(Optional.empty(), owner(stores, guestIdentity("bob")));
    assertEquals(Set.of(steam("ada")), identities(stores, id("ada")));
  }

  @Test
  default void replacesSecretsThatAreStillTheSame() {
    Stores stores = emptyStores();
    guest(stores, "ada");
    GuestRecord first = freshGuest("ada");
    GuestRecord followed = first.followedBy(Fingerprint.of("next"));

    assertTrue(stores.guests().replaceSecrets(first, followed));
    assertEquals(Optional.of(followed), sameStoresElsewhere(stores).guests().find("g-ada"));

    assertTrue(sameStoresElsewhere(stores).guests().replaceSecrets(followed, followed.advanced()));
    assertEquals(Optional.of(followed.advanced()), stores.guests().find("g-ada"));
  }

  @Test
  default void replacesNoSecretsThatHaveChanged() {
    Stores stores = emptyStores();
    guest(stores, "ada");
    GuestRecord first = freshGuest("ada");
    GuestRecord followed = first.followedBy(Fingerprint.of("next"));

    assertFalse(stores.guests().replaceSecrets(followed, followed.advanced()));
    assertEquals(Optional.of(first), stores.guests().find("g-ada"));

    stores.guests().replaceSecrets(first, followed);
    assertFalse(stores.guests().replaceSecrets(first, first.followedBy(Fingerprint.of("other"))));
    GuestRecord otherNext = first.followedBy(Fingerprint.of("other"));
    assertFalse(stores.guests().replaceSecrets(otherNext, otherNext.advanced()));
    assertEquals(Optional.of(followed), stores.guests().find("g-ada"));

    GuestRecord otherSecret =
        GuestRecord.of("g-ada", Fingerprint.of("other"), NOW).followedBy(Fingerprint.of("next"));
    assertFalse(stores.guests().replaceSecrets(otherSecret, otherSecret.advanced()));
    assertEquals(Optional.of(followed), stores.guests().find("g-ada"));
  }

  @Test
  default void writesNoTimesWithSecrets() {
    Stores stores = emptyStores();
    AccountId ada = guest(stores, "ada");
    GuestRecord read = freshGuest("ada").endingAt(NOW.plusSeconds(1));
    Instant end = NOW.plus(LinkRules.USUAL.guestOverlap());
    assertInstanceOf(
        LinkOutcome.Linked.class, stores.accounts().link(ada, steam("ada"), LinkRules.USUAL, NOW));
    GuestRecord next =
        new GuestRecord(
            "g-ada",
            read.secretHash(),
            Optional.of(Fingerprint.of("next")),
            NOW.plusSeconds(9),
            Optional.empty());

    // Read before the secret's end was set: the end stays.
    assertTrue(stores.guests().replaceSecrets(read, next));

    assertEquals(
        Optional.of(freshGuest("ada").followedBy(Fingerprint.of("next")).endingAt(end)),
        stores.guests().find("g-ada"));
  }

  @Test
  default void racesForACredentialKeepOneGuest() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 3; round++) {
      GuestRecord credential = freshGuest("r" + round);
      String start = "r" + round + ".";

      List<Boolean> kept =
          together(
              8,
              i ->
                  () ->
                      (i % 2 == 0 ? stores : elsewhere)
                          .accounts()
                          .createGuest(
                              Account.fresh(id(start + i), AccountKind.GUEST, NOW), credential));

      assertEquals(1, Collections.frequency(kept, true));
      for (int i = 0; i < 8; i++) {
        assertEquals(kept.get(i), stores.accounts().find(id(start + i)).isPresent());
      }
      assertEquals(
          Optional.of(id(start + kept.indexOf(true))), owner(stores, guestIdentity("r" + round)));
    }
  }

  @Test
  default void racesToReplaceSecretsHaveOneWinner() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 3; round++) {
      String name = "r" + round;
      guest(stores, name);

      List<Boolean> replaced =
          together(
              8,
              i ->
                  () ->
                      (i % 2 == 0 ? stores : elsewhere)
                          .guests()
                          .replaceSecrets(
                              freshGuest(name),
                              freshGuest(name).followedBy(Fingerprint.of("by" + i))));

      assertEquals(1, Collections.frequency(replaced, true));
      assertEquals(
          Optional.of(freshGuest(name).followedBy(Fingerprint.of("by" + replaced.indexOf(true)))),
          stores.guests().find("g-" + name));
    }
  }
}
