// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gameauth.seal.Hkdf;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A token, so sealed that only who holds the ticket can open it: who reads the store reads no
 * token.
 *
 * <p>AES-256-GCM; key and nonce are HKDF-SHA-256 of the ticket's secret (info: {@code
 * ws-ticket/v1}). A secret seals one token in its life, so its nonce is used once.
 */
final class SealedToken {
  private static final byte[] PURPOSE = "ws-ticket/v1".getBytes(US_ASCII);
  private static final int KEY = 32;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private SealedToken() {}

  /** The token for the eyes of who holds the secret. */
  static String seal(String token, byte[] secret, byte[] bound) {
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, secret, bound).doFinal(PackedToken.pack(token));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is required of every Java platform", e);
    }
  }

  /** The token that was sealed under the secret; empty if that is not so. */
  static Optional<String> open(String sealed, byte[] secret, byte[] bound) {
    try {
      byte[] all = Base64.getUrlDecoder().decode(sealed);
      if (all.length <= TAG_BITS / 8) {
        return Optional.empty(); // too short, and the JDK would throw what nobody announced
      }
      return PackedToken.unpack(cipher(Cipher.DECRYPT_MODE, secret, bound).doFinal(all));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, byte[] secret, byte[] bound)
      throws GeneralSecurityException {
    byte[] derived = Hkdf.derive(secret, new byte[0], PURPOSE, KEY + NONCE);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(derived, 0, KEY, "AES"),
        new GCMParameterSpec(TAG_BITS, Arrays.copyOfRange(derived, KEY, KEY + NONCE)));
    cipher.updateAAD(bound);
    return cipher;
  }
}
