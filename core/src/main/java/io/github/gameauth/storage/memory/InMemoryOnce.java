// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import io.github.gameauth.store.OnceKey;
import io.github.gameauth.store.OnceStore;
import java.time.Instant;
import java.util.Optional;

/** Things that can be used once, in memory. */
final class InMemoryOnce implements OnceStore {
  private final Expiring<OnceKey, String> kept;

  InMemoryOnce(int most) {
    this.kept = new Expiring<>("once", most, payload -> {});
  }

  @Override
  public synchronized boolean claim(OnceKey key, String payload, Instant now, Instant expiresAt) {
    if (payload.length() > MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          "payload: " + payload.length() + " characters (expected: at most " + MAX_PAYLOAD + ")");
    }
    if (kept.liveAt(now, key) != null) {
      return false;
    }
    kept.remove(key);
    kept.requireRoom(1, now);
    kept.put(key, payload, expiresAt);
    return true;
  }

  @Override
  public synchronized Optional<String> consume(OnceKey key, Instant now) {
    Optional<String> payload = Optional.ofNullable(kept.liveAt(now, key));
    payload.ifPresent(taken -> kept.remove(key));
    return payload;
  }

  @Override
  public synchronized int purge(Instant now, int most) {
    return kept.purge(now, most);
  }
}
