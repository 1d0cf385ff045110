// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.account.AuditEntry;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.IdentityLink;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An account with its identities and its history. Not safe to share: {@link AccountTables#lock} is
 * held.
 */
final class AccountRow {
  private static final int LONGEST_HISTORY = 1000;

  final Map<ExternalIdentity, IdentityLink> links = new LinkedHashMap<>();
  private final ArrayDeque<AuditEntry> history = new ArrayDeque<>();
  private Account account;

  AccountRow(Account account) {
    this.account = account;
  }

  Account account() {
    return account;
  }

  AccountId id() {
    return account.id();
  }

  boolean isInUse() {
    return account.status() == AccountStatus.ACTIVE;
  }

  /** Whether an identity of that provider and tenant leads here; guests' take no place. */
  boolean hasPlaceTakenBy(ExternalIdentity identity) {
    return !identity.isGuest()
        && links.keySet().stream()
            .anyMatch(
                each ->
                    each.provider().equals(identity.provider())
                        && each.tenant().equals(identity.tenant()));
  }

  void kind(AccountKind kind) {
    change(kind, account.status(), account.mergedInto(), account.sessionEpoch(), account.ban());
  }

  void epoch(long epoch) {
    change(account.kind(), account.status(), account.mergedInto(), epoch, account.ban());
  }

  void ban(Optional<Ban> ban) {
    change(account.kind(), account.status(), account.mergedInto(), account.sessionEpoch(), ban);
  }

  void mergedInto(AccountId winner) {
    change(
        account.kind(),
        AccountStatus.MERGED,
        Optional.of(winner),
        account.sessionEpoch(),
        account.ban());
  }

  void deleted() {
    change(
        account.kind(),
        AccountStatus.DELETED,
        account.mergedInto(),
        account.sessionEpoch(),
        account.ban());
  }

  private void change(
      AccountKind kind,
      AccountStatus status,
      Optional<AccountId> mergedInto,
      long epoch,
      Optional<Ban> ban) {
    account = new Account(id(), kind, status, mergedInto, epoch, ban, account.createdAt());
  }

  void note(String event, String detail, Instant at) {
    if (history.size() == LONGEST_HISTORY) {
      history.removeFirst();
    }
    history.addLast(new AuditEntry(id(), event, detail, at));
  }

  List<AuditEntry> history(int most) {
    return history.stream().skip(Math.max(0, history.size() - most)).toList();
  }
}
