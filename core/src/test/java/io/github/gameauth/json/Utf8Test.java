// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strict UTF-8, RFC 3629 §3, and row E3. */
final class Utf8Test {
  /** Both sides of every boundary that a byte after the first can lie at. */
  private static final int[] EDGES = {0x20, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c080", // overlong NUL
        "c0af", // overlong slash
        "c1bf",
        "e08080",
        "e09fbf",
        "f0808080",
        "f08fbfbf",
        "eda080", // surrogates
        "edafbf",
        "edb080",
        "edbfbf",
        "eda0bdedb880", // a pair of them, as CESU-8 and Java's own streams write
        "f4908080", // beyond U+10FFFF
        "f5808080",
        "f7bfbfbf",
        "f888808080", // the five and six bytes of old
        "fc8480808080",
        "fe",
        "ff",
        "80",
        "bf",
        "c2", // cut short
        "c241",
        "e282",
        "e28241",
        "e2",
        "f09f98",
        "f09f9841",
        "f09f",
        "f0"
      })
  void refuses(String hex) {
    byte[] sequence = HexFormat.of().parseHex(hex);

    assertEquals(Reading.MALFORMED, read("\"%\"", sequence));
    assertEquals(Reading.MALFORMED, read("\"\\n%\"", sequence));
    assertEquals(Reading.MALFORMED, read("\"%", sequence));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c280",
        "dfbf",
        "e0a080",
        "e282ac",
        "ed9fbf",
        "ee8080",
        "efbfbf",
        "f0908080",
        "f48fbfbf"
      })
  void readsTheEndsOfEachRange(String hex) {
    byte[] sequence = HexFormat.of().parseHex(hex);

    assertEquals(accepted(new String(sequence, UTF_8)), read("\"%\"", sequence));
    assertEquals(accepted("\n" + new String(sequence, UTF_8)), read("\"\\n%\"", sequence));
  }

  @Test
  void agreesWithTheDecoderOfThePlatform() {
    for (int first = 0x80; first < 0x100; first++) {
      for (int second : EDGES) {
        compare(first, second);
        for (int third : EDGES) {
          compare(first, second, third);
          for (int fourth : EDGES) {
            compare(first, second, third, fourth);
          }
        }
      }
    }
  }

  private static void compare(int... sequence) {
    byte[] bytes = new byte[sequence.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) sequence[i];
    }
    assertEquals(decoded(bytes), read("\"%\"", bytes), () -> HexFormat.of().formatHex(bytes));
  }

  private static Reading decoded(byte[] bytes) {
    String decoded = new String(bytes, UTF_8);
    // The platform replaces what is malformed, and none of our sequences spells the replacement.
    return decoded.indexOf('\ufffd') < 0 ? accepted(decoded) : Reading.MALFORMED;
  }

  private static Reading accepted(String value) {
    return Reading.accepted(Map.of("a", value));
  }

  /** Reads an object whose one value is {@code template}, with the bytes where its % is. */
  private static Reading read(String template, byte[] sequence) {
    String[] parts = ("{\"a\":" + template + "}").split("%", 2);
    ByteBuffer text = ByteBuffer.allocate(parts[0].length() + sequence.length + parts[1].length());
    text.put(parts[0].getBytes(UTF_8)).put(sequence).put(parts[1].getBytes(UTF_8));
    return Reading.of(text.array(), JsonLimits.TOKEN);
  }
}
