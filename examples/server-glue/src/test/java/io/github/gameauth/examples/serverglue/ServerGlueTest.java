// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerGlueTest {
  private static final Path BASE = Path.of(System.getProperty("basedir", "."));
  private static final Pattern TRANSCRIPT = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+\\.java)\\)");

  @TempDir Path temp;

  @Test
  void tellsTheStoryThatTheReadmeShows() throws Exception {
    Matcher shown = TRANSCRIPT.matcher(Files.readString(BASE.resolve("README.md")));
    assertTrue(shown.find());
    Path out = temp.resolve("out");
    Path err = temp.resolve("err");

    int status = run(out, err);

    assertEquals(0, status, Files.readString(out) + Files.readString(err));
    assertEquals(withoutTimes(shown.group(1)), withoutTimes(Files.readString(out, UTF_8)));
    assertFalse(Files.readString(out).contains("eyJ"));
    assertFalse(Files.readString(err).contains("eyJ"));
  }

  /** The example in a process of its own, as a reader starts it. */
  private static int run(Path out, Path err) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                ServerGlue.class.getName())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the program does not end");
      }
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** When to come again is drawn at random. */
  private static String withoutTimes(String text) {
    return text.replaceAll("in \\d+ (m?s)", "in N $1").strip();
  }

  @Test
  void hasAReadmeWhoseFilesExist() throws Exception {
    Matcher link = LINK.matcher(Files.readString(BASE.resolve("README.md")));
    int links = 0;
    while (link.find()) {
      assertTrue(Files.exists(BASE.resolve(link.group(1))), link.group(1));
      links++;
    }
    assertTrue(links >= 5);
  }
}
