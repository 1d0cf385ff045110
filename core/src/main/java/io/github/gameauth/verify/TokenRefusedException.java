// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.token.Rejection;

/**
 * A token was rejected, and the caller asked for an exception by {@link
 * Verification#orElseThrow()}. Made without a stack trace, since floods of bad tokens arrive.
 */
public final class TokenRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // Exceptions are Serializable by birth; nobody sends this one.
  private final Rejection rejection;

  TokenRefusedException(Rejection rejection) {
    super(rejection.toString(), null, false, false);
    this.rejection = rejection;
  }

  /** Why the token is refused. */
  public Rejection rejection() {
    return rejection;
  }
}
