// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import java.time.Duration;

/**
 * No trusted key is at hand; ends in {@link Verification.Undecided} and never leaves the package.
 */
final class KeysUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  KeysUnavailableException(Duration retryAfter) {
    super("no trusted key at hand", null, false, false);
    this.retryAfter = retryAfter;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
