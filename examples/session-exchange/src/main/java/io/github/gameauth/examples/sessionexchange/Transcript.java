// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

import java.io.PrintStream;

/** Who does what, and what comes of it. */
final class Transcript {
  private final PrintStream out;
  private boolean begun;

  Transcript(PrintStream out) {
    this.out = out;
  }

  /** What happens now. */
  void scene(String sentence) {
    if (begun) {
      out.println();
    }
    begun = true;
    out.println(sentence);
  }

  /** One step, and what came of it. */
  void step(String what, String outcome) {
    out.printf("  %-34s -> %s%n", what, outcome);
  }
}
