// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The token service in a process of its own, as an operator starts it. */
final class Service implements AutoCloseable {
  static final String ISSUER = "https://id.example.test";
  static final String OPERATOR = "an-operators-token-of-more-than-32-characters";

  private static final Pattern READY =
      Pattern.compile(
          "ready: players http://127\\.0\\.0\\.1:(\\d+) operators http://127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final int port;
  private final int adminPort;

  private Service(Process process, int port, int adminPort) {
    this.process = process;
    this.port = port;
    this.adminPort = adminPort;
  }

  /** Starts it and waits until it says that it is ready. Its output is added to {@code log}. */
  static Service start(Path directory, String configuration)
      throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("config.json"), configuration);
    Path log = directory.resolve("log");
    long before = Files.exists(log) ? Files.size(log) : 0;
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                TokenService.class.getName(),
                "--config",
                file.toString(),
                "--data",
                directory.resolve("data").toString()));
    builder.environment().keySet().removeIf(name -> name.startsWith("GAMEAUTH_"));
    builder
        .environment()
        .putAll(
            Map.of(
                "GAMEAUTH_ISSUER",
                ISSUER,
                "GAMEAUTH_LISTEN_PORT",
                "0",
                "GAMEAUTH_ADMIN_PORT",
                "0",
                "GAMEAUTH_ADMIN_TOKEN",
                OPERATOR));
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      Matcher ready = awaitReady(process, log, (int) before);
      return new Service(
          process, Integer.parseInt(ready.group(1)), Integer.parseInt(ready.group(2)));
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static Matcher awaitReady(Process process, Path log, int from)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (true) {
      String text = Files.exists(log) ? Files.readString(log) : "";
      Matcher ready = READY.matcher(text);
      if (text.length() > from && ready.find(from)) {
        return ready;
      }
      if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        throw new IllegalStateException("the service does not start:\n" + text);
      }
    }
  }

  int port() {
    return port;
  }

  Client players() {
    return new Client(port);
  }

  Client operators() {
    return new Client(adminPort);
  }

  /** Ends it without warning. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Asks it to end, and tells its exit status. */
  int terminate() throws InterruptedException {
    process.destroy();
    awaitEnd();
    return process.exitValue();
  }

  private void awaitEnd() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the service does not end");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
