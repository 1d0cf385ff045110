// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the dots between segments, eight bytes at a time. */
final class Dots {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = EACH << 7;
  private static final long DOTS = EACH * '.';

  private Dots() {}

  /** Where the first dot at or after {@code from} stands, or -1. */
  static int next(byte[] bytes, int from) {
    int at = from;
    for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
      long word = (long) WORDS.get(bytes, at) ^ DOTS;
      // A byte that is zero now was a dot; of the bits set here the lowest is surely such a byte's.
      long zeros = (word - EACH) & ~word & HIGH_BITS;
      if (zeros != 0) {
        return at + (Long.numberOfTrailingZeros(zeros) >> 3);
      }
    }
    for (; at < bytes.length; at++) {
      if (bytes[at] == '.') {
        return at;
      }
    }
    return -1;
  }

  /** Where the last dot stands, or -1. */
  static int last(byte[] bytes) {
    int at = bytes.length;
    for (; at >= Long.BYTES; at -= Long.BYTES) {
      long word = (long) WORDS.get(bytes, at - Long.BYTES) ^ DOTS;
      if (((word - EACH) & ~word & HIGH_BITS) != 0) {
        break;
      }
    }
    while (--at >= 0) {
      if (bytes[at] == '.') {
        return at;
      }
    }
    return -1;
  }
}
