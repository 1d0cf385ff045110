// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import static io.github.gameauth.testing.TestPlayers.id;
import static io.github.gameauth.testing.TestPlayers.revocations;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.store.StoreException;
import io.github.gameauth.testing.StartGate;
import io.github.gameauth.testing.TestDatabase;
import io.github.gameauth.testing.TestDatabase.Engine;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SchemaInstallerTest {
  private TestDatabase database;

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  private List<String> versions() {
    return database.ask("SELECT version FROM ga_schema_version ORDER BY version");
  }

  private static List<String> versionsOf(Engine engine) {
    return engine == Engine.H2 ? List.of("1", "3", "4") : List.of("1", "2", "3", "4");
  }

  @ParameterizedTest
  @EnumSource
  void makesTheTables(Engine engine) {
    database = TestDatabase.in(engine);

    database.stores().createSchema();

    assertEquals(versionsOf(engine), versions());
    shadow(database.stores(), "ada");
  }

  @ParameterizedTest
  @EnumSource
  void leavesWhatIsThere(Engine engine) {
    database = TestDatabase.in(engine).withTables();
    shadow(database.stores(), "ada");

    database.stores().createSchema();

    assertEquals(versionsOf(engine), versions());
    assertTrue(database.stores().accounts().find(id("ada")).isPresent());
  }

  /** Of a version that knew no causes, written beside those of one that does. */
  @ParameterizedTest
  @EnumSource
  void addsTheCausesOfRevocationsToTablesThatHaveNone(Engine engine) {
    database = TestDatabase.in(engine).withTables();
    database.run(
        "ALTER TABLE ga_revocation DROP COLUMN cause",
        "DELETE FROM ga_schema_version WHERE version = 3");
    String insert =
        "INSERT INTO ga_revocation (kind, target, created_at, expires_at) VALUES ('SESSION', '%s',"
            + " CURRENT_TIMESTAMP, TIMESTAMP WITH TIME ZONE '2030-01-02 00:00:00+00')";
    database.run(insert.formatted("before"));

    database.stores().createSchema();
    database.run(insert.formatted("after"));

    Instant until = Instant.parse("2030-01-02T00:00:00Z");
    assertEquals(
        Set.of(
            Revocation.of(RevocationKind.SESSION, "before", until),
            Revocation.of(RevocationKind.SESSION, "after", until)),
        revocations(database.stores()));
    assertEquals(versionsOf(engine), versions());
  }

  @ParameterizedTest
  @EnumSource
  void changesNothingTheSecondTime(Engine engine) {
    database = TestDatabase.in(engine).withTables();
    WatchedSource source = new WatchedSource(database.pool());

    PostgresStores.over(source.source()).createSchema();

    assertEquals(
        List.of(),
        source.steps().stream()
            .filter(each -> each.contains("ga_") && !each.contains("ga_schema_version"))
            .toList());
  }

  /** What a user of Flyway has; its files are ours, its list of versions is not. */
  @ParameterizedTest
  @EnumSource
  void acceptsTablesThatSomebodyElseMadeFromTheSameFiles(Engine engine) {
    database = TestDatabase.in(engine).withTables();
    shadow(database.stores(), "ada");
    database.run("DROP TABLE ga_schema_version");

    database.stores().createSchema();

    assertEquals(versionsOf(engine), versions());
    assertTrue(database.stores().accounts().find(id("ada")).isPresent());
  }

  @Test
  void letsManyServersStartAtOnce() throws Exception {
    for (int round = 0; round < 3; round++) {
      // Not as threads of one process, which take turns anyway.
      startManyAtOnce(
          TestDatabase.postgres(),
          pool -> SchemaInstaller.installBesideOthers(new Transactions(pool, System::nanoTime)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void letsManyThreadsStartAtOnce(Engine engine) throws Exception {
    startManyAtOnce(TestDatabase.in(engine), pool -> PostgresStores.over(pool).createSchema());
  }

  private static void startManyAtOnce(TestDatabase database, Consumer<DataSource> installation)
      throws Exception {
    try (database) {
      StartGate.together(
          8,
          i ->
              () -> {
                installation.accept(database.pool());
                return shadow(database.stores(), "a" + i);
              });

      assertEquals(List.of("8"), database.ask("SELECT COUNT(*) FROM ga_account"));
      assertEquals(
          List.of("1"), database.ask("SELECT COUNT(*) FROM ga_schema_version WHERE version = 1"));
    }
  }

  @Test
  void makesAllOrNothingInPostgres() {
    database = TestDatabase.postgres();
    // In the way of the last table but one.
    database.run("CREATE VIEW ga_audit AS SELECT 1 AS one");

    assertThrows(StoreException.class, () -> database.stores().createSchema());
    assertEquals(List.of(), tables());

    database.run("DROP VIEW ga_audit");
    database.stores().createSchema();
    assertEquals(14, tables().size(), () -> tables().toString());
  }

  private List<String> tables() {
    return database.ask(
        "SELECT table_name FROM information_schema.tables"
            + " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'");
  }

  @Test
  void leavesRoomForRotationsInPostgres() {
    database = TestDatabase.postgres().withTables();

    List<String> options =
        database.ask(
            "SELECT array_to_string(reloptions, ',') FROM pg_class"
                + " WHERE oid = 'ga_refresh_family'::regclass");

    assertTrue(options.get(0).contains("fillfactor=80"), options::toString);
  }
}
