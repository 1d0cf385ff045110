// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import java.util.Arrays;

/**
 * Reads base64url as a token must write it (RFC 7515 §2, RFC 4648 §3.5): no padding, no white
 * space, no character of the other alphabet, no unused bit set. Each value has exactly one
 * spelling.
 */
final class Base64Url {
  /** By unsigned byte; what is no digit is -1, which no shift and no other digit can undo. */
  private static final byte[] DIGITS = new byte[256];

  static {
    Arrays.fill(DIGITS, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < alphabet.length(); i++) {
      DIGITS[alphabet.charAt(i)] = (byte) i;
    }
  }

  private Base64Url() {}

  /** How many bytes {@code characters} characters hold; meaningless for a length of 1 mod 4. */
  static int decodedLength(int characters) {
    return (int) (characters * 3L / 4);
  }

  /** The bytes that the characters from {@code start} to {@code end} spell. */
  static byte[] decode(byte[] text, int start, int end) throws TokenRejectedException {
    byte[] decoded = new byte[decodedLength(end - start)];
    decode(text, start, end, decoded);
    return decoded;
  }

  /** The same, to the beginning of {@code decoded}, which must have room; tells how many. */
  static int decode(byte[] text, int start, int end, byte[] decoded) throws TokenRejectedException {
    int tail = (end - start) & 3;
    if (tail == 1) {
      throw Malformed.BASE64URL.exception();
    }
    int out = 0;
    int in = start;
    int all = 0;
    for (int last = end - tail; in < last; in += 4) {
      int bits =
          digit(text[in]) << 18
              | digit(text[in + 1]) << 12
              | digit(text[in + 2]) << 6
              | digit(text[in + 3]);
      all |= bits;
      decoded[out] = (byte) (bits >> 16);
      decoded[out + 1] = (byte) (bits >> 8);
      decoded[out + 2] = (byte) bits;
      out += 3;
    }
    if (tail > 0) {
      // Two characters hold 12 bits, of which 8 count; three hold 18, of which 16 count.
      int third = tail == 3 ? digit(text[in + 2]) : 0;
      int bits = digit(text[in]) << 12 | digit(text[in + 1]) << 6 | third;
      int unused = tail == 3 ? 0x3 : 0x3ff;
      all |= (bits & unused) == 0 ? bits : -1;
      decoded[out++] = (byte) (bits >> 10);
      if (tail == 3) {
        decoded[out++] = (byte) (bits >> 2);
      }
    }
    if (all < 0) {
      throw Malformed.BASE64URL.exception();
    }
    return out;
  }

  private static int digit(byte character) {
    return DIGITS[character & 0xff];
  }
}
