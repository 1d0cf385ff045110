// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Lets most texts fall through that are not in a set, after a look at one word of memory; two of a
 * hundred get stuck. It is a fraction of the set's size, so it stays in the processor's caches
 * where the set does not. One thread adds, any number look.
 */
final class Sieve {
  static final Sieve EMPTY = new Sieve(0);

  private static final int TEXTS_A_WORD = 4;
  private static final long SPREAD = 0x9E3779B97F4A7C15L; // 2^64 by the golden ratio

  private final AtomicLongArray words;
  private final int shift;

  /** For so many texts; with more of them, more get stuck. */
  Sieve(int texts) {
    int bits = 32 - Integer.numberOfLeadingZeros(Math.max(1, texts / TEXTS_A_WORD));
    this.words = new AtomicLongArray(1 << bits);
    this.shift = 64 - bits;
  }

  void add(String text) {
    long spread = text.hashCode() * SPREAD;
    int word = (int) (spread >>> shift);
    words.setRelease(word, words.getPlain(word) | bits(spread));
  }

  boolean mayHold(String text) {
    long spread = text.hashCode() * SPREAD;
    long bits = bits(spread);
    return (words.getAcquire((int) (spread >>> shift)) & bits) == bits;
  }

  /** Two bits of a word, by digits that did not choose the word. */
  private static long bits(long spread) {
    return (1L << (spread >>> 34)) | (1L << (spread >>> 28));
  }
}
