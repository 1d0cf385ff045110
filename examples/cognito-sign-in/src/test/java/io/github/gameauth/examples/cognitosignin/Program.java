// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.cognitosignin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** The example in a process of its own, as a reader starts it. */
final class Program {
  private Program() {}

  /** What came of it. */
  record Result(int status, String out, String err) {}

  /** Runs it, and answers each question by what was printed up to there. */
  static Result run(
      Path directory,
      Map<String, String> environment,
      UnaryOperator<String> answers,
      String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(CognitoSignIn.class.getName());
    command.addAll(List.of(arguments));
    Path err = directory.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("COGNITO_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      String out = talk(process, answers);
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the program does not end");
      }
      return new Result(process.exitValue(), out, Files.readString(err, UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String talk(Process process, UnaryOperator<String> answers) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (InputStream out = process.getInputStream();
        OutputStream in = process.getOutputStream()) {
      byte[] buffer = new byte[8192];
      for (int length = out.read(buffer); length >= 0; length = out.read(buffer)) {
        said.write(buffer, 0, length);
        if (said.toString(UTF_8).endsWith(": ")) {
          String answer = answers.apply(said.toString(UTF_8)) + "\n";
          said.write('\n'); // as the reader's terminal would
          in.write(answer.getBytes(UTF_8));
          in.flush();
        }
      }
    }
    return said.toString(UTF_8);
  }
}
