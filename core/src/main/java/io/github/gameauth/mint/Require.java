// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import java.time.Duration;

/** The checks that several settings share, with complaints of one shape. */
final class Require {
  private static final int MAX_NAME = 255;

  private Require() {}

  /** 1 to 255 characters of printable ASCII without spaces: what a name in a token may be. */
  static String printable(String name, String value) {
    if (value.isEmpty() || value.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          name + ": " + value.length() + " characters (expected: 1 to " + MAX_NAME + ")");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        throw new IllegalArgumentException(
            name
                + String.format(
                    ": U+%04X at %d (expected: printable ASCII, no spaces)", (int) c, i));
      }
    }
    return value;
  }

  static Duration between(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " to " + most + ")");
    }
    return value;
  }

  static Duration wholeSeconds(String name, Duration value) {
    if (!value.equals(Duration.ofSeconds(value.toSeconds()))) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: whole seconds)");
    }
    return value;
  }
}
