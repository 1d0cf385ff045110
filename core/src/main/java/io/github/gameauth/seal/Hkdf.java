// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.seal;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HKDF with SHA-256: a key for one purpose from a secret of another.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869</a>
 */
public final class Hkdf {
  private static final String MAC = "HmacSHA256";
  private static final int HASH = 32;

  private Hkdf() {}

  /** Both steps: {@code length} bytes of key, 1 to 8160. */
  public static byte[] derive(byte[] secret, byte[] salt, byte[] info, int length) {
    if (length < 1 || length > 255 * HASH) {
      throw new IllegalArgumentException("length: " + length + " (expected: 1 to 8160)");
    }
    try {
      return expanded(extracted(secret, salt), info, length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is required of every Java platform", e);
    }
  }

  private static byte[] extracted(byte[] secret, byte[] salt) throws GeneralSecurityException {
    // No salt means one of zeros (§2.2); the JDK takes no empty key.
    return mac(salt.length == 0 ? new byte[HASH] : salt).doFinal(secret);
  }

  private static byte[] expanded(byte[] key, byte[] info, int length)
      throws GeneralSecurityException {
    Mac mac = mac(key);
    byte[] output = new byte[length];
    byte[] block = new byte[0];
    for (int done = 0, count = 1; done < length; done += HASH, count++) {
      mac.update(block);
      mac.update(info);
      mac.update((byte) count);
      block = mac.doFinal();
      System.arraycopy(block, 0, output, done, Math.min(HASH, length - done));
    }
    return output;
  }

  private static Mac mac(byte[] key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(MAC);
    mac.init(new SecretKeySpec(key, MAC));
    return mac;
  }
}
