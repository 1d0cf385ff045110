// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.store.StoreException;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Makes a table, and waits until it can be used. */
final class TableSetup {
  private static final String STEP = "create a table";
  private static final int LOOKS = 300;
  private static final long MILLIS_BETWEEN_LOOKS = 1000;

  private static final List<AttributeDefinition> ATTRIBUTES =
      List.of(text(Key.PARTITION), text(Key.SORT));
  private static final List<KeySchemaElement> KEYS =
      List.of(key(Key.PARTITION, KeyType.HASH), key(Key.SORT, KeyType.RANGE));

  private final Table table;

  private TableSetup(Table table) {
    this.table = table;
  }

  static void create(Table table) {
    try {
      new TableSetup(table).create();
    } catch (SdkException e) {
      throw new StoreException("dynamodb: " + STEP + " failed", e);
    }
  }

  private void create() {
    try {
      describe();
    } catch (ResourceNotFoundException e) {
      make();
    }
    requireKeys(active());
    letItemsExpire();
  }

  private TableDescription describe() {
    return table.client().describeTable(request -> request.tableName(table.name())).table();
  }

  private void make() {
    try {
      table
          .client()
          .createTable(
              request ->
                  request
                      .tableName(table.name())
                      .billingMode(BillingMode.PAY_PER_REQUEST)
                      .attributeDefinitions(ATTRIBUTES)
                      .keySchema(KEYS));
    } catch (ResourceInUseException e) {
      // Another server was first.
    }
  }

  private TableDescription active() {
    for (int look = 0; look < LOOKS; look++) {
      TableDescription now = describe();
      if (now.tableStatus() == TableStatus.ACTIVE || now.tableStatus() == TableStatus.UPDATING) {
        return now;
      }
      table.calls().pause(MILLIS_BETWEEN_LOOKS, STEP);
    }
    throw new StoreException("dynamodb: " + STEP + " failed: it is not active yet");
  }

  private static void requireKeys(TableDescription now) {
    if (!now.keySchema().equals(KEYS) || !now.attributeDefinitions().containsAll(ATTRIBUTES)) {
      throw new StoreException(
          "dynamodb: " + STEP + " failed: it is there with other keys (expected: texts pk, sk)");
    }
  }

  private void letItemsExpire() {
    TimeToLiveDescription now =
        table
            .client()
            .describeTimeToLive(request -> request.tableName(table.name()))
            .timeToLiveDescription();
    if (now.timeToLiveStatus() == TimeToLiveStatus.DISABLED) {
      table
          .client()
          .updateTimeToLive(
              request ->
                  request
                      .tableName(table.name())
                      .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName(Draft.TTL)));
    }
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
