// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.Serializable;
import java.nio.CharBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SecretTest {
  private record Holder(String name, Secret secret) {}

  @Test
  void printsNothingOfItself() {
    Secret secret = Secret.of("hunter2");

    assertEquals("Secret(…)", secret.toString());
    assertEquals("Secret(…)", Secret.ofBytes(new byte[] {1, 2, 3}).toString());
    String held =
        "" + new Holder("a", secret) + Optional.of(secret) + List.of(secret) + Set.of(secret);
    assertFalse(held.contains("hunter2"), held);
  }

  @Test
  void cannotBeSerialized() {
    assertFalse(Serializable.class.isAssignableFrom(Secret.class));
  }

  @Test
  void revealsWhatItHoldsToWhoAsksByName() {
    assertEquals("gs1_é😀", Secret.of("gs1_é😀").reveal());
    assertArrayEquals("gs1_é😀".getBytes(UTF_8), Secret.of("gs1_é😀").revealBytes());
    assertEquals("abc", Secret.of(CharBuffer.wrap("abc")).reveal());
    assertEquals(6, Secret.of("é😀").length());
  }

  @Test
  void keepsItsOwnCopyOfTheBytes() {
    byte[] bytes = {1, 2, 3};
    Secret secret = Secret.ofBytes(bytes);

    bytes[0] = 9;
    secret.revealBytes()[1] = 9;

    assertArrayEquals(new byte[] {1, 2, 3}, secret.revealBytes());
  }

  @Test
  void equalsTheSameBytesAndNothingElse() {
    assertEquals(Secret.of("hunter2"), Secret.of("hunter2"));
    assertEquals(Secret.of("hunter2"), Secret.ofBytes("hunter2".getBytes(UTF_8)));
    for (String other : List.of("hunter3", "Hunter2", "hunter", "hunter22", " hunter2")) {
      assertNotEquals(Secret.of("hunter2"), Secret.of(other));
    }
    assertNotEquals(Secret.of("hunter2"), (Object) "hunter2");
    assertNotEquals(null, Secret.of("hunter2"));
  }

  @Test
  void hashesToItsLengthAlone() {
    assertEquals(Secret.of("hunter2").hashCode(), Secret.of("swordfi").hashCode());
  }

  @Test
  void isNeverEmpty() {
    assertThrows(IllegalArgumentException.class, () -> Secret.of(""));
    assertThrows(IllegalArgumentException.class, () -> Secret.ofBytes(new byte[0]));
  }
}
