// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import io.github.gameauth.secret.Secret;
import java.util.Base64;

/** Leaves private keys as they are, for stores that live in this process alone. */
final class Unprotected implements KeyProtector {
  static final Unprotected INSTANCE = new Unprotected();

  private static final String PREFIX = "unprotected.";

  private Unprotected() {}

  @Override
  public Secret seal(Secret privateKey, Purpose purpose) {
    return Secret.of(PREFIX + Base64.getEncoder().encodeToString(privateKey.revealBytes()));
  }

  @Override
  public Secret open(Secret sealedKey, Purpose purpose) {
    String text = sealedKey.reveal();
    if (!text.startsWith(PREFIX)) {
      throw new KeyProtectionException(
          "sealed key " + purpose.keyId() + ": protected (expected: unprotected, as in memory)");
    }
    try {
      return Secret.ofBytes(Base64.getDecoder().decode(text.substring(PREFIX.length())));
    } catch (IllegalArgumentException e) {
      // The cause would quote a character of the key.
      throw new KeyProtectionException("sealed key " + purpose.keyId() + ": not base64");
    }
  }
}
