// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.Persona;
import io.github.gameauth.account.PersonaId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table {@code ga_persona}. */
final class PersonaRows {
  private static final String SELECT =
      "SELECT game_id, persona_id, account_id, alias_of, key_version FROM ga_persona";

  private PersonaRows() {}

  static Persona read(ResultSet row) throws SQLException {
    return new Persona(
        new GameId(row.getString("game_id")),
        new PersonaId(row.getString("persona_id")),
        new AccountId(row.getString("account_id")),
        row.getInt("key_version"),
        Sql.text(row, "alias_of").map(PersonaId::new));
  }

  static Optional<Persona> find(Connection connection, GameId game, PersonaId id)
      throws SQLException {
    return Sql.first(
        connection,
        PersonaRows::read,
        SELECT + " WHERE game_id = ? AND persona_id = ?",
        game.value(),
        id.value());
  }

  static Optional<Persona> current(Connection connection, GameId game, AccountId account)
      throws SQLException {
    return Sql.first(
        connection,
        PersonaRows::read,
        SELECT + " WHERE current_of = ? AND game_id = ?",
        account.value(),
        game.value());
  }

  static List<Persona> of(Connection connection, AccountId account) throws SQLException {
    return Sql.all(
        connection,
        PersonaRows::read,
        SELECT + " WHERE account_id = ? ORDER BY game_id, persona_id",
        account.value());
  }

  /** False if the account has one in that game, or another account has one of that name. */
  static boolean insert(Connection connection, Persona persona) throws SQLException {
    return Sql.update(
            connection,
            "INSERT INTO ga_persona (game_id, persona_id, account_id, current_of, key_version)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            persona.game().value(),
            persona.id().value(),
            persona.account().value(),
            persona.account().value(),
            persona.keyVersion())
        == 1;
  }

  /** Gives a persona in use to another account, which has none in that game. */
  static void move(Connection connection, Persona persona, AccountId to) throws SQLException {
    Sql.update(
        connection,
        "UPDATE ga_persona SET account_id = ?, current_of = ?"
            + " WHERE game_id = ? AND persona_id = ?",
        to.value(),
        to.value(),
        persona.game().value(),
        persona.id().value());
  }

  /** Makes of a persona a mere name for another one. */
  static void alias(Connection connection, Persona persona, AccountId to, PersonaId of)
      throws SQLException {
    Sql.update(
        connection,
        "UPDATE ga_persona SET account_id = ?, current_of = NULL, alias_of = ?"
            + " WHERE game_id = ? AND persona_id = ?",
        to.value(),
        of.value(),
        persona.game().value(),
        persona.id().value());
  }

  static void deleteAll(Connection connection, AccountId account) throws SQLException {
    Sql.update(connection, "DELETE FROM ga_persona WHERE account_id = ?", account.value());
  }
}
