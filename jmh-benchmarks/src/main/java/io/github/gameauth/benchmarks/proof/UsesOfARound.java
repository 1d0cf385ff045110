// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.proof;

import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.store.OnceKey;
import io.github.gameauth.store.OnceStore;
import java.time.Instant;
import java.util.Optional;

/**
 * Notes uses in memory, like a server of its own, and forgets them all when the pool of credentials
 * has gone round once: so each proof notes a first use, and none is refused for the one before.
 */
final class UsesOfARound implements OnceStore {
  private volatile OnceStore uses = new InMemoryStores().once();

  void forget() {
    uses = new InMemoryStores().once();
  }

  @Override
  public boolean claim(OnceKey key, String payload, Instant now, Instant expiresAt) {
    return uses.claim(key, payload, now, expiresAt);
  }

  @Override
  public Optional<String> consume(OnceKey key, Instant now) {
    return uses.consume(key, now);
  }

  @Override
  public int purge(Instant now, int most) {
    return uses.purge(now, most);
  }
}
