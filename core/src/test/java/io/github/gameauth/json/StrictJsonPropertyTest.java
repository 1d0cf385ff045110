// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes: the same verdict and the same value as {@link ReferenceReader}. */
final class StrictJsonPropertyTest {
  private static final int TEXTS = 20_000;

  /** Small, so that mutations run into them. */
  private static final JsonLimits TIGHT = new JsonLimits(4, 12, 8);

  private static final List<String> SEEDS =
      List.of(
          "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"key-1\"}",
          "{\"iss\":\"https://id.mygame.example\",\"sub\":\"p-17\",\"aud\":[\"my-game\",\"b\"],"
              + "\"exp\":1893499800,\"iat\":1.8934992e9,\"nbf\":1893499200.5}",
          "{ \"a\" : [ 1 , -2.5e+3 , 0 , -0 , [ ] , { } ] ,\r\n\t\"b\" : { \"c\" : null } }",
          "{\"t\":true,\"f\":false,\"n\":null,\"e\":\"\",\"\":{\"x\":[[[1]]]}}",
          "{\"s\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\",\"\\u0065xp\":1}",
          "{\"\u00e9\":\"\u20ac\",\"\ud83d\ude00\":\"\u007f\uffff\"}",
          "{\"max\":9223372036854775807,\"min\":-9223372036854775808,\"big\":1e308,\"p\":0.1}",
          "{}");

  private static final List<String> FRAGMENTS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\"a\":",
          ",\"a\":1",
          "\\u0061",
          "\\ud83d",
          "\\ude00",
          "\\u",
          "0",
          "1",
          "9",
          "-",
          "+",
          ".",
          "e",
          "E5",
          "e309",
          "e-308",
          "00",
          "-0",
          "1234567890123456789",
          "true",
          "false",
          "null",
          "NaN",
          " ",
          "\n",
          "\t",
          "\f",
          "/*",
          "//",
          "'",
          "[[[[",
          "{\"a\":{",
          "\u0000",
          "\u00e9",
          "\ufeff",
          "\ud83d\ude00");

  private static final byte[][] BAD_UTF8 = {
    {(byte) 0xc0, (byte) 0x80},
    {(byte) 0xe0, (byte) 0x80, (byte) 0x80},
    {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
    {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
    {(byte) 0x80},
    {(byte) 0xff},
    {(byte) 0xe2, (byte) 0x82}
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void readsMutatedTextsAsTheReferenceDoes(long seed) {
    Random random = new Random(seed);
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < TEXTS; i++) {
      byte[] text = mutated(random, SEEDS.get(random.nextInt(SEEDS.size())).getBytes(UTF_8));
      seen.merge(compare(text, random.nextBoolean() ? TIGHT : JsonLimits.TOKEN), 1, Integer::sum);
    }
    // Were nearly all of them refused, the test would compare nothing.
    assertTrue(seen.getOrDefault("ACCEPTED", 0) > TEXTS / 20, seen::toString);
    assertTrue(seen.getOrDefault("MALFORMED", 0) > TEXTS / 20, seen::toString);
    assertTrue(seen.getOrDefault("LIMIT", 0) > TEXTS / 200, seen::toString);
  }

  private static String compare(byte[] text, JsonLimits limits) {
    Reading expected = ReferenceReader.read(text, limits);
    Reading actual = Reading.of(text, limits);
    if (expected.equals(Reading.MALFORMED)) {
      // Where a text is both malformed and too large, either may be found first.
      assertNotEquals("ACCEPTED", actual.verdict(), () -> describe(text));
    } else {
      assertEquals(expected, actual, () -> describe(text));
    }
    return expected.verdict();
  }

  private static String describe(byte[] text) {
    return new String(text, ISO_8859_1);
  }

  private static byte[] mutated(Random random, byte[] text) {
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length + 1);
      int to = Math.min(text.length, at + random.nextInt(8));
      text =
          switch (random.nextInt(7)) {
            case 0 -> spliced(text, at, to, new byte[0]);
            case 1 -> spliced(text, at, at, fragment(random));
            case 2 -> spliced(text, at, to, fragment(random));
            case 3 -> spliced(text, at, at, Arrays.copyOfRange(text, at, to));
            case 4 -> spliced(text, at, at, new byte[] {(byte) random.nextInt(256)});
            case 5 -> spliced(text, at, at, BAD_UTF8[random.nextInt(BAD_UTF8.length)]);
            default -> wrapped(random, text);
          };
    }
    return text;
  }

  private static byte[] fragment(Random random) {
    return FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(UTF_8);
  }

  /** One level deeper, so that depth is met, too. */
  private static byte[] wrapped(Random random, byte[] text) {
    String[] around =
        random.nextBoolean() ? new String[] {"{\"w\":", "}"} : new String[] {"{\"w\":[", "]}"};
    byte[] opened = spliced(text, 0, 0, around[0].getBytes(UTF_8));
    return spliced(opened, opened.length, opened.length, around[1].getBytes(UTF_8));
  }

  private static byte[] spliced(byte[] text, int from, int to, byte[] replacement) {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    result.write(text, 0, from);
    result.writeBytes(replacement);
    result.write(text, to, text.length - to);
    return result.toByteArray();
  }
}
