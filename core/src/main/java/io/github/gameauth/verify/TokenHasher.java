// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;

/** Computes look-up keys without making an object. One thread at a time. */
final class TokenHasher {
  private final MessageDigest sha256;
  private final byte[] digest = new byte[TokenDigest.LENGTH];
  private final TokenDigest key = new TokenDigest();
  private final byte[] buffer;

  TokenHasher(MessageDigest sha256, int longestToken) {
    this.sha256 = sha256;
    this.buffer = new byte[longestToken];
  }

  /** The key of {@code length} bytes; overwritten by the next call. */
  TokenDigest keyOf(byte[] token, int offset, int length) {
    sha256.update(token, offset, length);
    try {
      sha256.digest(digest, 0, digest.length);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 has 32 bytes", e);
    }
    key.read(digest);
    return key;
  }

  /** The key of a buffer's remaining bytes, which must not be more than fit; it is not moved. */
  TokenDigest keyOf(ByteBuffer token) {
    int length = token.remaining();
    token.get(token.position(), buffer, 0, length);
    return keyOf(buffer, 0, length);
  }
}
