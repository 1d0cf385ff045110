// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in a virtual machine of its own. */
final class JavaProcess {
  private JavaProcess() {}

  /** What it printed. It must end by itself, and well: a verifier keeps no process alive. */
  static String said(Path directory, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    Path said = directory.resolve("said");
    Path complained = directory.resolve("complained");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(said.toFile())
            .redirectError(complained.toFile())
            .start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the program does not end");
      assertEquals(0, process.exitValue(), Files.readString(complained));
      return Files.readString(said).strip();
    } finally {
      process.destroyForcibly();
    }
  }
}
