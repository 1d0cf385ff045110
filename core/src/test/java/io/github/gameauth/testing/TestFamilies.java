// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static io.github.gameauth.testing.TestPlayers.GAME;
import static io.github.gameauth.testing.TestPlayers.NOW;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.session.FamilyId;
import io.github.gameauth.session.RefreshFamily;
import io.github.gameauth.session.RefreshStore.Rotation;
import io.github.gameauth.storage.Stores;
import java.time.Duration;
import java.time.Instant;

/** The refresh families of the store contracts, and the steps they take. */
public final class TestFamilies {
  /** When a family ends if it is not used. */
  public static final Instant IDLE = NOW.plus(Duration.ofDays(14));

  /** When a family ends whatever happens. */
  public static final Instant END = NOW.plus(Duration.ofDays(60));

  /** What the next access token needs. */
  public static final String CONTEXT = "{\"plat\":\"steam\",\"note\":\"'#%\\\\ \ud83d\ude00\"}";

  private TestFamilies() {}

  /** The secret that a family was opened with. */
  public static Fingerprint opening(String family) {
    return Fingerprint.of("secret of " + family);
  }

  /** A family of the account's first epoch, as it is before anybody kept it. */
  public static RefreshFamily fresh(String family, AccountId account) {
    return fresh(family, account, 0);
  }

  /** A family, as it is before anybody kept it. */
  public static RefreshFamily fresh(String family, AccountId account, long epoch) {
    return RefreshFamily.opened(
        new FamilyId(family), account, GAME, epoch, opening(family), NOW, IDLE, END, CONTEXT);
  }

  /** A family of that login and end, as it is before anybody kept it. */
  public static RefreshFamily fresh(
      String family, AccountId account, Instant authTime, Instant idleExpiresAt, Instant end) {
    return RefreshFamily.opened(
        new FamilyId(family),
        account,
        GAME,
        0,
        opening(family),
        authTime,
        idleExpiresAt,
        end,
        CONTEXT);
  }

  /** A kept family of the account's first epoch. */
  public static RefreshFamily family(Stores stores, String family, AccountId account) {
    return kept(stores, fresh(family, account));
  }

  /** The same family, once it is kept. */
  public static RefreshFamily kept(Stores stores, RefreshFamily family) {
    stores.refreshFamilies().create(family);
    return family;
  }

  /** A step from the family's present secret to {@code next}, at {@code now}. */
  public static Rotation step(RefreshFamily from, String next, Instant now) {
    return new Rotation(
        from.id(),
        from.currentHash(),
        Fingerprint.of(next),
        "c2VhbGVk-_" + Fingerprint.of(next).start(),
        now,
        now.plus(Duration.ofDays(14)),
        "{\"next\":\"" + next + "\"}");
  }
}
