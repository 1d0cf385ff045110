// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.Persona;
import io.github.gameauth.account.PersonaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The personas of two accounts that become one.
 *
 * @param all those that the winner has from now on
 * @param aliases those among them that were in use until now
 * @param anyGoesOn whether one of the loser's stays in use
 */
record MergedPersonas(List<Persona> all, List<Persona> aliases, boolean anyGoesOn) {
  static MergedPersonas of(Dossier winner, Dossier loser) {
    List<Persona> all = new ArrayList<>(winner.personas());
    List<Persona> aliases = new ArrayList<>();
    boolean anyGoesOn = false;
    for (Persona each : loser.personas()) {
      Optional<PersonaId> winners = winner.persona(each.game()).map(Persona::id);
      Persona next = with(each, winner.id(), winners.isPresent() ? winners : each.aliasOf());
      all.add(next);
      if (each.aliasOf().isEmpty()) {
        if (winners.isPresent()) {
          aliases.add(next);
        } else {
          anyGoesOn = true;
        }
      }
    }
    return new MergedPersonas(all, aliases, anyGoesOn);
  }

  private static Persona with(Persona persona, AccountId account, Optional<PersonaId> aliasOf) {
    return new Persona(persona.game(), persona.id(), account, persona.keyVersion(), aliasOf);
  }
}
