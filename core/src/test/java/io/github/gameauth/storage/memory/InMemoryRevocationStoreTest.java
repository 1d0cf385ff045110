// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import io.github.gameauth.storage.Stores;
import io.github.gameauth.testing.RevocationStoreContract;

final class InMemoryRevocationStoreTest implements RevocationStoreContract {
  @Override
  public Stores emptyStores() {
    return new InMemoryStores();
  }
}
