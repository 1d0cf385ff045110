// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.testing.JavaCompilation;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of the Corretto provider in processes of their own that say nothing about providers:
 * on the class path, on the module path, turned off, and where it cannot work. Skipped on machines
 * that its jar among our tests is not built for.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class PreferredProviderTest {
  private static final String CORRETTO = "AmazonCorrettoCryptoProvider";

  private static final String MODULE =
      """
      module org.example.which {
        requires io.github.gameauth.core;
      }
      """;

  private static final String PROGRAM =
      """
      package org.example.which;

      import io.github.gameauth.key.*;
      import io.github.gameauth.mint.*;
      import io.github.gameauth.storage.memory.InMemoryKeyStore;
      import io.github.gameauth.verify.*;
      import java.security.*;
      import java.time.Duration;
      import java.util.*;

      public final class Which {
        public static void main(String... args) throws Exception {
          switch (args[0]) {
            case "preferred" -> System.out.println(SignatureProvider.preferred().name());
            case "crowd" -> crowd();
            case "verifier" -> verifier(TokenVerifier.builder());
            case "platform" ->
                verifier(TokenVerifier.builder().provider(SignatureProvider.platform()));
            case "rotating" ->
                SigningKeys.rotating(
                        "https://id.example",
                        new InMemoryKeyStore(),
                        KeyProtector.noneForKeysInMemoryOnly())
                    .open()
                    .close();
            case "fixed" ->
                SigningKeys.fixed("https://id.example", Algorithm.RS256, pair(), Duration.ofHours(1))
                    .close();
            default -> throw new IllegalArgumentException(args[0]);
          }
          for (Provider provider : Security.getProviders()) {
            if (provider.getName().contains("Corretto")) {
              System.out.println("installed: " + provider.getName());
            }
          }
        }

        private static void verifier(VerifierBuilder builder) throws Exception {
          Key key = pair().getPublic();
          KeySource keys =
              FixedKeys.of(
                  new VerificationKey(Optional.of("1"), key, Set.of(Algorithm.RS256)));
          builder
              .trust(TrustedIssuer.named("https://id.example").audience("game").keys(keys).build())
              .build()
              .close();
        }

        private static void crowd() throws Exception {
          java.util.concurrent.CountDownLatch gate = new java.util.concurrent.CountDownLatch(1);
          List<Thread> threads = new ArrayList<>();
          for (int i = 0; i < 8; i++) {
            Thread thread =
                new Thread(
                    () -> {
                      try {
                        gate.await();
                        SignatureProvider.preferred();
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                    });
            thread.start();
            threads.add(thread);
          }
          gate.countDown();
          for (Thread thread : threads) {
            thread.join();
          }
        }

        private static KeyPair pair() throws Exception {
          KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
          generator.initialize(2048);
          return generator.generateKeyPair();
        }
      }
      """;

  @TempDir static Path classes;
  @TempDir Path output;

  @BeforeAll
  static void compile() throws Exception {
    Map<String, String> sources = Map.of("Which.java", PROGRAM, "module-info.java", MODULE);
    assertEquals(
        List.of(),
        JavaCompilation.complaints(classes, sources, "--module-path", RuntimeJars.classPath()));
  }

  @Test
  void isTheCorrettoProviderOnTheClassPath() throws Exception {
    assertEquals(CORRETTO + " with platform", onClassPath(List.of(), "preferred", CORRETTO));
  }

  @Test
  void isTheCorrettoProviderOnTheModulePath() throws Exception {
    assertEquals(CORRETTO + " with platform", onModulePath("preferred", CORRETTO));
  }

  @Test
  void isThePlatformWhereThereIsNoOther() throws Exception {
    assertEquals("platform", onModulePath("preferred"));
    assertEquals("platform", onClassPath(List.of(), "preferred"));
  }

  @Test
  void isThePlatformIfTheSwitchSaysSo() throws Exception {
    assertEquals(
        "platform", onClassPath(List.of("-Dgameauth.provider=jdk"), "preferred", CORRETTO));
  }

  @Test
  void isThePlatformIfTheNativeLibraryCannotBeLoaded() throws Exception {
    // It is unpacked into this directory, and there can be none below a file.
    Path file = Files.createFile(output.resolve("file"));
    List<String> nowhere = List.of("-Djava.io.tmpdir=" + file.resolve("tmp"));

    String said = onClassPath(nowhere, "preferred", CORRETTO, "logback-classic", "logback-core");

    List<String> lines = said.lines().toList();
    assertEquals(2, lines.size(), said);
    assertTrue(lines.get(0).contains("its native library does not load on"), said);
    assertTrue(lines.get(0).contains("WARN"), said);
    assertEquals("platform", lines.get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"crowd", "verifier", "rotating", "fixed"})
  void isWhatEverythingUsesThatIsToldNothingElse(String what) throws Exception {
    String said = onClassPath(List.of(), what, CORRETTO, "logback-classic", "logback-core");

    List<String> ofIt = said.lines().filter(line -> line.contains("Corretto")).toList();
    assertEquals(1, ofIt.size(), said);
    assertTrue(ofIt.get(0).contains("INFO"), said);
    assertTrue(ofIt.get(0).contains("computes signatures of [RSA, EC] keys"), said);
  }

  @Test
  void isNotLookedForByWhoNamesAnother() throws Exception {
    String said = onClassPath(List.of(), "platform", CORRETTO, "logback-classic", "logback-core");

    assertEquals("", said);
  }

  private String onClassPath(List<String> options, String what, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of("-cp", path(more), "org.example.which.Which", what));
    return JavaProcess.said(output, arguments);
  }

  private String onModulePath(String what, String... more) throws Exception {
    return JavaProcess.said(
        output,
        List.of(
            "--module-path",
            path(more),
            "--module",
            "org.example.which/org.example.which.Which",
            what));
  }

  private String path(String... more) {
    StringBuilder path =
        new StringBuilder(classes.toString())
            .append(File.pathSeparator)
            .append(RuntimeJars.classPath());
    for (String artifact : more) {
      path.append(File.pathSeparator).append(RuntimeJars.jar(artifact));
    }
    return path.toString();
  }
}
