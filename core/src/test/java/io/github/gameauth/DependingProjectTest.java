// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.testing.JavaCompilation;
import io.github.gameauth.testing.TestIssuer;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another project that depends on gameauth-core and nothing else compiles the README's first
 * example and runs it in a process of its own, on the class path and on the module path.
 */
final class DependingProjectTest {
  private static final String MODULE =
      """
      module org.example.game {
        requires io.github.gameauth.core;
      }
      """;

  @TempDir Path classes;
  @TempDir Path output;

  @Test
  void verifiesATokenOnTheClassPath() throws Exception {
    TestIssuer issuer = TestIssuer.create();
    try (KeySetServer server = KeySetServer.of(issuer)) {
      compile(Map.of("Game.java", Readme.program(server.url())), "-cp");

      assertSays("join p-17", onClassPath(issuer.token().signed()));
      assertSays("refuse CLAIM(aud)", onClassPath(issuer.token().audience("other").signed()));
    }
  }

  @Test
  void verifiesATokenOnTheModulePath() throws Exception {
    TestIssuer issuer = TestIssuer.create();
    try (KeySetServer server = KeySetServer.of(issuer)) {
      compile(
          Map.of("Game.java", Readme.program(server.url()), "module-info.java", MODULE),
          "--module-path");

      assertSays("join p-17", onModulePath(issuer.token().signed()));
      assertSays("refuse CLAIM(aud)", onModulePath(issuer.token().audience("other").signed()));
    }
  }

  /** Who keeps nothing in a database need not have the JDK's module for databases. */
  @Test
  void resolvesNoModuleThatOnlyAStoreOrAWatcherNeeds() throws Exception {
    compile(
        Map.of("Game.java", Readme.program("https://id.example"), "module-info.java", MODULE),
        "--module-path");

    List<String> arguments = new ArrayList<>(List.of("--show-module-resolution", "--dry-run"));
    arguments.addAll(onModulePath("token"));
    String resolution = JavaProcess.said(output, arguments);

    assertTrue(resolution.contains("root org.example.game"), resolution);
    assertFalse(resolution.contains("java.sql"), resolution);
    assertFalse(resolution.contains("micrometer"), resolution);
  }

  /** Who brings Micrometer and the JDK's recorder may use them, and a module has to say so. */
  @Test
  void watchesOnTheModulePath() throws Exception {
    String module =
        """
        module org.example.game {
          requires io.github.gameauth.core;
          requires micrometer.core;
          requires jdk.jfr;
        }
        """;
    String watching =
        """
        package org.example.game;

        import io.github.gameauth.event.AuthListener;
        import io.github.gameauth.flight.FlightRecorderListener;
        import io.github.gameauth.metrics.MicrometerListener;
        import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

        public final class Watching {
          public static void main(String[] args) {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            AuthListener flight = FlightRecorderListener.create();
            MicrometerListener.of(registry).and(flight).breakerChanged("steam", "CLOSED", "OPEN");
            System.out.println(registry.get("gameauth.breakers.changed").counter().count());
          }
        }
        """;
    String path = RuntimeJars.classPathWithMicrometer();
    assertEquals(
        List.of(),
        JavaCompilation.complaints(
            classes,
            Map.of("Watching.java", watching, "module-info.java", module),
            "--module-path",
            path));

    assertSays(
        "1.0",
        List.of(
            "--module-path",
            classes + File.pathSeparator + path,
            "--module",
            "org.example.game/org.example.game.Watching"));
  }

  private void compile(Map<String, String> sources, String pathOption) throws Exception {
    List<String> complaints =
        JavaCompilation.complaints(classes, sources, pathOption, RuntimeJars.classPath());
    assertEquals(List.of(), complaints);
  }

  private List<String> onClassPath(String token) {
    return List.of("-cp", path(), "org.example.game.Game", token);
  }

  private List<String> onModulePath(String token) {
    return List.of(
        "--module-path", path(), "--module", "org.example.game/org.example.game.Game", token);
  }

  private String path() {
    return classes + File.pathSeparator + RuntimeJars.classPath();
  }

  private void assertSays(String expected, List<String> arguments) throws Exception {
    assertEquals(expected, JavaProcess.said(output, arguments));
  }
}
