// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.store.OnceKey;
import io.github.gameauth.testing.OnceStoreContract;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DynamoDbOnceTest implements DynamoDbContracts, OnceStoreContract {
  /** The service deletes by itself, so here nothing is deleted, and an item says when it may go. */
  @Override
  @Test
  public void purgesWhatHasExpiredAndNothingElse() {
    DynamoDbStores stores = emptyStores();
    OnceKey key = new OnceKey("ticket", Fingerprint.of("a"));
    assertTrue(stores.once().claim(key, "payload", SOON.minusSeconds(30), SOON));

    assertEquals(0, stores.once().purge(SOON, 3));

    Item item = stores.tables().passing().get("test", Key.once(key)).orElseThrow();
    assertEquals(SOON.getEpochSecond() + 24 * 60 * 60, item.number("ttl"));
    assertEquals(Optional.empty(), stores.once().consume(key, SOON));
  }
}
