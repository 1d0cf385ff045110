// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static io.github.gameauth.testing.StartGate.together;
import static io.github.gameauth.testing.TestFamilies.END;
import static io.github.gameauth.testing.TestFamilies.IDLE;
import static io.github.gameauth.testing.TestFamilies.family;
import static io.github.gameauth.testing.TestFamilies.fresh;
import static io.github.gameauth.testing.TestFamilies.kept;
import static io.github.gameauth.testing.TestFamilies.step;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static io.github.gameauth.testing.TestPlayers.id;
import static io.github.gameauth.testing.TestPlayers.psn;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static io.github.gameauth.testing.TestPlayers.shadowOfPsn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.account.MergeOutcome;
import io.github.gameauth.account.TransferOutcome;
import io.github.gameauth.session.RefreshFamily;
import io.github.gameauth.session.RefreshStore;
import io.github.gameauth.session.RefreshStore.RotateOutcome;
import io.github.gameauth.session.RefreshStore.RotateOutcome.Rotated;
import io.github.gameauth.session.RefreshStore.RotateOutcome.Unchanged;
import io.github.gameauth.session.RefreshStore.Rotation;
import io.github.gameauth.storage.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a refresh family rotates; part of {@link RefreshStoreContract}. */
public interface RotationContract extends StoresContract {
  /** That the step changes nothing, and tells the family as it is. */
  private static void assertUnchanged(Stores stores, RefreshFamily family, Instant now) {
    assertEquals(
        new Unchanged(family), stores.refreshFamilies().rotate(step(family, "thief's", now)));
    assertEquals(Optional.of(family), stores.refreshFamilies().find(family.id()));
  }

  private static void assertRotates(Stores stores, RefreshFamily family, Instant now) {
    Rotation step = step(family, "owner's", now);
    assertEquals(new Rotated(family.rotated(step)), stores.refreshFamilies().rotate(step));
  }

  @Test
  default void rotatesForWhoHoldsTheCurrentSecret() {
    Stores stores = emptyStores();
    RefreshFamily opened = family(stores, "f", shadow(stores, "ada"));
    Rotation first = step(opened, "s1", NOW.plusSeconds(1));

    assertEquals(new Rotated(opened.rotated(first)), stores.refreshFamilies().rotate(first));

    RefreshStore elsewhere = sameStoresElsewhere(stores).refreshFamilies();
    RefreshFamily once = opened.rotated(first);
    assertEquals(Optional.of(once), elsewhere.find(opened.id()));
    Rotation second = step(once, "s2", NOW.plusSeconds(2));
    assertEquals(new Rotated(once.rotated(second)), elsewhere.rotate(second));
    assertEquals(Optional.of(once.rotated(second)), stores.refreshFamilies().find(opened.id()));
  }

  @Test
  default void doesNotKnowAFamilyThatNobodyOpened() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");

    assertEquals(
        new RotateOutcome.Unknown(),
        stores.refreshFamilies().rotate(step(fresh("f", ada), "s1", NOW)));

