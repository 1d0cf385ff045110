// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import java.time.Duration;

/**
 * The header {@code Retry-After} as clients read it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110 §10.2.3</a>
 */
final class RetryAfter {
  private RetryAfter() {}

  /** Whole seconds, at least one. */
  static String seconds(Duration wait) {
    return Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
  }
}
