// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.platform;

import io.github.gameauth.check.Require;
import io.github.gameauth.secret.Fingerprint;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A guest's credential as a store keeps it. All times are whole milliseconds.
 *
 * @param id the credential's public id, 1 to 32 printable characters
 * @param secretHash the fingerprint of the secret
 * @param nextHash the fingerprint of the secret that follows it, from its making until its first
 *     use
 * @param createdAt when it was made
 * @param endsAt since when it is good no longer, or empty; set when the guest becomes somebody
 */
public record GuestRecord(
    String id,
    Fingerprint secretHash,
    Optional<Fingerprint> nextHash,
    Instant createdAt,
    Optional<Instant> endsAt) {
  /** Checks the id and cuts the times to milliseconds. */
  public GuestRecord {
    Require.printable("id", id, 32);
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    endsAt = endsAt.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
  }

  /** A fresh one. */
  public static GuestRecord of(String id, Fingerprint secretHash, Instant createdAt) {
    return new GuestRecord(id, secretHash, Optional.empty(), createdAt, Optional.empty());
  }

  /** Whether it is good at {@code now}. */
  public boolean isLiveAt(Instant now) {
    return endsAt.isEmpty() || endsAt.get().isAfter(now);
  }

  /** The same with a secret to follow the present one. */
  public GuestRecord followedBy(Fingerprint next) {
    return new GuestRecord(id, secretHash, Optional.of(next), createdAt, endsAt);
  }

  /** The same after the following secret was used: from now on only that one is good. */
  public GuestRecord advanced() {
    return new GuestRecord(id, nextHash.orElse(secretHash), Optional.empty(), createdAt, endsAt);
  }

  /** The same, good until {@code at}; one that ends earlier keeps its time. */
  public GuestRecord endingAt(Instant at) {
    return endsAt.isPresent() && !endsAt.get().isAfter(at)
        ? this
        : new GuestRecord(id, secretHash, nextHash, createdAt, Optional.of(at));
  }
}
