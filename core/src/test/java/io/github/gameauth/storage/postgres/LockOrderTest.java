// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static io.github.gameauth.testing.TestPlayers.id;
import static io.github.gameauth.testing.TestPlayers.psn;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static io.github.gameauth.testing.TestPlayers.shadowOfPsn;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.account.LinkRules;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.testing.TestDatabase;
import io.github.gameauth.testing.TestDatabase.Engine;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Who needs two accounts locks them in the order of their names, and so never holds the second one
 * while waiting for the first. Deadlocks would be retried, a second later each.
 */
final class LockOrderTest {
  private static final EmptyTables POSTGRES = new EmptyTables(Engine.POSTGRESQL);

  @AfterAll
  static void close() {
    POSTGRES.close();
  }

  @Test
  void aTransferTakesTheFirstNameFirst() throws Exception {
    assertTakesTheFirstNameFirst(
        stores ->
            stores
                .accounts()
                .transfer(psn("b"), id("b"), id("a"), true, LinkRules.USUAL, NOW, UNTIL));
  }

  @Test
  void aMergeTakesTheFirstNameFirst() throws Exception {
    assertTakesTheFirstNameFirst(
        stores -> stores.accounts().merge(id("b"), id("a"), LinkRules.USUAL, NOW, UNTIL));
  }

  private static void assertTakesTheFirstNameFirst(Consumer<Stores> step) throws Exception {
    TestDatabase database = POSTGRES.database();
    shadow(database.stores(), "a");
    shadowOfPsn(database.stores(), "b");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection other = database.connections().getConnection()) {
      other.setAutoCommit(false);
      AccountRows.lock(other, id("a"));

      Future<?> waiting = thread.submit(() -> step.accept(database.stores()));
      awaitLockWait(database, waiting);
      List<String> free =
          database.ask(
              "SELECT account_id FROM ga_account WHERE account_id = 'b' FOR UPDATE SKIP LOCKED");
      other.rollback();
      waiting.get();

      assertEquals(List.of("b"), free);
    } finally {
      thread.shutdownNow();
    }
  }

  private static void awaitLockWait(TestDatabase database, Future<?> step) {
    String waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
    while (!step.isDone() && database.ask(waiting).isEmpty()) {
      Thread.onSpinWait();
    }
  }
}
