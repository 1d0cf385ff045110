// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Writes that are done together or not at all. Not safe to share; good for one commit. */
final class Transaction {
  /** How many items the service changes in one transaction. */
  static final int MOST = 100;

  /** No condition: the item is written whatever lies there. */
  static final String ALWAYS = "";

  private final DynamoDbClient client;
  private final Calls calls;
  private final List<TransactWriteItem> writes = new ArrayList<>();

  Transaction(DynamoDbClient client, Calls calls) {
    this.client = client;
    this.calls = calls;
  }

  /**
   * What came of a commit.
   *
   * @param done whether all was written
   * @param found if not, what lay where a condition did not hold, in the order of the writes; empty
   *     where it held, and where nothing lay
   */
  record Committed(boolean done, List<Optional<Item>> found) {}

  /** How many items it changes. */
  int size() {
    return writes.size();
  }

  Transaction put(Table table, Draft item, String condition, Map<String, AttributeValue> values) {
    Put.Builder put = Put.builder().tableName(table.name()).item(item.attributes());
    if (!condition.equals(ALWAYS)) {
      put.conditionExpression(condition)
          .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }
    if (!values.isEmpty()) {
      put.expressionAttributeValues(values);
    }
    writes.add(TransactWriteItem.builder().put(put.build()).build());
    return this;
  }

  Transaction delete(Table table, Key key, String condition, Map<String, AttributeValue> values) {
    Delete.Builder delete = Delete.builder().tableName(table.name()).key(key.attributes());
    if (!condition.equals(ALWAYS)) {
      delete
          .conditionExpression(condition)
          .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }
    if (!values.isEmpty()) {
      delete.expressionAttributeValues(values);
    }
    writes.add(TransactWriteItem.builder().delete(delete.build()).build());
    return this;
  }

  Committed commit(String step) {
    Attempt attempt = new Attempt();
    try {
      calls.answer(step, attempt::run);
      return new Committed(true, List.of());
    } catch (TransactionCanceledException e) {
      return new Committed(
          false, e.cancellationReasons().stream().map(Transaction::found).toList());
    }
  }

  private static Optional<Item> found(CancellationReason reason) {
    return reason.hasItem() && !reason.item().isEmpty()
        ? Optional.of(new Item(reason.item()))
        : Optional.empty();
  }

  /**
   * One commit. Repeated under the same token it is done once, also if the first answer was lost;
   * what was cancelled is another one the next time.
   */
  private final class Attempt {
    private String token = UUID.randomUUID().toString();

    private boolean run() {
      try {
        client.transactWriteItems(
            TransactWriteItemsRequest.builder()
                .clientRequestToken(token)
                .transactItems(writes)
                .build());
        return true;
      } catch (TransactionCanceledException e) {
        token = UUID.randomUUID().toString();
        throw e;
      }
    }
  }
}
