// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import io.github.gameauth.storage.Stores;
import io.github.gameauth.testing.OnceStoreContract;

final class InMemoryOnceStoreTest implements OnceStoreContract {
  @Override
  public Stores emptyStores() {
    return new InMemoryStores();
  }
}
