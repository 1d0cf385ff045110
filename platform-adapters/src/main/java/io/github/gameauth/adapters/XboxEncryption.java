// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The two forms of AES-128-CBC with HMAC-SHA-256 that Xbox encrypts tokens by. Both have one
 * content key of 32 bytes; they differ in how two keys are made of it, and in what the tag covers.
 */
enum XboxEncryption {
  /**
   * Of relying parties made since.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-5.2.3">RFC 7518 §5.2.3</a>
   */
  RFC_7516("A128CBC-HS256") {
    @Override
    byte[] tag(byte[] contentKey, XboxEnvelope.Parts parts) {
      byte[] header = parts.header().getBytes(US_ASCII);
      byte[] length = ByteBuffer.allocate(Long.BYTES).putLong(header.length * 8L).array();
      byte[] key = Arrays.copyOf(contentKey, HALF);
      return Arrays.copyOf(hmac(key, header, parts.iv(), parts.ciphertext(), length), HALF);
    }

    @Override
    byte[] cipherKey(byte[] contentKey) {
      return Arrays.copyOfRange(contentKey, HALF, KEY);
    }
  },

  /**
   * Of titles that came from the Xbox Developer Portal.
   *
   * @see <a
   *     href="https://datatracker.ietf.org/doc/html/draft-ietf-jose-json-web-algorithms-07#section-4.8.3">JSON
   *     Web Algorithms, draft 7 §4.8.3</a>
   */
  DRAFT_7("A128CBC+HS256") {
    @Override
    byte[] tag(byte[] contentKey, XboxEnvelope.Parts parts) {
      byte[] key = derived(contentKey, 256, "Integrity");
      return hmac(key, parts.textBeforeTag().getBytes(US_ASCII));
    }

    @Override
    byte[] cipherKey(byte[] contentKey) {
      return Arrays.copyOf(derived(contentKey, 128, "Encryption"), HALF);
    }

    /** One round of the Concat KDF: 256 bits are what SHA-256 makes. */
    private byte[] derived(byte[] contentKey, int bits, String label) {
      byte[] none = number(0);
      byte[] name = algorithm().getBytes(US_ASCII);
      MessageDigest sha256 = sha256();
      for (byte[] part :
          new byte[][] {
            number(1), contentKey, number(bits), name, none, none, label.getBytes(US_ASCII)
          }) {
        sha256.update(part);
      }
      return sha256.digest();
    }
  };

  /** How many bytes a content key has. */
  static final int KEY = 32;

  private static final int HALF = 16;

  private final String algorithm;

  XboxEncryption(String algorithm) {
    this.algorithm = algorithm;
  }

  /** What {@code enc} calls it. */
  String algorithm() {
    return algorithm;
  }

  /** The one that {@code enc} names. */
  static Optional<XboxEncryption> named(String algorithm) {
    return Arrays.stream(values()).filter(each -> each.algorithm.equals(algorithm)).findFirst();
  }

  /** The tag that a token must have. */
  abstract byte[] tag(byte[] contentKey, XboxEnvelope.Parts parts);

  /** The key for AES. */
  abstract byte[] cipherKey(byte[] contentKey);

  private static byte[] number(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  private static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is required of every Java platform", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is required of every Java platform", e);
    }
  }
}
