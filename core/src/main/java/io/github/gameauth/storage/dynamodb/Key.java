// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.PersonaId;
import io.github.gameauth.live.ConnectedPlayer;
import io.github.gameauth.live.GameServer;
import io.github.gameauth.session.FamilyId;
import io.github.gameauth.store.OnceKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where an item lies. Parts are joined by {@code #}; within a part {@code #} and {@code %} are
 * percent-encoded, and nothing else is, so that no part outgrows what a key may have.
 */
record Key(String partition, String sort) {
  static final String PARTITION = "pk";
  static final String SORT = "sk";

  /** How lines of an account's history begin. */
  static final String AUDIT = "AUD#";

  /** How an account's sessions begin. */
  static final String SESSION = "SESS#";

  static Key account(AccountId account) {
    return new Key("A#" + part(account.value()), "ACCT");
  }

  /** The line that the account's version of that number tells of. */
  static Key audit(AccountId account, long version) {
    return new Key(account(account).partition(), AUDIT + String.format("%012d", version));
  }

  static Key identity(ExternalIdentity identity) {
    return new Key(
        joined(
            "L",
            part(identity.provider().name()),
            part(identity.tenant()),
            part(identity.subject())),
        "LINK");
  }

  static Key persona(GameId game, PersonaId persona) {
    return new Key(joined("P", part(game.value()), part(persona.value())), "PERS");
  }

  static Key family(FamilyId family) {
    return new Key("R#" + part(family.value()), "FAM");
  }

  /** A session in its account's list, which is ordered by login. */
  static Key session(AccountId account, Instant login, FamilyId family) {
    return new Key(
        account(account).partition(), SESSION + stamp(login) + "#" + part(family.value()));
  }

  /** The one session that an account has in a game. */
  static Key soleSession(AccountId account, GameId game) {
    return new Key(account(account).partition(), "SOLE#" + part(game.value()));
  }

  static Key once(OnceKey key) {
    return new Key(
        joined(
            "T",
            part(key.namespace()),
            Base64.getUrlEncoder().withoutPadding().encodeToString(key.fingerprint().bytes())),
        "ONCE");
  }

  /** Where a player's entries lie, one for each server. */
  static String connections(ConnectedPlayer player) {
    return joined("C", part(player.issuer()), part(player.subject()));
  }

  /** That a run of a server holds connections of a player. */
  static Key connection(ConnectedPlayer player, GameServer server) {
    return new Key(connections(player), joined(part(server.id()), "" + server.incarnation()));
  }

  /** A server that holds connections. */
  static Key gameServer(String id) {
    return new Key("S#" + part(id), "SERVER");
  }

  /** Milliseconds that sort as text. */
  static String stamp(Instant at) {
    return String.format("%015d", Math.max(0, at.toEpochMilli()));
  }

  static String part(String text) {
    return text.replace("%", "%25").replace("#", "%23");
  }

  private static String joined(String... parts) {
    return String.join("#", parts);
  }

  Map<String, AttributeValue> attributes() {
    return Map.of(PARTITION, AttributeValue.fromS(partition), SORT, AttributeValue.fromS(sort));
  }
}
