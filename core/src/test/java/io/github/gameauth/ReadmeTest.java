// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.testing.JavaCompilation;
import io.github.gameauth.testing.JavaExamples;
import io.github.gameauth.testing.JavaExamples.Example;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.verify.TokenVerifier;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README shows can be compiled, is what the quickstart does, and does what it says. */
final class ReadmeTest {
  /** What the examples speak of without saying where it comes from. */
  private static final String SETTING =
      """
      abstract class Setting {
        String token;
        java.nio.ByteBuffer packet;
        java.util.Optional<String> ifNoneMatch;
        java.util.concurrent.Executor tickThread;
        io.github.gameauth.verify.TokenVerifier verifier;
        io.github.gameauth.verify.VerifiedPlayer player;
        io.github.gameauth.mint.SigningKeys keys;
        io.github.gameauth.mint.TokenMinter minter;
        io.github.gameauth.mint.KeyProtector protector;
        io.github.gameauth.secret.Secret sealingKey;
        io.github.gameauth.secret.Secret personaKey;
        javax.sql.DataSource pool;
        io.github.gameauth.storage.Stores stores;
        String query;
        io.micrometer.core.instrument.MeterRegistry registry;
        io.github.gameauth.verify.TrustedIssuer issuer;
        io.github.gameauth.revocation.RevocationFeed feed;
        io.github.gameauth.live.HandshakeRequest request;
        Peer peer;

        interface Peer {
          String id();

          void close(int code, String reason);
        }

        abstract void join(String player);
        abstract void refuse(io.github.gameauth.token.Rejection rejection);
        abstract void retryIn(java.time.Duration wait);
        abstract void answer(io.github.gameauth.verify.Verification outcome);
        abstract void answer(io.github.gameauth.secret.Secret ticket);
        abstract void send(String token, java.time.Duration refreshIn);
      }
      """;

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

  @TempDir Path temp;

  static IntStream examples() throws IOException {
    return IntStream.range(0, Readme.javaBlocks().size());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void showsExamplesThatCompile(int number) throws Exception {
    Example example = Readme.javaBlocks().get(number);
    // The first example names its imports and needs no other; the rest takes all of ours.
    String imports = number == 0 ? "" : Readme.allImports();

    assertEquals(
        List.of(),
        JavaExamples.complaints(
            temp, example, imports, SETTING, RuntimeJars.classPathWithMicrometer()));
  }

  @Test
  void beginsWithWhatTheQuickstartDoes() throws IOException {
    String quickstart =
        Files.readString(
            Readme.ROOT.resolve(
                Path.of(
                    "examples/quickstart/src/main/java",
                    "io/github/gameauth/examples/quickstart/Quickstart.java")));
    String statements = Readme.javaBlocks().get(0).statements();

    String handling = statements.substring(statements.indexOf("Verification outcome"));

    assertTrue(
        squeezed(quickstart).contains(squeezed(handling)),
        "the quickstart does not handle outcomes as the README shows:\n" + handling);
  }

  @Test
  void showsAFirstExampleThatWorks() throws Exception {
    TestIssuer issuer = TestIssuer.create();
    try (KeySetServer server = KeySetServer.of(issuer);
        URLClassLoader loader = loaderOf(server.url())) {
      Method knock = loader.loadClass("org.example.game.Game").getMethod("knock", String.class);

      assertEquals("join p-17", knock.invoke(null, issuer.token().signed()));
      assertEquals(
          "refuse CLAIM(aud)", knock.invoke(null, issuer.token().audience("other").signed()));
      Instant anHourAgo = Instant.now().minus(Duration.ofHours(1));
      assertEquals(
          "refuse EXPIRED",
          knock.invoke(
              null,
              issuer
                  .token()
                  .issuedAt(anHourAgo)
                  .expiresAt(anHourAgo.plus(Duration.ofMinutes(15)))
                  .signed()));
    }
  }

  @Test
  void showsAFirstExampleThatCallsNobodyALiarInAnOutage() throws Exception {
    TestIssuer issuer = TestIssuer.create();
    KeySetServer server = KeySetServer.of(issuer);
    server.close();
    try (URLClassLoader loader = loaderOf(server.url())) {
      Method knock = loader.loadClass("org.example.game.Game").getMethod("knock", String.class);

      assertEquals("retry", knock.invoke(null, issuer.token().signed()));
    }
  }

  private URLClassLoader loaderOf(String keySetUrl) throws Exception {
    List<String> complaints =
        JavaCompilation.complaints(
            temp, Map.of("Game.java", Readme.program(keySetUrl)), "-cp", RuntimeJars.classPath());
    assertEquals(List.of(), complaints);
    return new URLClassLoader(
        new URL[] {temp.toUri().toURL()}, TokenVerifier.class.getClassLoader());
  }

  @Test
  void linksToFilesThatAreThere() throws IOException {
    String readme = Files.readString(Readme.ROOT.resolve("README.md"));

    List<String> broken =
        LINK.matcher(readme)
            .results()
            .map(link -> link.group(1))
            .filter(file -> !Files.exists(Readme.ROOT.resolve(file)))
            .toList();

    assertEquals(List.of(), broken);
  }

  @Test
  void holdsExamplesAtAll() throws IOException {
    assertFalse(Readme.javaBlocks().isEmpty());
  }

  private static String squeezed(String code) {
    return Stream.of(code.split("\\s+")).reduce("", (all, word) -> all + " " + word);
  }
}
