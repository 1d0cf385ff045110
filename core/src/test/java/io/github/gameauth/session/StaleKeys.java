// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.mint.AesGcmKeyProtector;
import io.github.gameauth.mint.KeyStore;
import io.github.gameauth.mint.KeyStoreException;
import io.github.gameauth.mint.RotatingSigningKeys;
import io.github.gameauth.mint.SigningKeyRow;
import io.github.gameauth.mint.SigningKeys;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.storage.memory.InMemoryKeyStore;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Signing keys whose store can go away, until nothing may be signed any more. */
final class StaleKeys implements AutoCloseable {
  private final TestClock clock;
  private final RotatingSigningKeys keys;
  private volatile boolean broken;

  StaleKeys(World world) {
    this.clock = world.clock;
    this.keys =
        SigningKeys.rotating(
                world.issuer.name(),
                new Store(),
                AesGcmKeyProtector.under(Secret.ofBytes(new byte[32])))
            .algorithm(Algorithm.ES256)
            .clock(clock)
            .ticker(clock)
            .executor(new TestScheduler(clock))
            .open();
  }

  TokenMinter minter() {
    return TokenMinter.signing(keys).clock(clock).build();
  }

  void goStale() {
    broken = true;
    clock.advance(Duration.ofMinutes(20));
  }

  void comeBack() {
    broken = false;
    keys.renew();
  }

  @Override
  public void close() {
    keys.close();
  }

  private final class Store implements KeyStore {
    private final KeyStore store = new InMemoryKeyStore();

    private KeyStore working() {
      if (broken) {
        throw new KeyStoreException("the test's store is down", new IllegalStateException());
      }
      return store;
    }

    @Override
    public List<SigningKeyRow> list(String issuer, Algorithm algorithm) {
      return working().list(issuer, algorithm);
    }

    @Override
    public SigningKeyRow insertIfAbsent(SigningKeyRow row) {
      return working().insertIfAbsent(row);
    }

    @Override
    public Optional<SigningKeyRow> revoke(String issuer, String keyId, Instant at) {
      return working().revoke(issuer, keyId, at);
    }
  }
}
