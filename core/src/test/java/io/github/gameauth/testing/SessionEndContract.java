// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static io.github.gameauth.testing.StartGate.together;
import static io.github.gameauth.testing.TestPlayers.GAME;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.OTHER_GAME;
import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static io.github.gameauth.testing.TestPlayers.account;
import static io.github.gameauth.testing.TestPlayers.banned;
import static io.github.gameauth.testing.TestPlayers.ended;
import static io.github.gameauth.testing.TestPlayers.guest;
import static io.github.gameauth.testing.TestPlayers.id;
import static io.github.gameauth.testing.TestPlayers.persona;
import static io.github.gameauth.testing.TestPlayers.revocations;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static io.github.gameauth.testing.TestPlayers.shadowOfPsn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.storage.Stores;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How an account is registered, and its sessions ended; part of {@link AccountStoreContract}. */
public interface SessionEndContract extends StoresContract {
  @Test
  default void endsAllSessionsOfAnAccount() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    persona(stores, GAME, "p1", ada);
    persona(stores, OTHER_GAME, "p2", ada);
    persona(stores, GAME, "p3", shadow(stores, "bob"));

    assertEquals(OptionalLong.of(1), stores.accounts().raiseEpoch(ada, NOW, UNTIL));

    Stores elsewhere = sameStoresElsewhere(stores);
    assertEquals(1, account(elsewhere, ada).sessionEpoch());
    assertEquals(ended(1, "ada", "p1", "p2"), revocations(elsewhere));
    assertEquals(0, account(elsewhere, id("bob")).sessionEpoch());
  }

  @Test
  default void raisesTheEpochEachTime() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");

    for (long epoch = 1; epoch <= 3; epoch++) {
      assertEquals(OptionalLong.of(epoch), stores.accounts().raiseEpoch(ada, NOW, UNTIL));
      assertTrue(revocations(stores).containsAll(ended(epoch, "ada")));
    }
  }

  @Test
  default void endsTheSessionsOfABannedAccountToo() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    stores.accounts().ban(ada, Ban.forever("cheating"), NOW, UNTIL);

    assertEquals(OptionalLong.of(2), stores.accounts().raiseEpoch(ada, NOW, UNTIL));
  }

  @Test
  default void saysOfABanAloneThatItIsOne() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    AccountId bob = shadow(stores, "bob");

    stores.accounts().raiseEpoch(ada, NOW, UNTIL);
    stores.accounts().ban(ada, Ban.forever("cheating"), NOW, UNTIL);
    stores.accounts().delete(bob, NOW, UNTIL);

    Set<Revocation> expected = new HashSet<>(ended(1, "ada", "bob"));
    expected.addAll(banned(2, "ada"));
    assertEquals(expected, revocations(sameStoresElsewhere(stores)));
  }

  @Test
  default void endsNothingOfAnAccountThatIsNotInUse() {
    Stores stores = emptyStores();
    AccountId deleted = shadow(stores, "deleted");
    stores.accounts().delete(deleted, NOW, UNTIL);
    AccountId merged = shadowOfPsn(stores, "merged");
    AccountId winner = shadow(stores, "winner");
    stores.accounts().merge(winner, merged, LinkRules.USUAL, NOW, UNTIL);

    for (AccountId each : List.of(deleted, merged, id("nobody"))) {
      assertEquals(OptionalLong.empty(), stores.accounts().raiseEpoch(each, NOW, UNTIL));
    }
    assertEquals(1, account(stores, deleted).sessionEpoch());
    assertEquals(1, account(stores, merged).sessionEpoch());
    assertEquals(0, account(stores, winner).sessionEpoch());
  }

  @Test
  default void racesToEndSessionsRaiseTheEpochOnceEach() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 6; round++) {
      AccountId account = shadow(stores, "r" + round);

      List<OptionalLong> epochs =
          together(
              8,
              i ->
                  () ->
                      (i % 2 == 0 ? stores : elsewhere).accounts().raiseEpoch(account, NOW, UNTIL));

      assertEquals(
          LongStream.rangeClosed(1, 8).boxed().collect(Collectors.toSet()),
          epochs.stream().map(OptionalLong::getAsLong).collect(Collectors.toSet()));
      assertEquals(8, account(stores, account).sessionEpoch());
      assertTrue(revocations(stores).containsAll(ended(8, account.value())));
    }
  }

  @Test
  default void registersAnAccount() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    AccountId bob = guest(stores, "bob");

    assertTrue(stores.accounts().register(ada, NOW));
    assertTrue(stores.accounts().register(bob, NOW));

    Stores elsewhere = sameStoresElsewhere(stores);
    assertEquals(AccountKind.FULL, account(elsewhere, ada).kind());
    assertEquals(AccountKind.FULL, account(elsewhere, bob).kind());
    assertEquals(0, account(elsewhere, ada).sessionEpoch());
    assertEquals(Set.of(), revocations(elsewhere));
  }

  @Test
  default void registersAnAccountOnce() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    stores.accounts().register(ada, NOW);

    assertTrue(stores.accounts().register(ada, NOW));

    assertEquals(2, stores.accounts().audit(ada, 100).size());
  }

  @Test
  default void registersNoAccountThatIsNotInUse() {
    Stores stores = emptyStores();
    AccountId deleted = shadow(stores, "deleted");
    stores.accounts().delete(deleted, NOW, UNTIL);
    AccountId merged = shadowOfPsn(stores, "merged");
    AccountId winner = shadow(stores, "winner");
    stores.accounts().merge(winner, merged, LinkRules.USUAL, NOW, UNTIL);

    for (AccountId each : List.of(deleted, merged, id("nobody"))) {
      assertFalse(stores.accounts().register(each, NOW));
    }
    assertEquals(AccountStatus.DELETED, account(stores, deleted).status());
    assertEquals(AccountKind.SHADOW, account(stores, deleted).kind());
    assertEquals(AccountKind.SHADOW, account(stores, winner).kind());
  }

  @Test
  default void registersNoBannedAccount() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    Instant end = NOW.plusSeconds(60);
    stores.accounts().ban(ada, Ban.until(end, "cheating"), NOW, UNTIL);

    assertFalse(stores.accounts().register(ada, end.minusMillis(1)));
    assertEquals(AccountKind.SHADOW, account(stores, ada).kind());

    assertTrue(stores.accounts().register(ada, end));
  }
}
