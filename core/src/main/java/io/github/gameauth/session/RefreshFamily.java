// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.GameId;
import io.github.gameauth.secret.Fingerprint;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A refresh family as a store keeps it: hashes, and a successor that only the holder of the token
 * before it can open. Times are whole milliseconds.
 *
 * @param id its name
 * @param account whose it is
 * @param game the game it was opened for
 * @param sessionEpoch the account's epoch when it was opened
 * @param generation how often it rotated, from 0
 * @param currentHash the fingerprint of the secret that is good now
 * @param previousHash the fingerprint of the one before it
 * @param sealedSuccessor the current secret, sealed under the previous one; base64url
 * @param rotatedAt when it last rotated
 * @param authTime when the player last proved who they are
 * @param idleExpiresAt when it ends if it is not used
 * @param expiresAt when it ends whatever happens
 * @param revokedAt since when it is dead
 * @param revokeReason why; one word
 * @param context what the next access token needs, JSON text; no secret is in it
 */
public record RefreshFamily(
    FamilyId id,
    AccountId account,
    GameId game,
    long sessionEpoch,
    int generation,
    Fingerprint currentHash,
    Optional<Fingerprint> previousHash,
    Optional<String> sealedSuccessor,
    Optional<Instant> rotatedAt,
    Instant authTime,
    Instant idleExpiresAt,
    Instant expiresAt,
    Optional<Instant> revokedAt,
    Optional<String> revokeReason,
    String context) {
  /** Cuts the times to milliseconds. */
  public RefreshFamily {
    rotatedAt = rotatedAt.map(RefreshFamily::millis);
    authTime = millis(authTime);
    idleExpiresAt = millis(idleExpiresAt);
    expiresAt = millis(expiresAt);
    revokedAt = revokedAt.map(RefreshFamily::millis);
  }

  private static Instant millis(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS);
  }

  /** One that never rotated. */
  public static RefreshFamily opened(
      FamilyId id,
      AccountId account,
      GameId game,
      long sessionEpoch,
      Fingerprint currentHash,
      Instant authTime,
      Instant idleExpiresAt,
      Instant expiresAt,
      String context) {
    return new RefreshFamily(
        id,
        account,
        game,
        sessionEpoch,
        0,
        currentHash,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        authTime,
        idleExpiresAt,
        expiresAt,
        Optional.empty(),
        Optional.empty(),
        context);
  }

  /** Whether it is neither revoked nor expired at {@code now}. */
  public boolean isLiveAt(Instant now) {
    return revokedAt.isEmpty() && expiresAt.isAfter(now) && idleExpiresAt.isAfter(now);
  }

  /** The same after a rotation. */
  public RefreshFamily rotated(RefreshStore.Rotation by) {
    return new RefreshFamily(
        id,
        account,
        game,
        sessionEpoch,
        generation + 1,
        by.next(),
        Optional.of(currentHash),
        Optional.of(by.sealedSuccessor()),
        Optional.of(by.now()),
        authTime,
        by.idleExpiresAt(),
        expiresAt,
        Optional.empty(),
        Optional.empty(),
        by.context());
  }

  /** The same, dead since {@code at}; one that is dead already keeps its time and reason. */
  public RefreshFamily revoked(String reason, Instant at) {
    return revokedAt.isPresent() ? this : ended(reason, at);
  }

  private RefreshFamily ended(String reason, Instant at) {
    return new RefreshFamily(
        id,
        account,
        game,
        sessionEpoch,
        generation,
        currentHash,
        previousHash,
        sealedSuccessor,
        rotatedAt,
        authTime,
        idleExpiresAt,
        expiresAt,
        Optional.of(at),
        Optional.of(reason),
        context);
  }

  /** Its generation and times. */
  @Override
  public String toString() {
    return "RefreshFamily(generation " + generation + ", until " + expiresAt + ")";
  }
}
