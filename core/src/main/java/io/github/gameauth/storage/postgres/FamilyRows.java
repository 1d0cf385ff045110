// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.GameId;
import io.github.gameauth.session.FamilyId;
import io.github.gameauth.session.RefreshFamily;
import io.github.gameauth.session.RefreshStore.Rotation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table {@code ga_refresh_family}. */
final class FamilyRows {
  private static final String[] COLUMNS = {
    "family_id",
    "account_id",
    "game_id",
    "session_epoch",
    "generation",
    "current_hash",
    "previous_hash",
    "sealed_successor",
    "rotated_at",
    "auth_time",
    "idle_expires_at",
    "expires_at",
    "revoked_at",
    "revoke_reason",
    "context"
  };
  private static final String SELECT =
      "SELECT " + String.join(", ", COLUMNS) + " FROM ga_refresh_family";
  private static final String INSERT =
      "INSERT INTO ga_refresh_family ("
          + String.join(", ", COLUMNS)
          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

  // Who holds the secret, whether it is too late, and whether the account still stands behind it:
  // all of it in the statement that changes the row, since between two statements anything happens.
  private static final String ROTATE =
      "UPDATE ga_refresh_family SET previous_hash = current_hash, current_hash = ?,"
          + " sealed_successor = ?, generation = generation + 1, rotated_at = ?,"
          + " idle_expires_at = ?, context = ?"
          + " WHERE family_id = ? AND current_hash = ? AND revoked_at IS NULL"
          + " AND expires_at > ? AND idle_expires_at > ?"
          + " AND EXISTS (SELECT 1 FROM ga_account a"
          + " WHERE a.account_id = ga_refresh_family.account_id AND a.status = 'ACTIVE'"
          + " AND a.session_epoch = ga_refresh_family.session_epoch"
          + " AND (a.ban_reason IS NULL OR a.ban_until <= ?))";

  private FamilyRows() {}

  private static RefreshFamily read(ResultSet row) throws SQLException {
    return new RefreshFamily(
        new FamilyId(row.getString("family_id")),
        new AccountId(row.getString("account_id")),
        new GameId(row.getString("game_id")),
        row.getLong("session_epoch"),
        row.getInt("generation"),
        Sql.fingerprint(row, "current_hash"),
        Sql.optionalFingerprint(row, "previous_hash"),
        Sql.text(row, "sealed_successor"),
        Sql.optionalInstant(row, "rotated_at"),
        Sql.instant(row, "auth_time"),
        Sql.instant(row, "idle_expires_at"),
        Sql.instant(row, "expires_at"),
        Sql.optionalInstant(row, "revoked_at"),
        Sql.text(row, "revoke_reason"),
        row.getString("context"));
  }

  static boolean insert(Connection connection, RefreshFamily family) throws SQLException {
    return Sql.update(
            connection,
            INSERT,
            family.id().value(),
            family.account().value(),
            family.game().value(),
            family.sessionEpoch(),
            family.generation(),
            family.currentHash(),
            family.previousHash(),
            family.sealedSuccessor(),
            family.rotatedAt(),
            family.authTime(),
            family.idleExpiresAt(),
            family.expiresAt(),
            family.revokedAt(),
            family.revokeReason(),
            family.context())
        == 1;
  }

  static Optional<RefreshFamily> find(Connection connection, FamilyId family) throws SQLException {
    return Sql.first(connection, FamilyRows::read, SELECT + " WHERE family_id = ?", family.value());
  }

  /** The family after the rotation; empty if anything stood in the way. */
  static Optional<RefreshFamily> rotate(Connection connection, Rotation rotation)
      throws SQLException {
    return Sql.updated(
        connection,
        COLUMNS,
        FamilyRows::read,
        ROTATE,
        rotation.next(),
        rotation.sealedSuccessor(),
        rotation.now(),
        rotation.idleExpiresAt(),
        rotation.context(),
        rotation.family().value(),
        rotation.presented(),
        rotation.now(),
        rotation.now(),
        rotation.now());
  }

  static boolean revoke(Connection connection, FamilyId family, String reason, Instant now)
      throws SQLException {
    return Sql.update(
            connection,
            "UPDATE ga_refresh_family SET revoked_at = ?, revoke_reason = ?"
                + " WHERE family_id = ? AND revoked_at IS NULL",
            now,
            reason,
            family.value())
        == 1;
  }

  static List<RefreshFamily> liveOf(Connection connection, AccountId account, Instant now)
      throws SQLException {
    return Sql.all(
        connection,
        FamilyRows::read,
        SELECT
            + " WHERE account_id = ? AND revoked_at IS NULL AND expires_at > ?"
            + " AND idle_expires_at > ? ORDER BY auth_time DESC, family_id LIMIT 100",
        account.value(),
        now,
        now);
  }

  static void deleteAll(Connection connection, AccountId account) throws SQLException {
    Sql.update(connection, "DELETE FROM ga_refresh_family WHERE account_id = ?", account.value());
    Sql.update(connection, "DELETE FROM ga_active_session WHERE account_id = ?", account.value());
  }
}
