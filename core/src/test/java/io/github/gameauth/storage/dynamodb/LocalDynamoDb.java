// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import com.amazonaws.services.dynamodbv2.local.embedded.DynamoDBEmbedded;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A DynamoDB in this process, in memory and without a port: one for all test classes, and a table
 * for each test. It ends with the last class, since its threads would keep the process alive.
 */
final class LocalDynamoDb implements BeforeAllCallback {
  private static final AtomicInteger TABLES = new AtomicInteger();

  private static volatile AmazonDynamoDBLocal database;

  /** Ends the database when JUnit is through with everything. */
  private record Running(AmazonDynamoDBLocal database) implements AutoCloseable {
    @Override
    public void close() {
      database.shutdownNow();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.create(LocalDynamoDb.class))
        .computeIfAbsent(Running.class, type -> start());
  }

  private static Running start() {
    // "true" also keeps it from telling anybody that it runs.
    database = DynamoDBEmbedded.create(true);
    return new Running(database);
  }

  static DynamoDbClient client() {
    return database.dynamoDbClient();
  }

  /** The name of a table that nobody has made yet. */
  static String newTable() {
    return "gameauth-" + TABLES.incrementAndGet();
  }
}