    assertEquals(Optional.empty(), stores.refreshFamilies().find(fresh("f", ada).id()));
  }

  @Test
  default void changesNothingForAWrongSecret() {
    Stores stores = emptyStores();
    RefreshFamily opened = family(stores, "f", shadow(stores, "ada"));
    Rotation guess = step(fresh("g", id("ada")), "s1", NOW);
    Rotation wrong =
        new Rotation(
            opened.id(),
            guess.presented(),
            guess.next(),
            guess.sealedSuccessor(),
            guess.now(),
            guess.idleExpiresAt(),
            guess.context());

    assertEquals(new Unchanged(opened), stores.refreshFamilies().rotate(wrong));

    assertEquals(Optional.of(opened), stores.refreshFamilies().find(opened.id()));
  }

  @Test
  default void changesNothingForThePreviousSecret() {
    Stores stores = emptyStores();
    RefreshFamily opened = family(stores, "f", shadow(stores, "ada"));
    Rotation first = step(opened, "s1", NOW.plusSeconds(1));
    stores.refreshFamilies().rotate(first);

    assertEquals(
        new Unchanged(opened.rotated(first)),
        sameStoresElsewhere(stores)
            .refreshFamilies()
            .rotate(step(opened, "s2", NOW.plusSeconds(2))));
    // The very same step again, as after an answer that was lost.
    assertEquals(new Unchanged(opened.rotated(first)), stores.refreshFamilies().rotate(first));
  }

  @Test
  default void rotatesUntilTheMillisecondBeforeAFamilyEnds() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    Instant end = NOW.plusSeconds(60);
    RefreshFamily idle = kept(stores, fresh("idle", ada, NOW, end, END));
    RefreshFamily expiring = kept(stores, fresh("expiring", ada, NOW, END, end));

    assertUnchanged(stores, idle, end);
    assertUnchanged(stores, expiring, end);

    assertRotates(stores, idle, end.minusMillis(1));
    assertRotates(stores, expiring, end.minusMillis(1));
  }

  @Test
  default void countsTheIdleTimeFromTheLastRotation() {
    Stores stores = emptyStores();
    RefreshFamily opened = family(stores, "f", shadow(stores, "ada"));
    Rotation first = step(opened, "s1", IDLE.minusMillis(1));
    stores.refreshFamilies().rotate(first);

    assertRotates(stores, opened.rotated(first), IDLE.plusSeconds(60));
  }

  @Test
  default void doesNotRotateARevokedFamily() {
    Stores stores = emptyStores();
    RefreshFamily opened = family(stores, "f", shadow(stores, "ada"));
    stores.refreshFamilies().revoke(opened.id(), "LOGOUT", NOW);

    RotateOutcome outcome = stores.refreshFamilies().rotate(step(opened, "s1", NOW));

    assertEquals(new Unchanged(opened.revoked("LOGOUT", NOW)), outcome);
  }

  @Test
  default void doesNotRotateAFamilyOfAnEarlierEpoch() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    RefreshFamily before = family(stores, "f1", ada);
    assertEquals(1, stores.accounts().raiseEpoch(ada, NOW, UNTIL).orElseThrow());
    RefreshFamily after = kept(stores, fresh("f2", ada, 1));
    RefreshFamily ahead = kept(stores, fresh("f3", ada, 2));

    assertUnchanged(sameStoresElsewhere(stores), before, NOW);
    assertUnchanged(stores, ahead, NOW);
    assertRotates(stores, after, NOW);
  }

  @Test
  default void doesNotRotateWhileABanIsInForce() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    Instant end = NOW.plusSeconds(60);
    stores.accounts().ban(ada, Ban.until(end, "cheating"), NOW, UNTIL);
    // Of the epoch that the ban began, so that the ban alone stands in the way.
    RefreshFamily family = kept(stores, fresh("f", ada, 1));

    assertUnchanged(sameStoresElsewhere(stores), family, end.minusMillis(1));

    assertRotates(stores, family, end);
  }

  @Test
  default void doesNotRotateUnderABanWithoutAnEnd() {
    Stores stores = emptyStores();
    AccountId ada = shadow(stores, "ada");
    stores.accounts().ban(ada, Ban.forever("cheating"), NOW, UNTIL);
    RefreshFamily family = kept(stores, fresh("f", ada, 1));

    assertUnchanged(stores, family, IDLE.minusMillis(1));

    stores.accounts().unban(ada, NOW);
    assertRotates(stores, family, IDLE.minusMillis(1));
  }

  @Test
  default void doesNotRotateForAnAccountThatIsGone() {
    Stores stores = emptyStores();
    AccountId merged = shadow(stores, "merged");
    AccountId deleted = shadow(stores, "deleted");
    assertInstanceOf(
        MergeOutcome.Merged.class,
        stores
            .accounts()
            .merge(shadowOfPsn(stores, "winner"), merged, LinkRules.USUAL, NOW, UNTIL));
    assertTrue(stores.accounts().delete(deleted, NOW, UNTIL));

    // Of the epochs that these two ended with.
    assertUnchanged(stores, kept(stores, fresh("f1", merged, 1)), NOW);
    assertUnchanged(stores, kept(stores, fresh("f2", deleted, 1)), NOW);
    assertUnchanged(stores, kept(stores, fresh("f3", id("nobody"), 0)), NOW);
  }

  @Test
  default void endsSessionsOfAnAccountThatLosesAnIdentity() {
    Stores stores = emptyStores();
    AccountId from = shadow(stores, "from");
    AccountId to = shadowOfPsn(stores, "to");
    RefreshFamily lost = family(stores, "f1", to);
    RefreshFamily kept = family(stores, "f2", from);

    assertInstanceOf(
        TransferOutcome.Transferred.class,
        stores.accounts().transfer(psn("to"), to, from, true, LinkRules.USUAL, NOW, UNTIL));

    assertUnchanged(stores, lost, NOW);
    assertRotates(stores, kept, NOW);
  }

  @Test
  default void racesToRotateHaveOneWinnerAndTellTheOthersItsStep() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    AccountId ada = shadow(stores, "ada");
    for (int round = 0; round < rounds(); round++) {
      RefreshFamily opened = family(stores, "f" + round, ada);

      List<RotateOutcome> outcomes =
          together(
              16,
              i ->
                  () ->
                      (i % 2 == 0 ? stores : elsewhere)
                          .refreshFamilies()
                          .rotate(step(opened, "by" + i, NOW.plusMillis(i))));

      RefreshFamily now = stores.refreshFamilies().find(opened.id()).orElseThrow();
      assertEquals(1, now.generation());
      assertEquals(1, outcomes.stream().filter(new Rotated(now)::equals).count());
      assertEquals(15, outcomes.stream().filter(new Unchanged(now)::equals).count());
      int winner = outcomes.indexOf(new Rotated(now));
      assertEquals(opened.rotated(step(opened, "by" + winner, NOW.plusMillis(winner))), now);
    }
  }

  @Test
  default void aRotationBringsNoRevokedFamilyBack() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    AccountId ada = shadow(stores, "ada");
    for (int round = 0; round < rounds(); round++) {
      RefreshFamily opened = family(stores, "f" + round, ada);

      List<Object> both =
          together(
              () -> stores.refreshFamilies().rotate(step(opened, "s1", NOW)),
              () -> elsewhere.refreshFamilies().revoke(opened.id(), "LOGOUT", NOW));

      assertEquals(true, both.get(1));
      RefreshFamily now = stores.refreshFamilies().find(opened.id()).orElseThrow();
      assertEquals(Optional.of("LOGOUT"), now.revokeReason());
      assertEquals(both.get(0) instanceof Rotated ? 1 : 0, now.generation());
    }
  }

  @Test
  default void noFamilyOutlivesALogoutThatItRacesWith() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 2; round++) {
      AccountId account = shadow(stores, "r" + round);
      RefreshFamily opened = family(stores, "f" + round, account);
      Rotation step = step(opened, "s1", NOW);

      List<Object> both =
          together(
              () -> stores.refreshFamilies().rotate(step),
              () -> elsewhere.accounts().raiseEpoch(account, NOW, UNTIL));

      RefreshFamily now = both.get(0) instanceof Rotated r ? r.family() : opened;
      assertUnchanged(stores, now, NOW.plusSeconds(1));
    }
  }
}
