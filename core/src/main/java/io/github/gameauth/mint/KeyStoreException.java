// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

/** A key store failed: it could not be reached, or holds what it cannot read. */
public final class KeyStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure in words, which must hold nothing secret.
   *
   * @param message what failed
   */
  public KeyStoreException(String message) {
    super(message);
  }

  /**
   * A failure with its cause.
   *
   * @param message what failed
   * @param cause why
   */
  public KeyStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
