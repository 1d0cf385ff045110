// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.mint.KeyStore;
import io.github.gameauth.testing.KeyStoreContract;
import org.junit.jupiter.api.Test;

final class InMemoryKeyStoreTest implements KeyStoreContract {
  @Override
  public KeyStore emptyStore() {
    return new InMemoryKeyStore();
  }

  @Test
  void saysThatItForgets() {
    assertTrue(emptyStore().forgetsOnExit());
  }
}
