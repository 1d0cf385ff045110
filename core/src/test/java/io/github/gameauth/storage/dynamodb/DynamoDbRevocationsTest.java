// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.testing.RevocationStoreContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class DynamoDbRevocationsTest implements DynamoDbContracts, RevocationStoreContract {
  /** The service deletes by itself, so here nothing is deleted, and an item says when it may go. */
  @Override
  @Test
  public void purgesExpiredRevocationsAndNoOthers() {
    DynamoDbStores stores = emptyStores();
    stores.revocations().append(List.of(Revocation.of(RevocationKind.TOKEN, "a", UNTIL)));

    assertEquals(0, stores.revocations().purge(UNTIL, 3));

    List<Map<String, AttributeValue>> items =
        LocalDynamoDb.client()
            .scan(request -> request.tableName(stores.tables().passing().name()))
            .items();
    assertEquals(1, items.size());
    assertEquals(UNTIL.getEpochSecond() + 24 * 60 * 60, new Item(items.get(0)).number("ttl"));
  }
}
