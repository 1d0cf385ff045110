// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.storage.dynamodb.DynamoDbStores;
import io.github.gameauth.storage.postgres.PostgresStores;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * The stores of the configured engine, and what has to be closed after them.
 *
 * @param stores where everything is kept
 * @param engine a pool or a client
 */
record Storage(Stores stores, Closeable engine) implements Closeable {
  private static final String DATABASE = "gameauth";

  /**
   * Opens it.
   *
   * @param listener told how long each step takes
   */
  static Storage open(StorageConfig config, AuthListener listener) {
    if (config instanceof StorageConfig.Postgres postgres) {
      return open(postgres, listener);
    }
    if (config instanceof StorageConfig.DynamoDb dynamoDb) {
      return open(dynamoDb, listener);
    }
    return open((StorageConfig.H2) config, listener);
  }

  /** The file that H2 makes at its first start. */
  static Path databaseOf(StorageConfig.H2 config) {
    return config.data().resolve(DATABASE + ".mv.db");
  }

  private static Storage open(StorageConfig.H2 config, AuthListener listener) {
    HikariConfig pool = new HikariConfig();
    // What is committed is written at once; H2 would take half a second, and a crash would take
    // the sessions of that half second back. We close it, and not H2's own shutdown hook.
    pool.setJdbcUrl(
        "jdbc:h2:file:"
            + config.data().toAbsolutePath().resolve(DATABASE)
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
    pool.setMaximumPoolSize(10);
    return overJdbc(pool, true, listener);
  }

  private static Storage open(StorageConfig.Postgres config, AuthListener listener) {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(config.url());
    pool.setUsername(config.user());
    config.password().map(Secret::reveal).ifPresent(pool::setPassword);
    pool.setMaximumPoolSize(config.connections());
    pool.addDataSourceProperty("socketTimeout", "10");
    pool.addDataSourceProperty("ApplicationName", "gameauth-token-service");
    return overJdbc(pool, config.createSchema(), listener);
  }

  private static Storage overJdbc(
      HikariConfig config, boolean createSchema, AuthListener listener) {
    config.setPoolName("gameauth");
    config.setConnectionTimeout(3_000); // a player would rather hear soon that we cannot tell
    HikariDataSource pool = new HikariDataSource(config);
    PostgresStores stores = PostgresStores.over(pool).listener(listener);
    if (createSchema) {
      stores.createSchema();
    }
    return new Storage(stores, pool);
  }

  private static Storage open(StorageConfig.DynamoDb config, AuthListener listener) {
    DynamoDbClientBuilder builder =
        DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
    config.region().map(Region::of).ifPresent(builder::region);
    config.endpoint().map(URI::create).ifPresent(builder::endpointOverride);
    DynamoDbClient client = builder.build();
    DynamoDbStores stores = DynamoDbStores.over(client, config.table()).listener(listener);
    if (config.createTable()) {
      stores.createTable();
    }
    return new Storage(stores, client::close);
  }

  @Override
  public void close() throws IOException {
    engine.close();
  }
}
