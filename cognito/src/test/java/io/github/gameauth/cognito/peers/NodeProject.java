// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.peers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The scripts of a directory in {@code src/test/js} with what they need, installed below {@code
 * target} as their lock file says. Tests that cannot have it are skipped and say why.
 */
final class NodeProject {
  private static final Pattern NO_NETWORK =
      Pattern.compile(
          "ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED"
              + "|EHOSTUNREACH|ERR_SOCKET_TIMEOUT");
  private static final List<String> FILES = List.of("package.json", "package-lock.json");

  private final Path home;

  private NodeProject(Path home) {
    this.home = home;
  }

  /** Installs, or skips the test: Node, npm or the network is missing. */
  static synchronized NodeProject installed(String name) throws IOException, InterruptedException {
    assumeTrue(runs("node"), "skipped: Node.js is missing");
    assumeTrue(runs("npm"), "skipped: npm is missing");
    Path base = Path.of(System.getProperty("basedir", "."));
    Path source = base.resolve("src/test/js").resolve(name);
    Path home = Files.createDirectories(base.resolve("target/js").resolve(name).toAbsolutePath());
    boolean fresh = Files.isDirectory(home.resolve("node_modules"));
    for (String file : FILES) {
      fresh &= same(source.resolve(file), home.resolve(file));
    }
    if (!fresh) {
      for (String file : FILES) {
        Files.copy(source.resolve(file), home.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
      install(home);
    }
    try (var scripts = Files.newDirectoryStream(source, "*.mjs")) {
      for (Path script : scripts) {
        Files.copy(script, home.resolve(script.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return new NodeProject(home);
  }

  private static boolean same(Path one, Path other) throws IOException {
    return Files.isRegularFile(other) && Files.mismatch(one, other) == -1;
  }

  private static void install(Path home) throws IOException, InterruptedException {
    // Nothing is run on behalf of what is installed.
    Output output =
        run(home, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), 50);
    if (output.status != 0) {
      // A half installed project must not count as fresh.
      Files.deleteIfExists(home.resolve("package-lock.json"));
      assumeTrue(
          !NO_NETWORK.matcher(output.text).find(),
          "skipped: the package registry cannot be reached");
      throw new IOException("npm ci failed: " + output.text);
    }
  }

  private static boolean runs(String tool) throws InterruptedException {
    try {
      return run(Path.of("."), List.of(tool, "--version"), 20).status == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs one of the scripts, and returns the lines it wrote. */
  List<String> run(String script, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    Output output = run(home, command, 40);
    if (output.status != 0) {
      throw new IOException(script + " ended with " + output.status + ": " + output.text);
    }
    return output.text.lines().toList();
  }

  /** Starts one of the scripts; whoever called ends it. */
  Process start(String script, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("node", script)
            .directory(home.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private record Output(int status, String text) {}

  private static Output run(Path home, List<String> command, int seconds)
      throws IOException, InterruptedException {
    Path text = Files.createTempFile("node", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(text.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return new Output(-1, "ETIMEDOUT after " + seconds + " s");
      }
      return new Output(process.exitValue(), Files.readString(text));
    } finally {
      Files.deleteIfExists(text);
    }
  }
}
