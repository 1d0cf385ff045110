// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Base64UrlTest {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
  private static final byte[] ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(US_ASCII);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Zg=",
        "Zg==",
        "Zm8=",
        "=",
        "====",
        "Zm9v=",
        " Zm9v",
        "Zm9v ",
        "Zm\n9v",
        "Zm9v\r\n",
        "\tZm9v",
        "Zm+v",
        "Zm/v",
        "Zm!v",
        "Zm?v",
        "Zm9v?",
        "Zm.v",
        "Zm\u0000v",
        "Zm\u007fv",
        "Zm\u0080v",
        "Zm\u00ffv",
        "A",
        "Zm9vY",
        "Zh",
        "Zm9",
        "AB",
        "__",
        "AAB",
        "___"
      })
  @DisplayName(
      "F1 to F5: padding, white space, foreign characters, unused bits, impossible lengths")
  void refusesEveryOtherSpelling(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);

    assertThrows(
        TokenRejectedException.class, () -> Base64Url.decode(bytes, 0, bytes.length), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "f", "fo", "foo", "foob", "fooba", "foobar"})
  @DisplayName("RFC 4648 section 10")
  void readsTheExamplesOfTheStandard(String text) throws TokenRejectedException {
    byte[] encoded = ENCODER.encode(text.getBytes(US_ASCII));

    assertEquals(text, new String(Base64Url.decode(encoded, 0, encoded.length), US_ASCII));
  }

  @Test
  void agreesWithTheJdkOnEveryTextOfOneAndTwoBytes() {
    for (int first = 0; first < 256; first++) {
      judge((byte) first);
      for (int second = 0; second < 256; second++) {
        judge((byte) first, (byte) second);
      }
    }
  }

  @Test
  void agreesWithTheJdkOnEveryTextOfThreeCharacters() {
    byte[] characters = Arrays.copyOf(ALPHABET, 70);
    System.arraycopy("=+. \u0080\u00ff".getBytes(ISO_8859_1), 0, characters, 64, 6);
    for (byte first : characters) {
      for (byte second : characters) {
        for (byte third : characters) {
          judge(first, second, third);
        }
      }
    }
  }

  @Test
  void readsEveryTextOfFourDigits() throws TokenRejectedException {
    byte[] block = new byte[3 << 16];
    for (int high = 0; high < 256; high++) {
      for (int low = 0; low < 1 << 16; low++) {
        block[3 * low] = (byte) high;
        block[3 * low + 1] = (byte) (low >> 8);
        block[3 * low + 2] = (byte) low;
      }
      byte[] encoded = ENCODER.encode(block);
      for (int at = 0; at < encoded.length; at += 4) {
        byte[] decoded = Base64Url.decode(encoded, at, at + 4);
        int from = at / 4 * 3;
        if (!Arrays.equals(decoded, 0, 3, block, from, from + 3) || decoded.length != 3) {
          fail(new String(encoded, at, 4, US_ASCII));
        }
      }
    }
  }

  @Test
  void judgesEveryByteInEachOfFourPlaces() {
    for (byte digit : ALPHABET) {
      for (int junk = 0; junk < 256; junk++) {
        for (int place = 0; place < 4; place++) {
          byte[] text = {digit, digit, digit, digit};
          text[place] = (byte) junk;
          judge(text);
        }
      }
    }
  }

  @Test
  void readsTextsOfAnyLengthOutOfTheMiddle() throws TokenRejectedException {
    Random random = new Random(4648);
    for (int length = 0; length < 300; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      byte[] encoded = ("?" + ENCODER.encodeToString(bytes) + "?").getBytes(US_ASCII);

      assertArrayEquals(bytes, Base64Url.decode(encoded, 1, encoded.length - 1));
      assertEquals(length, Base64Url.decodedLength(encoded.length - 2));
    }
  }

  /** What the JDK decodes, if it encodes to the same text again; else nothing. */
  private static void judge(byte... text) {
    byte[] expected;
    try {
      expected = DECODER.decode(text);
      expected = Arrays.equals(text, ENCODER.encode(expected)) ? expected : null;
    } catch (IllegalArgumentException e) {
      expected = null;
    }
    byte[] decoded;
    try {
      decoded = Base64Url.decode(text, 0, text.length);
    } catch (TokenRejectedException e) {
      decoded = null;
    }
    if (!Arrays.equals(expected, decoded)) {
      fail(Arrays.toString(text));
    }
  }
}
