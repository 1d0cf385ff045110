// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.secret.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** Where accounts, sessions, keys and the rest are kept. */
sealed interface StorageConfig {
  /** An H2 database in a directory of ours. For one server. */
  record H2(Path data) implements StorageConfig {}

  /** PostgreSQL, for as many servers as one likes. */
  record Postgres(
      String url, String user, Optional<Secret> password, int connections, boolean createSchema)
      implements StorageConfig {}

  /** DynamoDB, for as many servers as one likes. Credentials are found as the SDK finds them. */
  record DynamoDb(
      String table, Optional<String> region, Optional<String> endpoint, boolean createTable)
      implements StorageConfig {}

  /** Whether other servers may use the same store. */
  default boolean isShared() {
    return !(this instanceof H2);
  }

  static StorageConfig read(Settings settings, Path data) {
    String engine =
        settings.value(
            "storage.engine",
            "h2",
            "h2, postgres or dynamodb",
            text -> {
              if (!text.matches("h2|postgres|dynamodb")) {
                throw new IllegalArgumentException();
              }
              return text;
            });
    return switch (engine) {
      case "postgres" -> postgres(settings);
      case "dynamodb" -> dynamoDb(settings);
      default -> new H2(data);
    };
  }

  private static Postgres postgres(Settings settings) {
    String url = settings.text("storage.url", "jdbc:postgresql://127.0.0.1/gameauth");
    // A password in an address ends up in log lines; this one does not either.
    if (!url.startsWith("jdbc:postgresql:") || url.contains("password=") || url.contains("@")) {
      settings.complain(
          "storage.url: not shown (expected: jdbc:postgresql://…, no password in it)");
    }
    return new Postgres(
        url,
        settings.text("storage.user", "gameauth"),
        settings.secret("storage.password"),
        settings.number("storage.connections", 10, 1, 1000),
        settings.flag("storage.createSchema", true));
  }

  private static DynamoDb dynamoDb(Settings settings) {
    return new DynamoDb(
        settings.text("storage.table", "gameauth"),
        settings.text("storage.region"),
        settings.text("storage.endpoint"),
        settings.flag("storage.createTable", false));
  }
}
