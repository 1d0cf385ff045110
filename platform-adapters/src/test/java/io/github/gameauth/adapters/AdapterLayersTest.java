// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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

/** Who may use whom in this module: adapters use proofs, and proofs no adapter. */
final class AdapterLayersTest {
  private static final String ROOT = "io.github.gameauth.adapters";

  private static final Map<String, Set<String>> MAY_USE =
      Map.of(
          "", Set.of(".proof", ".json", ".check"),
          ".proof", Set.of(".check"),
          ".json", Set.of(),
          ".check", Set.of());

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package\\s+([\\w.]+)\\s*;");
  private static final Pattern OURS =
      Pattern.compile("\\b" + Pattern.quote(ROOT) + "((?:\\.[a-z]\\w*)*)");
  private static final Pattern CODE = Pattern.compile("\\{@code\\s[^{}]*}");

  private static List<String> complaints(String text) {
    Matcher declared = PACKAGE.matcher(text);
    assertEquals(true, declared.find());
    String home = declared.group(1).substring(ROOT.length());
    String body = text.substring(0, declared.start()) + text.substring(declared.end());
    List<String> complaints = new ArrayList<>();
    for (Matcher used = OURS.matcher(CODE.matcher(body).replaceAll("")); used.find(); ) {
      if (!used.group(1).equals(home) && !MAY_USE.get(home).contains(used.group(1))) {
        complaints.add(home + " uses " + used.group(1));
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
  void catchesAProofThatUsesAnAdapter() {
    assertEquals(
        List.of(".proof uses "),
        complaints(
            "package io.github.gameauth.adapters.proof;\n"
                + "import io.github.gameauth.adapters.SteamAdapter;"));
  }
}
