// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.store.StoreException;
import io.github.gameauth.testing.TestDatabase;
import io.github.gameauth.testing.TestDatabase.Engine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Drivers quote what they were given; what a store throws must not. */
final class FailuresTest {
  private static final String SECRET = "a-players-own-id";

  private static String printed(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private interface Failing {
    int with(Connection connection) throws SQLException;
  }

  private static void assertQuotesNothing(TestDatabase database, Failing failing, String state) {
    // So that the test proves something, the driver must really quote it.
    SQLException driver =
        assertThrows(
            SQLException.class,
            () -> {
              try (Connection connection = database.pool().getConnection()) {
                failing.with(connection);
              }
            });
    assertTrue(printed(driver).contains(SECRET), printed(driver));

    StoreException e =
        assertThrows(
            StoreException.class,
            () ->
                new Transactions(database.pool(), System::nanoTime)
                    .together("writing", failing::with));

    assertFalse(printed(e).contains(SECRET), printed(e));
    assertEquals(
        "PostgreSQL: writing failed (SQLState " + state + ", " + driver.getClass().getName() + ")",
        e.getMessage());
    assertTrue(
        List.of(e.getCause().getStackTrace()).stream()
            .anyMatch(each -> each.getClassName().equals(Sql.class.getName())),
        "where it failed is still told");
  }

  @ParameterizedTest
  @EnumSource
  void quoteNoKeyThatIsThereAlready(Engine engine) {
    try (TestDatabase database = TestDatabase.in(engine)) {
      database.run(
          "CREATE TABLE players (id VARCHAR(64) NOT NULL PRIMARY KEY)",
          "INSERT INTO players (id) VALUES ('" + SECRET + "')");

      assertQuotesNothing(
          database, c -> Sql.update(c, "INSERT INTO players (id) VALUES (?)", SECRET), "23505");
    }
  }

  @ParameterizedTest
  @EnumSource
  void quoteNoStatementOfABatch(Engine engine) {
    try (TestDatabase database = TestDatabase.in(engine)) {
      database.run("CREATE TABLE players (id VARCHAR(64) NOT NULL PRIMARY KEY)");

      assertQuotesNothing(
          database,
          c -> {
            Sql.updateEach(
                c,
                "INSERT INTO players (id) VALUES (?)",
                List.of(new Object[] {SECRET}, new Object[] {SECRET}));
            return 2;
          },
          "23505");
    }
  }

  @ParameterizedTest
  @EnumSource
  void quoteNoRowThatMakesNoSense(Engine engine) {
    try (TestDatabase database = TestDatabase.in(engine).withTables()) {
      database.run(
          "INSERT INTO ga_account (account_id, kind, status, session_epoch, created_at)"
              + " VALUES ('ada', '"
              + SECRET
              + "', 'ACTIVE', 0, CURRENT_TIMESTAMP)");

      StoreException e =
          assertThrows(
              StoreException.class, () -> database.stores().accounts().find(new AccountId("ada")));

      assertFalse(printed(e).contains(SECRET), printed(e));
      assertEquals(
          "PostgreSQL: finding an account failed (SQLState 22000, java.sql.SQLDataException)",
          e.getMessage());
    }
  }
}
