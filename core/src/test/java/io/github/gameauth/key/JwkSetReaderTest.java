// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.testing.TestKey;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class JwkSetReaderTest {
  private static final JwkAdmission ADMISSION = new JwkAdmission(Instant.EPOCH, Set.of());

  private final byte[] document =
      TestDocuments.keySet(
              TestKey.named("reader", Algorithm.RS256).jwk(),
              TestKey.named("reader", Algorithm.ES256).jwk(),
              TestKey.named("reader", Algorithm.EdDSA).jwk())
          .getBytes(UTF_8);

  @Test
  void readsAsManyKeysAsAllowedAndNoMore() throws Exception {
    assertEquals(3, JwkSetReader.read(document, 3, ADMISSION).size());

    assertEquals(
        "TOO_MANY_KEYS",
        assertThrows(
                JwkSetReader.UnreadableException.class,
                () -> JwkSetReader.read(document, 2, ADMISSION))
            .getMessage());
  }

  @Test // I1: whatever the bytes, a set or the one exception
  void endsInASetOrInTheOneException() {
    Random random = new Random(7);
    int read = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged = document.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        assertTrue(JwkSetReader.read(damaged, 100, ADMISSION).size() <= 3);
        read++;
      } catch (JwkSetReader.UnreadableException e) {
        assertEquals("NOT_A_KEY_SET", e.getMessage());
      }
    }
    assertTrue(read > 100, "hardly any damaged document was readable");
  }
}
