// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * An account as a store keeps it. Times are whole milliseconds.
 *
 * @param id its name
 * @param kind how much stands behind it
 * @param status what became of it
 * @param mergedInto the account that took its place, if it was merged
 * @param sessionEpoch counts its global logouts, from 0; sessions of lower epochs are dead
 * @param ban the penalty that lies on it, whether in force or past
 * @param createdAt when it was made
 */
public record Account(
    AccountId id,
    AccountKind kind,
    AccountStatus status,
    Optional<AccountId> mergedInto,
    long sessionEpoch,
    Optional<Ban> ban,
    Instant createdAt) {
  /** Cuts the time to milliseconds. */
  public Account {
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** A fresh one. */
  public static Account fresh(AccountId id, AccountKind kind, Instant createdAt) {
    return new Account(
        id, kind, AccountStatus.ACTIVE, Optional.empty(), 0, Optional.empty(), createdAt);
  }

  /** The ban that keeps its player out at {@code now}. */
  public Optional<Ban> banAt(Instant now) {
    return ban.filter(each -> each.isInForceAt(now));
  }

  /** Whether its player may come in at {@code now}: it is in use and no ban is in force. */
  public boolean isActiveAt(Instant now) {
    return status == AccountStatus.ACTIVE && banAt(now).isEmpty();
  }
}
