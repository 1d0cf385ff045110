// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.storage.Stores;
import io.github.gameauth.testing.StoresContract;
import io.github.gameauth.testing.TestClock;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the contracts need: a new table for each test, and a second engine over it. */
@ExtendWith(LocalDynamoDb.class)
interface DynamoDbContracts extends StoresContract {
  /** The stores' own time, which is that of the contracts. */
  InstantSource CLOCK = TestClock.at("2030-01-01T12:00:00.123Z");

  @Override
  default DynamoDbStores emptyStores() {
    DynamoDbStores stores =
        DynamoDbStores.over(LocalDynamoDb.client(), LocalDynamoDb.newTable(), CLOCK, Thread::sleep);
    stores.createTable();
    return stores;
  }

  @Override
  default Stores sameStoresElsewhere(Stores stores) {
    String table = ((DynamoDbStores) stores).tables().main().name();
    return DynamoDbStores.over(LocalDynamoDb.client(), table, CLOCK, Thread::sleep);
  }

  @Override
  default int rounds() {
    return 12;
  }
}
