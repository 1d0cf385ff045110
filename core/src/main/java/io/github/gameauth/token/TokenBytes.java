// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/**
 * The bytes of a token as it arrived, copied once: whoever goes on writing into the buffer changes
 * nothing here, and what is remembered, what is verified and what is read are the same bytes.
 *
 * <p>A token beyond the limit is not copied at all.
 */
public final class TokenBytes {
  private static final byte[] TOO_LONG = {};

  private final byte[] bytes;

  private TokenBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The bytes of a text; letters beyond ASCII become ones that no token may have. */
  public static TokenBytes of(CharSequence token, TokenLimits limits) {
    if (token.length() > limits.tokenLength()) {
      return new TokenBytes(TOO_LONG);
    }
    byte[] bytes = token.toString().getBytes(ISO_8859_1);
    return new TokenBytes(bytes.length > limits.tokenLength() ? TOO_LONG : bytes);
  }

  /** The bytes from the buffer's position to its limit, neither of which is moved. */
  public static TokenBytes of(ByteBuffer token, TokenLimits limits) {
    int length = token.remaining();
    if (length > limits.tokenLength()) {
      return new TokenBytes(TOO_LONG);
    }
    byte[] bytes = new byte[length];
    token.get(token.position(), bytes);
    return new TokenBytes(bytes);
  }

  /** The bytes of an array. */
  public static TokenBytes of(byte[] token, TokenLimits limits) {
    return new TokenBytes(token.length > limits.tokenLength() ? TOO_LONG : token.clone());
  }

  /** Whether there are more than the limits allow. */
  public boolean isTooLong() {
    return bytes == TOO_LONG;
  }

  /** How many there are; 0 if too many. */
  public int length() {
    return bytes.length;
  }

  /** A look at them that cannot change them. */
  public ByteBuffer view() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  byte[] array() {
    return bytes;
  }

  /** {@code TokenBytes(…)}: tokens stay out of logs. */
  @Override
  public String toString() {
    return "TokenBytes(…)";
  }
}
