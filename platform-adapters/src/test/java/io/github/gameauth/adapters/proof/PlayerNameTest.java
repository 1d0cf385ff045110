// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlayerNameTest {
  @Test
  void isWhatThePlatformSays() {
    for (String name : List.of("Pat", "Ünal Ωμέγα", "\ud83d\ude00", " p ", "x".repeat(128))) {
      assertEquals(Optional.of(name), PlayerName.of(name));
    }
  }

  @Test
  void isNothingThatFoolsEyes() {
    for (String name :
        List.of("", " ", "a\nb", "\u0000", "a\u202eb", "a\u200bb", "\ud83d", "x".repeat(129))) {
      assertEquals(Optional.empty(), PlayerName.of(name), name);
    }
  }
}
