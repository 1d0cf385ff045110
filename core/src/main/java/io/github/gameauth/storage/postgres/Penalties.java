// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.IdentityLink;
import io.github.gameauth.revocation.RevocationCause;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Bans and the end of accounts; each method within one transaction. */
final class Penalties {
  private final AccountChange change;
  private final Connection connection;

  Penalties(Connection connection, Instant now) {
    this.change = new AccountChange(connection, now);
    this.connection = connection;
  }

  boolean ban(AccountId id, Ban ban, Instant revokedUntil) throws SQLException {
    Optional<Account> account = lockLast(id);
    if (account.isEmpty()) {
      return false;
    }
    Account ended = change.sessionsEnded(account.get(), revokedUntil, RevocationCause.BANNED);
    change.write(Changed.ban(ended, Optional.of(ban)));
    change.note(ended.id(), "banned", ban.reasonCode());
    return true;
  }

  boolean unban(AccountId id) throws SQLException {
    Optional<Account> account = lockLast(id);
    if (account.flatMap(Account::ban).isEmpty()) {
      return false;
    }
    change.write(Changed.ban(account.get(), Optional.empty()));
    change.note(account.get().id(), "unbanned", "");
    return true;
  }

  /**
   * Locks the account, or the one that took its place. One that is merged already never changes
   * again, so what was locked on the way cannot make anybody wait in a circle.
   */
  private Optional<Account> lockLast(AccountId id) throws SQLException {
    Optional<Account> account = AccountRows.lock(connection, id);
    while (account.flatMap(Account::mergedInto).isPresent()) {
      account = AccountRows.lock(connection, account.get().mergedInto().get());
    }
    return account;
  }

  boolean delete(AccountId id, Instant revokedUntil) throws SQLException {
    Optional<Account> account =
        AccountRows.lock(connection, id).filter(each -> each.status() == AccountStatus.ACTIVE);
    if (account.isEmpty()) {
      return false;
    }
    change.write(Changed.deleted(change.sessionsEnded(account.get(), revokedUntil)));
    if (account.get().ban().isPresent()) {
      banIdentities(id, account.get().ban().get());
    }
    GuestRows.deleteAll(connection, id);
    LinkRows.deleteAll(connection, id);
    PersonaRows.deleteAll(connection, id);
    FamilyRows.deleteAll(connection, id);
    change.note(id, "deleted", "");
    return true;
  }

  private void banIdentities(AccountId id, Ban ban) throws SQLException {
    List<ExternalIdentity> identities =
        LinkRows.of(connection, id).stream()
            .map(IdentityLink::identity)
            .filter(each -> !each.isGuest())
            .sorted(
                Comparator.comparing((ExternalIdentity each) -> each.provider().name())
                    .thenComparing(ExternalIdentity::tenant)
                    .thenComparing(ExternalIdentity::subject))
            .toList();
    for (ExternalIdentity each : identities) {
      IdentityBanRows.putIfLonger(connection, each, ban);
    }
  }
}
