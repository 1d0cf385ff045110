// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import java.util.Optional;

/**
 * A persona as a store keeps it.
 *
 * @param game the game that knows the player by it
 * @param id what the game calls the player
 * @param account whose persona it is
 * @param keyVersion the version of the key that it was derived by, from 1
 * @param aliasOf the persona that took its place in a merge; empty for the one in use
 */
public record Persona(
    GameId game, PersonaId id, AccountId account, int keyVersion, Optional<PersonaId> aliasOf) {
  /** One in use. */
  public static Persona inUse(GameId game, PersonaId id, AccountId account, int keyVersion) {
    return new Persona(game, id, account, keyVersion, Optional.empty());
  }
}
