// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.account.AccountStore;
import io.github.gameauth.account.PersonaStore;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.live.ConnectionDirectory;
import io.github.gameauth.mint.KeyStore;
import io.github.gameauth.platform.GuestStore;
import io.github.gameauth.revocation.RevocationStore;
import io.github.gameauth.session.RefreshStore;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.store.OnceStore;
import javax.sql.DataSource;

/**
 * All stores in one PostgreSQL database, by plain JDBC. For tests and small servers, H2 in
 * PostgreSQL mode does as well ({@code MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE}).
 *
 * <p>The {@code DataSource} should be a pool; whatever auto-commit and isolation its connections
 * come with, they go back with. A step takes one connection and never a second one while it holds
 * the first. How long a caller may wait is the pool's and the driver's setting: give the pool a
 * connection time-out and the driver a {@code socketTimeout}, both of a few seconds. A transaction
 * that took longer than 30 s is rolled back.
 *
 * <p>Tables are called {@code ga_…} and lie in the schema that connections come with. {@link
 * #createSchema} makes them; so do Flyway and Liquibase with the files of {@code
 * db/gameauth/postgresql} in this jar, where it is said what to partition at very large scale.
 *
 * <p>No exception quotes a value: {@code StoreException} names the step, the SQLState and the
 * driver's exception, whose own words are left out. Safe to share.
 */
public final class PostgresStores implements Stores {
  private final Transactions transactions;
  private final AccountStore accounts;
  private final PersonaStore personas;
  private final GuestStore guests;
  private final RefreshStore refreshFamilies;
  private final RevocationStore revocations;
  private final OnceStore once;
  private final ConnectionDirectory connections;
  private final KeyStore keys;

  private PostgresStores(Transactions transactions) {
    this.transactions = transactions;
    this.accounts = new PostgresAccountStore(transactions);
    this.personas = new PostgresPersonaStore(transactions);
    this.guests = new PostgresGuestStore(transactions);
    this.refreshFamilies = new PostgresRefreshStore(transactions);
    this.revocations = new PostgresRevocationStore(transactions);
    this.once = new PostgresOnceStore(transactions);
    this.connections = new PostgresConnectionDirectory(transactions);
    this.keys = new PostgresKeyStore(transactions);
  }

  /** Stores over a pool, which stays its owner's to close. Nothing is asked of it yet. */
  public static PostgresStores over(DataSource pool) {
    return new PostgresStores(new Transactions(pool, System::nanoTime));
  }

  /** The same, telling {@code listener} of each step: which it was, and how long it took. */
  public PostgresStores listener(AuthListener listener) {
    return new PostgresStores(transactions.telling(listener));
  }

  /**
   * Makes the tables that are missing. It may be called at each start and by several servers at
   * once; what is there already stays as it is.
   *
   * @throws io.github.gameauth.store.StoreException if it failed; in PostgreSQL, nothing was made
   *     then
   */
  public void createSchema() {
    SchemaInstaller.install(transactions);
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
    return refreshFamilies;
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
