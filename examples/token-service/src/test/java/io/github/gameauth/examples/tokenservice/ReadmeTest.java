// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows works when it is pasted into a shell. */
final class ReadmeTest {
  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  @TempDir Path temp;

  @Test
  void showsAFlowThatWorks() throws Exception {
    assumeTrue(isThere("bash") && isThere("curl"), "neither bash nor curl here");
    String readme = Files.readString(Path.of(System.getProperty("basedir", "."), "README.md"));
    StringBuilder script = new StringBuilder("set -eu\n");
    Matcher blocks = SHELL.matcher(readme);
    while (blocks.find()) {
      script.append(blocks.group(1));
    }

    try (Running running = Running.in(temp.resolve("data"), "{}")) {
      String mine =
          script
              .toString()
              .replace("127.0.0.1:8080", "127.0.0.1:" + running.service.port())
              .replace("127.0.0.1:8081", "127.0.0.1:" + running.service.adminPort())
              .replace("$(openssl rand -base64 32)", Running.OPERATOR);
      Path out = temp.resolve("out");
      Process shell =
          new ProcessBuilder("bash", "-c", mine)
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      assertTrue(shell.waitFor(120, TimeUnit.SECONDS), "it does not end");

      String printed = Files.readString(out);
      assertEquals(0, shell.exitValue(), printed);
      for (String expected :
          List.of(
              "\"status\":\"up\"",
              "\"kind\":\"guest\"",
              "the same successor",
              "\"code\":\"revoked\"",
              "\"reason_code\":\"cheating\"",
              "HTTP 204",
              "gameauth_sessions_opened_total")) {
        assertTrue(printed.contains(expected), "no " + expected + " in:\n" + printed);
      }
    }
  }

  private static boolean isThere(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
