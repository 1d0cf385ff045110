// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.mint.KeyStore;
import io.github.gameauth.testing.KeyStoreContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalDynamoDb.class)
final class DynamoDbKeysTest implements KeyStoreContract {
  @Override
  public KeyStore emptyStore() {
    DynamoDbStores stores = DynamoDbStores.over(LocalDynamoDb.client(), LocalDynamoDb.newTable());
    stores.createTable();
    return stores.keys();
  }
}
