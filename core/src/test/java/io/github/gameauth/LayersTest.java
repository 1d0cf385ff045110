// SPDX-License-Identifier: Apache-2.0

package io.github.gameauth;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Who may use whom. A new arrow between packages is a new word in {@link #MAY_USE}: a good moment
 * to ask on which floor the code belongs. An import made for a Javadoc link is an arrow, too; where
 * it would point up, write {@code @code}.
 */
final class LayersTest {
  private static final String ROOT = "io.github.gameauth";

  private static final Set<String> OF_A_STORAGE =
      Set.of(
          "session",
          "access",
          "account",
          "platform",
          "mint",
          "key",
          "revocation",
          "live",
          "store",
          "json",
          "check",
          "secret",
          "event");

  private static final Set<String> OF_AN_ENGINE =
      Stream.concat(OF_A_STORAGE.stream(), Stream.of("storage")).collect(toUnmodifiableSet());

  /** The packages that may name types of the AWS SDK. */
  private static final Set<String> OF_AWS = Set.of("storage.dynamodb", "storage.secretsmanager");

  /** Rows may stand here before their package does. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("secret", Set.of()),
          entry("seal", Set.of()),
          entry("event", Set.of()),
          entry("flight", Set.of("event")),
          entry("metrics", Set.of("event", "key", "revocation", "verify")),
          entry("check", Set.of()),
          entry("json", Set.of()),
          entry("pool", Set.of()),
          entry("upstream", Set.of("json", "secret", "event")),
          entry("store", Set.of("check", "secret")),
          entry("platform", Set.of("check", "store", "secret", "verify", "token")),
          entry("key", Set.of("check", "json", "pool", "upstream", "secret", "event")),
          entry("revocation", Set.of("check", "store", "event")),
          entry("token", Set.of("json", "key", "pool")),
          entry("account", Set.of("check", "store", "platform", "secret", "revocation", "event")),
          entry("mint", Set.of("check", "json", "key", "secret", "event")),
          entry("access", Set.of("check", "account", "platform", "secret", "event")),
          entry("claim", Set.of("token", "secret")),
          entry(
              "verify",
              Set.of("claim", "token", "key", "revocation", "json", "upstream", "pool", "event")),
          entry(
              "session",
              Set.of(
                  "access",
                  "account",
                  "mint",
                  "platform",
                  "revocation",
                  "store",
                  "json",
                  "check",
                  "verify",
                  "token",
                  "seal",
                  "secret",
                  "event")),
          entry(
              "live",
              Set.of(
                  "verify",
                  "claim",
                  "token",
                  "revocation",
                  "store",
                  "check",
                  "json",
                  "seal",
                  "secret",
                  "event")),
          entry("storage", OF_A_STORAGE),
          entry("storage.dynamodb", OF_AN_ENGINE),
          entry("storage.file", OF_AN_ENGINE),
          entry("storage.memory", OF_AN_ENGINE),
          entry("storage.postgres", OF_AN_ENGINE),
          entry("storage.secretsmanager", OF_AN_ENGINE));

  @Test
  void findsOnlyAllowedArrowsInOurSources() throws IOException {
    List<Source> sources = mainSources();

    List<String> complaints = sources.stream().flatMap(s -> s.complaints().stream()).toList();

    assertFalse(sources.isEmpty(), "no sources found: this test would prove nothing");
    assertEquals(List.of(), complaints);
  }

  @Test
  void findsTheAwsSdkOnlyWhereItIsHandedIn() throws IOException {
    // The SDK is optional: a class that names it cannot be loaded without it.
    List<String> complaints =
        mainSources().stream()
            .filter(Source::namesTheAwsSdk)
            .filter(source -> !OF_AWS.contains(source.home()))
            .map(Source::file)
            .toList();

    assertEquals(List.of(), complaints);
  }

  @Test
  void tableNamesOnlyPackagesThatHaveARow() {
    Set<String> used = new TreeSet<>();
    MAY_USE.values().forEach(used::addAll);

    used.removeAll(MAY_USE.keySet());

    assertEquals(Set.of(), used);
  }

  @Test
  void tableHasNoCircle() {
    Set<String> grounded = new HashSet<>();

    // Floor by floor: a package stands once everything that it uses stands.
    boolean grew = true;
    while (grew) {
      grew =
          grounded.addAll(
              MAY_USE.keySet().stream()
                  .filter(name -> grounded.containsAll(MAY_USE.get(name)))
                  .toList());
    }

    assertEquals(MAY_USE.keySet(), grounded);
  }

  @Nested
  @DisplayName("The scan itself")
  class Scan {
    @Test
    void acceptsAnArrowThatPointsDown() {
      assertTrue(in("verify", "import io.github.gameauth.token.Claims;").complaints().isEmpty());
    }

    @Test
    void catchesAnImportThatPointsUp() {
      assertComplaint(
          "token uses verify", in("token", "import io.github.gameauth.verify.TokenVerifier;"));
    }

    @Test
    void catchesAStaticImport() {
      assertComplaint(
          "token uses verify",
          in("token", "import static io.github.gameauth.verify.TokenVerifier.trusting;"));
    }

    @Test
    void catchesAnImportOfEverything() {
      assertComplaint("token uses verify", in("token", "import io.github.gameauth.verify.*;"));
    }

    @Test
    void catchesAFullNameInCode() {
      assertComplaint("secret uses key", in("secret", "io.github.gameauth.key.Algorithm found;"));
    }

    @Test
    void catchesAJavadocLink() {
      assertComplaint(
          "event uses key", in("event", "/** See {@link io.github.gameauth.key.KeySource}. */"));
    }

    @Test
    void letsCodeInJavadocPointAnywhere() {
      assertTrue(
          in("event", "/** See {@code io.github.gameauth.key.KeySource}. */")
              .complaints()
              .isEmpty());
    }

    @Test
    void catchesOneStorageUsingAnother() {
      assertComplaint(
          "storage.postgres uses storage.memory",
          in("storage.postgres", "import io.github.gameauth.storage.memory.InMemoryAccountStore;"));
    }

    @Test
    void catchesAPackageWithoutARow() {
      assertComplaint("util has no row", in("util", "import java.util.List;"));
    }

    @Test
    void catchesAUseOfAPackageWithoutARow() {
      assertComplaint(
          "verify uses key.fetch",
          in("verify", "import io.github.gameauth.key.fetch.JwksFetcher;"));
    }

    @Test
    void catchesATypeOfTheAwsSdk() {
      assertTrue(
          in("mint", "import software.amazon.awssdk.regions.Region;").namesTheAwsSdk(),
          "an import of the SDK was not seen");
      assertFalse(in("mint", "import java.util.List;").namesTheAwsSdk());
    }

    @Test
    void catchesATypeInTheRootPackage() {
      assertComplaint("verify uses the root", in("verify", "import io.github.gameauth.GameAuth;"));
    }

    private Source in(String name, String text) {
      return Source.of(name + ".java", "package " + ROOT + "." + name + ";\n" + text);
    }

    private void assertComplaint(String expected, Source source) {
      List<String> complaints = source.complaints();

      assertEquals(1, complaints.size(), complaints::toString);
      assertTrue(complaints.get(0).contains(expected), complaints::toString);
    }
  }

  private static List<Source> mainSources() throws IOException {
    Path main = Path.of(System.getProperty("basedir", "."), "src", "main", "java");
    try (Stream<Path> files = Files.walk(main)) {
      List<Source> sources = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        if (!file.endsWith("module-info.java")) {
          sources.add(Source.of(main.relativize(file).toString(), Files.readString(file)));
        }
      }
      return sources;
    }
  }

  /**
   * One file: the package it declares and the packages of ours that it names. Ours are named
   * without the root.
   */
  private record Source(String file, String home, Set<String> uses, boolean namesTheAwsSdk) {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package\\s+([\\w.]+)\\s*;");

    /** A package is written in small letters, so the first capital ends its name. */
    private static final Pattern OURS =
        Pattern.compile("\\b" + Pattern.quote(ROOT) + "((?:\\.[a-z][a-z0-9]*\\b)*)");

    private static final Pattern INLINE_CODE = Pattern.compile("\\{@code\\s[^{}]*}");

    static Source of(String file, String text) {
      Matcher declared = PACKAGE.matcher(text);
      assertTrue(declared.find(), file + ": no package");
      // Its own declaration is not a use. The Javadoc of a package-info stands before it and is
      // one.
      String body = text.substring(0, declared.start()) + text.substring(declared.end());
      Set<String> uses = new TreeSet<>();
      for (Matcher named = OURS.matcher(INLINE_CODE.matcher(body).replaceAll("")); named.find(); ) {
        uses.add(withoutDot(named.group(1)));
      }
      String home = declared.group(1);
      assertTrue(home.startsWith(ROOT), file + ": " + home);
      return new Source(
          file,
          withoutDot(home.substring(ROOT.length())),
          uses,
          body.contains("software.amazon.awssdk") || body.contains("com.amazonaws"));
    }

    List<String> complaints() {
      Set<String> allowed = MAY_USE.get(home);
      if (allowed == null) {
        return List.of(file + ": " + orRoot(home) + " has no row in MAY_USE");
      }
      return uses.stream()
          .filter(used -> !used.equals(home) && !allowed.contains(used))
          .map(
              used ->
                  "%s: %s uses %s (expected: %s)"
                      .formatted(
                          file,
                          home,
                          orRoot(used),
                          allowed.isEmpty() ? "nothing of ours" : new TreeSet<>(allowed)))
          .toList();
    }

    private static String withoutDot(String name) {
      return name.startsWith(".") ? name.substring(1) : name;
    }

    private static String orRoot(String name) {
      return name.isEmpty() ? "the root" : name;
    }
  }
}
