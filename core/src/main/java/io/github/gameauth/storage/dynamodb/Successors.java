// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.store.StoreException;
import java.util.Optional;

/** Follows merges to the account that has taken the place of others. */
final class Successors {
  /** Merges make chains; nobody makes one as long as this. */
  private static final int MOST_HOPS = 100;

  private final AccountReads reads;

  Successors(AccountReads reads) {
    this.reads = reads;
  }

  /** {@code account} itself, unless another one took its place; empty if there is none. */
  Optional<Dossier> last(String step, AccountId account) {
    Optional<Dossier> dossier = reads.dossier(step, account);
    for (int hop = 0; hop < MOST_HOPS; hop++) {
      Optional<AccountId> next = dossier.map(Dossier::account).flatMap(Account::mergedInto);
      if (next.isEmpty()) {
        return dossier;
      }
      dossier = reads.dossier(step, next.get());
    }
    throw new StoreException("dynamodb: " + step + " failed: merges without an end");
  }
}
