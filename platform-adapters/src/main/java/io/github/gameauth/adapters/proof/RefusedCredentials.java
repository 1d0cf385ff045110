// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.secret.Secret;
import java.time.Duration;

/**
 * Credentials that a platform has refused lately, so that it is not asked about them again: for
 * platforms that block whoever asks nonsense too often. Beside it, a {@link BadRequestLimit} holds
 * against a stranger who makes up new nonsense each time.
 *
 * <p>Kept are fingerprints, so many and for so long; strangers can push out each other's entries
 * and no more. Safe to share.
 */
public final class RefusedCredentials {
  private final Cache<Fingerprint, Reason> refused;

  /**
   * A memory.
   *
   * @param most how many are remembered, 1 to 1,000,000
   * @param window for how long, 1 second to 1 day
   */
  public RefusedCredentials(AdapterContext context, int most, Duration window) {
    Require.between("most", most, 1, 1_000_000);
    Require.between("window", window, Duration.ofSeconds(1), Duration.ofDays(1));
    this.refused =
        Caffeine.newBuilder()
            .maximumSize(most)
            .expireAfterWrite(window)
            .ticker(context.ticker()::getAsLong)
            .build();
  }

  /**
   * Lets a credential pass that was not refused lately.
   *
   * @throws NotProvedException the refusal, once more
   */
  public void requireNotRefused(Secret credential) throws NotProvedException {
    Reason reason = refused.getIfPresent(Fingerprint.of(credential));
    if (reason != null) {
      throw NotProvedException.rejected(reason);
    }
  }

  /** Notes a refusal, and gives what to throw for it. */
  public NotProvedException refused(Secret credential, Reason reason) {
    refused.put(Fingerprint.of(credential), reason);
    return NotProvedException.rejected(reason);
  }
}
