// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.secret.Fingerprint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Runs one statement. Values are bound, never written into its text: texts, numbers, enums by their
 * names, instants in UTC and whole milliseconds, fingerprints as their bytes, and empty optionals
 * as null.
 */
final class Sql {
  /** Reads what the cursor stands on. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private Sql() {}

  /** Runs a change, and tells how many rows it met. */
  static int update(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  /** Runs a change that meets one row at most, and reads columns of it as they are afterwards. */
  static <T> Optional<T> updated(
      Connection connection, String[] columns, Row<T> row, String sql, Object... values)
      throws SQLException {
    // What JDBC calls generated keys are the columns that RETURNING names in PostgreSQL. H2 knows
    // no RETURNING, but it knows this.
    try (PreparedStatement statement = connection.prepareStatement(sql, columns)) {
      bind(statement, values);
      statement.executeUpdate();
      try (ResultSet rows = statement.getGeneratedKeys()) {
        return rows.next() ? Optional.of(read(row, rows)) : Optional.empty();
      }
    }
  }

  /** Runs the same change for each of many, in round trips of some hundred. */
  static void updateEach(Connection connection, String sql, List<Object[]> each)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < each.size(); i++) {
        bind(statement, each.get(i));
        statement.addBatch();
        if ((i + 1) % 500 == 0 || i + 1 == each.size()) {
          statement.executeBatch();
        }
      }
    }
  }

  /** The first row, if there is one. */
  static <T> Optional<T> first(Connection connection, Row<T> row, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(read(row, rows)) : Optional.empty();
      }
    }
  }

  /** All rows. */
  static <T> List<T> all(Connection connection, Row<T> row, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> all = new ArrayList<>();
        while (rows.next()) {
          all.add(read(row, rows));
        }
        return all;
      }
    }
  }

  private static <T> T read(Row<T> row, ResultSet rows) throws SQLException {
    try {
      return row.read(rows);
    } catch (IllegalArgumentException e) {
      // Somebody else wrote there. The complaint quotes what it found, so it goes no further.
      throw new SQLDataException("a row that makes no sense", "22000");
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      bind(statement, i + 1, values[i]);
    }
  }

  private static void bind(PreparedStatement statement, int at, Object value) throws SQLException {
    if (value instanceof Optional<?> optional) {
      if (optional.isPresent()) {
        bind(statement, at, optional.get());
      } else {
        statement.setObject(at, null);
      }
    } else if (value instanceof OptionalLong optional) {
      statement.setObject(at, optional.isPresent() ? optional.getAsLong() : null);
    } else if (value instanceof Instant instant) {
      statement.setObject(at, instant.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC));
    } else if (value instanceof Fingerprint fingerprint) {
      statement.setBytes(at, fingerprint.bytes());
    } else if (value instanceof Enum<?> constant) {
      statement.setString(at, constant.name());
    } else if (value instanceof String text) {
      statement.setString(at, text);
    } else {
      statement.setObject(at, value);
    }
  }

  /** A text that may be null. */
  static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  /** A time that is never null. */
  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** A time that may be null. */
  static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  /** A number that may be null. */
  static OptionalLong optionalLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** A hash that is never null. */
  static Fingerprint fingerprint(ResultSet row, String column) throws SQLException {
    return Fingerprint.ofSha256(row.getBytes(column));
  }

  /** A hash that may be null. */
  static Optional<Fingerprint> optionalFingerprint(ResultSet row, String column)
      throws SQLException {
    return Optional.ofNullable(row.getBytes(column)).map(Fingerprint::ofSha256);
  }
}
