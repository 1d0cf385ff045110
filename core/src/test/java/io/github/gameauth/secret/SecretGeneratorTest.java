// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SecretGeneratorTest {
  /** Counts up from 250, so that every value shows whether all its bytes were asked for. */
  private static final class Counting extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private byte next = (byte) 250;

    @Override
    public void nextBytes(byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = next++;
      }
    }
  }

  @Test
  void makesSecretsOf256Bits() { // L10
    Secret secret = new SecretGenerator(new Counting()).secret();

    assertEquals(43, secret.length());
    assertArrayEquals(counted(32), Base64.getUrlDecoder().decode(secret.reveal()));
  }

  @Test
  void makesIdentifiersOf128Bits() {
    String identifier = new SecretGenerator(new Counting()).identifier();

    assertEquals("-vv8_f7_AAECAwQFBgcICQ", identifier);
    assertArrayEquals(counted(16), Base64.getUrlDecoder().decode(identifier));
  }

  @Test
  void makesAsManyBytesAsAskedFor() {
    assertArrayEquals(counted(5), new SecretGenerator(new Counting()).bytes(5));
    assertArrayEquals(counted(1), new SecretGenerator(new Counting()).bytes(1));
    assertThrows(IllegalArgumentException.class, () -> new SecretGenerator().bytes(0));
    assertThrows(IllegalArgumentException.class, () -> new SecretGenerator().bytes(-1));
  }

  @Test
  void doesNotRepeatItself() {
    SecretGenerator generator = new SecretGenerator();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      assertTrue(seen.add(generator.identifier()));
      assertTrue(seen.add(generator.secret().reveal()));
      assertTrue(seen.add(new SecretGenerator().identifier()));
    }
  }

  private static byte[] counted(int count) {
    byte[] bytes = new byte[count];
    new Counting().nextBytes(bytes);
    return bytes;
  }
}
