// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The member names that nearly every token has, so that they need not be made anew for each. Fixed:
 * no name that a stranger chose is ever added.
 */
final class KnownNames {
  private static final int SLOTS = 256;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** By their first eight bytes and their length; what lies beyond is compared. */
  private static final long[] WORD = new long[SLOTS];

  private static final String[] NAMES = new String[SLOTS];
  private static final byte[][] BYTES = new byte[SLOTS][];

  static {
    for (String name :
        new String[] {
          "alg",
          "kid",
          "typ",
          "cty",
          "iss",
          "sub",
          "aud",
          "exp",
          "nbf",
          "iat",
          "jti",
          "sid",
          "azp",
          "acr",
          "amr",
          "act",
          "cnf",
          "nonce",
          "scope",
          "roles",
          "groups",
          "entitlements",
          "client_id",
          "auth_time",
          "token_use",
          "username",
          "email",
          "name",
          "gid",
          "plat",
          "kind",
          "pvt",
          "sep",
          "deg",
          "reg",
          "v"
        }) {
      byte[] bytes = Arrays.copyOf(name.getBytes(ISO_8859_1), Math.max(Long.BYTES, name.length()));
      long word = word(bytes, 0, name.length());
      int slot = slot(word, name.length());
      while (NAMES[slot] != null) {
        slot = (slot + 1) & (SLOTS - 1);
      }
      NAMES[slot] = name;
      BYTES[slot] = bytes;
      WORD[slot] = word;
    }
  }

  private KnownNames() {}

  /** The name that the bytes from {@code start} to {@code end} spell, or null if none is known. */
  static @Nullable String find(byte[] source, int start, int end) {
    int length = end - start;
    if (length == 0) {
      return null;
    }
    long word = word(source, start, length);
    for (int slot = slot(word, length); NAMES[slot] != null; slot = (slot + 1) & (SLOTS - 1)) {
      // No name has a zero in it, so a word that ends in one says how long the name is.
      if (WORD[slot] == word && (length < Long.BYTES || isSame(slot, source, start, end))) {
        return NAMES[slot];
      }
    }
    return null;
  }

  private static boolean isSame(int slot, byte[] source, int start, int end) {
    int length = NAMES[slot].length();
    return Arrays.equals(BYTES[slot], 0, length, source, start, end);
  }

  /** The first eight bytes of a name, the first of them lowest; zeros where it has fewer. */
  static long word(byte[] source, int start, int length) {
    if (start <= source.length - Long.BYTES) {
      long word = (long) WORDS.get(source, start);
      return length >= Long.BYTES ? word : word & ~(-1L << (8 * length));
    }
    long word = 0;
    for (int i = Math.min(length, Long.BYTES) - 1; i >= 0; i--) {
      word = word << 8 | (source[start + i] & 0xff);
    }
    return word;
  }

  private static int slot(long word, int length) {
    return (int) (((word + length) * 0x9e37_79b9_7f4a_7c15L) >>> 56);
  }
}
