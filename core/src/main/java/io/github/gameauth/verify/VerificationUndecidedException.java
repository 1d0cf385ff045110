// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import java.time.Duration;

/**
 * Nobody can tell now whether a token is good, and the caller asked for an exception by {@link
 * Verification#orElseThrow()}. Not a kind of {@link TokenRefusedException}, so that who catches
 * that one locks nobody out during an outage.
 */
public final class VerificationUndecidedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  VerificationUndecidedException(Duration retryAfter) {
    super(
        "undecided: the issuer's keys are not at hand; retry after " + retryAfter,
        null,
        false,
        false);
    this.retryAfter = retryAfter;
  }

  /** When asking again may help. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
