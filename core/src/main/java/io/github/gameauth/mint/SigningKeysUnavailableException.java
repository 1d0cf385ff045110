// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import java.time.Duration;

/**
 * Nothing can be signed now, because the key store has been out of reach for too long. Signing on
 * with a view that old could use a key that was revoked in the meantime.
 */
public final class SigningKeysUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  SigningKeysUnavailableException(String message, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  /** When the store will be asked again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
