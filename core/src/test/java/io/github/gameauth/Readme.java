// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth;

import io.github.gameauth.testing.JavaExamples;
import io.github.gameauth.testing.JavaExamples.Example;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The Java examples of our README, ready to be compiled. */
final class Readme {
  static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..").normalize();

  private static final Pattern OTHER_MODULE =
      Pattern.compile("io\\.github\\.gameauth\\.(adapters|cognito)\\.");

  private Readme() {}

  /** The examples that core alone can run; those of the other modules are compiled there. */
  static List<Example> javaBlocks() throws IOException {
    return JavaExamples.ofMarkdown(ROOT.resolve("README.md")).stream()
        .filter(example -> !OTHER_MODULE.matcher(example.imports()).find())
        .toList();
  }

  /** The first example as a program that prints what it comes to for the token in its argument. */
  static String program(String keySetUrl) throws IOException {
    Example first =
        javaBlocks().get(0).with("https://id.mygame.example/.well-known/jwks.json", keySetUrl);
    return """
        package org.example.game;

        %s

        public final class Game {
          private static String said = "";

          public static void main(String... args) {
            System.out.println(knock(args[0]));
          }

          public static String knock(String token) {
            %s
            return said;
          }

          private static void join(String player) {
            said = "join " + player;
          }

          private static void refuse(io.github.gameauth.token.Rejection rejection) {
            said = "refuse " + rejection.code();
          }

          private static void retryIn(java.time.Duration wait) {
            said = "retry";
          }
        }
        """
        .formatted(first.imports(), first.statements());
  }

  /** Imports of everything that core exports, and the few of the JDK that examples need. */
  static String allImports() throws IOException {
    return JavaExamples.imports(ROOT.resolve(Path.of("core", "src/main/java/module-info.java")))
        + "import java.nio.file.Path;\nimport java.time.InstantSource;\nimport java.util.Map;";
  }
}
