// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

/**
 * Carries a {@link Rejection} up to the verifier. Made without a stack trace: floods of bad tokens
 * arrive, and where the code stood says nothing about them.
 */
public final class TokenRejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // Exceptions are Serializable by birth; nobody sends this one.
  private final Rejection rejection;

  /** An exception that says {@code rejection}. */
  public TokenRejectedException(Rejection rejection) {
    super(rejection.code(), null, false, false);
    this.rejection = rejection;
  }

  /** Why the token is refused. */
  public Rejection rejection() {
    return rejection;
  }
}
