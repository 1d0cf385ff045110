// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.mint.KeyStore;
import io.github.gameauth.mint.SigningKeyRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signing keys in memory. A restart makes new ones, and tokens signed before it are not accepted
 * after it; a server that minds keeps keys in a {@code FileKeyStore} or a database.
 */
public final class InMemoryKeyStore implements KeyStore {
  private record Slot(String issuer, Algorithm algorithm, long number) {
    static Slot of(SigningKeyRow row) {
      return new Slot(row.issuer(), row.algorithm(), row.slot());
    }
  }

  private final Map<Slot, SigningKeyRow> rows = new ConcurrentHashMap<>();

  /** An empty store. */
  public InMemoryKeyStore() {}

  @Override
  public List<SigningKeyRow> list(String issuer, Algorithm algorithm) {
    return rows.values().stream()
        .filter(row -> row.issuer().equals(issuer) && row.algorithm() == algorithm)
        .toList();
  }

  @Override
  public SigningKeyRow insertIfAbsent(SigningKeyRow row) {
    SigningKeyRow first = rows.putIfAbsent(Slot.of(row), row);
    return first == null ? row : first;
  }

  @Override
  public Optional<SigningKeyRow> revoke(String issuer, String keyId, Instant at) {
    return rows.values().stream()
        .filter(row -> row.issuer().equals(issuer) && row.keyId().equals(keyId))
        .findFirst()
        .map(row -> rows.computeIfPresent(Slot.of(row), (slot, now) -> now.revoked(at)));
  }

  @Override
  public boolean forgetsOnExit() {
    return true;
  }
}
