// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import java.util.List;
import java.util.stream.Stream;

/** Texts that are allowed, and that a careless store mixes up, cuts or chokes on. */
public final class HostileTexts {
  private HostileTexts() {}

  private static final List<String> PRINTABLE =
      List.of(
          "#",
          "a#b",
          "a%23b",
          "a%b",
          "a%25b",
          "a_b",
          "%",
          "'",
          "''",
          "\"",
          "`",
          "\\",
          "a\\'b",
          "${x}",
          "{}",
          "?",
          ":a",
          "$1",
          "';DROP--",
          "null",
          "NULL",
          "0",
          "00",
          "abc",
          "Abc",
          "ABC");

  private static final List<String> WITH_SPACES_AND_SCRIPTS =
      List.of(
          " ",
          "  ",
          "abc ",
          " abc",
          "a b",
          "\u00e9",
          "e\u0301",
          "stra\u00dfe",
          "strasse",
          "\u0130",
          "i\u0307",
          "\u202eabc",
          "\u200b",
          "\ufeffabc",
          "\ufffd",
          "\u540d\u524d",
          "\ud83d\ude00",
          "\ud83d\ude01",
          "x".repeat(255),
          "x".repeat(254) + "y",
          "#".repeat(255),
          "\ud83d\ude00".repeat(127) + "x");

  /** Texts of printable ASCII without spaces, up to 8 characters. */
  public static List<String> printable() {
    return PRINTABLE;
  }

  /** Texts of all scripts, up to 255 characters. */
  public static List<String> any() {
    return Stream.concat(PRINTABLE.stream(), WITH_SPACES_AND_SCRIPTS.stream()).toList();
  }
}
