// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import io.github.gameauth.storage.Stores;
import io.github.gameauth.testing.ConnectionDirectoryContract;

final class InMemoryConnectionDirectoryTest implements ConnectionDirectoryContract {
  @Override
  public Stores emptyStores() {
    return new InMemoryStores();
  }
}
