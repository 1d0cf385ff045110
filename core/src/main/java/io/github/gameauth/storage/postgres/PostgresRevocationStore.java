// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationPage;
import io.github.gameauth.revocation.RevocationStore;
import io.github.gameauth.revocation.RevocationsUnavailableException;
import io.github.gameauth.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

final class PostgresRevocationStore implements RevocationStore {
  // The time comes with the rows: read apart, a row written between the two would be missed. It is
  // that of the statement's begin, so the next reading rather sees rows twice.
  private static final String SELECT =
      "SELECT n.read_at, r.kind, r.target, r.lowest_epoch, r.cut_off, r.expires_at,"
          + " r.cause"
          + " FROM (SELECT CURRENT_TIMESTAMP AS read_at) n"
          + " LEFT JOIN ga_revocation r ON r.created_at >= ?";

  private final Transactions transactions;
  private final Purge purge;

  PostgresRevocationStore(Transactions transactions) {
    this.transactions = transactions;
    this.purge = new Purge(transactions, "ga_revocation", "seq");
  }

  @Override
  public void append(Collection<Revocation> revocations) {
    List<Revocation> all = List.copyOf(revocations);
    transactions.together(
        "appending revocations",
        c -> {
          RevocationRows.insert(c, all);
          return true;
        });
  }

  private record Line(Instant readAt, Optional<Revocation> revocation) {
    static Line read(ResultSet row) throws SQLException {
      return new Line(
          Sql.instant(row, "read_at"),
          Sql.text(row, "kind").isPresent()
              ? Optional.of(RevocationRows.read(row))
              : Optional.empty());
    }
  }

  @Override
  public RevocationPage since(RevocationCursor cursor) {
    try {
      return transactions.each("reading revocations", c -> since(c, cursor));
    } catch (StoreException e) {
      throw new RevocationsUnavailableException(String.valueOf(e.getMessage()), e);
    }
  }

  private static RevocationPage since(Connection c, RevocationCursor cursor) throws SQLException {
    List<Line> lines = Sql.all(c, Line::read, SELECT, cursor.readAt().minus(OVERLAP));
    return new RevocationPage(
        lines.stream().flatMap(each -> each.revocation().stream()).toList(),
        new RevocationCursor(lines.get(0).readAt()),
        cursor.equals(RevocationCursor.START));
  }

  @Override
  public int purge(Instant now, int most) {
    return purge.run(now, most);
  }
}
