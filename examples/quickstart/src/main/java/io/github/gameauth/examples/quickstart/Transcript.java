// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.quickstart;

import java.io.PrintStream;

/** What came in, what was said to it, and whether that is what should have been said. */
final class Transcript {
  private final PrintStream out;
  private int tokens;
  private int surprises;
  private String what = "";
  private String expected = "";

  Transcript(PrintStream out) {
    this.out = out;
  }

  /** What happens now. */
  void scene(String sentence) {
    if (tokens > 0) {
      out.println();
    }
    out.println(sentence);
  }

  /** Something else that should be so. */
  void holds(String fact, boolean isSo) {
    if (!isSo) {
      surprises++;
    }
    out.println("  (" + fact + ")" + (isSo ? "" : "  !! NOT SO"));
  }

  /** A token comes in, and this code should be the answer. */
  void comes(String what, String expected) {
    this.what = what;
    this.expected = expected;
  }

  /** The answer to what came last. */
  void says(String verdict, String code, String sentence) {
    tokens++;
    boolean asExpected = code.equals(expected);
    if (!asExpected) {
      surprises++;
    }
    out.printf(
        "  %-34s -> %-9s  %s%s%n",
        what, verdict, sentence, asExpected ? "" : "  !! EXPECTED " + expected);
  }

  /** The last line, and the exit status that goes with it. */
  int summary(int fetches) {
    out.println();
    out.printf(
        "%d tokens, %s; the key set was fetched %d times%n",
        tokens, surprises == 0 ? "each answer as expected" : surprises + " SURPRISES", fetches);
    return surprises == 0 ? 0 : 1;
  }
}
