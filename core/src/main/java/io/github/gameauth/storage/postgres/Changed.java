// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.account.Ban;
import java.util.Optional;

/** Accounts with one thing changed. */
final class Changed {
  private Changed() {}

  static Account kind(Account a, AccountKind kind) {
    return of(a, kind, a.status(), a.mergedInto(), a.sessionEpoch(), a.ban());
  }

  static Account ban(Account a, Optional<Ban> ban) {
    return of(a, a.kind(), a.status(), a.mergedInto(), a.sessionEpoch(), ban);
  }

  static Account epoch(Account a, long epoch) {
    return of(a, a.kind(), a.status(), a.mergedInto(), epoch, a.ban());
  }

  static Account mergedInto(Account a, AccountId winner) {
    return of(a, a.kind(), AccountStatus.MERGED, Optional.of(winner), a.sessionEpoch(), a.ban());
  }

  static Account deleted(Account a) {
    return of(a, a.kind(), AccountStatus.DELETED, a.mergedInto(), a.sessionEpoch(), a.ban());
  }

  private static Account of(
      Account a,
      AccountKind kind,
      AccountStatus status,
      Optional<AccountId> mergedInto,
      long epoch,
      Optional<Ban> ban) {
    return new Account(a.id(), kind, status, mergedInto, epoch, ban, a.createdAt());
  }
}
