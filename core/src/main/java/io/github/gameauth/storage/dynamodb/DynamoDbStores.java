// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.AccountStore;
import io.github.gameauth.account.PersonaStore;
import io.github.gameauth.check.Require;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.live.ConnectionDirectory;
import io.github.gameauth.mint.KeyStore;
import io.github.gameauth.platform.GuestStore;
import io.github.gameauth.revocation.RevocationStore;
import io.github.gameauth.session.RefreshStore;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.store.OnceStore;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * All stores in DynamoDB, in one table or in two. The client is handed in and stays its owner's:
 * its region, credentials, time-outs and HTTP library are no business of ours, and nobody here
 * closes it.
 *
 * <p>Reads are strongly consistent, so a table must not be a replica of another region: of a global
 * table, let all servers use the one in one region. Servers' clocks may be 4 minutes apart.
 *
 * <p>What expires is deleted by the service itself, by the attribute {@code ttl}, some time after;
 * nothing relies on it. Therefore the stores' {@code purge} methods delete nothing here and answer
 * 0: to find what has expired they would have to read the whole table.
 *
 * <p>An account with all that leads to it is one item of up to 400 KB, which is room for more than
 * a thousand links and personas.
 *
 * <p>Safe to share.
 */
public final class DynamoDbStores implements Stores {
  private final Tables tables;
  private final AccountStore accounts;
  private final PersonaStore personas;
  private final GuestStore guests;
  private final RefreshStore refreshFamilies;
  private final RevocationStore revocations;
  private final OnceStore once;
  private final ConnectionDirectory connections;
  private final KeyStore keys;

  private DynamoDbStores(Tables tables) {
    this.tables = tables;
    this.accounts = new DynamoDbAccounts(tables);
    this.personas = new DynamoDbPersonas(tables);
    this.guests = new DynamoDbGuests(tables);
    this.refreshFamilies = new DynamoDbRefreshFamilies(tables);
    this.revocations = new DynamoDbRevocations(tables);
    this.once = new DynamoDbOnce(tables);
    this.connections = new DynamoDbConnections(tables);
    this.keys = new DynamoDbKeys(tables);
  }

  /**
   * Stores in one table, which {@link #createTable} or somebody else has made: its partition key is
   * {@code pk}, its sort key is {@code sk}, both of them texts, and its time to live is {@code
   * ttl}.
   *
   * @param client the caller's own, which the caller closes
   * @param table the table's name or ARN
   */
  @SuppressWarnings("exports") // the module of the SDK is optional, and so cannot be passed on
  public static DynamoDbStores over(DynamoDbClient client, String table) {
    return over(client, table, InstantSource.system(), Thread::sleep);
  }

  static DynamoDbStores over(
      DynamoDbClient client, String table, InstantSource clock, Calls.Pause pause) {
    Table main = new Table(client, new Calls(pause), Require.printable("table", table, 1024));
    return new DynamoDbStores(new Tables(main, main, new RevocationItems(clock)));
  }

  /**
   * The same, with what expires in a table of its own: refresh families, revocations, tickets and
   * connections. They make most of the traffic and need no backup.
   *
   * @param table the second table's name or ARN
   */
  public DynamoDbStores shortLivedIn(String table) {
    Table main = tables.main();
    Table passing = new Table(main.client(), main.calls(), Require.printable("table", table, 1024));
    return new DynamoDbStores(new Tables(main, passing, tables.feed()));
  }

  /**
   * The same, telling {@code listener} of each call: what it was part of, and how long it took. A
   * step that takes several calls is told several times; a condition that does not hold is an
   * answer.
   */
  public DynamoDbStores listener(AuthListener listener) {
    return new DynamoDbStores(tables.telling(listener));
  }

  /**
   * Makes the table, or both of them, unless they are there: billed by request, with a time to
   * live. Waits until they can be used, up to some minutes. Backups, alarms, tags and encryption
   * are for whoever owns the account; a table that is there is left as it is, but for its time to
   * live.
   *
   * @throws io.github.gameauth.store.StoreException if a table cannot be made, or has other keys
   */
  public void createTable() {
    TableSetup.create(tables.main());
    if (!tables.passing().equals(tables.main())) {
      TableSetup.create(tables.passing());
    }
  }

  Tables tables() {
    return tables;
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
