// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

/** How a complaint repeats a value that may be of any length and hold any character. */
final class Shown {
  private static final int MOST = 80;

  private Shown() {}

  /** {@code value} in printable ASCII, cut where it is long. */
  static String of(String value) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < value.length() && i < MOST; i++) {
      char c = value.charAt(i);
      shown.append(c >= ' ' && c < 0x7f ? c : '?');
    }
    return value.length() > MOST ? shown + "…" : shown.toString();
  }
}
