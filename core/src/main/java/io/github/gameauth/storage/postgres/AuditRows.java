// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AuditEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The table {@code ga_audit}. */
final class AuditRows {
  private AuditRows() {}

  /** Numbers follow each other in the order of the changes, since the account is locked. */
  static void insert(
      Connection connection, AccountId account, String event, String detail, Instant at)
      throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO ga_audit (account_id, event, detail, at) VALUES (?, ?, ?, ?)",
        account.value(),
        event,
        detail,
        at);
  }

  /** The newest lines, oldest first. */
  static List<AuditEntry> of(Connection connection, AccountId account, int most)
      throws SQLException {
    List<AuditEntry> lines =
        new ArrayList<>(
            Sql.all(
                connection,
                row ->
                    new AuditEntry(
                        account,
                        row.getString("event"),
                        row.getString("detail"),
                        Sql.instant(row, "at")),
                "SELECT event, detail, at FROM ga_audit WHERE account_id = ?"
                    + " ORDER BY seq DESC LIMIT ?",
                account.value(),
                most));
    Collections.reverse(lines);
    return lines;
  }
}
