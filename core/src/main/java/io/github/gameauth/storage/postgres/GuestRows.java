// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.platform.GuestRecord;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The table {@code ga_guest_credential}. Whose a credential is, its link tells. */
final class GuestRows {
  private static final String OF_ACCOUNT =
      "credential_id IN (SELECT l.subject FROM ga_identity_link l"
          + " WHERE l.account_id = ? AND l.provider = 'guest')";

  private GuestRows() {}

  private static GuestRecord read(ResultSet row) throws SQLException {
    return new GuestRecord(
        row.getString("credential_id"),
        Sql.fingerprint(row, "secret_hash"),
        Sql.optionalFingerprint(row, "next_hash"),
        Sql.instant(row, "created_at"),
        Sql.optionalInstant(row, "ends_at"));
  }

  static Optional<GuestRecord> find(Connection connection, String id) throws SQLException {
    return Sql.first(
        connection,
        GuestRows::read,
        "SELECT credential_id, secret_hash, next_hash, created_at, ends_at"
            + " FROM ga_guest_credential WHERE credential_id = ?",
        id);
  }

  static boolean insert(Connection connection, GuestRecord credential) throws SQLException {
    return Sql.update(
            connection,
            "INSERT INTO ga_guest_credential"
                + " (credential_id, secret_hash, next_hash, created_at, ends_at)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            credential.id(),
            credential.secretHash(),
            credential.nextHash(),
            credential.createdAt(),
            credential.endsAt())
        == 1;
  }

  static boolean replaceSecrets(Connection connection, GuestRecord expected, GuestRecord next)
      throws SQLException {
    return Sql.update(
            connection,
            "UPDATE ga_guest_credential SET secret_hash = ?, next_hash = ?"
                + " WHERE credential_id = ? AND secret_hash = ?"
                + " AND next_hash IS NOT DISTINCT FROM ?",
            next.secretHash(),
            next.nextHash(),
            expected.id(),
            expected.secretHash(),
            expected.nextHash())
        == 1;
  }

  /** The credentials of the account that are good at {@code now}, by their ids. */
  static Set<String> liveOf(Connection connection, AccountId account, Instant now)
      throws SQLException {
    return Set.copyOf(
        Sql.all(
            connection,
            row -> row.getString("credential_id"),
            "SELECT credential_id FROM ga_guest_credential WHERE "
                + OF_ACCOUNT
                + " AND (ends_at IS NULL OR ends_at > ?)",
            account.value(),
            now));
  }

  /** Ends all credentials of the account at {@code at}; those that end earlier keep their time. */
  static void end(Connection connection, AccountId account, Instant at) throws SQLException {
    Sql.update(
        connection,
        "UPDATE ga_guest_credential SET ends_at = ? WHERE "
            + OF_ACCOUNT
            + " AND (ends_at IS NULL OR ends_at > ?)",
        at,
        account.value(),
        at);
  }

  /** Ends one credential at {@code at}, unless it ends earlier. */
  static void end(Connection connection, String id, Instant at) throws SQLException {
    Sql.update(
        connection,
        "UPDATE ga_guest_credential SET ends_at = ? WHERE credential_id = ?"
            + " AND (ends_at IS NULL OR ends_at > ?)",
        at,
        id,
        at);
  }

  static void delete(Connection connection, String id) throws SQLException {
    Sql.update(connection, "DELETE FROM ga_guest_credential WHERE credential_id = ?", id);
  }

  /** Deletes all credentials of the account; its links must still be there. */
  static void deleteAll(Connection connection, AccountId account) throws SQLException {
    Sql.update(connection, "DELETE FROM ga_guest_credential WHERE " + OF_ACCOUNT, account.value());
  }
}
