// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.key.VerificationKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The published keys for a verifier in the minter's process. */
final class MintedKeySource implements KeySource {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final KeyRing ring;
  private final Runnable renewBehind;

  MintedKeySource(KeyRing ring, Runnable renewBehind) {
    this.ring = ring;
    this.renewBehind = renewBehind;
  }

  @Override
  public KeyAnswer find(Algorithm algorithm, @Nullable String keyId) {
    if (ring.isTooOldToVerify()) {
      renewIf(ring.isDue());
      return new KeyAnswer.Unavailable(RETRY_AFTER);
    }
    List<VerificationKey> found = new ArrayList<>(1);
    for (SigningKey key : ring.published()) {
      if (keyId == null ? key.algorithm() == algorithm : key.keyId().equals(keyId)) {
        found.add(key.verificationKey());
      }
    }
    if (found.isEmpty()) {
      renewIf(ring.mayHoldMore());
      return KeyAnswer.UNKNOWN;
    }
    renewIf(ring.isDue());
    return new KeyAnswer.Found(found);
  }

  private void renewIf(boolean due) {
    if (due) {
      renewBehind.run();
    }
  }
}
