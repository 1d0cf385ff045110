// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.Persona;
import io.github.gameauth.account.PersonaId;
import io.github.gameauth.account.PersonaStore;
import io.github.gameauth.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Personas in DynamoDB. Which ones an account has is part of the account's item. A second item for
 * each persona keeps its id from others and leads back to the account that first had it; merges are
 * followed from there, so that they need not touch it.
 */
final class DynamoDbPersonas implements PersonaStore {
  private static final String ASSIGN = "assign a persona";
  private static final String FIND = "find a persona";

  private final Tables tables;
  private final AccountReads reads;
  private final Successors successors;

  DynamoDbPersonas(Tables tables) {
    this.tables = tables;
    this.reads = new AccountReads(tables);
    this.successors = new Successors(reads);
  }

  @Override
  public Persona getOrAssign(Persona candidate) {
    if (candidate.aliasOf().isPresent()) {
      throw new IllegalArgumentException("candidate: an alias (expected: a persona in use)");
    }
    return tables.calls().undisturbed(ASSIGN, () -> assigned(candidate));
  }

  /** Empty if somebody else changed something meanwhile. */
  private Optional<Persona> assigned(Persona candidate) {
    Dossier dossier =
        live(ASSIGN, candidate.account())
            .orElseThrow(
                () -> new StoreException("dynamodb: " + ASSIGN + ": no such account in use"));
    Optional<Persona> first = dossier.persona(candidate.game());
    if (first.isPresent()) {
      return first;
    }
    List<Persona> all = new ArrayList<>(dossier.personas());
    all.add(candidate);
    Transaction.Committed committed =
        new Change(tables).reserve(candidate).save(dossier.withPersonas(all)).outcome(ASSIGN);
    List<Optional<Item>> found = committed.found();
    if (!committed.done() && !found.isEmpty() && found.get(0).isPresent()) {
      throw new StoreException("dynamodb: " + ASSIGN + ": another account has its id");
    }
    return committed.done() ? Optional.of(candidate) : Optional.empty();
  }

  @Override
  public Optional<Persona> current(GameId game, AccountId account) {
    return live(FIND, account).flatMap(dossier -> dossier.persona(game));
  }

  @Override
  public Optional<Persona> find(GameId game, PersonaId id) {
    Optional<AccountId> account =
        tables
            .main()
            .get(FIND, Key.persona(game, id))
            .map(item -> item.parsed("acct", AccountId::new));
    return account
        .flatMap(first -> successors.last(FIND, first))
        .filter(dossier -> dossier.account().status() == AccountStatus.ACTIVE)
        .flatMap(
            dossier ->
                dossier.personas().stream()
                    .filter(each -> each.game().equals(game) && each.id().equals(id))
                    .findFirst());
  }

  @Override
  public List<Persona> of(AccountId account) {
    return live(FIND, account).map(Dossier::personas).orElse(List.of());
  }

  private Optional<Dossier> live(String step, AccountId account) {
    return reads
        .dossier(step, account)
        .filter(dossier -> dossier.account().status() == AccountStatus.ACTIVE);
  }
}
