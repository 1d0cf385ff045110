// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import io.github.gameauth.account.AccountStore;
import io.github.gameauth.account.PersonaStore;
import io.github.gameauth.live.ConnectionDirectory;
import io.github.gameauth.mint.KeyStore;
import io.github.gameauth.platform.GuestStore;
import io.github.gameauth.revocation.RevocationStore;
import io.github.gameauth.session.RefreshStore;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.store.OnceStore;
import java.time.InstantSource;

/**
 * All stores in memory: for tests, and for a single server that may forget its players. They keep
 * every promise that a database keeps, for the threads of one process and until it ends.
 *
 * <p>Accounts, identities, guests, personas and families stand behind one lock, which is never held
 * for longer than a few look-ups. An account's history keeps its newest 1,000 lines. Safe to share.
 */
public final class InMemoryStores implements Stores {
  private final InMemoryRevocations revocations;
  private final InMemoryFamilies families;
  private final InMemoryAccounts accounts;
  private final InMemoryPersonas personas;
  private final InMemoryGuests guests;
  private final InMemoryOnce once;
  private final InMemoryConnections connections;
  private final KeyStore keys = new InMemoryKeyStore();

  /** Empty stores with the usual limits, on the system's clock. */
  public InMemoryStores() {
    this(MemoryLimits.USUAL, InstantSource.system());
  }

  /**
   * Empty stores.
   *
   * @param limits how much they hold
   * @param clock what revocations are stamped with, and by what it is told which of them and of the
   *     families have expired when there is no room
   */
  public InMemoryStores(MemoryLimits limits, InstantSource clock) {
    this.revocations = new InMemoryRevocations(limits.revocations(), clock);
    AccountTables tables = new AccountTables(limits, revocations);
    this.families = new InMemoryFamilies(tables, limits.families(), clock);
    this.accounts = new InMemoryAccounts(tables, families);
    this.personas = new InMemoryPersonas(tables);
    this.guests = new InMemoryGuests(tables);
    this.once = new InMemoryOnce(limits.once());
    this.connections = new InMemoryConnections(limits.connections());
  }

  @Override
  public AccountStore accounts() {
    return accounts;
  }

  @Override
  public PersonaStore personas() {
    return personas;
  }

  @Override
  public GuestStore guests() {
    return guests;
  }

  @Override
  public RefreshStore refreshFamilies() {
    return families;
  }

  @Override
  public RevocationStore revocations() {
    return revocations;
  }

  @Override
  public OnceStore once() {
    return once;
  }

  @Override
  public ConnectionDirectory connections() {
    return connections;
  }

  @Override
  public KeyStore keys() {
    return keys;
  }
}
