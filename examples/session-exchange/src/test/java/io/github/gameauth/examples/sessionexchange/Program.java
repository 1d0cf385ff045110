// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The example in a process of its own, as a reader starts it. */
final class Program {
  private Program() {}

  /** What came of it. */
  record Result(int status, String out, String err) {}

  /** Runs it to its end, with {@code typed} on standard input. */
  static Result run(
      Path directory, Map<String, String> environment, String typed, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(DualTokens.class.getName());
    command.addAll(List.of(arguments));
    Path in = Files.writeString(directory.resolve("in"), typed, UTF_8);
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("COGNITO_") || name.startsWith("NAKAMA_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the program does not end");
      }
      return new Result(
          process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }
}
