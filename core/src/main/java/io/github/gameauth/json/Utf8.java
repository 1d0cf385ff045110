// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.json;

/**
 * Tells exact UTF-8 from everything that lenient decoders replace or accept: overlong forms,
 * surrogates, values beyond U+10FFFF, sequences cut short (RFC 3629 §3).
 */
final class Utf8 {
  private Utf8() {}

  /** Where the character that begins at {@code at}, with a byte beyond ASCII, ends. */
  static int endOfCharacter(byte[] source, int at, int end) throws JsonRejectedException {
    int first = source[at] & 0xff;
    if (first >= 0xc2 && first <= 0xdf) {
      continuation(source, at + 1, end);
      return at + 2;
    }
    if (first >= 0xe0 && first <= 0xef) {
      int point =
          (first & 0x0f) << 12
              | continuation(source, at + 1, end) << 6
              | continuation(source, at + 2, end);
      return require(point >= 0x800 && (point < 0xd800 || point > 0xdfff), at + 3);
    }
    if (first >= 0xf0 && first <= 0xf4) {
      int point =
          (first & 0x07) << 18
              | continuation(source, at + 1, end) << 12
              | continuation(source, at + 2, end) << 6
              | continuation(source, at + 3, end);
      return require(point >= 0x10000 && point <= 0x10ffff, at + 4);
    }
    throw JsonRejectedException.malformed();
  }

  private static int require(boolean legal, int after) throws JsonRejectedException {
    if (!legal) {
      throw JsonRejectedException.malformed();
    }
    return after;
  }

  private static int continuation(byte[] source, int at, int end) throws JsonRejectedException {
    if (at >= end || (source[at] & 0xc0) != 0x80) {
      throw JsonRejectedException.malformed();
    }
    return source[at] & 0x3f;
  }
}
