// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.check;

import java.time.Duration;

/** The checks that many settings and names share, with complaints of one shape. */
public final class Require {
  private static final int MAX_NAME = 255;

  private Require() {}

  /** 1 to 255 characters of printable ASCII without spaces: what a name in a token may be. */
  public static String printable(String name, String value) {
    return printable(name, value, MAX_NAME);
  }

  /** 1 to {@code most} characters of printable ASCII without spaces. */
  public static String printable(String name, String value, int most) {
    requireLength(name, value, 1, most);
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

  /** Lower-case letters, digits and {@code . _ -}, {@code least} to {@code most} of them. */
  public static String word(String name, String value, int least, int most) {
    requireLength(name, value, least, most);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "._-".indexOf(c) >= 0;
      if (!fits) {
        throw new IllegalArgumentException(
            name + String.format(": U+%04X at %d (expected: a-z 0-9 . _ -)", (int) c, i));
      }
    }
    return value;
  }

  /**
   * {@code least} to {@code most} characters of any script, none of them a control, a lone
   * surrogate or one that no store need take. The value itself is never repeated.
   */
  public static String text(String name, String value, int least, int most) {
    requireLength(name, value, least, most);
    for (int i = 0; i < value.length(); i++) {
      int point = value.codePointAt(i);
      int type = Character.getType(point);
      if (type == Character.CONTROL || type == Character.SURROGATE) {
        throw new IllegalArgumentException(
            name + String.format(": U+%04X at %d (expected: no controls)", point, i));
      }
      i += Character.charCount(point) - 1;
    }
    return value;
  }

  private static void requireLength(String name, String value, int least, int most) {
    if (value.length() < least || value.length() > most) {
      throw new IllegalArgumentException(
          name + ": " + value.length() + " characters (expected: " + least + " to " + most + ")");
    }
  }

  /** A span from {@code least} to {@code most}, both included. */
  public static Duration between(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " to " + most + ")");
    }
    return value;
  }

  /** A number from {@code least} to {@code most}, both included. */
  public static int between(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " to " + most + ")");
    }
    return value;
  }

  /** A span without a fraction of a second. */
  public static Duration wholeSeconds(String name, Duration value) {
    if (!value.equals(Duration.ofSeconds(value.toSeconds()))) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: whole seconds)");
    }
    return value;
  }
}
