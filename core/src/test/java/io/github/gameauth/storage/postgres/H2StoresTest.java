// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.mint.KeyStore;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.testing.AccountStoreContract;
import io.github.gameauth.testing.ConnectionDirectoryContract;
import io.github.gameauth.testing.KeyStoreContract;
import io.github.gameauth.testing.OnceStoreContract;
import io.github.gameauth.testing.PersonaStoreContract;
import io.github.gameauth.testing.RefreshStoreContract;
import io.github.gameauth.testing.RevocationStoreContract;
import io.github.gameauth.testing.StoresContract;
import io.github.gameauth.testing.TestDatabase.Engine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/** Every contract, in H2, which every machine can run. */
final class H2StoresTest {
  private static final EmptyTables TABLES = new EmptyTables(Engine.H2);

  @AfterAll
  static void close() {
    TABLES.close();
  }

  private interface Here extends StoresContract {
    @Override
    default Stores emptyStores() {
      return TABLES.stores();
    }

    @Override
    default Stores sameStoresElsewhere(Stores stores) {
      return TABLES.storesElsewhere();
    }

    @Override
    default int rounds() {
      return 20;
    }
  }

  @Nested
  final class Accounts implements AccountStoreContract, Here {}

  @Nested
  final class Personas implements PersonaStoreContract, Here {}

  @Nested
  final class RefreshFamilies implements RefreshStoreContract, Here {}

  @Nested
  final class Revocations implements RevocationStoreContract, Here {}

  @Nested
  final class Once implements OnceStoreContract, Here {}

  @Nested
  final class Connections implements ConnectionDirectoryContract, Here {}

  @Nested
  final class Keys implements KeyStoreContract {
    @Override
    public KeyStore emptyStore() {
      return TABLES.stores().keys();
    }

    @Override
    public KeyStore sameStoreElsewhere(KeyStore store) {
      return TABLES.storesElsewhere().keys();
    }
  }
}
