// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

/** Nobody can tell now what was revoked. The message holds no value of any revocation. */
public final class RevocationsUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what failed.
   *
   * @param message what failed, without any value
   */
  public RevocationsUnavailableException(String message) {
    super(message);
  }

  private RevocationsUnavailableException(String message, boolean traced) {
    super(message, null, false, traced);
  }

  /** Without a stack trace, for answers that come once a token. */
  static RevocationsUnavailableException untraced(String message) {
    return new RevocationsUnavailableException(message, false);
  }

  /**
   * Says what failed, and why.
   *
   * @param message what failed, without any value
   * @param cause why
   */
  public RevocationsUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
