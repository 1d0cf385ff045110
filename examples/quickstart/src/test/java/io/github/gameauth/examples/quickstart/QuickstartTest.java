// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuickstartTest {
  private static final Pattern TRANSCRIPT = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL);

  @TempDir Path temp;

  @Test
  void tellsTheStoryThatTheReadmeShows() throws Exception {
    String readme = Files.readString(Path.of(System.getProperty("basedir", "."), "README.md"));
    Matcher shown = TRANSCRIPT.matcher(readme);
    assertTrue(shown.find());

    Program.Result result = Program.run(temp, "");

    assertEquals(0, result.status(), result.err());
    assertEquals(withoutSeconds(shown.group(1)), withoutSeconds(result.out()));
  }

  /** How long to wait before asking again is drawn at random. */
  private static String withoutSeconds(String text) {
    return text.replaceAll("in \\d+ s", "in N s").strip();
  }

  @Test
  void failsIfAnAnswerIsNotTheExpectedOne() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Transcript transcript = new Transcript(new PrintStream(out));

    transcript.comes("a forged token", "SIGNATURE");
    transcript.says("ACCEPTED", "ACCEPTED", "player p-17");

    assertEquals(1, transcript.summary(1));
    assertTrue(out.toString().contains("EXPECTED SIGNATURE"), out.toString());
  }
}
