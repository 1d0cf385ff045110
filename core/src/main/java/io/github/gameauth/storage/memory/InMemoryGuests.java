// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import io.github.gameauth.platform.GuestRecord;
import io.github.gameauth.platform.GuestStore;
import java.util.Optional;

/** Guests' credentials in memory, behind the lock of the accounts that they lead to. */
final class InMemoryGuests implements GuestStore {
  private final AccountTables tables;

  InMemoryGuests(AccountTables tables) {
    this.tables = tables;
  }

  @Override
  public Optional<GuestRecord> find(String id) {
    synchronized (tables.lock) {
      return Optional.ofNullable(tables.guests.get(id));
    }
  }

  @Override
  public boolean replaceSecrets(GuestRecord expected, GuestRecord next) {
    synchronized (tables.lock) {
      GuestRecord now = tables.guests.get(expected.id());
      if (now == null
          || !now.secretHash().equals(expected.secretHash())
          || !now.nextHash().equals(expected.nextHash())) {
        return false;
      }
      tables.guests.put(
          now.id(),
          new GuestRecord(
              now.id(), next.secretHash(), next.nextHash(), now.createdAt(), now.endsAt()));
      return true;
    }
  }
}
