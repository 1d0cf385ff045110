// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import io.github.gameauth.check.Require;
import io.github.gameauth.event.Health;
import io.github.gameauth.key.FixedKeys;
import io.github.gameauth.key.KeySource;
import java.time.InstantSource;
import java.util.List;

/** One key that signs for ever. */
final class FixedSigningKeys extends SigningKeys {
  private final SigningKey key;
  private final KeySource source;

  FixedSigningKeys(String issuer, SigningKey key, KeySchedule schedule) {
    super(Require.printable("issuer", issuer), key.algorithm(), schedule, InstantSource.system());
    this.key = key;
    this.source = FixedKeys.of(key.verificationKey());
  }

  @Override
  public KeySource keySource() {
    return source;
  }

  @Override
  public Health health() {
    return health(Health.Status.READY, "SIGNING");
  }

  @Override
  SigningKey current() {
    return key;
  }

  @Override
  List<SigningKey> published() {
    return List.of(key);
  }

  @Override
  public void close() {}
}
