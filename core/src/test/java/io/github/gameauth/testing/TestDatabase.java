// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.gameauth.storage.postgres.PostgresStores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.opentest4j.TestAbortedException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A schema of a test's own in a real engine, and a pool of connections to it. PostgreSQL is started
 * once a JVM; H2 keeps each schema in memory. Where PostgreSQL cannot start, each test that asks
 * for it is skipped, and says why.
 */
public final class TestDatabase implements AutoCloseable {
  /** As many connections as the widest race has threads, and some. */
  private static final int CONNECTIONS = 20;

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String name;
  private final DataSource connections;
  private final HikariDataSource pool;

  private TestDatabase(String name, DataSource connections) {
    this.name = name;
    this.connections = connections;
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(connections);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    this.pool = new HikariDataSource(config);
  }

  /** The engines that there are. */
  public enum Engine {
    /** The one that servers run. */
    POSTGRESQL,
    /** The one that needs nothing but a jar. */
    H2
  }

  /** An empty schema in a PostgreSQL server; aborts the test if that cannot be had. */
  public static TestDatabase postgres() {
    EmbeddedPostgres server = Server.get();
    String schema = "t" + NUMBER.incrementAndGet();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(server.getJdbcUrl("postgres", "postgres"));
    source.setCurrentSchema(schema);
    source.setOptions("-c lock_timeout=20s"); // whoever waits for ever fails instead
    run(source, "CREATE SCHEMA " + schema);
    return new TestDatabase("postgres " + schema, source);
  }

  /** An empty H2 database in memory. */
  public static TestDatabase h2() {
    String schema = "t" + NUMBER.incrementAndGet();
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(
        "jdbc:h2:mem:"
            + schema
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1");
    return new TestDatabase("h2 " + schema, source);
  }

  /** An empty schema in that engine. */
  public static TestDatabase in(Engine engine) {
    return engine == Engine.H2 ? h2() : postgres();
  }

  /** The same with our tables in it. */
  public TestDatabase withTables() {
    PostgresStores.over(pool).createSchema();
    return this;
  }

  /** A pool of connections. */
  public DataSource pool() {
    return pool;
  }

  /** Connections that nobody else has had or will have. */
  public DataSource connections() {
    return connections;
  }

  /** Stores over the pool. */
  public PostgresStores stores() {
    return PostgresStores.over(pool);
  }

  /** Deletes every row of our tables. */
  public TestDatabase emptied() {
    run(
        pool,
        "UPDATE ga_account SET merged_into = NULL WHERE merged_into IS NOT NULL",
        "DELETE FROM ga_identity_link",
        "DELETE FROM ga_account",
        "DELETE FROM ga_identity_ban",
        "DELETE FROM ga_guest_credential",
        "DELETE FROM ga_persona",
        "DELETE FROM ga_refresh_family",
        "DELETE FROM ga_active_session",
        "DELETE FROM ga_signing_key",
        "DELETE FROM ga_revocation",
        "DELETE FROM ga_once",
        "DELETE FROM ga_connection",
        "DELETE FROM ga_game_server",
        "DELETE FROM ga_audit");
    return this;
  }

  /** Runs statements, all or none where the engine can. */
  public void run(String... statements) {
    run(pool, statements);
  }

  private static void run(DataSource source, String... statements) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String each : statements) {
        statement.execute(each);
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of what {@code query} finds, as text; nothing if it finds nothing. */
  public List<String> ask(String query) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      List<String> found = new ArrayList<>();
      if (statement.execute(query)) {
        ResultSet rows = statement.getResultSet();
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Closes the pool and forgets the schema. */
  @Override
  public void close() {
    pool.close();
    String schema = name.substring(name.indexOf(' ') + 1);
    String last = name.startsWith("h2") ? "SHUTDOWN" : "DROP SCHEMA " + schema + " CASCADE";
    try (Connection connection = connections.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(last);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  /** The one PostgreSQL server of this JVM, started when it is first asked for. */
  private static final class Server {
    private static final Object RESULT = start();

    /** It listens on loopback, and ends with the JVM. */
    private static Object start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException | RuntimeException | LinkageError e) {
        return e;
      }
    }

    static EmbeddedPostgres get() {
      if (RESULT instanceof EmbeddedPostgres server) {
        return server;
      }
      throw new TestAbortedException("PostgreSQL cannot start here: " + RESULT);
    }
  }
}
