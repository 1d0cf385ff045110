// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

/**
 * The one form in which tokens and tickets may stand in a header, a URL or a message.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750 §2.1</a>
 */
final class BearerText {
  private BearerText() {}

  /** Whether it is a {@code b64token}: letters, digits and {@code -._~+/}, then any {@code =}. */
  static boolean isWellFormed(CharSequence text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    for (int i = 0; i < end; i++) {
      if (!isPart(text.charAt(i))) {
        return false;
      }
    }
    return end > 0;
  }

  static boolean isPart(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~+/".indexOf(c) >= 0;
  }
}
