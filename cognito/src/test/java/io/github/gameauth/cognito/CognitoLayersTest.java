// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Who may use whom in this module; arrows point down. A new arrow is a new word here: a good moment
 * to ask on which floor the code belongs. An import made for a Javadoc link is an arrow, too; where
 * it would point up, write {@code @code}.
 */
final class CognitoLayersTest {
  private static final String ROOT = "io.github.gameauth.cognito";

  /** Rows may stand here before their package does. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.of(
          "", Set.of(),
          ".service", Set.of(""),
          ".wire", Set.of("", ".service"),
          ".srp", Set.of(),
          ".userpool", Set.of("", ".service", ".wire", ".srp"),
          ".identitypool", Set.of("", ".service", ".wire"),
          ".signed", Set.of("", ".service", ".wire", ".srp", ".userpool", ".identitypool"));

  /** Where core is narrowed down to some of its packages. */
  private static final Map<String, Set<String>> MAY_USE_OF_CORE =
      Map.of(
          ".service", Set.of("upstream"),
          ".wire", Set.of("upstream"),
          ".srp", Set.of("secret"));

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package\\s+([\\w.]+)\\s*;");
  private static final Pattern OURS =
      Pattern.compile("\\b" + Pattern.quote(ROOT) + "((?:\\.[a-z]\\w*)*)");
  private static final Pattern CORE =
      Pattern.compile("\\bio\\.github\\.gameauth\\.(?!cognito\\b)([a-z]+)");
  private static final Pattern CODE = Pattern.compile("\\{@code\\s[^{}]*}");

  private static List<String> complaints(String text) {
    Matcher declared = PACKAGE.matcher(text);
    assertTrue(declared.find(), text);
    String home = declared.group(1).substring(ROOT.length());
    String rest = text.substring(0, declared.start()) + text.substring(declared.end());
    String body = CODE.matcher(rest).replaceAll("");
    List<String> complaints = new ArrayList<>();
    if (!MAY_USE.containsKey(home)) {
      complaints.add(home + " is not in the table");
      return complaints;
    }
    for (Matcher used = OURS.matcher(body); used.find(); ) {
      if (!used.group(1).equals(home) && !MAY_USE.get(home).contains(used.group(1))) {
        complaints.add(home + " uses " + used.group(1));
      }
    }
    for (Matcher used = CORE.matcher(body); used.find(); ) {
      if (MAY_USE_OF_CORE.containsKey(home) && !MAY_USE_OF_CORE.get(home).contains(used.group(1))) {
        complaints.add(home + " uses core's " + used.group(1));
      }
    }
    return complaints;
  }

  @Test
  void findsOnlyAllowedArrowsInOurSources() throws IOException {
    Path main = Path.of(System.getProperty("basedir", "."), "src", "main", "java");
    List<String> complaints = new ArrayList<>();
    int sources = 0;
    try (Stream<Path> files = Files.walk(main)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        if (!file.endsWith("module-info.java")) {
          sources++;
          complaints(Files.readString(file)).forEach(each -> complaints.add(file + ": " + each));
        }
      }
    }

    assertFalse(sources == 0, "no sources found: this test would prove nothing");
    assertEquals(List.of(), complaints);
  }

  @Test
  void catchesAnArrowThatPointsUp() {
    assertEquals(
        List.of(".wire uses .userpool"),
        complaints(
            "package io.github.gameauth.cognito.wire;\n"
                + "import io.github.gameauth.cognito.userpool.UserPool;"));
    assertEquals(
        List.of(".srp uses core's upstream"),
        complaints(
            "package io.github.gameauth.cognito.srp;\n"
                + "import io.github.gameauth.upstream.JsonHttp;"));
    assertEquals(
        List.of(".util is not in the table"),
        complaints("package io.github.gameauth.cognito.util;\n"));
  }

  @Test
  void letsArrowsPointDown() {
    assertEquals(
        List.of(),
        complaints(
            "package io.github.gameauth.cognito.userpool;\n"
                + "import io.github.gameauth.cognito.UserPoolId;\n"
                + "import io.github.gameauth.cognito.srp.SrpClient;\n"
                + "import io.github.gameauth.secret.Secret;"));
  }
}
