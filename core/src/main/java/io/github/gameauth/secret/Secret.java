// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/**
 * A text or key that proves something to whoever holds it: a token, a ticket, a password, an API
 * key. It prints as {@code Secret(…)}, compares in constant time, and gives its content through
 * {@link #reveal()} and {@link #revealBytes()} alone, so that every use can be found by name.
 *
 * <p>Immutable and safe to share. It is not {@link java.io.Serializable}, on purpose.
 */
public final class Secret {
  private final byte[] content;

  private Secret(byte[] content) {
    this.content = content;
  }

  /**
   * A secret text.
   *
   * @param text the text, kept as UTF-8
   * @throws IllegalArgumentException if {@code text} is empty: an empty secret protects nothing
   */
  public static Secret of(CharSequence text) {
    return owned(text.toString().getBytes(UTF_8));
  }

  /**
   * Secret bytes, such as a key; they are copied.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Secret ofBytes(byte[] bytes) {
    return owned(bytes.clone());
  }

  private static Secret owned(byte[] content) {
    if (content.length == 0) {
      throw new IllegalArgumentException("secret: empty (expected: at least one byte)");
    }
    return new Secret(content);
  }

  /** The content as text, read as UTF-8. Hand it to whom it is meant for, and to nobody else. */
  public String reveal() {
    return new String(content, UTF_8);
  }

  /** A copy of the content. */
  public byte[] revealBytes() {
    return content.clone();
  }

  /** How many bytes the content has. */
  public int length() {
    return content.length;
  }

  /** Whether both hold the same bytes, found in a time that does not tell where they differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(content, secret.content);
  }

  /** The same for all secrets of one length, so that a hash table shows nothing of the content. */
  @Override
  public int hashCode() {
    return content.length;
  }

  /** {@code Secret(…)}, whatever the content is. */
  @Override
  public String toString() {
    return "Secret(…)";
  }
}
