// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PackedTokenTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a.b.c",
        "QQ.Qg.Qw",
        "QQ.Qg.",
        "QR.Qg.Qw",
        "QQ==.Qg==.Qw==",
        "Q+.Q/.Qw",
        "QQ.Qg.Qw.Qw",
        "QQ.Qg",
        "not a token",
        "\u00e9.QQ.QQ"
      })
  void comesBackAsItWas(String token) {
    assertEquals(Optional.of(token), PackedToken.unpack(PackedToken.pack(token)));
  }

  @Test
  void takesThreeQuartersOfTheRoom() {
    String token = "A".repeat(400) + "." + "B".repeat(400) + "." + "C".repeat(400);

    assertTrue(PackedToken.pack(token).length < 910);
  }

  @Test
  void isNothingWhereTheBytesAreNotOurs() {
    byte[][] junk = {
      {},
      {1},
      {1, 0, 0, 0},
      {2, 0, 0, 0, 0},
      {1, 0, 9, 0, 0, 1},
      {1, -1, -1, 0, 0, 1},
      {1, 127, -1, 127, -1, 1}
    };

    for (byte[] each : junk) {
      assertEquals(Optional.empty(), PackedToken.unpack(each));
    }
    assertEquals(Optional.of(".."), PackedToken.unpack(new byte[] {1, 0, 0, 0, 0}));
  }
}
