// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import static io.github.gameauth.testing.TestPlayers.GAME;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.OTHER_GAME;
import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static io.github.gameauth.testing.TestPlayers.fresh;
import static io.github.gameauth.testing.TestPlayers.freshGuest;
import static io.github.gameauth.testing.TestPlayers.freshPersona;
import static io.github.gameauth.testing.TestPlayers.guest;
import static io.github.gameauth.testing.TestPlayers.guestIdentity;
import static io.github.gameauth.testing.TestPlayers.id;
import static io.github.gameauth.testing.TestPlayers.persona;
import static io.github.gameauth.testing.TestPlayers.psn;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static io.github.gameauth.testing.TestPlayers.steam;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.session.FamilyId;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.store.StoreException;
import io.github.gameauth.testing.TestDatabase;
import io.github.gameauth.testing.TestDatabase.Engine;
import io.github.gameauth.testing.TestFamilies;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process that dies in the middle of a step leaves all of it or nothing. The connection is cut
 * before each of the step's statements in turn, and before its commit.
 */
final class CrashTest {
  private static final EmptyTables POSTGRES = new EmptyTables(Engine.POSTGRESQL);
  private static final EmptyTables H2 = new EmptyTables(Engine.H2);

  /** Every table, without what differs from run to run: numbers and the database's own time. */
  private static final Map<String, String> TABLES =
      Map.of(
          "ga_account",
          "account_id, kind, status, merged_into, session_epoch, ban_reason, ban_until",
          "ga_identity_link",
          "provider, tenant, subject, account_id, linked_at, moved_at",
          "ga_identity_ban",
          "provider, tenant, subject, ban_reason, ban_until",
          "ga_guest_credential",
          "credential_id, secret_hash, next_hash, ends_at",
          "ga_persona",
          "game_id, persona_id, account_id, current_of, alias_of",
          "ga_refresh_family",
          "family_id, generation, revoked_at",
          "ga_active_session",
          "account_id, game_id, family_id",
          "ga_revocation",
          "kind, target, lowest_epoch, expires_at",
          "ga_once",
          "namespace, key_hash, payload, expires_at",
          "ga_audit",
          "account_id, event, detail, at");

  @AfterAll
  static void close() {
    POSTGRES.close();
    H2.close();
  }

  private static TestDatabase empty(Engine engine) {
    return (engine == Engine.H2 ? H2 : POSTGRES).database();
  }

  /** Every row of every table, in one order. */
  private static List<String> contents(TestDatabase database) {
    return database.ask(
        TABLES.entrySet().stream()
            .map(
                each ->
                    "SELECT CONCAT_WS('|', '%s', %s) AS line FROM %s"
                        .formatted(each.getKey(), each.getValue(), each.getKey()))
            .collect(joining(" UNION ALL ", "SELECT line FROM (", ") l ORDER BY line")));
  }

  /** Players as most of these steps want them. */
  private static void players(Stores stores) {
    shadow(stores, "ada");
    stores.accounts().link(id("ada"), psn("ada"), LinkRules.USUAL, NOW);
    persona(stores, GAME, "ada.here", id("ada"));
    persona(stores, OTHER_GAME, "ada.there", id("ada"));
    guest(stores, "gus");
    persona(stores, GAME, "gus.here", id("gus"));
    guest(stores, "pam");
    stores.accounts().link(id("pam"), psn("pam"), LinkRules.USUAL, NOW);
    TestFamilies.family(stores, "f", id("ada"));
    stores.refreshFamilies().replaceActive(GAME, id("ada"), new FamilyId("f"));
  }

  private static void leavesAllOrNothing(Engine engine, Consumer<Stores> step) {
    TestDatabase database = empty(engine);
    players(database.stores());
    List<String> before = contents(database);

    // Each cut leaves what there was before, so that the next one finds it.
    int cut = 0;
    List<String> run = stepsUntilCut(database, step, cut);
    while (!run.contains("COMMIT")) {
      assertEquals(before, contents(database), engine + ", cut after " + run);
      run = stepsUntilCut(database, step, ++cut);
    }

    assertTrue(cut > 1, run::toString);
    assertNotEquals(before, contents(database), "the step changes nothing");
  }

