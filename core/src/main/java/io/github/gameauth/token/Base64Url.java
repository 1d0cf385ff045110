// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads base64url as a token must write it (RFC 7515 §2, RFC 4648 §3.5): no padding, no white
 * space, no character of the other alphabet, no unused bit set. Each value has exactly one
 * spelling.
 */
final class Base64Url {
  /**
   * The twelve bits of two digits, the first of them in the lower byte of the index; -1, which no
   * other digit can undo, if one of them is none. Of its 128 KB a tenth is ever looked at.
   */
  private static final short[] PAIRS = pairs();

  private static final VarHandle READ =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle WRITE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

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
    // Eight digits at a time are six bytes; the two beside them that are written, too, must have
    // room, and are written over next.
    int room = start + (decoded.length - 2) / 6 * 8;
    for (int last = Math.min(end, room) - 8; in <= last; in += 8) {
      long word = (long) READ.get(text, in);
      int one = four((int) word);
      int two = four((int) (word >>> 32));
      all |= one | two;
      WRITE.set(decoded, out, ((long) one << 40) | ((two & 0xffffffL) << 16));
      out += 6;
    }
    for (int last = end - tail; in < last; in += 4) {
      int bits = (pair(text[in], text[in + 1]) << 12) | pair(text[in + 2], text[in + 3]);
      all |= bits;
      decoded[out] = (byte) (bits >> 16);
      decoded[out + 1] = (byte) (bits >> 8);
      decoded[out + 2] = (byte) bits;
      out += 3;
    }
    if (tail > 0) {
      // Two characters hold 12 bits, of which 8 count; three hold 18, of which 16 count.
      int third = tail == 3 ? pair((byte) 'A', text[in + 2]) : 0;
      int bits = (pair(text[in], text[in + 1]) << 6) | third;
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

  /**
   * What four digits spell, the first of them lowest in {@code word}; below zero if one is none.
   */
  private static int four(int word) {
    return (PAIRS[word & 0xffff] << 12) | PAIRS[word >>> 16];
  }

  private static int pair(byte first, byte second) {
    return PAIRS[(first & 0xff) | ((second & 0xff) << 8)];
  }

  private static short[] pairs() {
    short[] pairs = new short[1 << 16];
    Arrays.fill(pairs, (short) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int first = 0; first < 64; first++) {
      for (int second = 0; second < 64; second++) {
        pairs[alphabet.charAt(first) | (alphabet.charAt(second) << 8)] =
            (short) ((first << 6) | second);
      }
    }
    return pairs;
  }
}
