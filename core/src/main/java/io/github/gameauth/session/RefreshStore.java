// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.GameId;
import io.github.gameauth.secret.Fingerprint;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Where refresh families are kept, shared by all servers: one row a family, whatever happens to it.
 * Each method is one atomic step, also between processes.
 *
 * <p>Safe to share; every method may block, and throws {@code StoreException} if the store cannot
 * be reached. Every store passes {@code RefreshStoreContract}, which stands in core's test jar.
 */
public interface RefreshStore {
  /**
   * The next step of a family. Times are whole milliseconds.
   *
   * @param family which one
   * @param presented the fingerprint of the secret that was shown
   * @param next the fingerprint of the secret that follows
   * @param sealedSuccessor the secret that follows, sealed under the one that was shown; base64url
   * @param now the time
   * @param idleExpiresAt when it ends from now on if it is not used
   * @param context what the next access token needs
   */
  record Rotation(
      FamilyId family,
      Fingerprint presented,
      Fingerprint next,
      String sealedSuccessor,
      Instant now,
      Instant idleExpiresAt,
      String context) {
    /** Cuts the times to milliseconds. */
    public Rotation {
      now = now.truncatedTo(ChronoUnit.MILLIS);
      idleExpiresAt = idleExpiresAt.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /** What came of {@link #rotate}. */
  sealed interface RotateOutcome {
    /** This caller rotated it; the family as it is now. */
    record Rotated(RefreshFamily family) implements RotateOutcome {}

    /**
     * Nothing was changed; the family as it is. Either the secret that was shown is not the current
     * one, or the family is not live, or its account is not active or of another epoch.
     */
    record Unchanged(RefreshFamily family) implements RotateOutcome {}

    /** There is no such family. */
    record Unknown() implements RotateOutcome {}
  }

  /**
   * Keeps a new family.
   *
   * @throws io.github.gameauth.store.StoreException also if there is another family of that name
   */
  void create(RefreshFamily family);

  /** The family of that name, dead or alive. */
  Optional<RefreshFamily> find(FamilyId family);

  /**
   * Rotates a family by one compare-and-set, if the secret that was shown is its current one, it is
   * live at the rotation's time, and its account is active at that time and still of its epoch.
   */
  RotateOutcome rotate(Rotation rotation);

  /**
   * Ends a family; one that is dead already keeps its time and reason.
   *
   * @param reason one word of up to 32 characters
   * @return whether this call ended it
   */
  boolean revoke(FamilyId family, String reason, Instant now);

  /** The account's families that are live at {@code now}, newest login first, 100 at most. */
  List<RefreshFamily> liveOf(AccountId account, Instant now);

  /**
   * Notes which session of an account is the one in a game, where a player may have but one.
   *
   * @return the one that was noted before, if it is another
   */
  Optional<FamilyId> replaceActive(GameId game, AccountId account, FamilyId family);

  /**
   * Deletes families that expired.
   *
   * @param most how many at most, so that one call stays short
   * @return how many were deleted; fewer than {@code most} means that none are left
   */
  int purge(Instant now, int most);
}
