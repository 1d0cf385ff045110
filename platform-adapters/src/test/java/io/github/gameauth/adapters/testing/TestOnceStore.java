// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.testing;

import io.github.gameauth.store.OnceKey;
import io.github.gameauth.store.OnceStore;
import io.github.gameauth.store.StoreException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A store of uses in this JVM, which can be made to fail. */
public final class TestOnceStore implements OnceStore {
  private final Map<OnceKey, Instant> held = new HashMap<>();
  private boolean failing;

  /** From now on it cannot be reached. */
  public synchronized void fail() {
    failing = true;
  }

  /** How many uses it holds. */
  public synchronized int size() {
    return held.size();
  }

  @Override
  public synchronized boolean claim(OnceKey key, String payload, Instant now, Instant expiresAt) {
    if (failing) {
      throw new StoreException("claim: the test's store");
    }
    Instant until = held.get(key);
    if (until != null && until.isAfter(now)) {
      return false;
    }
    held.put(key, expiresAt);
    return true;
  }

  @Override
  public synchronized Optional<String> consume(OnceKey key, Instant now) {
    Instant until = held.remove(key);
    return until != null && until.isAfter(now) ? Optional.of("") : Optional.empty();
  }

  @Override
  public synchronized int purge(Instant now, int most) {
    return 0;
  }
}
