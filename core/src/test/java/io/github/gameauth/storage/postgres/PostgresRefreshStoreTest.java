// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import static io.github.gameauth.testing.TestFamilies.family;
import static io.github.gameauth.testing.TestFamilies.fresh;
import static io.github.gameauth.testing.TestFamilies.step;
import static io.github.gameauth.testing.TestPlayers.GAME;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static io.github.gameauth.testing.TestPlayers.freshPersona;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static io.github.gameauth.testing.TestPlayers.shadowOfPsn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.session.RefreshFamily;
import io.github.gameauth.session.RefreshStore.RotateOutcome.Rotated;
import io.github.gameauth.store.StoreException;
import io.github.gameauth.testing.TestDatabase;
import io.github.gameauth.testing.TestDatabase.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What only a database can tell about the contracts' promises. */
final class PostgresRefreshStoreTest {
  private static final EmptyTables POSTGRES = new EmptyTables(Engine.POSTGRESQL);
  private static final EmptyTables H2 = new EmptyTables(Engine.H2);

  @AfterAll
  static void close() {
    POSTGRES.close();
    H2.close();
  }

  /** No index is touched by a rotation: heap-only, as PostgreSQL calls it. */
  @Test
  void rotatesWithoutTouchingAnIndex() throws SQLException {
    TestDatabase database = POSTGRES.database();
    RefreshFamily family = family(database.stores(), "f", shadow(database.stores(), "ada"));
    HikariConfig one = new HikariConfig();
    one.setDataSource(database.connections());
    one.setMaximumPoolSize(1); // whose statistics are asked for below
    try (HikariDataSource pool = new HikariDataSource(one)) {
      String before = updates(pool);
      for (int i = 0; i < 300; i++) {
        family =
            assertInstanceOf(
                    Rotated.class,
                    PostgresStores.over(pool).refreshFamilies().rotate(step(family, "s" + i, NOW)))
                .family();
      }

      String[] from = before.split(" ");
      String[] to = updates(pool).split(" ");
      assertEquals(300, Long.parseLong(to[0]) - Long.parseLong(from[0]));
      assertEquals(300, Long.parseLong(to[1]) - Long.parseLong(from[1]));
    }
  }

  private static String updates(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_stat_force_next_flush()");
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT n_tup_upd || ' ' || n_tup_hot_upd FROM pg_stat_user_tables"
                  + " WHERE relid = 'ga_refresh_family'::regclass")) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  @Test
  void keepsAFamilyWhoseFirstAnswerWasLost() {
    PostgresStores stores = H2.stores();
    RefreshFamily given = fresh("f", shadow(stores, "ada"));
    stores.refreshFamilies().create(given);

    stores.refreshFamilies().create(given);

    assertEquals(Optional.of(given), stores.refreshFamilies().find(given.id()));
  }

  @Test
  void forgetsTheSessionsOfADeletedAccount() {
    TestDatabase database = H2.database();
    AccountId ada = shadow(database.stores(), "ada");
    AccountId bob = shadow(database.stores(), "bob");
    for (AccountId each : List.of(ada, bob)) {
      RefreshFamily family = family(database.stores(), "f-" + each.value(), each);
      database.stores().refreshFamilies().replaceActive(GAME, each, family.id());
    }

    database.stores().accounts().delete(ada, NOW, UNTIL);

    assertEquals(List.of("f-bob"), database.ask("SELECT family_id FROM ga_refresh_family"));
    assertEquals(List.of("f-bob"), database.ask("SELECT family_id FROM ga_active_session"));
  }

  /** Else a login that began before a merge would make a persona that no revocation names. */
  @Test
  void assignsNoPersonaToAnAccountThatIsGone() {
    PostgresStores stores = H2.stores();
    AccountId merged = shadow(stores, "merged");
    AccountId deleted = shadow(stores, "deleted");
    stores.accounts().merge(shadowOfPsn(stores, "winner"), merged, LinkRules.USUAL, NOW, UNTIL);
    stores.accounts().delete(deleted, NOW, UNTIL);

    for (AccountId each : List.of(merged, deleted, new AccountId("nobody"))) {
      assertThrows(
          StoreException.class, () -> stores.personas().getOrAssign(freshPersona(GAME, "p", each)));
      assertEquals(List.of(), stores.personas().of(each));
    }
  }
}
