// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.Persona;
import io.github.gameauth.account.PersonaId;
import io.github.gameauth.account.PersonaStore;
import java.util.List;
import java.util.Optional;

/** Personas in memory, behind the lock of the accounts that they belong to. */
final class InMemoryPersonas implements PersonaStore {
  private final AccountTables tables;

  InMemoryPersonas(AccountTables tables) {
    this.tables = tables;
  }

  @Override
  public Persona getOrAssign(Persona candidate) {
    synchronized (tables.lock) {
      return tables.personas.getOrAssign(candidate);
    }
  }

  @Override
  public Optional<Persona> current(GameId game, AccountId account) {
    synchronized (tables.lock) {
      return tables.personas.current(game, account);
    }
  }

  @Override
  public Optional<Persona> find(GameId game, PersonaId id) {
    synchronized (tables.lock) {
      return tables.personas.find(game, id);
    }
  }

  @Override
  public List<Persona> of(AccountId account) {
    synchronized (tables.lock) {
      return tables.personas.of(account);
    }
  }
}
