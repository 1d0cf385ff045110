// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.store.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * One table: reads, all of them strongly consistent, and writes, each of which is of one item for
 * itself.
 */
record Table(DynamoDbClient client, Calls calls, String name) {
  /** How many items the service gives back at most by their keys. */
  private static final int BATCH = 100;

  /** How many items the service writes at most in one call. */
  private static final int WRITES = 25;

  /** What came of a conditional write: the item as it is now, whether this call wrote it or not. */
  record Written(boolean done, Item item) {}

  /** The same table, asked in another way. */
  Table by(Calls others) {
    return new Table(client, others, name);
  }

  Optional<Item> get(String step, Key key) {
    Map<String, AttributeValue> found =
        calls
            .answer(
                step,
                () ->
                    client.getItem(
                        request ->
                            request.tableName(name).key(key.attributes()).consistentRead(true)))
            .item();
    return found.isEmpty() ? Optional.empty() : Optional.of(new Item(found));
  }

  /** The items of these keys that there are, by their keys. */
  Map<Key, Item> get(String step, Collection<Key> keys) {
    Map<Key, Item> found = new HashMap<>();
    List<Key> all = keys.stream().distinct().toList();
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Map<String, AttributeValue>> open =
          all.subList(from, Math.min(all.size(), from + BATCH)).stream()
              .map(Key::attributes)
              .toList();
      for (int attempt = 1; !open.isEmpty(); attempt++) {
        open = getSome(step, open, found);
        if (!open.isEmpty()) {
          calls.pauseAfter(attempt, step);
        }
      }
    }
    return found;
  }

  private List<Map<String, AttributeValue>> getSome(
      String step, List<Map<String, AttributeValue>> keys, Map<Key, Item> found) {
    KeysAndAttributes wanted = KeysAndAttributes.builder().consistentRead(true).keys(keys).build();
    BatchGetItemResponse answer =
        calls.answer(
            step, () -> client.batchGetItem(request -> request.requestItems(Map.of(name, wanted))));
    for (Map<String, AttributeValue> each : answer.responses().getOrDefault(name, List.of())) {
      Item item = new Item(each);
      found.put(new Key(item.text(Key.PARTITION), item.text(Key.SORT)), item);
    }
    KeysAndAttributes left = answer.unprocessedKeys().get(name);
    return left == null ? List.of() : left.keys();
  }

  /** One page of what {@code query} asks for, from {@code start} on if that is not empty. */
  QueryResponse page(
      String step, Consumer<QueryRequest.Builder> query, Map<String, AttributeValue> start) {
    return calls.answer(
        step,
        () ->
            client.query(
                request -> {
                  request.tableName(name).consistentRead(true);
                  query.accept(request);
                  if (!start.isEmpty()) {
                    request.exclusiveStartKey(start);
                  }
                }));
  }

  /** All that {@code query} asks for. */
  List<Item> all(String step, Consumer<QueryRequest.Builder> query) {
    List<Item> found = new ArrayList<>();
    Map<String, AttributeValue> start = Map.of();
    do {
      QueryResponse page = page(step, query, start);
      page.items().forEach(each -> found.add(new Item(each)));
      start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
    } while (!start.isEmpty());
    return found;
  }

  /** The first {@code most} items of what {@code query} asks for. */
  List<Item> first(String step, Consumer<QueryRequest.Builder> query, int most) {
    List<Item> found = new ArrayList<>();
    Map<String, AttributeValue> start = Map.of();
    do {
      int room = most - found.size();
      QueryResponse page = page(step, query.andThen(request -> request.limit(room)), start);
      page.items().forEach(each -> found.add(new Item(each)));
      start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
    } while (!start.isEmpty() && found.size() < most);
    return found;
  }

  /** Writes an item, whatever lies there. */
  void put(String step, Draft item) {
    Map<String, AttributeValue> attributes = item.attributes();
    calls.answer(step, () -> client.putItem(request -> request.tableName(name).item(attributes)));
  }

  /** Puts and deletes items, each for itself and whatever lies there; no key comes twice. */
  void writeAll(String step, List<WriteRequest> writes) {
    for (int from = 0; from < writes.size(); from += WRITES) {
      List<WriteRequest> open = writes.subList(from, Math.min(writes.size(), from + WRITES));
      for (int attempt = 1; !open.isEmpty(); attempt++) {
        List<WriteRequest> left = writeSome(step, open);
        if (left.size() == open.size() && attempt >= Calls.TRIES) {
          throw new StoreException("dynamodb: " + step + " failed: the service takes no more");
        }
        if (!left.isEmpty()) {
          calls.pauseAfter(attempt, step);
        }
        open = left;
      }
    }
  }

  private List<WriteRequest> writeSome(String step, List<WriteRequest> writes) {
    return calls
        .answer(
            step,
            () -> client.batchWriteItem(request -> request.requestItems(Map.of(name, writes))))
        .unprocessedItems()
        .values()
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  /** Writes an item if {@code condition} holds for what lies there. */
  Written putIf(String step, Draft item, String condition, Map<String, AttributeValue> values) {
    String mark = Marks.random();
    Map<String, AttributeValue> attributes = item.text(Marks.NAME, mark).attributes();
    PutItemRequest.Builder put =
        PutItemRequest.builder()
            .tableName(name)
            .item(attributes)
            .conditionExpression(condition)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    if (!values.isEmpty()) {
      put.expressionAttributeValues(values);
    }
    try {
      calls.answer(step, () -> client.putItem(put.build()));
      return new Written(true, new Item(attributes));
    } catch (ConditionalCheckFailedException e) {
      return judged(e, mark);
    }
  }

  /** Makes {@code assignments} to an item if {@code condition} holds for it. */
  Written updateIf(
      String step,
      Key key,
      String assignments,
      String condition,
      Map<String, AttributeValue> values) {
    String mark = Marks.random();
    Map<String, AttributeValue> all = new HashMap<>(values);
    all.put(":" + Marks.NAME, AttributeValue.fromS(mark));
    UpdateItemRequest update =
        UpdateItemRequest.builder()
            .tableName(name)
            .key(key.attributes())
            .updateExpression("SET " + Marks.NAME + " = :" + Marks.NAME + ", " + assignments)
            .conditionExpression(condition)
            .expressionAttributeValues(all)
            .returnValues(ReturnValue.ALL_NEW)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    try {
      return new Written(
          true, new Item(calls.answer(step, () -> client.updateItem(update)).attributes()));
    } catch (ConditionalCheckFailedException e) {
      return judged(e, mark);
    }
  }

  /** What was there is gone, if {@code condition} held for it. */
  Optional<Item> deleteIf(
      String step, Key key, String condition, Map<String, AttributeValue> values) {
    DeleteItemRequest delete =
        DeleteItemRequest.builder()
            .tableName(name)
            .key(key.attributes())
            .conditionExpression(condition)
            .expressionAttributeValues(values)
            .returnValues(ReturnValue.ALL_OLD)
            .build();
    try {
      return Optional.of(
          new Item(calls.answer(step, () -> client.deleteItem(delete)).attributes()));
    } catch (ConditionalCheckFailedException e) {
      return Optional.empty();
    }
  }

  /** Deletes an item if there is one. */
  void delete(String step, Key key) {
    calls.answer(
        step, () -> client.deleteItem(request -> request.tableName(name).key(key.attributes())));
  }

  // The client repeats a call whose answer was lost. If the first one was done, the second finds
  // that the condition no longer holds; by its mark it knows its own work again.
  private static Written judged(ConditionalCheckFailedException e, String mark) {
    Item item = new Item(e.hasItem() ? e.item() : Map.of());
    return new Written(item.optionalText(Marks.NAME).filter(mark::equals).isPresent(), item);
  }
}
