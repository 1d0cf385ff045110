// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import static io.github.gameauth.testing.ConnectionDirectoryContract.ADA;
import static io.github.gameauth.testing.ConnectionDirectoryContract.ALIVE;
import static io.github.gameauth.testing.ConnectionDirectoryContract.EAST;
import static io.github.gameauth.testing.ConnectionDirectoryContract.LATER;
import static io.github.gameauth.testing.TestFamilies.family;
import static io.github.gameauth.testing.TestFamilies.step;
import static io.github.gameauth.testing.TestPlayers.GAME;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.fresh;
import static io.github.gameauth.testing.TestPlayers.persona;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static io.github.gameauth.testing.TestPlayers.steam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.Persona;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.session.RefreshFamily;
import io.github.gameauth.session.RefreshStore.RotateOutcome.Rotated;
import io.github.gameauth.session.RefreshStore.RotateOutcome.Unchanged;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.store.OnceKey;
import io.github.gameauth.testing.TestDatabase;
import io.github.gameauth.testing.TestDatabase.Engine;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many statements a step costs: each one is a round trip to the database. */
final class StatementCountTest {
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

  private static int count(TestDatabase database, Consumer<Stores> step) {
    WatchedSource source = new WatchedSource(database.pool());
    step.accept(PostgresStores.over(source.source()));
    return source.statements();
  }

  @ParameterizedTest
  @EnumSource
  void aLoginFindsEverythingInOne(Engine engine) {
    TestDatabase database = empty(engine);
    AccountId ada = shadow(database.stores(), "ada");
    Persona persona = persona(database.stores(), GAME, "p", ada);

    assertEquals(1, count(database, s -> s.accounts().findByIdentity(steam("ada"), GAME)));
    assertEquals(1, count(database, s -> s.accounts().findByIdentity(steam("nobody"), GAME)));
    assertEquals(1, count(database, s -> s.accounts().findOrCreate(steam("ada"), fresh("x"))));
    assertEquals(1, count(database, s -> s.personas().getOrAssign(persona)));
  }

  @ParameterizedTest
  @EnumSource
  void aRefreshRotatesInOneAndASecondReadingTellsWhyNot(Engine engine) {
    TestDatabase database = empty(engine);
    RefreshFamily family = family(database.stores(), "f", shadow(database.stores(), "ada"));

    assertEquals(
        1,
        count(
            database,
            s ->
                assertInstanceOf(
                    Rotated.class, s.refreshFamilies().rotate(step(family, "next", NOW)))));
    assertEquals(
        2,
        count(
            database,
            s ->
                assertInstanceOf(
                    Unchanged.class, s.refreshFamilies().rotate(step(family, "late", NOW)))));
  }

  @ParameterizedTest
  @EnumSource
  void aClaimTakesOneAndItsConsumptionTwo(Engine engine) {
    TestDatabase database = empty(engine);
    OnceKey key = new OnceKey("ticket", Fingerprint.of("a"));

    assertEquals(
        1, count(database, s -> assertTrue(s.once().claim(key, "x", NOW, NOW.plusSeconds(9)))));
    assertEquals(2, count(database, s -> assertTrue(s.once().consume(key, NOW).isPresent())));
  }

  @ParameterizedTest
  @EnumSource
  void aServerFindsWhereAPlayerIsInOneAndSaysThatItIsAliveInOne(Engine engine) {
    TestDatabase database = empty(engine);
    assertTrue(database.stores().connections().alive(EAST, NOW, ALIVE));
    database.stores().connections().enter(EAST, Map.of(ADA, LATER), NOW);

    assertEquals(
        1, count(database, s -> assertEquals(List.of(EAST), s.connections().serversOf(ADA, NOW))));
    assertEquals(1, count(database, s -> assertTrue(s.connections().alive(EAST, NOW, LATER))));
  }
}
