// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gameauth.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What a person does on the page, in a real browser: {@code src/test/browser/story.mjs}. Pictures
 * are left in {@code target/browser}.
 */
final class BrowserTest {
  private static final Path BASE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
  private static final Path SOURCE = BASE.resolve("src/test/browser");
  private static final Path HOME = BASE.resolve("target/browser");
  private static final Pattern NO_NETWORK =
      Pattern.compile(
          "ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED"
              + "|EHOSTUNREACH|ERR_SOCKET_TIMEOUT");
  private static final List<String> BROWSERS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  @Test
  void showsAPersonTheWholeStory() throws Exception {
    Optional<String> browser =
        BROWSERS.stream().filter(each -> Files.isExecutable(Path.of(each))).findFirst();
    assumeTrue(browser.isPresent(), "skipped: Chromium is missing");
    assumeTrue(isThere("node"), "skipped: Node.js is missing");
    assumeTrue(isThere("npm"), "skipped: npm is missing");
    install();

    Options options = Options.parse(Map.of(), "--port", "0", "--operator-link");
    try (GameServer server = GameServer.start(options, GameTime.real())) {
      Said said =
          run(
              120,
              "node",
              "story.mjs",
              server.address(),
              server.address()
                  + "/#operator="
                  + options.operator().map(Secret::reveal).orElseThrow(),
              browser.get(),
              HOME.toString());

      assertEquals("OK", said.text().strip());
      assertEquals(0, said.status());
    }
  }

  /** Installs what the lock file says, unless it is there; nothing is run on its behalf. */
  private static void install() throws IOException, InterruptedException {
    Files.createDirectories(HOME);
    boolean fresh = Files.isDirectory(HOME.resolve("node_modules"));
    for (String file : List.of("package.json", "package-lock.json", "story.mjs")) {
      fresh &= file.endsWith(".mjs") || isSame(SOURCE.resolve(file), HOME.resolve(file));
      Files.copy(SOURCE.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (fresh) {
      return;
    }
    Said said = run(60, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    if (said.status() != 0) {
      Files.deleteIfExists(HOME.resolve("package-lock.json")); // half installed is not fresh
      assumeTrue(
          !NO_NETWORK.matcher(said.text()).find(),
          "skipped: the package registry cannot be reached");
      throw new IOException("npm ci failed: " + said.text());
    }
  }

  private static boolean isSame(Path one, Path other) throws IOException {
    return Files.isRegularFile(other) && Files.mismatch(one, other) == -1;
  }

  private static boolean isThere(String tool) throws InterruptedException {
    try {
      Files.createDirectories(HOME);
      return run(30, tool, "--version").status() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private record Said(int status, String text) {}

  private static Said run(int seconds, String... command) throws IOException, InterruptedException {
    Path text = Files.createTempFile("browser", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(HOME.toFile())
              .redirectErrorStream(true)
              .redirectOutput(text.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return new Said(-1, "ETIMEDOUT after " + seconds + " s: " + Files.readString(text));
      }
      return new Said(process.exitValue(), Files.readString(text));
    } finally {
      Files.deleteIfExists(text);
    }
  }
}
