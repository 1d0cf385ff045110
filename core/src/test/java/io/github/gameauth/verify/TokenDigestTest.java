// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TokenDigestTest {
  private final byte[] sha256 = new byte[TokenDigest.LENGTH];

  TokenDigestTest() {
    new Random(20300101).nextBytes(sha256);
  }

  private static TokenDigest of(byte[] bytes) {
    TokenDigest digest = new TokenDigest();
    digest.read(bytes);
    return digest;
  }

  @Test
  @DisplayName("K9: is another one if any of its 256 bits is")
  void countsEveryBit() {
    TokenDigest digest = of(sha256);
    for (int bit = 0; bit < 256; bit++) {
      byte[] other = sha256.clone();
      other[bit / 8] ^= (byte) (1 << (bit % 8));

      assertNotEquals(digest, of(other), "bit " + bit);
    }
    assertEquals(digest, of(sha256.clone()));
    assertEquals(digest.hashCode(), of(sha256.clone()).hashCode());
  }

  @Test
  void copyStaysWhatItIs() {
    TokenDigest digest = of(sha256);
    TokenDigest copy = digest.copy();

    digest.read(new byte[TokenDigest.LENGTH]);

    assertEquals(of(sha256), copy);
    assertNotEquals(digest, copy);
  }
}
