// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.account.Ban;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The table {@code ga_account}. */
final class AccountRows {
  /** What {@link #read} wants, of a table or alias called {@code a}. */
  static final String COLUMNS =
      "a.account_id, a.kind, a.status, a.merged_into, a.session_epoch, a.ban_reason, a.ban_until,"
          + " a.created_at";

  private AccountRows() {}

  static Account read(ResultSet row) throws SQLException {
    return new Account(
        new AccountId(row.getString("account_id")),
        AccountKind.valueOf(row.getString("kind")),
        AccountStatus.valueOf(row.getString("status")),
        Sql.text(row, "merged_into").map(AccountId::new),
        row.getLong("session_epoch"),
        ban(row, "ban_reason", "ban_until"),
        Sql.instant(row, "created_at"));
  }

  static Optional<Ban> ban(ResultSet row, String reason, String until) throws SQLException {
    Optional<Instant> end = Sql.optionalInstant(row, until);
    return Sql.text(row, reason).map(code -> new Ban(code, end));
  }

  static Optional<Account> find(Connection connection, AccountId account) throws SQLException {
    return Sql.first(
        connection,
        AccountRows::read,
        "SELECT " + COLUMNS + " FROM ga_account a WHERE a.account_id = ?",
        account.value());
  }

  /** Nobody else changes it, or what leads to it, until the transaction ends. */
  static Optional<Account> lock(Connection connection, AccountId account) throws SQLException {
    return Sql.first(
        connection,
        AccountRows::read,
        "SELECT " + COLUMNS + " FROM ga_account a WHERE a.account_id = ? FOR UPDATE",
        account.value());
  }

  /** Whether it was kept; false if there is one of that name. */
  static boolean insert(Connection connection, Account account) throws SQLException {
    return Sql.update(
            connection,
            "INSERT INTO ga_account (account_id, kind, status, merged_into, session_epoch,"
                + " ban_reason, ban_until, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING",
            account.id().value(),
            account.kind(),
            account.status(),
            account.mergedInto().map(AccountId::value),
            account.sessionEpoch(),
            account.ban().map(Ban::reasonCode),
            account.ban().flatMap(Ban::until),
            account.createdAt())
        == 1;
  }

  /** Writes what may change of an account that is locked. */
  static void write(Connection connection, Account account) throws SQLException {
    Sql.update(
        connection,
        "UPDATE ga_account SET kind = ?, status = ?, merged_into = ?, session_epoch = ?,"
            + " ban_reason = ?, ban_until = ? WHERE account_id = ?",
        account.kind(),
        account.status(),
        account.mergedInto().map(AccountId::value),
        account.sessionEpoch(),
        account.ban().map(Ban::reasonCode),
        account.ban().flatMap(Ban::until),
        account.id().value());
  }
}
