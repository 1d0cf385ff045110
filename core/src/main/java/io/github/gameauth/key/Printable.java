// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

/** Makes a stranger's text fit for one line of a log: printable ASCII, at most 64 characters. */
final class Printable {
  private static final int MAX = 64;

  private Printable() {}

  static String clipped(String text) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), MAX) + 1);
    for (int i = 0; i < text.length() && i < MAX; i++) {
      char c = text.charAt(i);
      line.append(c > ' ' && c < 0x7f ? c : '?');
    }
    return text.length() > MAX ? line.append('…').toString() : line.toString();
  }
}
