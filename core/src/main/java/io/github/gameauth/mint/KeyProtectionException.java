// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

/** A sealed private key could not be opened. Holds nothing of the key. */
public final class KeyProtectionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong with a sealed key.
   *
   * @param message what is wrong; must hold nothing of the key
   */
  public KeyProtectionException(String message) {
    super(message);
  }

  /**
   * Says what failed while a key was sealed or opened.
   *
   * @param message what failed; must hold nothing of the key
   * @param cause why
   */
  public KeyProtectionException(String message, Throwable cause) {
    super(message, cause);
  }
}
