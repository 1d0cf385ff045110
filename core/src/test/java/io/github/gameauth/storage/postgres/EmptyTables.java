// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.testing.TestDatabase;
import io.github.gameauth.testing.TestDatabase.Engine;
import org.jspecify.annotations.Nullable;

/** The tables of a test class: made for its first test, and emptied for each. */
final class EmptyTables implements AutoCloseable {
  private final Engine engine;
  private @Nullable TestDatabase database;

  EmptyTables(Engine engine) {
    this.engine = engine;
  }

  /** The database with its tables empty; aborts the test if the engine cannot start. */
  TestDatabase database() {
    if (database == null) {
      database = TestDatabase.in(engine).withTables();
    }
    return database.emptied();
  }

  /** Stores over empty tables. */
  PostgresStores stores() {
    return database().stores();
  }

  /** Other stores over the same tables, as they are. */
  PostgresStores storesElsewhere() {
    return database.stores();
  }

  @Override
  public void close() {
    if (database != null) {
      database.close();
    }
  }
}
