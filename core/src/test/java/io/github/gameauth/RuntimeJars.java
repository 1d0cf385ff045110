// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a project gets that depends on gameauth-core alone: core, and no library of our tests. */
final class RuntimeJars {
  /** Core's dependencies at run time, with what they bring, by artifact. */
  private static final List<String> ARTIFACTS =
      List.of(
          "annotations", // of JetBrains, by Kotlin
          "caffeine",
          "error_prone_annotations", // by Caffeine
          "jackson-annotations",
          "jackson-core",
          "jackson-databind",
          "jspecify",
          "kotlin-stdlib", // by OkHttp
          "okhttp-jvm",
          "okio-jvm",
          "slf4j-api");

  private RuntimeJars() {}

  /** Core's classes and those jars, as {@code -cp} and {@code --module-path} want them. */
  static String classPath() {
    return Stream.concat(Stream.of(core()), ARTIFACTS.stream().map(RuntimeJars::jar))
        .map(Path::toString)
        .collect(joining(File.pathSeparator));
  }

  /** The same with Micrometer, which is optional, and what it brings. */
  static String classPathWithMicrometer() {
    return Stream.concat(
            Stream.of(classPath()),
            Stream.of("micrometer-core", "micrometer-commons", "micrometer-observation")
                .map(RuntimeJars::jar)
                .map(Path::toString))
        .collect(joining(File.pathSeparator));
  }

  private static Path core() {
    try {
      return Path.of(
          io.github.gameauth.secret.Secret.class
              .getProtectionDomain()
              .getCodeSource()
              .getLocation()
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The jar of one artifact on the class path of our tests. The AWS SDK, which has an {@code
   * annotations} of its own, is optional and not looked at.
   */
  static Path jar(String artifact) {
    // Surefire hides the class path in a jar's manifest and tells it here.
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<Path> found =
        Arrays.stream(all.split(File.pathSeparator))
            .map(Path::of)
            .filter(path -> !path.toString().contains("awssdk"))
            .filter(path -> path.getFileName().toString().matches(artifact + "-[0-9].*\\.jar"))
            .toList();
    if (found.size() != 1) {
      throw new IllegalStateException(artifact + ": " + found + " (expected: one jar)");
    }
    return found.get(0);
  }
}
