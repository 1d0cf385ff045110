// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

/**
 * How much of a token is looked at before anything expensive happens.
 *
 * @param tokenLength characters of the whole compact form, {@value #MAX_TOKEN_LENGTH} at most
 * @param headerLength bytes of the decoded header, 4096 by default
 */
public record TokenLimits(int tokenLength, int headerLength) {
  /** The largest {@link #tokenLength} that may be asked for. */
  public static final int MAX_TOKEN_LENGTH = 64 * 1024;

  /** A key id longer than this many characters is refused. */
  static final int KEY_ID_LENGTH = 256;

  /** {@code typ} and {@code cty} longer than this many characters are refused. */
  static final int TYPE_LENGTH = 128;

  /** 8192 characters, 4096 bytes of header. */
  public static final TokenLimits DEFAULT = new TokenLimits(8 * 1024, 4 * 1024);

  /** Checks the ranges. */
  public TokenLimits {
    if (tokenLength < 256 || tokenLength > MAX_TOKEN_LENGTH) {
      throw new IllegalArgumentException(
          "tokenLength: " + tokenLength + " (expected: 256 to " + MAX_TOKEN_LENGTH + ")");
    }
    if (headerLength < 64 || headerLength > tokenLength) {
      throw new IllegalArgumentException(
          "headerLength: " + headerLength + " (expected: 64 to " + tokenLength + ")");
    }
  }
}
