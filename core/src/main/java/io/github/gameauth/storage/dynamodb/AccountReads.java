// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.ExternalIdentity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads accounts and identities, several at once where that saves a round trip. */
final class AccountReads {
  private final Table table;

  AccountReads(Tables tables) {
    this.table = tables.main();
  }

  /** Items that were read together. */
  record Seen(Map<Key, Item> items) {
    Optional<Dossier> dossier(AccountId account) {
      return Optional.ofNullable(items.get(Key.account(account))).map(AccountItems::dossier);
    }

    Identity identity(ExternalIdentity identity) {
      return Optional.ofNullable(items.get(Key.identity(identity)))
          .map(item -> AccountItems.identity(identity, item))
          .orElseGet(() -> Identity.unknown(identity));
    }
  }

  Optional<Dossier> dossier(String step, AccountId account) {
    return table.get(step, Key.account(account)).map(AccountItems::dossier);
  }

  Identity identity(String step, ExternalIdentity identity) {
    return table
        .get(step, Key.identity(identity))
        .map(item -> AccountItems.identity(identity, item))
        .orElseGet(() -> Identity.unknown(identity));
  }

  /** All of these, in one round trip unless there are very many. */
  Seen seen(String step, Collection<AccountId> accounts, Collection<ExternalIdentity> identities) {
    List<Key> keys = new ArrayList<>();
    accounts.forEach(each -> keys.add(Key.account(each)));
    identities.forEach(each -> keys.add(Key.identity(each)));
    return new Seen(table.get(step, keys));
  }

  List<Identity> identities(String step, Collection<ExternalIdentity> identities) {
    Seen seen = seen(step, List.of(), identities);
    return identities.stream().map(seen::identity).toList();
  }
}