  private static List<String> stepsUntilCut(
      TestDatabase database, Consumer<Stores> step, int passed) {
    WatchedSource source = new WatchedSource(database.connections()).cutAfter(passed);
    Stores dying = PostgresStores.over(source.source());
    try {
      step.accept(dying);
      assertTrue(source.steps().contains("COMMIT"), "not cut, and yet not whole");
    } catch (StoreException e) {
      assertFalse(source.steps().contains("COMMIT"), "cut before the last step only");
    }
    return source.steps();
  }

  @ParameterizedTest
  @EnumSource
  void aFirstVisit(Engine engine) {
    leavesAllOrNothing(
        engine, stores -> stores.accounts().findOrCreate(steam("new"), fresh("new")));
  }

  @ParameterizedTest
  @EnumSource
  void aNewGuest(Engine engine) {
    leavesAllOrNothing(
        engine,
        stores ->
            stores
                .accounts()
                .createGuest(Account.fresh(id("new"), AccountKind.GUEST, NOW), freshGuest("new")));
  }

  @ParameterizedTest
  @EnumSource
  void aLink(Engine engine) {
    leavesAllOrNothing(
        engine, stores -> stores.accounts().link(id("gus"), steam("gus"), LinkRules.USUAL, NOW));
  }

  @ParameterizedTest
  @EnumSource
  void anUnlink(Engine engine) {
    leavesAllOrNothing(engine, stores -> stores.accounts().unlink(id("ada"), steam("ada"), NOW));
  }

  @ParameterizedTest
  @EnumSource
  void anUnlinkOfAGuest(Engine engine) {
    leavesAllOrNothing(
        engine, stores -> stores.accounts().unlink(id("pam"), guestIdentity("pam"), NOW));
  }

  @ParameterizedTest
  @EnumSource
  void aTransfer(Engine engine) {
    leavesAllOrNothing(
        engine,
        stores ->
            stores
                .accounts()
                .transfer(steam("ada"), id("ada"), id("gus"), false, LinkRules.USUAL, NOW, UNTIL));
  }

  @ParameterizedTest
  @EnumSource
  void aMerge(Engine engine) {
    leavesAllOrNothing(
        engine,
        stores -> stores.accounts().merge(id("gus"), id("ada"), LinkRules.USUAL, NOW, UNTIL));
  }

  @ParameterizedTest
  @EnumSource
  void aBan(Engine engine) {
    leavesAllOrNothing(
        engine, stores -> stores.accounts().ban(id("ada"), Ban.forever("cheating"), NOW, UNTIL));
  }

  @ParameterizedTest
  @EnumSource
  void aLogoutEverywhere(Engine engine) {
    leavesAllOrNothing(engine, stores -> stores.accounts().raiseEpoch(id("ada"), NOW, UNTIL));
  }

  @ParameterizedTest
  @EnumSource
  void aDeletion(Engine engine) {
    leavesAllOrNothing(engine, stores -> stores.accounts().delete(id("ada"), NOW, UNTIL));
  }

  @ParameterizedTest
  @EnumSource
  void aBatchOfRevocations(Engine engine) {
    List<Revocation> many =
        IntStream.range(0, 1200)
            .mapToObj(i -> Revocation.of(RevocationKind.SESSION, "s" + i, UNTIL))
            .toList();
    leavesAllOrNothing(engine, stores -> stores.revocations().append(many));
  }

  @ParameterizedTest
  @EnumSource
  void aNewPersona(Engine engine) {
    leavesAllOrNothing(
        engine,
        stores -> stores.personas().getOrAssign(freshPersona(OTHER_GAME, "gus.there", id("gus"))));
  }

  @ParameterizedTest
  @EnumSource
  void aChangeOfTheOneSession(Engine engine) {
    leavesAllOrNothing(
        engine,
        stores -> stores.refreshFamilies().replaceActive(GAME, id("ada"), new FamilyId("other")));
  }
}
