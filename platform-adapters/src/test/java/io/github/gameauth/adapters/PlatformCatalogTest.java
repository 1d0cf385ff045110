// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.adapters.json.SettingsJson;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlatformCatalogTest {
  private static final String KEY = "0123456789ABCDEF0123456789ABCDEF";
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
  private static final Path FOLDER = MODULE.resolve("src/main/java/io/github/gameauth/adapters");

  private final TestPlatforms platforms = TestPlatforms.fresh();

  private static String steam(String members) {
    return "{\"steam\":{\"appIds\":[480],\"identity\":\"my-game\"" + members + "}}";
  }

  private List<PlatformAdapter<?>> adapters(String json) {
    return PlatformCatalog.standard()
        .adapters(
            json,
            platforms.context(),
            SettingsJson.ofOperators(Map.of("STEAM_KEY", KEY, "EMPTY", "")::get));
  }

  private String complaint(String json) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> adapters(json)).getMessage();
    assertFalse(message.contains(KEY), message);
    return message;
  }

  /** A name, the settings' class before {@code .Settings}. */
  private static Map<String, String> linesOfTheCatalogue() throws IOException {
    String source = Files.readString(FOLDER.resolve("PlatformCatalog.java"));
    Matcher line =
        Pattern.compile("entry\\(\\s*\"([^\"]+)\",\\s*(\\w+)\\.Settings\\.class,\\s*(\\w+)::new\\)")
            .matcher(source);
    Map<String, String> lines = new LinkedHashMap<>();
    while (line.find()) {
      assertEquals(line.group(2), line.group(3), "settings and constructor of " + line.group(1));
      lines.put(line.group(1), line.group(2));
    }
    return lines;
  }

  @Test
  void isInAlphabeticalOrder() throws IOException {
    List<String> names = List.copyOf(PlatformCatalog.standard().names());

    assertEquals(names.stream().sorted().toList(), names);
    assertEquals(names, List.copyOf(linesOfTheCatalogue().keySet()));
  }

  @Test
  void hasALineForEachFile() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> adapters =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith("Adapter.java"))
              .map(name -> name.replace(".java", ""))
              .sorted()
              .toList();

      assertFalse(adapters.isEmpty());
      assertEquals(adapters, linesOfTheCatalogue().values().stream().sorted().toList());
    }
  }

  @Test
  void hasATestForEachFile() throws IOException {
    Path tests = MODULE.resolve("src/test/java/io/github/gameauth/adapters");
    for (String adapter : linesOfTheCatalogue().values()) {
      String test = Files.readString(tests.resolve(adapter + "Test.java"));
      assertTrue(test.contains("implements PlatformAdapterContract<"), adapter);
    }
  }

  @Test
  void isTheTableOfTheReadme() throws IOException {
    Matcher row =
        Pattern.compile("(?m)^\\| [^|]+ \\| `([^`]+)` \\| `(\\w+)` \\| `(\\w+)` \\| [^|]+ \\|$")
            .matcher(Files.readString(MODULE.resolve("README.md")));
    Map<String, String> rows = new LinkedHashMap<>();
    List<String> credentials = new ArrayList<>();
    while (row.find()) {
      rows.put(row.group(1), row.group(2));
      credentials.add(row.group(3));
    }

    assertEquals(linesOfTheCatalogue(), rows);
    assertEquals(List.copyOf(linesOfTheCatalogue().keySet()), List.copyOf(rows.keySet()));
    for (String credential : credentials) {
      assertTrue(Files.exists(FOLDER.resolve(credential + ".java")), credential);
    }
  }

  @Test
  void makesWhatIsNamed() {
    List<PlatformAdapter<?>> adapters =
        adapters(
            "{\"apple\":{\"clientIds\":[\"com.example.game\"]},"
                + steam(",\"publisherKey\":\"" + KEY + "\"").substring(1));

    assertEquals(
        List.of(AppleAdapter.class, SteamAdapter.class),
        adapters.stream().map(Object::getClass).toList());
  }

  @Test
  void makesSeveralOfAKind() {
    String one = steam(",\"publisherKey\":\"" + KEY + "\"");
    String settings = one.substring(one.indexOf(':') + 1, one.length() - 1);

    assertEquals(2, adapters("{\"steam\":[" + settings + "," + settings + "]}").size());
  }

  @Test
  void takesSecretsFromTheEnvironmentAndFromFiles(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), KEY + "\n");

    assertEquals(1, adapters(steam(",\"publisherKey\":{\"env\":\"STEAM_KEY\"}")).size());
    assertEquals(1, adapters(steam(",\"publisherKey\":{\"file\":\"" + file + "\"}")).size());
  }

  @Test
  void complainsAboutWhatIsWrong(@TempDir Path folder) {
    String good = ",\"publisherKey\":\"" + KEY + "\"";
    String anyOf = "a text, {\"env\": \"NAME\"} or {\"file\": \"/path\"}";
    Map<String, String> complaints =
        Map.ofEntries(
            Map.entry(
                "{\"stream\":{}}",
                "platforms: an unknown name (expected: one of "
                    + String.join(", ", PlatformCatalog.standard().names())
                    + ")"),
            Map.entry(steam(""), "steam.publisherKey: missing (expected: " + anyOf + ")"),
            Map.entry(
                steam(",\"publisherKey\":17"),
                "steam.publisherKey: a number (expected: " + anyOf + ")"),
            Map.entry(
                steam(",\"publisherKey\":null"),
                "steam.publisherKey: null (expected: " + anyOf + ")"),
            Map.entry(
                steam(",\"publisherKey\":\"\""),
                "steam.publisherKey: a text (expected: " + anyOf + ")"),
            Map.entry(
                steam(",\"publisherKey\":{\"env\":\"EMPTY\"}"),
                "steam.publisherKey: the variable EMPTY is not set (expected: a secret)"),
            Map.entry(
                steam(",\"publisherKey\":{\"file\":\"" + folder.resolve("no") + "\"}"),
                "steam.publisherKey: the file "
                    + folder.resolve("no")
                    + " holds no text (expected: a secret)"),
            Map.entry(
                steam(good + ",\"key\":\"" + KEY + "\""),
                "steam.key: unknown (expected: one of appIds, identity, publisherKey,"
                    + " replayWindow)"),
            Map.entry(
                steam(good).replace("[480]", "\"" + KEY + "\""),
                "steam.appIds: a text (expected: a list)"),
            Map.entry(
                steam(good).replace("480", "\"480\""),
                "steam.appIds[0]: a text (expected: a whole number in range)"),
            Map.entry(
                steam(good).replace("480", "4.8"),
                "steam.appIds[0]: a number (expected: a whole number in range)"),
            Map.entry(
                steam(good).replace("480", "0"), "steam.appIds: 0 (expected: 1 to 4294967295)"),
            Map.entry(
                steam(good).replace("\"my-game\"", "17"),
                "steam.identity: a number (expected: a text)"),
            Map.entry(
                steam(good + ",\"replayWindow\":\"" + KEY + "\""),
                "steam.replayWindow: a text (expected: a duration such as PT30S)"),
            Map.entry(
                steam(good + ",\"replayWindow\":\"PT1S\""),
                "steam.replayWindow: PT1S (expected: PT1H to PT720H)"),
            Map.entry(
                steam(good + ",\"replayWindow\":null"),
                "steam.replayWindow: null (expected: a duration such as PT30S)"),
            Map.entry("{\"steam\":\"" + KEY + "\"}", "steam: a text (expected: an object)"),
            Map.entry(
                "{\"apple\":{\"clientIds\":[\"a\"],\"nonceForm\":\"" + KEY + "\"}}",
                "apple.nonceForm: a text (expected: one of [PLAIN, SHA256_HEX,"
                    + " SHA256_BASE64URL])"),
            Map.entry(
                "{\"apple\":{\"clientIds\":[\"a\"],\"code\":{\"clientId\":\"a\",\"teamId\":\"t\","
                    + "\"keyId\":\"k\",\"privateKey\":\""
                    + KEY
                    + "\"}}}",
                "apple.code.privateKey: a secret (expected: -----BEGIN PRIVATE KEY-----, PKCS#8 on"
                    + " P-256)"),
            Map.entry(
                "{\"steam\":\n" + KEY, "platforms: no JSON at line 2 (expected: a JSON object)"),
            Map.entry("[]", "platforms: no JSON object (expected: a JSON object)"));

    complaints.forEach((json, expected) -> assertEquals(expected, complaint(json), json));
  }

  @Test
  void saysAllComplaintsAtOnce() {
    String complaint = complaint("{\"apple\":{},\"steam\":{}}");

    assertEquals(
        new TreeSet<>(List.of("apple", "steam")),
        new TreeSet<>(complaint.lines().map(line -> line.replaceAll("\\..*", "")).toList()));
  }

  @Test
  void readsNoVariablesOrFilesForPlayers() {
    PlatformAdapter<SteamTicket> adapter =
        new SteamAdapter(
            new SteamAdapter.Settings(480, Secret.of(KEY), "my-game"), platforms.context());

    assertTrue(PlatformCatalog.credential(adapter, "{\"ticket\":\"ab\"}").isPresent());
    for (String json :
        List.of(
            "{\"ticket\":{\"env\":\"PATH\"}}",
            "{\"ticket\":{\"file\":\"/etc/hostname\"}}",
            "{\"ticket\":\"\"}",
            "{\"ticket\":null}",
            "{\"ticket\":17}",
            "{\"ticket\":\"ab\",\"steamId\":\"1\"}",
            "{\"ticket\":\"ab\",\"ticket\":\"ab\"}",
            "{}",
            "[]",
            "",
            "null",
            "[".repeat(100_000))) {
      assertEquals(Optional.empty(), PlatformCatalog.credential(adapter, json), json);
    }
  }

  @Test
  void takesAdaptersOfOnesOwnUnderANameThatIsFree() {
    PlatformCatalog more =
        PlatformCatalog.standard().and("mine", SteamAdapter.Settings.class, SteamAdapter::new);

    assertTrue(more.names().contains("mine"));
    assertThrows(
        IllegalArgumentException.class,
        () -> more.and("steam", SteamAdapter.Settings.class, SteamAdapter::new));
  }
}
