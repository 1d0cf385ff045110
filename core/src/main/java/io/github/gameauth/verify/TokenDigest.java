// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The whole SHA-256 of a token, as the verified-token cache looks it up. One that is kept never
 * changes; the one of a {@link TokenHasher} is overwritten for every look-up, which is what saves
 * an object each time.
 */
final class TokenDigest {
  static final int LENGTH = 32;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private long a;
  private long b;
  private long c;
  private long d;

  void read(byte[] digest) {
    a = (long) WORDS.get(digest, 0);
    b = (long) WORDS.get(digest, 8);
    c = (long) WORDS.get(digest, 16);
    d = (long) WORDS.get(digest, 24);
  }

  TokenDigest copy() {
    TokenDigest copy = new TokenDigest();
    copy.a = a;
    copy.b = b;
    copy.c = c;
    copy.d = d;
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenDigest that
        && ((a ^ that.a) | (b ^ that.b) | (c ^ that.c) | (d ^ that.d)) == 0;
  }

  @Override
  public int hashCode() {
    return (int) (a ^ (a >>> 32));
  }
}
