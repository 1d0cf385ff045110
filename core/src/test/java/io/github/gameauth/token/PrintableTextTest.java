// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrintableTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "p-17",
        "a b",
        "\u00e9",
        "e\u0301",
        "\u5f20\u4e09",
        "\u05d0\u05d1",
        "\ud83d\ude00",
        "\u00a0a",
        "~",
        " a "
      })
  void takesLettersOfAllScripts(String name) {
    assertTrue(PrintableText.isName(name, 255));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "   ", "\u00a0", "\u2007", "\u202f\u3000", "\u2003 "})
  void takesNoNameOfSpacesAlone(String blank) {
    assertFalse(PrintableText.isName(blank, 255));
    assertTrue(PrintableText.isPrintable(blank));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000",
        "\t",
        "\n",
        "\r",
        "\u001b",
        "\u007f",
        "\u0080",
        "\u009f",
        "\u00ad",
        "\u061c",
        "\u200b",
        "\u200d",
        "\u200e",
        "\u2028",
        "\u2029",
        "\u202e",
        "\u2060",
        "\u2066",
        "\ufeff",
        "\ufff9",
        "\ue000",
        "\ud800",
        "\udc00",
        "\uffff",
        "\ud83f\udffe",
        "\udb40\udc01"
      })
  void takesNoCharacterThatDoesNotShow(String character) {
    assertFalse(PrintableText.isPrintable(character));
    assertFalse(PrintableText.isPrintable("a" + character + "b"));
    assertFalse(PrintableText.isName("a" + character, 255));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x034f, 0x115f, 0x1160, 0x17b4, 0x180b, 0x3164, 0xfe0f, 0xffa0, 0xe0100})
  void takesNoMarkOrLetterThatARendererMayLeaveOut(int point) {
    assertFalse(PrintableText.isName("a" + Character.toString(point), 255));
  }

  @Test
  void countsCharactersAsJavaDoes() {
    assertTrue(PrintableText.isName("n".repeat(255), 255));
    assertFalse(PrintableText.isName("n".repeat(256), 255));
    assertTrue(PrintableText.isName("\ud83d\ude00".repeat(127), 255));
    assertFalse(PrintableText.isName("\ud83d\ude00".repeat(128), 255));
  }

  @Test
  void judgesEveryCharacterByItsCategory() {
    Set<Integer> refused = new HashSet<>();
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      String text = Character.toString(point);
      boolean shows = !text.matches("[\\p{C}\\p{Zl}\\p{Zp}]");
      if (PrintableText.isPrintable(text) != shows) {
        assertTrue(shows, () -> "let through: " + text.codePointAt(0));
        refused.add(point);
      }
    }

    // Of what Unicode calls ignorable, those in a visible category; U+180F has one since Unicode
    // 14.
    refused.remove(0x180f);
    assertEquals(7 + 3 + 16 + 240, refused.size(), refused::toString);
  }
}
