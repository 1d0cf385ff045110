// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCause;
import io.github.gameauth.revocation.RevocationKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.OptionalLong;

/** The table {@code ga_revocation}. */
final class RevocationRows {
  private RevocationRows() {}

  static Revocation read(ResultSet row) throws SQLException {
    OptionalLong cutOff = Sql.optionalLong(row, "cut_off");
    return new Revocation(
        RevocationKind.valueOf(row.getString("kind")),
        row.getString("target"),
        Sql.optionalLong(row, "lowest_epoch"),
        cutOff.stream().mapToObj(Instant::ofEpochSecond).findFirst(),
        Sql.instant(row, "expires_at"),
        RevocationCause.named(row.getString("cause")));
  }

  /** Stamps them with the time of the transaction's begin, by the database's clock. */
  static void insert(Connection connection, Collection<Revocation> revocations)
      throws SQLException {
    Sql.updateEach(
        connection,
        "INSERT INTO ga_revocation (kind, target, lowest_epoch, cut_off, created_at, expires_at,"
            + " cause) VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP, ?, ?)",
        revocations.stream()
            .map(
                each ->
                    new Object[] {
                      each.kind(),
                      each.target(),
                      each.lowestEpoch(),
                      each.cutOff().map(Instant::getEpochSecond),
                      each.expiresAt(),
                      each.cause()
                    })
            .toList());
  }
}
