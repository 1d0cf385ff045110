// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FingerprintTest {
  /** SHA-256 of "abc", FIPS 180-2 appendix B.1. */
  private static final byte[] SHA256_OF_ABC =
      HexFormat.of().parseHex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

  @Test
  void isTheSha256OfTheContent() {
    assertArrayEquals(SHA256_OF_ABC, Fingerprint.of("abc").bytes());
    assertArrayEquals(SHA256_OF_ABC, Fingerprint.of(Secret.of("abc")).bytes());
    assertArrayEquals(SHA256_OF_ABC, Fingerprint.of("abc".getBytes(UTF_8)).bytes());
    assertArrayEquals(SHA256_OF_ABC, Fingerprint.ofSha256(SHA256_OF_ABC).bytes());
  }

  @Test
  void equalsTheSameContentHoweverItCame() {
    Fingerprint fingerprint = Fingerprint.ofSha256(SHA256_OF_ABC);

    assertEquals(fingerprint, Fingerprint.of("abc"));
    assertEquals(fingerprint.hashCode(), Fingerprint.of("abc").hashCode());
    assertNotEquals(fingerprint, Fingerprint.of("abd"));
    assertNotEquals(fingerprint, (Object) "abc");
  }

  @Test
  void comparesEveryBit() { // K9
    for (int bit = 0; bit < 256; bit++) {
      byte[] other = SHA256_OF_ABC.clone();
      other[bit / 8] ^= (byte) (1 << bit % 8);

      assertNotEquals(Fingerprint.of("abc"), Fingerprint.ofSha256(other), "bit " + bit);
    }
  }

  @Test
  void printsItsStartAlone() {
    assertEquals("ba7816bf", Fingerprint.of("abc").start());
    assertEquals("Fingerprint(ba7816bf…)", Fingerprint.of("abc").toString());
    assertEquals("00000001", Fingerprint.ofSha256(startingWith(0, 0, 0, 1)).start());
  }

  private static byte[] startingWith(int... start) {
    byte[] digest = new byte[32];
    for (int i = 0; i < start.length; i++) {
      digest[i] = (byte) start[i];
    }
    return digest;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 31, 33, 64})
  void takesNoDigestOfAnotherLength(int length) {
    assertThrows(IllegalArgumentException.class, () -> Fingerprint.ofSha256(new byte[length]));
  }
}
