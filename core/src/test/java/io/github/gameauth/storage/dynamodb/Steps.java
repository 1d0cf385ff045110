// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import static io.github.gameauth.testing.ConnectionDirectoryContract.ADA;
import static io.github.gameauth.testing.ConnectionDirectoryContract.EAST;
import static io.github.gameauth.testing.TestFamilies.family;
import static io.github.gameauth.testing.TestFamilies.fresh;
import static io.github.gameauth.testing.TestFamilies.step;
import static io.github.gameauth.testing.TestPlayers.GAME;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.OTHER_GAME;
import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static io.github.gameauth.testing.TestPlayers.freshGuest;
import static io.github.gameauth.testing.TestPlayers.freshPersona;
import static io.github.gameauth.testing.TestPlayers.guest;
import static io.github.gameauth.testing.TestPlayers.guestIdentity;
import static io.github.gameauth.testing.TestPlayers.id;
import static io.github.gameauth.testing.TestPlayers.persona;
import static io.github.gameauth.testing.TestPlayers.psn;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static io.github.gameauth.testing.TestPlayers.shadowOfPsn;
import static io.github.gameauth.testing.TestPlayers.steam;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.mint.SigningKeyRow;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.session.FamilyId;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.store.OnceKey;
import io.github.gameauth.testing.KeyStoreContract;
import io.github.gameauth.testing.TestPlayers;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Every step that writes, with what it needs, for tests that disturb it. */
enum Steps {
  FIND_OR_CREATE(
      stores -> {},
      stores -> stores.accounts().findOrCreate(steam("ada"), TestPlayers.fresh("ada"))),
  CREATE_GUEST(
      stores -> {},
      stores ->
          stores
              .accounts()
              .createGuest(Account.fresh(id("ada"), AccountKind.GUEST, NOW), freshGuest("ada"))),
  LINK(
      stores -> guest(stores, "ada"),
      stores -> stores.accounts().link(id("ada"), steam("ada"), LinkRules.USUAL, NOW)),
  UNLINK(
      stores -> linkedGuest(stores, "ada"),
      stores -> stores.accounts().unlink(id("ada"), guestIdentity("ada"), NOW)),
  TRANSFER(
      stores -> {
        linkedGuest(stores, "from");
        guest(stores, "to");
        persona(stores, GAME, "p", id("from"));
      },
      stores ->
          stores
              .accounts()
              .transfer(steam("from"), id("from"), id("to"), false, LinkRules.USUAL, NOW, UNTIL)),
  MERGE(
      stores -> {
        guest(stores, "winner");
        linkedGuest(stores, "loser");
        persona(stores, GAME, "p1", id("winner"));
        persona(stores, GAME, "p2", id("loser"));
        persona(stores, OTHER_GAME, "p3", id("loser"));
      },
      stores -> stores.accounts().merge(id("winner"), id("loser"), LinkRules.USUAL, NOW, UNTIL)),
  REGISTER(stores -> shadow(stores, "ada"), stores -> stores.accounts().register(id("ada"), NOW)),
  RAISE_EPOCH(Steps::player, stores -> stores.accounts().raiseEpoch(id("ada"), NOW, UNTIL)),
  BAN(
      Steps::player,
      stores -> stores.accounts().ban(id("ada"), Ban.forever("cheating"), NOW, UNTIL)),
  UNBAN(
      stores -> {
        player(stores);
        stores.accounts().ban(id("ada"), Ban.forever("cheating"), NOW, UNTIL);
      },
      stores -> stores.accounts().unban(id("ada"), NOW)),
  BAN_IDENTITY(
      stores -> {},
      stores -> {
        stores.accounts().banIdentity(steam("ada"), Ban.forever("cheating"), NOW);
        return "banned";
      }),
  UNBAN_IDENTITY(
      stores -> stores.accounts().banIdentity(steam("ada"), Ban.forever("cheating"), NOW),
      stores -> stores.accounts().unbanIdentity(steam("ada"), NOW)),
  DELETE(
      stores -> {
        player(stores);
        family(stores, "f", id("ada"));
        stores.accounts().ban(id("ada"), Ban.forever("cheating"), NOW, UNTIL);
      },
      stores -> stores.accounts().delete(id("ada"), NOW, UNTIL)),
  ASSIGN_PERSONA(
      stores -> shadow(stores, "ada"),
      stores -> stores.personas().getOrAssign(freshPersona(GAME, "p", id("ada")))),
  REPLACE_SECRETS(
      stores -> guest(stores, "ada"),
      stores ->
          stores
              .guests()
              .replaceSecrets(
                  freshGuest("ada"), freshGuest("ada").followedBy(Fingerprint.of("next")))),
  CREATE_FAMILY(
      stores -> shadow(stores, "ada"),
      stores -> {
        stores.refreshFamilies().create(fresh("f", id("ada")));
        return "created";
      }),
  ROTATE(
      stores -> family(stores, "f", shadow(stores, "ada")),
      stores -> stores.refreshFamilies().rotate(step(fresh("f", id("ada")), "next", NOW))),
  REVOKE_FAMILY(
      stores -> family(stores, "f", shadow(stores, "ada")),
      stores -> stores.refreshFamilies().revoke(new FamilyId("f"), "LOGOUT", NOW)),
  REPLACE_ACTIVE(
      stores -> stores.refreshFamilies().replaceActive(GAME, id("ada"), new FamilyId("f1")),
      stores -> stores.refreshFamilies().replaceActive(GAME, id("ada"), new FamilyId("f2"))),
  APPEND_REVOCATIONS(
      stores -> {},
      stores -> {
        stores
            .revocations()
            .append(
                List.of(
                    Revocation.of(RevocationKind.TOKEN, "usual", UNTIL),
                    Revocation.of(RevocationKind.KEY, "longer", UNTIL.plusSeconds(999_999))));
        return "appended";
      }),
  CLAIM(stores -> {}, stores -> stores.once().claim(ticket(), "payload", NOW, UNTIL)),
  CONSUME(
      stores -> stores.once().claim(ticket(), "payload", NOW, UNTIL),
      stores -> stores.once().consume(ticket(), NOW)),
  SAY_ALIVE(stores -> {}, stores -> stores.connections().alive(EAST, NOW, UNTIL)),
  SAY_GONE(
      stores -> stores.connections().alive(EAST, NOW, UNTIL),
      stores -> {
        stores.connections().gone(EAST);
        return "gone";
      }),
  ENTER(
      stores -> {},
      stores -> {
        stores.connections().enter(EAST, Map.of(ADA, UNTIL), NOW);
        return "entered";
      }),
  LEAVE(
      stores -> stores.connections().enter(EAST, Map.of(ADA, UNTIL), NOW),
      stores -> {
        stores.connections().leave(EAST, List.of(ADA));
        return "left";
      }),
  INSERT_KEY(stores -> {}, stores -> stores.keys().insertIfAbsent(key())),
  REVOKE_KEY(
      stores -> stores.keys().insertIfAbsent(key()),
      stores -> stores.keys().revoke(key().issuer(), key().keyId(), NOW));

  private final Consumer<Stores> given;
  private final Function<Stores, Object> act;

  Steps(Consumer<Stores> given, Function<Stores, Object> act) {
    this.given = given;
    this.act = act;
  }

  /** Makes what the step needs. */
  void prepare(Stores stores) {
    given.accept(stores);
  }

  /** Does the step; what came of it. */
  Object run(Stores stores) {
    return act.apply(stores);
  }

  private static AccountId linkedGuest(Stores stores, String name) {
    AccountId account = guest(stores, name);
    stores.accounts().link(account, steam(name), LinkRules.USUAL, NOW);
    return account;
  }

  private static void player(Stores stores) {
    linkedGuest(stores, "ada");
    stores.accounts().link(id("ada"), psn("ada"), LinkRules.USUAL, NOW);
    persona(stores, GAME, "p1", id("ada"));
    persona(stores, OTHER_GAME, "p2", id("ada"));
    shadowOfPsn(stores, "bystander");
  }

  private static OnceKey ticket() {
    return new OnceKey("ticket", Fingerprint.of("ticket"));
  }

  private static SigningKeyRow key() {
    return KeyStoreContract.row(KeyStoreContract.ISSUER, Algorithm.RS256, 3000, "kid");
  }
}
