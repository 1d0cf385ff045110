// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import io.github.gameauth.storage.Stores;

/** What the contracts of an engine's stores have in common. */
public interface StoresContract {
  /** Stores that hold nothing; asked for once a test. */
  Stores emptyStores();

  /** Another server's access to what {@code stores} hold; the same object if there is no other. */
  default Stores sameStoresElsewhere(Stores stores) {
    return stores;
  }

  /** How often a race is run; fewer where an engine is slow. */
  default int rounds() {
    return 60;
  }
}
