// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import io.github.gameauth.store.StoreException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds accounts, and goes on to the one that took an account's place. */
final class Lookup {
  /** More than any player merges; a longer way is a circle, or somebody's mistake. */
  private static final int MOST_HOPS = 5;

  /** Stores answer for a game in the same breath; here it does not matter for which. */
  private static final GameId ANY_GAME = new GameId("-");

  private final AccountStore store;
  private final @Nullable PersonaStore personas;

  Lookup(AccountStore store, @Nullable PersonaStore personas) {
    this.store = store;
    this.personas = personas;
  }

  Optional<Account> find(AccountId account) {
    return store.find(account).map(this::followed);
  }

  KnownIdentity find(ExternalIdentity identity, GameId game) {
    KnownIdentity known = store.findByIdentity(identity, game);
    Account named = known.account().orElse(null);
    if (named == null || named.status() != AccountStatus.MERGED) {
      return known;
    }
    Account account = followed(named);
    return new KnownIdentity(
        Optional.of(account), personaOf(account, game), known.ban()); // not the old one's persona
  }

  private Optional<Persona> personaOf(Account account, GameId game) {
    return personas == null ? Optional.empty() : personas.current(game, account.id());
  }

  /** What is known of an identity, in whatever game. */
  KnownIdentity find(ExternalIdentity identity) {
    return find(identity, ANY_GAME);
  }

  Account followed(Account account) {
    Account at = account;
    for (int hops = 0; at.status() == AccountStatus.MERGED; hops++) {
      if (hops == MOST_HOPS) {
        throw new StoreException(
            "account: merged more than " + MOST_HOPS + " times over, or in a circle");
      }
      at = at.mergedInto().flatMap(store::find).orElseThrow(Lookup::nowhere);
    }
    return at;
  }

  private static StoreException nowhere() {
    return new StoreException("account: merged into one that is not there");
  }
}
