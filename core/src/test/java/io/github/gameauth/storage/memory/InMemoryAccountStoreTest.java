// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import io.github.gameauth.storage.Stores;
import io.github.gameauth.testing.AccountStoreContract;

final class InMemoryAccountStoreTest implements AccountStoreContract {
  @Override
  public Stores emptyStores() {
    return new InMemoryStores();
  }
}
