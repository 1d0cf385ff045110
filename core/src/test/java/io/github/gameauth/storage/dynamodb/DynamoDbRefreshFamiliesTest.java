// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import static io.github.gameauth.testing.TestFamilies.END;
import static io.github.gameauth.testing.TestFamilies.family;
import static io.github.gameauth.testing.TestPlayers.shadow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.session.RefreshFamily;
import io.github.gameauth.testing.RefreshStoreContract;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DynamoDbRefreshFamiliesTest implements DynamoDbContracts, RefreshStoreContract {
  /** The service deletes by itself, so here nothing is deleted, and an item says when it may go. */
  @Override
  @Test
  public void purgesExpiredFamiliesAndNoOthers() {
    DynamoDbStores stores = emptyStores();
    RefreshFamily given = family(stores, "f", shadow(stores, "ada"));

    assertEquals(0, stores.refreshFamilies().purge(END, 3));

    Item item = stores.tables().passing().get("test", Key.family(given.id())).orElseThrow();
    assertEquals(END.getEpochSecond() + 24 * 60 * 60, item.number("ttl"));
    assertEquals(Optional.of(given), stores.refreshFamilies().find(given.id()));
  }
}
