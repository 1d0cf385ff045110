// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import java.util.List;

/**
 * What games call players. Two games call the same player by names that nobody can connect; one
 * game calls a player by the same name for ever, whatever keys come and go.
 *
 * <p>Safe to share. Its methods may block, and throw {@code StoreException} if the store cannot be
 * reached.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#PairwiseAlg">OpenID Connect
 *     Core §8.1</a>
 */
public final class Personas {
  private final PersonaStore store;
  private final PersonaKeys keys;
  private final PersonaDerivation derivation;

  private Personas(PersonaStore store, PersonaKeys keys, PersonaForm form) {
    this.store = store;
    this.keys = keys;
    this.derivation = new PersonaDerivation(keys.newestKey(), form);
  }

  /** Personas of the short form. */
  public static Personas of(PersonaStore store, PersonaKeys keys) {
    return of(store, keys, PersonaForm.SHORT);
  }

  /**
   * Personas of another form.
   *
   * @param form how new ones are written; those that are stored stay as they are
   */
  public static Personas of(PersonaStore store, PersonaKeys keys, PersonaForm form) {
    return new Personas(store, keys, form);
  }

  /**
   * What {@code game} calls the player. The first time it is derived and stored; from then on what
   * is stored counts.
   *
   * @param account an account in use; for a merged one, ask for the one that took its place
   */
  public Persona personaOf(AccountId account, GameId game) {
    return store.current(game, account).orElseGet(() -> store.getOrAssign(derived(account, game)));
  }

  private Persona derived(AccountId account, GameId game) {
    return Persona.inUse(game, derivation.idOf(account, game), account, keys.newest());
  }

  /** The names by which the same game knew the player before accounts were merged. */
  public List<PersonaId> aliasesOf(Persona persona) {
    return store.of(persona.account()).stream()
        .filter(each -> each.game().equals(persona.game()) && each.aliasOf().isPresent())
        .map(Persona::id)
        .toList();
  }
}
