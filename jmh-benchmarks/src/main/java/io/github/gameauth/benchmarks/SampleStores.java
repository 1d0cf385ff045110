// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.storage.postgres.PostgresStores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** Stores to measure on, made anew for every trial, and what has to be stopped after it. */
public record SampleStores(Stores stores, AutoCloseable engine) implements AutoCloseable {
  /** What keeps them. */
  public enum Engine {
    /** This process. */
    MEMORY,
    /** A PostgreSQL on this machine. */
    POSTGRES
  }

  static SampleStores open(Engine engine) throws IOException {
    return engine == Engine.MEMORY ? new SampleStores(new InMemoryStores(), () -> {}) : postgres();
  }

  private static SampleStores postgres() throws IOException {
    EmbeddedPostgres server = EmbeddedPostgres.start();
    HikariDataSource pool = new HikariDataSource();
    pool.setDataSource(server.getPostgresDatabase());
    pool.setMaximumPoolSize(10);
    PostgresStores stores = PostgresStores.over(pool);
    stores.createSchema();
    return new SampleStores(
        stores,
        () -> {
          pool.close();
          server.close();
        });
  }

  @Override
  public void close() throws Exception {
    engine.close();
  }
}
