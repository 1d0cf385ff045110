// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;

/** What every minter writes besides the subject, so that all sign the same. */
final class MintedClaims {
  static final Duration LIFETIME = Duration.ofMinutes(15);

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private MintedClaims() {}

  /** A fresh {@code jti} of 128 bits. */
  static String tokenId() {
    byte[] id = new byte[16];
    RANDOM.nextBytes(id);
    return BASE64URL.encodeToString(id);
  }
}
