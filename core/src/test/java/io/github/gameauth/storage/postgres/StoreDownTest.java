// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import static io.github.gameauth.testing.TestPlayers.GAME;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static io.github.gameauth.testing.TestPlayers.fresh;
import static io.github.gameauth.testing.TestPlayers.freshGuest;
import static io.github.gameauth.testing.TestPlayers.freshPersona;
import static io.github.gameauth.testing.TestPlayers.id;
import static io.github.gameauth.testing.TestPlayers.steam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.account.PersonaId;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.Health;
import io.github.gameauth.event.Health.Status;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.mint.KeyStoreException;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.revocation.RevocationsUnavailableException;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.session.FamilyId;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.store.OnceKey;
import io.github.gameauth.store.StoreException;
import io.github.gameauth.testing.KeyStoreContract;
import io.github.gameauth.testing.TestDatabase;
import io.github.gameauth.testing.TestFamilies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What a store says when there is no database to ask. */
final class StoreDownTest {
  private static final OnceKey TICKET = new OnceKey("ticket", Fingerprint.of("a"));

  /** Every method of every store, but those that answer with an exception of their own. */
  private static Map<String, Consumer<Stores>> steps() {
    Map<String, Consumer<Stores>> steps = new TreeMap<>();
    steps.put("find", s -> s.accounts().find(id("a")));
    steps.put("findByIdentity", s -> s.accounts().findByIdentity(steam("a"), GAME));
    steps.put("links", s -> s.accounts().links(id("a")));
    steps.put("findOrCreate", s -> s.accounts().findOrCreate(steam("a"), fresh("a")));
    steps.put("createGuest", s -> s.accounts().createGuest(fresh("a"), freshGuest("a")));
    steps.put("link", s -> s.accounts().link(id("a"), steam("a"), LinkRules.USUAL, NOW));
    steps.put("unlink", s -> s.accounts().unlink(id("a"), steam("a"), NOW));
    steps.put(
        "transfer",
        s ->
            s.accounts().transfer(steam("a"), id("a"), id("b"), true, LinkRules.USUAL, NOW, UNTIL));
    steps.put("merge", s -> s.accounts().merge(id("a"), id("b"), LinkRules.USUAL, NOW, UNTIL));
    steps.put("register", s -> s.accounts().register(id("a"), NOW));
    steps.put("raiseEpoch", s -> s.accounts().raiseEpoch(id("a"), NOW, UNTIL));
    steps.put("ban", s -> s.accounts().ban(id("a"), Ban.forever("spam"), NOW, UNTIL));
    steps.put("unban", s -> s.accounts().unban(id("a"), NOW));
    steps.put("banIdentity", s -> s.accounts().banIdentity(steam("a"), Ban.forever("spam"), NOW));
    steps.put("unbanIdentity", s -> s.accounts().unbanIdentity(steam("a"), NOW));
    steps.put("delete", s -> s.accounts().delete(id("a"), NOW, UNTIL));
    steps.put("audit", s -> s.accounts().audit(id("a"), 9));
    steps.put("personas.assign", s -> s.personas().getOrAssign(freshPersona(GAME, "p", id("a"))));
    steps.put("personas.current", s -> s.personas().current(GAME, id("a")));
    steps.put("personas.find", s -> s.personas().find(GAME, new PersonaId("p")));
    steps.put("personas.of", s -> s.personas().of(id("a")));
    steps.put("guests.find", s -> s.guests().find("a"));
    steps.put("guests.replace", s -> s.guests().replaceSecrets(freshGuest("a"), freshGuest("a")));
    steps.put("families.create", s -> TestFamilies.family(s, "f", id("a")));
    steps.put("families.find", s -> s.refreshFamilies().find(new FamilyId("f")));
    steps.put(
        "families.rotate",
        s ->
            s.refreshFamilies()
                .rotate(TestFamilies.step(TestFamilies.fresh("f", id("a")), "n", NOW)));
    steps.put("families.revoke", s -> s.refreshFamilies().revoke(new FamilyId("f"), "R", NOW));
    steps.put("families.liveOf", s -> s.refreshFamilies().liveOf(id("a"), NOW));
    steps.put(
        "families.active",
        s -> s.refreshFamilies().replaceActive(GAME, id("a"), new FamilyId("f")));
    steps.put("families.purge", s -> s.refreshFamilies().purge(NOW, 9));
    steps.put(
        "revocations.append",
        s -> s.revocations().append(List.of(Revocation.of(RevocationKind.TOKEN, "t", UNTIL))));
    steps.put("revocations.purge", s -> s.revocations().purge(NOW, 9));
    steps.put("once.claim", s -> s.once().claim(TICKET, "", NOW, UNTIL));
    steps.put("once.consume", s -> s.once().consume(TICKET, NOW));
    steps.put("once.purge", s -> s.once().purge(NOW, 9));
    return steps;
  }

