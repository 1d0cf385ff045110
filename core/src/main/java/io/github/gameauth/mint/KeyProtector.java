// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.secret.Secret;

/**
 * Seals private keys before a store sees them, so that a copy of the store signs nothing. {@link
 * AesGcmKeyProtector} does so with a key from the host's secret manager; a cloud's key service can
 * stand here too.
 *
 * <p>A seal must be bound to what it is for: a store that swaps two sealed keys, or renames one,
 * must be found out. Safe to share.
 */
public interface KeyProtector {
  /**
   * What a private key is for.
   *
   * @param issuer whose tokens it signs
   * @param algorithm what it signs with
   * @param keyId the thumbprint of its public key
   */
  record Purpose(String issuer, Algorithm algorithm, String keyId) {}

  /**
   * Seals a private key.
   *
   * @param privateKey PKCS#8 bytes
   * @return printable ASCII
   */
  Secret seal(Secret privateKey, Purpose purpose);

  /**
   * Opens what {@link #seal} made for the same purpose.
   *
   * @return the PKCS#8 bytes
   * @throws KeyProtectionException if it was sealed for another purpose or under another key, or
   *     was changed since; the message holds nothing of the key
   */
  Secret open(Secret sealedKey, Purpose purpose);

  /**
   * No protection at all: whoever reads the store can sign tokens. Only for keys that never leave
   * this process; stores that write anything down are refused.
   */
  static KeyProtector noneForKeysInMemoryOnly() {
    return Unprotected.INSTANCE;
  }
}
