// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.revocation.RevocationPage;
import io.github.gameauth.revocation.RevocationStore;
import io.github.gameauth.testing.TestDatabase;
import io.github.gameauth.testing.TestDatabase.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PostgresRevocationStoreTest {
  private static final EmptyTables POSTGRES = new EmptyTables(Engine.POSTGRESQL);
  private static final EmptyTables H2 = new EmptyTables(Engine.H2);

  @AfterAll
  static void close() {
    POSTGRES.close();
    H2.close();
  }

  private static TestDatabase empty(Engine engine) {
    return (engine == Engine.H2 ? H2 : POSTGRES).database();
  }

  private static Revocation session(String target) {
    return Revocation.of(RevocationKind.SESSION, target, UNTIL);
  }

  /** A row that was written first and is committed last bears a lower number and an older time. */
  @Test
  void findsTheRowOfASlowWriter() throws SQLException {
    TestDatabase database = empty(Engine.POSTGRESQL);
    RevocationStore store = database.stores().revocations();
    RevocationCursor cursor;
    try (Connection slow = database.connections().getConnection()) {
      slow.setAutoCommit(false);
      RevocationRows.insert(slow, List.of(session("slow")));
      store.append(List.of(session("quick")));
      RevocationPage page = store.since(RevocationCursor.START);
      assertEquals(List.of(session("quick")), page.revocations());
      cursor = page.next();
      slow.commit();
    }

    assertTrue(store.since(cursor).revocations().contains(session("slow")));
    assertFalse(store.since(cursor).whole());
  }

  private static void age(TestDatabase database, String target, long milliseconds) {
    database.run(
        "UPDATE ga_revocation SET created_at = created_at - CAST("
            + (milliseconds / 1000.0)
            + " AS NUMERIC(9,3)) * INTERVAL '1' SECOND WHERE target = '"
            + target
            + "'");
  }

  @ParameterizedTest
  @EnumSource
  void goesBackByTheOverlapAndNoFurther(Engine engine) {
    TestDatabase database = empty(engine);
    RevocationStore store = database.stores().revocations();
    store.append(List.of(session("older"), session("younger")));
    RevocationCursor written = store.since(RevocationCursor.START).next();
    long overlap = RevocationStore.OVERLAP.toMillis();
    age(database, "older", overlap + 1000);

    // The reading took place a moment after the writing, and a moment is less than ten seconds.
    age(database, "younger", overlap - 10_000);

    assertEquals(List.of(session("younger")), store.since(written).revocations());
  }
}
