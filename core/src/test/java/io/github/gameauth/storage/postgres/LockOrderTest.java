// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import static io.github.gameauth.testing.ConnectionDirectoryContract.EAST;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static io.github.gameauth.testing.TestPlayers.id;
import static io.github.gameauth.testing.TestPlayers.psn;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static io.github.gameauth.testing.TestPlayers.shadowOfPsn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.gameauth.account.LinkRules;
import io.github.gameauth.live.ConnectedPlayer;
import io.github.gameauth.live.ConnectionDirectory;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.testing.TestDatabase;
import io.github.gameauth.testing.TestDatabase.Engine;
import java.sql.Connection;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Who needs two accounts, or several players' entries, locks them in the order of their names, and
 * so never holds the second one while waiting for the first. Deadlocks would be retried, a second
 * later each.
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

  @Test
  void whoEntersPlayersTakesTheFirstNameFirst() throws Exception {
    assertTakesTheFirstPlayerFirst(directory -> directory.enter(EAST, bothEntered(), NOW));
  }

  @Test
  void whoTakesPlayersOutTakesTheFirstNameFirst() throws Exception {
    assertTakesTheFirstPlayerFirst(
        directory -> directory.leave(EAST, List.copyOf(bothEntered().keySet())));
  }

  private static Map<ConnectedPlayer, Instant> bothEntered() {
    Map<ConnectedPlayer, Instant> both = new LinkedHashMap<>();
    both.put(new ConnectedPlayer("https://id.example", "b"), UNTIL);
    both.put(new ConnectedPlayer("https://id.example", "a"), UNTIL);
    return both;
  }

  private static void assertTakesTheFirstPlayerFirst(Consumer<ConnectionDirectory> step)
      throws Exception {
    TestDatabase database = POSTGRES.database();
    database.stores().connections().enter(EAST, bothEntered(), NOW);
    assertIsFreeWhile(
        database,
        other -> Sql.update(other, "UPDATE ga_connection SET incarnation = 9 WHERE subject = 'a'"),
        () -> step.accept(database.stores().connections()),
        "SELECT subject FROM ga_connection WHERE subject = 'b' FOR UPDATE SKIP LOCKED");
  }

  private static void assertTakesTheFirstNameFirst(Consumer<Stores> step) throws Exception {
    TestDatabase database = POSTGRES.database();
    shadow(database.stores(), "a");
    shadowOfPsn(database.stores(), "b");
    assertIsFreeWhile(
        database,
        other -> AccountRows.lock(other, id("a")),
        () -> step.accept(database.stores()),
        "SELECT account_id FROM ga_account WHERE account_id = 'b' FOR UPDATE SKIP LOCKED");
  }

  /** While somebody else holds "a", a step waits for that and has not taken "b". */
  private static void assertIsFreeWhile(
      TestDatabase database, Transactions.Work<?> taking, Runnable step, String other)
      throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection holder = database.connections().getConnection()) {
      holder.setAutoCommit(false);
      Object taken = taking.with(holder);

      Future<?> waiting = thread.submit(step);
      awaitLockWait(database, waiting);
      List<String> free = database.ask(other);
      holder.rollback();
      waiting.get();

      assertNotNull(taken);
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
