// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java examples of our README, ready to be compiled. */
final class Readme {
  static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..").normalize();

  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern EXPORT = Pattern.compile("exports ([a-z.]+);");

  private Readme() {}

  /** One example: what it imports, and what it does. */
  record Block(String imports, String statements) {
    static Block of(String text) {
      return new Block(
          text.lines().filter(line -> line.startsWith("import ")).collect(joining("\n")),
          text.lines().filter(line -> !line.startsWith("import ")).collect(joining("\n")).strip());
    }

    /** The same example about another thing. */
    Block with(String before, String after) {
      if (!statements.contains(before)) {
        throw new IllegalArgumentException("the example does not say " + before);
      }
      return new Block(imports, statements.replace(before, after));
    }
  }

  static List<Block> javaBlocks() throws IOException {
    return BLOCK
        .matcher(Files.readString(ROOT.resolve("README.md")))
        .results()
        .map(block -> Block.of(block.group(1)))
        .toList();
  }

  /** The first example as a program that prints what it comes to for the token in its argument. */
  static String program(String keySetUrl) throws IOException {
    Block first =
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
    Matcher exports =
        EXPORT.matcher(
            Files.readString(ROOT.resolve(Path.of("core", "src/main/java/module-info.java"))));
    return exports.results().map(found -> "import " + found.group(1) + ".*;").collect(joining("\n"))
        + "\nimport java.nio.file.Path;\nimport java.time.InstantSource;";
  }
}
