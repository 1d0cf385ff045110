// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import static io.github.gameauth.testing.TestPlayers.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.store.OnceKey;
import io.github.gameauth.testing.StartGate;
import io.github.gameauth.testing.TestDatabase;
import io.github.gameauth.testing.TestDatabase.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PurgeTest {
  private static final EmptyTables POSTGRES = new EmptyTables(Engine.POSTGRESQL);
  private static final EmptyTables H2 = new EmptyTables(Engine.H2);

  @AfterAll
  static void close() {
    POSTGRES.close();
    H2.close();
  }

  private static TestDatabase expired(Engine engine, int rows) {
    TestDatabase database = (engine == Engine.H2 ? H2 : POSTGRES).database();
    List<Object[]> values =
        IntStream.range(0, rows)
            .mapToObj(i -> new Object[] {Fingerprint.of("key " + i), NOW.minusSeconds(i)})
            .toList();
    new Transactions(database.pool(), System::nanoTime)
        .together(
            "filling",
            c -> {
              Sql.updateEach(
                  c,
                  "INSERT INTO ga_once (namespace, key_hash, payload, expires_at)"
                      + " VALUES ('ticket', ?, '', ?)",
                  values);
              return rows;
            });
    return database;
  }

  private static List<String> left(TestDatabase database) {
    return database.ask("SELECT COUNT(*) FROM ga_once");
  }

  @ParameterizedTest
  @EnumSource
  void deletesMoreThanABatchInSeveralTransactions(Engine engine) {
    TestDatabase database = expired(engine, 2500);
    WatchedSource source = new WatchedSource(database.pool());

    assertEquals(2200, PostgresStores.over(source.source()).once().purge(NOW, 2200));

    assertEquals(List.of("300"), left(database));
    assertEquals(3, source.steps().stream().filter(each -> each.equals("COMMIT")).count());
    assertEquals(300, database.stores().once().purge(NOW, Integer.MAX_VALUE));
    assertEquals(0, database.stores().once().purge(NOW, 0));
  }

  @ParameterizedTest
  @EnumSource
  void countsEachRowOnceHoweverManyPurge(Engine engine) throws Exception {
    TestDatabase database = expired(engine, 1500);

    List<Integer> deleted =
        StartGate.together(4, i -> () -> database.stores().once().purge(NOW, 1500));

    int rest = database.stores().once().purge(NOW, 1500);
    assertEquals(1500, rest + deleted.stream().mapToInt(each -> each).sum());
    assertEquals(List.of("0"), left(database));
  }

  @ParameterizedTest
  @EnumSource
  void waitsForNobody(Engine engine) throws SQLException {
    TestDatabase database = expired(engine, 10);
    try (Connection other = database.connections().getConnection()) {
      other.setAutoCommit(false);
      OnceKey key = new OnceKey("ticket", Fingerprint.of("key 3"));
      assertTrue(
          Sql.first(
                  other,
                  row -> true,
                  "SELECT 1 FROM ga_once WHERE key_hash = ? FOR UPDATE",
                  key.fingerprint())
              .isPresent());

      assertEquals(9, database.stores().once().purge(NOW, 10));

      other.rollback();
    }
    assertEquals(1, database.stores().once().purge(NOW, 10));
  }
}
