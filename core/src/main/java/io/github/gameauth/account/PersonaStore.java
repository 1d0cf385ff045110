// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import java.util.List;
import java.util.Optional;

/**
 * Where personas are kept. What is kept counts, not how it was derived: so the key that derives
 * them can change, and a merge can move them.
 *
 * <p>Safe to share. Every method is one atomic step, may block, and throws {@code StoreException}
 * if the store cannot be reached. Every store passes {@code PersonaStoreContract}, which stands in
 * core's test jar.
 */
public interface PersonaStore {
  /**
   * The persona of that account in that game; if there is none yet, it becomes {@code candidate}.
   *
   * @param candidate a persona of that game and account
   * @return the persona in use: {@code candidate}, or the one that came first
   * @throws io.github.gameauth.store.StoreException also if another account has the candidate's id
   */
  Persona getOrAssign(Persona candidate);

  /** The persona of that account in that game, if there is one. */
  Optional<Persona> current(GameId game, AccountId account);

  /** Whose persona it is; an alias leads to the account that has it now. */
  Optional<Persona> find(GameId game, PersonaId id);

  /** All personas of the account, aliases too. */
  List<Persona> of(AccountId account);
}
