// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/** The table {@code ga_identity_ban}. */
final class IdentityBanRows {
  private static final String KEY = " WHERE provider = ? AND tenant = ? AND subject = ?";
  private static final String REPLACE =
      "UPDATE ga_identity_ban SET ban_reason = ?, ban_until = ?" + KEY;

  private IdentityBanRows() {}

  static Optional<Ban> find(Connection connection, ExternalIdentity identity) throws SQLException {
    return Sql.first(
            connection,
            row -> AccountRows.ban(row, "ban_reason", "ban_until"),
            "SELECT ban_reason, ban_until FROM ga_identity_ban" + KEY,
            identity.provider().name(),
            identity.tenant(),
            identity.subject())
        .flatMap(ban -> ban);
  }

  /** Lays a ban, whatever lay there. */
  static void put(Connection connection, ExternalIdentity identity, Ban ban) throws SQLException {
    // H2 knows no DO UPDATE. Whoever can neither replace nor insert one was overtaken, and can
    // replace it now, unless it was taken away again.
    boolean done = false;
    while (!done) {
      done =
          replace(connection, REPLACE, identity, ban, Stream.of())
              || insert(connection, identity, ban);
    }
  }

  /** Lays a ban, unless one that lasts as long lies there. */
  static void putIfLonger(Connection connection, ExternalIdentity identity, Ban ban)
      throws SQLException {
    if (insert(connection, identity, ban)) {
      return;
    }
    boolean ends = ban.until().isPresent();
    String shorter = ends ? " AND ban_until < ?" : " AND ban_until IS NOT NULL";
    replace(
        connection, REPLACE + shorter, identity, ban, ends ? ban.until().stream() : Stream.of());
  }

  private static boolean replace(
      Connection connection, String sql, ExternalIdentity identity, Ban ban, Stream<?> more)
      throws SQLException {
    Stream<Object> values =
        Stream.of(
            ban.reasonCode(),
            ban.until(),
            identity.provider().name(),
            identity.tenant(),
            identity.subject());
    return Sql.update(connection, sql, Stream.concat(values, more).toArray()) == 1;
  }

  private static boolean insert(Connection connection, ExternalIdentity identity, Ban ban)
      throws SQLException {
    return Sql.update(
            connection,
            "INSERT INTO ga_identity_ban (provider, tenant, subject, ban_reason, ban_until)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            identity.provider().name(),
            identity.tenant(),
            identity.subject(),
            ban.reasonCode(),
            ban.until())
        == 1;
  }

  static boolean delete(Connection connection, ExternalIdentity identity) throws SQLException {
    return Sql.update(
            connection,
            "DELETE FROM ga_identity_ban" + KEY,
            identity.provider().name(),
            identity.tenant(),
            identity.subject())
        == 1;
  }
}
