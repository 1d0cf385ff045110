// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.platform.GuestRecord;
import io.github.gameauth.platform.GuestStore;
import java.util.Optional;

final class PostgresGuestStore implements GuestStore {
  private final Transactions transactions;

  PostgresGuestStore(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<GuestRecord> find(String id) {
    return transactions.each("finding a guest", c -> GuestRows.find(c, id));
  }

  @Override
  public boolean replaceSecrets(GuestRecord expected, GuestRecord next) {
    return transactions.each(
        "replacing a guest's secrets", c -> GuestRows.replaceSecrets(c, expected, next));
  }
}
