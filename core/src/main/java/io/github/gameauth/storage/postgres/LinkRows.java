// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.IdentityLink;
import io.github.gameauth.platform.Platform;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table {@code ga_identity_link}. Whoever changes a row has locked its account. */
final class LinkRows {
  private static final String COLUMNS =
      "l.provider, l.tenant, l.subject, l.account_id, l.linked_at, l.moved_at";

  private LinkRows() {}

  private static IdentityLink read(ResultSet row) throws SQLException {
    return new IdentityLink(
        new ExternalIdentity(
            new Platform(row.getString("provider")),
            row.getString("tenant"),
            row.getString("subject")),
        new AccountId(row.getString("account_id")),
        Sql.instant(row, "linked_at"),
        Sql.optionalInstant(row, "moved_at"));
  }

  static Optional<IdentityLink> find(Connection connection, ExternalIdentity identity)
      throws SQLException {
    return Sql.first(
        connection,
        LinkRows::read,
        "SELECT "
            + COLUMNS
            + " FROM ga_identity_link l WHERE l.provider = ? AND l.tenant = ? AND l.subject = ?",
        identity.provider().name(),
        identity.tenant(),
        identity.subject());
  }

  static List<IdentityLink> of(Connection connection, AccountId account) throws SQLException {
    return Sql.all(
        connection,
        LinkRows::read,
        "SELECT "
            + COLUMNS
            + " FROM ga_identity_link l WHERE l.account_id = ?"
            + " ORDER BY l.linked_at, l.provider, l.tenant, l.subject",
        account.value());
  }

  /**
   * Waits for whoever is about to insert the same identity.
   *
   * @return false if it leads somewhere already
   */
  static boolean insert(
      Connection connection, ExternalIdentity identity, AccountId account, Instant at)
      throws SQLException {
    return Sql.update(
            connection,
            "INSERT INTO ga_identity_link (provider, tenant, subject, account_id, linked_at)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            identity.provider().name(),
            identity.tenant(),
            identity.subject(),
            account.value(),
            at)
        == 1;
  }

  static void move(Connection connection, ExternalIdentity identity, AccountId to, Instant now)
      throws SQLException {
    Sql.update(
        connection,
        "UPDATE ga_identity_link SET account_id = ?, moved_at = ?"
            + " WHERE provider = ? AND tenant = ? AND subject = ?",
        to.value(),
        now,
        identity.provider().name(),
        identity.tenant(),
        identity.subject());
  }

  static void moveAll(Connection connection, AccountId from, AccountId to, Instant now)
      throws SQLException {
    Sql.update(
        connection,
        "UPDATE ga_identity_link SET account_id = ?, moved_at = ? WHERE account_id = ?",
        to.value(),
        now,
        from.value());
  }

  static void delete(Connection connection, ExternalIdentity identity) throws SQLException {
    Sql.update(
        connection,
        "DELETE FROM ga_identity_link WHERE provider = ? AND tenant = ? AND subject = ?",
        identity.provider().name(),
        identity.tenant(),
        identity.subject());
  }

  static void deleteAll(Connection connection, AccountId account) throws SQLException {
    Sql.update(connection, "DELETE FROM ga_identity_link WHERE account_id = ?", account.value());
  }
}
