// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.secret.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PersonaKeysTest {
  private static final Secret KEY = Secret.ofBytes(new byte[32]);
  private static final Secret OTHER = Secret.of("0123456789abcdef0123456789abcdef");

  @Test
  void derivesByTheNewestVersion() {
    PersonaKeys keys = PersonaKeys.of(Map.of(2, KEY, 10, OTHER));

    assertEquals(10, keys.newest());
    assertEquals(OTHER, keys.newestKey());
    assertEquals(1, PersonaKeys.of(KEY).newest());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 31, 33, 64})
  void takesKeysOfExactly32Bytes(int length) {
    Secret odd = Secret.ofBytes(new byte[length]);

    assertEquals(
        "key 1: " + length + " bytes (expected: 32)",
        assertThrows(IllegalArgumentException.class, () -> PersonaKeys.of(odd)).getMessage());
  }

  @Test
  void wantsAKeyAndVersionsFromOne() {
    assertComplaint("versions: none (expected: at least one)", Map.of());
    assertComplaint("version: 0 (expected: at least 1)", Map.of(0, KEY));
    assertComplaint("version: -1 (expected: at least 1)", Map.of(-1, KEY));
    assertComplaint("versions: one key twice (expected: each its own)", Map.of(1, KEY, 2, KEY));
  }

  @Test
  void showsNoKey() {
    assertEquals("PersonaKeys[2, 10]", PersonaKeys.of(Map.of(2, KEY, 10, OTHER)).toString());
  }

  private static void assertComplaint(String expected, Map<Integer, Secret> versions) {
    assertEquals(
        expected,
        assertThrows(IllegalArgumentException.class, () -> PersonaKeys.of(versions)).getMessage());
  }
}