  private static void assertAllFail(Stores stores, Map<String, Consumer<Stores>> steps) {
    steps.forEach(
        (name, step) -> assertThrows(StoreException.class, () -> step.accept(stores), name));
  }

  private static void assertAllFail(PostgresStores stores) {
    assertAllFail(stores, steps());
    assertThrows(StoreException.class, stores::createSchema);
    assertThrows(
        RevocationsUnavailableException.class,
        () -> stores.revocations().since(RevocationCursor.START));
    assertThrows(
        KeyStoreException.class,
        () -> stores.keys().list(KeyStoreContract.ISSUER, Algorithm.RS256));
    assertThrows(
        KeyStoreException.class,
        () ->
            stores
                .keys()
                .insertIfAbsent(
                    KeyStoreContract.row(KeyStoreContract.ISSUER, Algorithm.RS256, 1, "k")));
    assertThrows(
        KeyStoreException.class, () -> stores.keys().revoke(KeyStoreContract.ISSUER, "k", NOW));
  }

  @Test
  void tellsOfItsStepsInWordsWithoutValues() {
    Set<String> heard = new TreeSet<>();
    AuthListener listener =
        new AuthListener() {
          @Override
          public void storeAnswered(String engine, String step, boolean failed, Duration took) {
            assertTrue(step.matches("[a-z' ]{5,40}"), step);
            heard.add(step + (failed ? " failed" : " well"));
          }
        };
    try (TestDatabase database = TestDatabase.h2()) {
      PostgresStores stores = database.stores().listener(listener);
      assertAllFail(stores, steps());
      int steps = heard.size();
      assertTrue(steps > 20 && steps <= steps().size(), heard::toString);

      stores.createSchema();
      steps().get("find").accept(stores);

      heard.removeIf(each -> each.endsWith("failed"));
      assertEquals(Set.of("installing the schema well", "finding an account well"), heard);
    }
  }

  @Test
  void isUnavailableForAHealthPage() throws IOException {
    try (TestDatabase database = TestDatabase.h2()) {
      assertEquals(
          new Health(Status.UNAVAILABLE, Map.of("engine", "FAILS")), database.stores().health());

      database.stores().createSchema();

      assertEquals(
          new Health(Status.READY, Map.of("engine", "ANSWERS")), database.stores().health());
    }
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL("jdbc:postgresql://127.0.0.1:" + closed + "/postgres?user=gameauth");

    assertAllFail(PostgresStores.over(source));

    StoreException e =
        assertThrows(
            StoreException.class, () -> PostgresStores.over(source).accounts().find(id("a")));
    assertEquals(
        "PostgreSQL: finding an account failed"
            + " (SQLState 08001, org.postgresql.util.PSQLException)",
        e.getMessage());
  }

  @Test
  void saysThatThePoolIsExhaustedAndWritesNothing() throws SQLException {
    try (TestDatabase database = TestDatabase.h2().withTables();
        HikariDataSource pool = poolOfOne(database)) {
      try (Connection taken = pool.getConnection()) {
        assertFalse(taken.isClosed());
        PostgresStores stores = PostgresStores.over(pool);
        for (String each : List.of("findOrCreate", "families.create", "once.claim")) {
          assertThrows(StoreException.class, () -> steps().get(each).accept(stores), each);
        }
      }

      for (String table : List.of("ga_account", "ga_refresh_family", "ga_once", "ga_audit")) {
        assertEquals(List.of("0"), database.ask("SELECT COUNT(*) FROM " + table), table);
      }
      // And as soon as there is a connection again, all is well: none was lost.
      steps().get("findOrCreate").accept(PostgresStores.over(pool));
      steps().get("once.claim").accept(PostgresStores.over(pool));
    }
  }

  private static HikariDataSource poolOfOne(TestDatabase database) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database.connections());
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(250); // the least that it allows
    return new HikariDataSource(config);
  }

  @Test
  void saysThatTheTablesAreMissing() {
    try (TestDatabase database = TestDatabase.h2()) {
      steps()
          .forEach(
              (name, step) ->
                  assertThrows(StoreException.class, () -> step.accept(database.stores()), name));
    }
  }
}
