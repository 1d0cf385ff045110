// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** All that lies in a table, without what is random. */
final class Dump {
  private Dump() {}

  static Set<Map<String, AttributeValue>> of(DynamoDbStores stores) {
    return LocalDynamoDb.client()
        .scanPaginator(request -> request.tableName(stores.tables().main().name()))
        .items()
        .stream()
        .map(Dump::withoutRandom)
        .collect(Collectors.toSet());
  }

  private static Map<String, AttributeValue> withoutRandom(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> kept = new TreeMap<>(item);
    kept.remove(Marks.NAME);
    if (item.get(Key.PARTITION).s().startsWith("V#")) {
      kept.remove(Key.PARTITION);
      kept.remove(Key.SORT);
    }
    return kept;
  }
}
