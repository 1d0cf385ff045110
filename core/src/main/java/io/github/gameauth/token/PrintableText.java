// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

/**
 * Which texts may name somebody or something: of some length, not blank, and without characters
 * that do not show or that move others about (controls, bidirectional marks, zero-width ones).
 * Letters of all scripts may; nothing is normalised.
 */
final class PrintableText {
  private PrintableText() {}

  static boolean isName(String text, int maxLength) {
    return text.length() <= maxLength && isPrintable(text) && !isBlank(text);
  }

  static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c < 0x7f) {
        continue;
      }
      int point = text.codePointAt(i);
      if (!isPrintable(point)) {
        return false;
      }
      i += Character.charCount(point) - 1;
    }
    return true;
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.NON_SPACING_MARK, Character.OTHER_LETTER -> !isIgnorable(point);
      default -> true;
    };
  }

  /**
   * Marks and letters that Unicode lets a renderer leave out (Default_Ignorable_Code_Point):
   * joiner, fillers, inherent vowels and variation selectors. With one of them two names look the
   * same.
   */
  private static boolean isIgnorable(int point) {
    return switch (point) {
      case 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x3164, 0xffa0 -> true;
      default ->
          (point >= 0x180b && point <= 0x180f)
              || (point >= 0xfe00 && point <= 0xfe0f)
              || (point >= 0xe0100 && point <= 0xe01ef);
    };
  }

  /** Whether nothing but spaces is in it, those included that {@link String#isBlank} forgets. */
  private static boolean isBlank(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.getType(text.charAt(i)) != Character.SPACE_SEPARATOR) {
        return false;
      }
    }
    return true;
  }
}
