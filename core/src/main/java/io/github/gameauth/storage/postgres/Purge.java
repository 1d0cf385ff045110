// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Deletes expired rows, some at a time, by the index on their expiry. Several servers may do so at
 * once: none waits for rows that another one is about to delete.
 */
final class Purge {
  private static final int BATCH = 1000;

  private final Transactions transactions;
  private final String select;
  private final String delete;
  private final int keyColumns;

  /** For a table with {@code expires_at} and this primary key. */
  Purge(Transactions transactions, String table, String... key) {
    this.transactions = transactions;
    this.select =
        "SELECT "
            + String.join(", ", key)
            + " FROM "
            + table
            + " WHERE expires_at <= ? ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED";
    this.delete = "DELETE FROM " + table + " WHERE " + String.join(" = ? AND ", key) + " = ?";
    this.keyColumns = key.length;
  }

  /** Deletes up to {@code most}, and tells how many it were. */
  int run(Instant now, int most) {
    int done = 0;
    while (done < most) {
      int wanted = Math.min(BATCH, most - done);
      int deleted = transactions.together("purging", c -> batch(c, now, wanted));
      done += deleted;
      if (deleted < wanted) {
        return done;
      }
    }
    return done;
  }

  /** Not one statement with a subquery: a planner may run that more than once, past its limit. */
  private int batch(Connection connection, Instant now, int most) throws SQLException {
    List<Object[]> keys =
        Sql.all(
            connection,
            row -> {
              Object[] key = new Object[keyColumns];
              for (int i = 0; i < keyColumns; i++) {
                key[i] = row.getObject(i + 1);
              }
              return key;
            },
            select,
            now,
            most);
    Sql.updateEach(connection, delete, keys);
    return keys.size();
  }
}
