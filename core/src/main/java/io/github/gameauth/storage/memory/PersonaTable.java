// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.Persona;
import io.github.gameauth.account.PersonaId;
import io.github.gameauth.store.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Personas by name and by account. Not safe to share: {@link AccountTables#lock} is held. */
final class PersonaTable {
  private record Name(GameId game, PersonaId id) {
    static Name of(Persona persona) {
      return new Name(persona.game(), persona.id());
    }
  }

  /**
   * What became of the personas of an account that was merged.
   *
   * @param aliases those that became aliases by it
   * @param tookOver whether others went on as the winner's
   */
  record Moved(List<Persona> aliases, boolean tookOver) {}

  private final long most;
  private final Map<Name, Persona> byName = new HashMap<>();
  private final Map<AccountId, Map<Name, Persona>> byAccount = new HashMap<>();

  PersonaTable(long most) {
    this.most = most;
  }

  Persona getOrAssign(Persona candidate) {
    Optional<Persona> current = current(candidate.game(), candidate.account());
    if (current.isPresent()) {
      return current.get();
    }
    if (byName.containsKey(Name.of(candidate))) {
      throw new StoreException("assign a persona: its id is taken");
    }
    if (byName.size() >= most) {
      throw new StoreException("personas: full (expected: at most " + most + ")");
    }
    put(candidate);
    return candidate;
  }

  Optional<Persona> current(GameId game, AccountId account) {
    return ofAccount(account).values().stream()
        .filter(each -> each.game().equals(game) && each.aliasOf().isEmpty())
        .findFirst();
  }

  Optional<Persona> find(GameId game, PersonaId id) {
    return Optional.ofNullable(byName.get(new Name(game, id)));
  }

  List<Persona> of(AccountId account) {
    return List.copyOf(ofAccount(account).values());
  }

  void forget(AccountId account) {
    Map<Name, Persona> gone = byAccount.remove(account);
    if (gone != null) {
      gone.keySet().forEach(byName::remove);
    }
  }

  Moved move(AccountId loser, AccountId winner) {
    List<Persona> aliases = new ArrayList<>();
    boolean tookOver = false;
    Map<GameId, PersonaId> winners = new HashMap<>();
    for (Persona each : of(winner)) {
      if (each.aliasOf().isEmpty()) {
        winners.put(each.game(), each.id());
      }
    }
    for (Persona each : of(loser)) {
      remove(each);
      @Nullable PersonaId inUse = winners.get(each.game());
      Optional<PersonaId> aliasOf = inUse == null ? each.aliasOf() : Optional.of(inUse);
      Persona moved = new Persona(each.game(), each.id(), winner, each.keyVersion(), aliasOf);
      put(moved);
      if (each.aliasOf().isEmpty()) {
        if (inUse == null) {
          tookOver = true;
        } else {
          aliases.add(moved);
        }
      }
    }
    return new Moved(aliases, tookOver);
  }

  private Map<Name, Persona> ofAccount(AccountId account) {
    return byAccount.getOrDefault(account, Map.of());
  }

  private void put(Persona persona) {
    byName.put(Name.of(persona), persona);
    byAccount
        .computeIfAbsent(persona.account(), account -> new LinkedHashMap<>())
        .put(Name.of(persona), persona);
  }

  private void remove(Persona persona) {
    byName.remove(Name.of(persona));
    byAccount.computeIfPresent(
        persona.account(),
        (account, personas) -> {
          personas.remove(Name.of(persona));
          return personas.isEmpty() ? null : personas;
        });
  }
}
