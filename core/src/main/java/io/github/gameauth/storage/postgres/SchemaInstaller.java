// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runs the schema files that were not run yet, and writes down which were. The files are what a
 * user of Flyway or Liquibase would run instead, and may be run by both: they replace nothing.
 */
final class SchemaInstaller {
  private record File(int version, String name, boolean everywhere) {}

  private static final String FOLDER = "/db/gameauth/postgresql/";
  private static final List<File> FILES =
      List.of(
          new File(1, "V1__accounts_and_sessions.sql", true),
          new File(2, "V2__room_for_updates.sql", false),
          new File(3, "V3__causes_of_revocations.sql", true),
          new File(4, "V4__connections.sql", true));

  /** The letters of "gameauth"; whoever else locks numbers will hardly have chosen it. */
  private static final long LOCK = 0x67616d6561757468L;

  /** Where the engine has no lock for it, at least the threads of this process take turns. */
  private static final Object TURN = new Object();

  private SchemaInstaller() {}

  static void install(Transactions transactions) {
    synchronized (TURN) {
      installBesideOthers(transactions);
    }
  }

  /** As other processes do. */
  static void installBesideOthers(Transactions transactions) {
    transactions.together(
        "installing the schema",
        c -> {
          install(c);
          return true;
        });
  }

  private static void install(Connection connection) throws SQLException {
    boolean postgres = isPostgres(connection);
    if (postgres) {
      // Held until the transaction ends, and in PostgreSQL the schema's changes are part of it.
      Sql.first(connection, row -> true, "SELECT pg_advisory_xact_lock(?)", LOCK);
    }
    run(
        connection,
        "CREATE TABLE IF NOT EXISTS ga_schema_version (version INTEGER NOT NULL PRIMARY KEY,"
            + " installed_at TIMESTAMP WITH TIME ZONE NOT NULL)");
    Set<Integer> installed =
        new HashSet<>(
            Sql.all(connection, row -> row.getInt(1), "SELECT version FROM ga_schema_version"));
    for (File file : FILES) {
      if (!installed.contains(file.version()) && (postgres || file.everywhere())) {
        for (String statement : statements(file)) {
          run(connection, statement);
        }
        Sql.update(
            connection,
            "INSERT INTO ga_schema_version (version, installed_at) VALUES (?, CURRENT_TIMESTAMP)"
                + " ON CONFLICT DO NOTHING",
            file.version());
      }
    }
  }

  private static void run(Connection connection, String statement) throws SQLException {
    Sql.update(connection, statement);
  }

  private static boolean isPostgres(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return product.toLowerCase(Locale.ROOT).contains("postgresql");
  }

  /** In our files a semicolon ends a line if and only if it ends a statement. */
  private static List<String> statements(File file) {
    return Stream.of(text(file).split(";\\R", -1))
        .map(each -> each.replaceAll("(?m)^\\s*--.*$", "").strip())
        .filter(each -> !each.isEmpty())
        .toList();
  }

  private static String text(File file) {
    try (InputStream in = SchemaInstaller.class.getResourceAsStream(FOLDER + file.name())) {
      if (in == null) {
        throw new StoreException("schema: " + file.name() + " is missing from the jar");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new StoreException("schema: " + file.name() + " cannot be read", e);
    }
  }
}
