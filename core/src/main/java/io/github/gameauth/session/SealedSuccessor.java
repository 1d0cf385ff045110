// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gameauth.seal.Hkdf;
import io.github.gameauth.secret.SecretGenerator;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that follows, so sealed that only who holds the one before can open it: a store that
 * holds hashes alone can give a repeated refresh the same answer, and who steals the store cannot.
 *
 * <p>AES-256-GCM under HKDF-SHA-256 of the secret before (salt: the family's name; info: {@code
 * rt-successor/v1}); bound to the family and to the successor's generation.
 */
final class SealedSuccessor {
  private static final byte[] PURPOSE = "rt-successor/v1".getBytes(US_ASCII);
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int LENGTH = NONCE + 32 + TAG_BITS / 8;

  private SealedSuccessor() {}

  /** {@code next} for the eyes of who holds {@code before}: base64url of 60 bytes. */
  static String seal(RefreshToken before, RefreshToken next, SecretGenerator generator) {
    byte[] nonce = generator.bytes(NONCE);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, before, nonce).doFinal(next.secret());
      byte[] all = ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
      return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is required of every Java platform", e);
    }
  }

  /** The token that was sealed under {@code before}; empty if that is not so. */
  static Optional<RefreshToken> open(String sealed, RefreshToken before) {
    try {
      byte[] all = Base64.getUrlDecoder().decode(sealed);
      if (all.length != LENGTH) {
        return Optional.empty(); // too short, and the JDK would throw what nobody announced
      }
      byte[] nonce = Arrays.copyOf(all, NONCE);
      byte[] secret =
          cipher(Cipher.DECRYPT_MODE, before, nonce).doFinal(all, NONCE, LENGTH - NONCE);
      return Optional.of(before.successor(secret));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, RefreshToken before, byte[] nonce)
      throws GeneralSecurityException {
    byte[] family = before.familyBytes();
    byte[] key = Hkdf.derive(before.secret(), family, PURPOSE, 32);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(family);
    cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES).putInt(before.generation() + 1).array());
    return cipher;
  }
}
