// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.Persona;
import io.github.gameauth.account.PersonaId;
import io.github.gameauth.account.PersonaStore;
import io.github.gameauth.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

final class PostgresPersonaStore implements PersonaStore {
  private final Transactions transactions;

  PostgresPersonaStore(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Persona getOrAssign(Persona candidate) {
    return current(candidate.game(), candidate.account())
        .orElseGet(() -> transactions.together("assigning a persona", c -> assign(c, candidate)));
  }

  private static Persona assign(Connection c, Persona candidate) throws SQLException {
    // Under the account's lock, like a merge or a deletion: neither must miss a persona that comes
    // up beside it.
    Optional<Account> account =
        AccountRows.lock(c, candidate.account())
            .filter(each -> each.status() == AccountStatus.ACTIVE);
    if (account.isEmpty()) {
      throw failed("the account is not in use");
    }
    Optional<Persona> present = PersonaRows.current(c, candidate.game(), candidate.account());
    if (present.isPresent()) {
      return present.get();
    }
    if (!PersonaRows.insert(c, candidate)) {
      throw failed("another account has it");
    }
    return candidate;
  }

  private static StoreException failed(String why) {
    return new StoreException("PostgreSQL: assigning a persona failed (" + why + ")");
  }

  @Override
  public Optional<Persona> current(GameId game, AccountId account) {
    return transactions.each("finding a persona", c -> PersonaRows.current(c, game, account));
  }

  @Override
  public Optional<Persona> find(GameId game, PersonaId id) {
    return transactions.each("finding a persona", c -> PersonaRows.find(c, game, id));
  }

  @Override
  public List<Persona> of(AccountId account) {
    return transactions.each("listing personas", c -> PersonaRows.of(c, account));
  }
}
