// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.session.FamilyId;
import io.github.gameauth.session.RefreshFamily;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Which refresh families an account has: a line for each, written once at its login, in the
 * account's partition. Families themselves lie elsewhere, since they are looked up by their names.
 */
final class SessionList {
  /** How many live families are told. */
  private static final int MOST = 100;

  private final Table table;

  SessionList(Table table) {
    this.table = table;
  }

  void add(RefreshFamily family) {
    table.put("list a family", FamilyItems.session(family));
  }

  /** Those that are live at {@code now}, newest login first. */
  List<RefreshFamily> liveOf(AccountId account, Instant now) {
    List<RefreshFamily> live = new ArrayList<>();
    Map<String, AttributeValue> start = Map.of();
    do {
      QueryResponse page = page(account, start);
      families(page, now).stream()
          .filter(family -> family.isLiveAt(now))
          .limit(MOST - live.size())
          .forEach(live::add);
      start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
    } while (!start.isEmpty() && live.size() < MOST);
    return List.copyOf(live);
  }

  private QueryResponse page(AccountId account, Map<String, AttributeValue> start) {
    return table.page(
        "list families",
        query ->
            query
                .keyConditionExpression("pk = :pk AND begins_with(sk, :start)")
                .expressionAttributeValues(
                    Map.of(
                        ":pk", AttributeValue.fromS(Key.account(account).partition()),
                        ":start", AttributeValue.fromS(Key.SESSION)))
                .scanIndexForward(false)
                .limit(MOST),
        start);
  }

  /** The families of a page in its order, without those that nobody need look at. */
  private List<RefreshFamily> families(QueryResponse page, Instant now) {
    Map<Key, Item> lines = new LinkedHashMap<>();
    for (Map<String, AttributeValue> each : page.items()) {
      Item line = new Item(each);
      if (line.time("expires").isAfter(now)) {
        lines.put(Key.family(line.parsed("family", FamilyId::new)), line);
      }
    }
    Map<Key, Item> found = table.get("list families", lines.keySet());
    return lines.keySet().stream()
        .map(found::get)
        .filter(Objects::nonNull)
        .map(FamilyItems::read)
        .toList();
  }

  /** Deletes all families of an account, and their list. */
  void deleteAllOf(AccountId account) {
    Map<String, AttributeValue> start = Map.of();
    do {
      QueryResponse page = page(account, start);
      for (Map<String, AttributeValue> each : page.items()) {
        Item line = new Item(each);
        table.delete("delete a family", Key.family(line.parsed("family", FamilyId::new)));
        table.delete("delete a family", new Key(line.text(Key.PARTITION), line.text(Key.SORT)));
      }
      start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
    } while (!start.isEmpty());
  }
}
