// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.cognitosignin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/** What the player does, and what comes of it. */
final class Transcript {
  private static final String WHITE_ON_BLACK = "\u001b[97;40m";
  private static final String AS_BEFORE = "\u001b[0m";

  private final PrintStream out;
  private final boolean terminal;
  private boolean begun;

  private Transcript(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** On standard output, in a charset that has the letters of a QR code wherever there is one. */
  static Transcript onStandardOutput() {
    Console console = System.console();
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    return new Transcript(
        new PrintStream(out, true, console == null ? UTF_8 : console.charset()), console != null);
  }

  /** Where it goes, for questions. */
  PrintStream out() {
    return out;
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
    out.printf("  %-27s -> %s%n", what, outcome);
  }

  /** A picture for the player's eyes, of light signs on dark ground whatever the terminal has. */
  void shows(String picture) {
    out.println();
    picture
        .lines()
        .map(line -> terminal ? WHITE_ON_BLACK + line + AS_BEFORE : line)
        .forEach(line -> out.println("  " + line));
    out.println();
  }
}
