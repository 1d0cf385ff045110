// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.store.StoreException;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestDatabase;
import io.github.gameauth.testing.TestDatabase.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TransactionsTest {
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private TestDatabase database;

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  private TestDatabase numbers(Engine engine) {
    database = TestDatabase.in(engine);
    database.run("CREATE TABLE numbers (n INTEGER NOT NULL PRIMARY KEY)");
    return database;
  }

  private Transactions over(DataSource source) {
    return new Transactions(source, clock);
  }

  private static int insert(Connection connection, int number) throws SQLException {
    return Sql.update(connection, "INSERT INTO numbers (n) VALUES (?)", number);
  }

  private List<String> numbers() {
    return database.ask("SELECT n FROM numbers ORDER BY n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"40001", "40P01", "HYT00"})
  void triesAgainWhatAnotherTransactionStoodInTheWayOf(String state) {
    WatchedSource source = new WatchedSource(numbers(Engine.H2).pool()).failing(5, state);

    int inserted = over(source.source()).together("counting", c -> insert(c, 1));

    assertEquals(1, inserted);

    assertEquals(List.of("1"), numbers());
  }

  @Test
  void tellsOfEachStepHowLongItTookWithAllItsTries() {
    WatchedSource source = new WatchedSource(numbers(Engine.H2).pool()).failing(1, "40001");
    List<String> heard = new ArrayList<>();
    Transactions transactions = over(source.source()).telling(hearing(heard));

    transactions.together("counting", c -> waited(insert(c, 1)));
    transactions.each("looking", c -> waited(0));
    assertThrows(StoreException.class, () -> transactions.each("counting", c -> insert(c, 1)));

    assertEquals(
        List.of(
            "postgres counting well PT0.01S",
            "postgres looking well PT0.01S",
            "postgres counting failed PT0S"),
        heard);
  }

  private int waited(int result) {
    clock.advance(Duration.ofMillis(10));
    return result;
  }

  private static AuthListener hearing(List<String> heard) {
    return new AuthListener() {
      @Override
      public void storeAnswered(String engine, String step, boolean failed, Duration took) {
        heard.add(engine + " " + step + (failed ? " failed " : " well ") + took);
        throw new IllegalStateException("x"); // which is nobody's business
      }
    };
  }

  @Test
  void givesUpAfterFiveMoreTries() {
    WatchedSource source = new WatchedSource(numbers(Engine.H2).pool()).failing(6, "40001");

    StoreException e =
        assertThrows(
            StoreException.class,
            () -> over(source.source()).together("counting", c -> insert(c, 1)));

    assertEquals(
        "PostgreSQL: counting failed (SQLState 40001, java.sql.SQLException)", e.getMessage());
    assertEquals(List.of(), numbers());
    assertEquals(6, source.steps().size(), "one rollback a try");
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "23505", "57014"})
  void triesNothingElseAgain(String state) {
    WatchedSource source = new WatchedSource(numbers(Engine.H2).pool()).failing(1, state);

    assertThrows(
        StoreException.class, () -> over(source.source()).together("counting", c -> insert(c, 1)));

    assertEquals(List.of("ROLLBACK"), source.steps());
  }

  @Test
  void startsAgainFromTheBeginning() {
    WatchedSource source = new WatchedSource(numbers(Engine.H2).pool());

    over(source.source())
        .together(
            "counting",
            c -> {
              insert(c, 1);
              if (source.statements() == 1) {
                source.failing(1, "40001");
              }
              return insert(c, 2);
            });

    assertEquals(List.of("1", "2"), numbers());
  }

  @ParameterizedTest
  @EnumSource
  void rollsBackWhateverIsThrown(Engine engine) {
    Transactions transactions = over(numbers(engine).pool());

    for (RuntimeException thrown :
        List.of(new IllegalStateException("ours"), new StoreException("ours"))) {
      assertEquals(
          thrown,
          assertThrows(
              RuntimeException.class,
              () ->
                  transactions.together(
                      "counting",
                      c -> {
                        insert(c, 1);
                        throw thrown;
                      })));
    }

    assertEquals(List.of(), numbers());
  }

  /** A pool whose connections do not come as this store likes them. */
  private HikariDataSource strange(boolean autoCommit, String isolation) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database.connections());
    config.setAutoCommit(autoCommit);
    config.setTransactionIsolation(isolation);
    config.setMaximumPoolSize(1); // one that was not given back would be missed
    config.setConnectionTimeout(2000);
    return new HikariDataSource(config);
  }

  @ParameterizedTest
  @CsvSource({
    "POSTGRESQL, true, TRANSACTION_READ_COMMITTED",
    "POSTGRESQL, false, TRANSACTION_READ_COMMITTED",
    "POSTGRESQL, false, TRANSACTION_SERIALIZABLE",
    "POSTGRESQL, true, TRANSACTION_REPEATABLE_READ",
    "H2, false, TRANSACTION_SERIALIZABLE"
  })
  void givesConnectionsBackAsTheyCame(Engine engine, boolean autoCommit, String isolation)
      throws SQLException {
    numbers(engine);
    try (HikariDataSource pool = strange(autoCommit, isolation)) {
      Transactions transactions = over(pool);
      for (int i = 0; i < 3; i++) {
        int number = i;
        int isolationWithin =
            transactions.together(
                "counting",
                c -> {
                  assertFalse(c.getAutoCommit());
                  insert(c, number);
                  return c.getTransactionIsolation();
                });
        assertEquals(Connection.TRANSACTION_READ_COMMITTED, isolationWithin);
        transactions.each(
            "counting",
            c -> {
              assertTrue(c.getAutoCommit());
              return insert(c, 10 + number);
            });
        assertThrows(
            StoreException.class,
            () -> transactions.together("counting", c -> insert(c, 20) + insert(c, 20)));
      }

      assertEquals(List.of("0", "1", "2", "10", "11", "12"), numbers());
      try (Connection connection = pool.getConnection()) {
        assertEquals(autoCommit, connection.getAutoCommit());
        Connection bare = connection.unwrap(Connection.class);
        assertEquals("TRANSACTION_" + name(bare), isolation);
        connection.rollback();
      } catch (SQLException e) {
        assertTrue(autoCommit, "only there a rollback makes no sense");
      }
    }
  }

  private static String name(Connection connection) throws SQLException {
    return switch (connection.getTransactionIsolation()) {
      case Connection.TRANSACTION_READ_COMMITTED -> "READ_COMMITTED";
      case Connection.TRANSACTION_REPEATABLE_READ -> "REPEATABLE_READ";
      default -> "SERIALIZABLE";
    };
  }

  @Test
  void rollsBackWhatTookTooLong() {
    Transactions transactions = over(numbers(Engine.H2).pool());

    StoreException e =
        assertThrows(
            StoreException.class,
            () ->
                transactions.together(
                    "counting",
                    c -> {
                      clock.advance(Transactions.LONGEST.plusNanos(1));
                      return insert(c, 1);
                    }));
    transactions.together(
        "counting",
        c -> {
          clock.advance(Transactions.LONGEST);
          return insert(c, 2);
        });

    assertEquals(
        "PostgreSQL: counting took 30 s and was rolled back (expected: up to 30 s)",
        e.getMessage());
    assertEquals(List.of("2"), numbers());
  }

  /** To set auto-commit again would commit what was left open, so says JDBC. */
  @ParameterizedTest
  @EnumSource
  void commitsNothingThatCouldNotBeRolledBack(Engine engine) {
    WatchedSource source = new WatchedSource(numbers(engine).connections()).failingRollback();

    assertThrows(
        IllegalStateException.class,
        () ->
            over(source.source())
                .together(
                    "counting",
                    c -> {
                      insert(c, 1);
                      throw new IllegalStateException("ours");
                    }));

    assertEquals(List.of(), numbers());
  }
}
