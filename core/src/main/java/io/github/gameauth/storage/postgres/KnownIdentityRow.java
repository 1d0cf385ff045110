// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.KnownIdentity;
import io.github.gameauth.account.Persona;
import io.github.gameauth.account.PersonaId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** What is known of an identity, in one statement: the first thing that every login asks for. */
final class KnownIdentityRow {
  // One row, whatever is there: a ban may lie on an identity that leads nowhere.
  private static final String SELECT =
      "SELECT "
          + AccountRows.COLUMNS
          + ", p.persona_id, p.key_version, b.ban_reason AS identity_ban_reason,"
          + " b.ban_until AS identity_ban_until"
          + " FROM (SELECT CAST(? AS VARCHAR) AS provider, CAST(? AS VARCHAR) AS tenant,"
          + " CAST(? AS VARCHAR) AS subject) i"
          + " LEFT JOIN ga_identity_link l"
          + " ON l.provider = i.provider AND l.tenant = i.tenant AND l.subject = i.subject"
          + " LEFT JOIN ga_account a ON a.account_id = l.account_id"
          + " LEFT JOIN ga_persona p ON p.current_of = a.account_id AND p.game_id = ?"
          + " LEFT JOIN ga_identity_ban b"
          + " ON b.provider = i.provider AND b.tenant = i.tenant AND b.subject = i.subject";

  private KnownIdentityRow() {}

  static KnownIdentity find(Connection connection, ExternalIdentity identity, GameId game)
      throws SQLException {
    return Sql.first(
            connection,
            row -> read(row, game),
            SELECT,
            identity.provider().name(),
            identity.tenant(),
            identity.subject(),
            game.value())
        .orElse(KnownIdentity.UNKNOWN);
  }

  private static KnownIdentity read(ResultSet row, GameId game) throws SQLException {
    Optional<Ban> ban = AccountRows.ban(row, "identity_ban_reason", "identity_ban_until");
    if (Sql.text(row, "account_id").isEmpty()) {
      return new KnownIdentity(Optional.empty(), Optional.empty(), ban);
    }
    Account account = AccountRows.read(row);
    int keyVersion = row.getInt("key_version");
    Optional<Persona> persona =
        Sql.text(row, "persona_id")
            .map(PersonaId::new)
            .map(id -> new Persona(game, id, account.id(), keyVersion, Optional.empty()));
    return new KnownIdentity(Optional.of(account), persona, ban);
  }

  /** The account that an identity leads to. */
  static Optional<Account> account(Connection connection, ExternalIdentity identity)
      throws SQLException {
    return Sql.first(
        connection,
        AccountRows::read,
        "SELECT "
            + AccountRows.COLUMNS
            + " FROM ga_identity_link l JOIN ga_account a ON a.account_id = l.account_id"
            + " WHERE l.provider = ? AND l.tenant = ? AND l.subject = ?",
        identity.provider().name(),
        identity.tenant(),
        identity.subject());
  }
}
