// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigTest {
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
  private static final String SECRET = "A".repeat(43);

  @TempDir Path temp;

  private Config read(String json, String... environment) throws Config.Invalid {
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < environment.length; i += 2) {
      variables.put(environment[i], environment[i + 1]);
    }
    return Config.read(json, variables, temp);
  }

  private String complaint(String json, String... environment) {
    return String.valueOf(
        assertThrows(Config.Invalid.class, () -> read(json, environment)).getMessage());
  }

  @Test
  void needsNoSetUp() throws Exception {
    Config config = read("{}");

    assertEquals("http://127.0.0.1:8080", config.issuer());
    assertEquals(new Config.Address("127.0.0.1", 8081), config.admin());
    assertInstanceOf(StorageConfig.H2.class, config.storage());
    assertEquals(Duration.ofMinutes(15), config.tokens().access());
    assertEquals(Optional.empty(), config.adminToken());
  }

  @Test
  void letsTheEnvironmentHaveTheLastWord() throws Exception {
    Config config =
        read(
            "{\"listen\": {\"port\": 1234}, \"limits\": {\"requestsPerMinute\": 7}}",
            "GAMEAUTH_LISTEN_PORT",
            "4321",
            "GAMEAUTH_LIMITS_GUESTS_PER_HOUR",
            "9",
            "PATH",
            "/bin");

    assertEquals(4321, config.listen().port());
    assertEquals(7, config.limits().requestsPerMinute());
    assertEquals(9, config.limits().guestsPerHour());
  }

  @Test
  void complainsOfAllThatIsWrongAtOnce() {
    String complaint =
        complaint(
            """
            {"listen": {"port": 70000}, "tokens": {"access": "15 minutes"}, "guests": "yes"}""");

    assertEquals(
        """
        listen.port: 70000 (expected: 0 to 65535)
        tokens.access: 15 minutes (expected: PT1M to PT1H)
        guests: yes (expected: true or false)"""
            .lines()
            .sorted()
            .toList(),
        complaint.lines().sorted().toList());
  }

  @Test
  void complainsOfNamesThatNobodyKnows() {
    assertEquals(
        "listen.prot: unknown (expected: host, port)", complaint("{\"listen\": {\"prot\": 1}}"));
    assertTrue(
        complaint("{}", "GAMEAUTH_LISTEN_PROT", "1").startsWith("GAMEAUTH_LISTEN_PROT: unknown"));
  }

  @Test
  void complainsOfWhatIsNoJsonWithoutRepeatingIt() {
    String complaint = complaint("{\n\"password\": tresno1\n}");

    assertTrue(complaint.startsWith("configuration: line 2 is no JSON"), complaint);
    assertFalse(complaint.contains("tresno1"), complaint);
    assertTrue(complaint("{\"guests\": true, \"guests\": false}").contains("no JSON"));
  }

  @Test
  void takesNoSecretFromTheFile() {
    String complaint = complaint("{\"admin\": {\"token\": \"" + SECRET + "\"}}");

    assertTrue(complaint.startsWith("admin.token: in the configuration file"), complaint);
    assertTrue(complaint.contains("GAMEAUTH_ADMIN_TOKEN"), complaint);
    assertFalse(complaint.contains(SECRET), complaint);
  }

  @Test
  void takesASecretFromAFileThatTheEnvironmentNames() throws Exception {
    Path file = Files.writeString(temp.resolve("token"), SECRET + "\n");

    Config config = read("{}", "GAMEAUTH_ADMIN_TOKEN_FILE", file.toString());

    assertEquals(Optional.of(Secret.of(SECRET)), config.adminToken());
    assertTrue(
        complaint("{}", "GAMEAUTH_ADMIN_TOKEN_FILE", temp.resolve("none").toString())
            .startsWith("GAMEAUTH_ADMIN_TOKEN_FILE: "));
  }

  @Test
  void wantsAnOperatorsTokenThatNobodyGuesses() {
    String complaint = complaint("{}", "GAMEAUTH_ADMIN_TOKEN", "tresno1");

    assertEquals("admin.token: too short (expected: at least 32 characters)", complaint);
  }

  @Test
  void wantsKeysForAStoreThatServersShare() throws Exception {
    String postgres = "{\"storage\": {\"engine\": \"postgres\"}}";

    assertTrue(complaint(postgres).contains("keys.encryption: missing (expected: 32 random bytes"));
    assertTrue(complaint(postgres).contains("keys.persona: missing"));
    Config config =
        read(
            postgres,
            "GAMEAUTH_KEYS_ENCRYPTION",
            KEY,
            "GAMEAUTH_KEYS_PERSONA",
            KEY.replace('A', 'B'));
    assertInstanceOf(StorageConfig.Postgres.class, config.storage());
  }

  @Test
  void showsNoKeyThatIsNotGood() {
    String complaint = complaint("{}", "GAMEAUTH_KEYS_ENCRYPTION", "dHJlc25vMQ==");

    assertTrue(complaint.startsWith("keys.encryption: not shown (expected: 32"), complaint);
  }

  @Test
  void wantsTwoKeysThatAreNotOne() {
    String complaint =
        complaint("{}", "GAMEAUTH_KEYS_ENCRYPTION", KEY, "GAMEAUTH_KEYS_PERSONA", KEY);

    assertEquals("keys.persona: the same as keys.encryption (expected: another)", complaint);
  }

  @Test
  void takesNoPasswordInAnAddress() {
    String complaint =
        complaint(
            """
            {"storage": {"engine": "postgres", "url": "jdbc:postgresql://db/x?password=tresno1"}}""",
            "GAMEAUTH_KEYS_ENCRYPTION",
            KEY,
            "GAMEAUTH_KEYS_PERSONA",
            KEY.replace('A', 'B'));

    assertTrue(complaint.startsWith("storage.url: "), complaint);
    assertFalse(complaint.contains("tresno1"), complaint);
  }

  @Test
  void believesNoCountryWithoutASecretOfTheEdge() throws Exception {
    String countries = "{\"edge\": {\"deniedCountries\": [\"KP\"]}}";

    assertTrue(complaint(countries).startsWith("edge.secret: missing"));
    assertTrue(complaint("{\"edge\": {\"sourceHeader\": \"X-Source\"}}").startsWith("edge.secret"));
    read(countries, "GAMEAUTH_EDGE_SECRET", SECRET);
    assertTrue(
        complaint("{\"edge\": {\"deniedCountries\": [\"Korea\"]}}", "GAMEAUTH_EDGE_SECRET", SECRET)
            .startsWith("edge: "));
    assertTrue(complaint("{}", "GAMEAUTH_EDGE_SECRET", "short").startsWith("edge: "));
  }

  @Test
  void knowsWhichGameAClientIsFor() throws Exception {
    Config config =
        read(
            """
            {"games": {"one": {"clients": ["one-pc", "one-mobile"]}, "two": {"clients": ["two"]}}}""");

    assertEquals("one", config.clients().get("one-mobile").value());
    assertTrue(
        complaint("{\"games\": {\"one\": {\"clients\": [\"x\"]}, \"two\": {\"clients\": [\"x\"]}}}")
            .contains("x twice"));
    assertTrue(complaint("{\"games\": {\"one\": {\"clients\": []}}}").startsWith("games.one"));
    assertEquals(
        "games.a/b: cannot stand in a path (expected: such as my-game)",
        complaint("{\"games\": {\"a/b\": {\"clients\": [\"x\"]}}}"));
  }

  @Test
  void readsPlatforms() throws Exception {
    Config config =
        read(
            """
            {"platforms": {"studio": {"issuer": "https://studio.example", "audience": "my-game",
             "jwks": "https://studio.example/keys", "tokenType": "urn:ietf:params:oauth:token-type:id_token"}}}""");

    PlatformConfig studio = config.platforms().get(0);
    assertEquals("studio", studio.platform().name());
    assertEquals("urn:ietf:params:oauth:token-type:id_token", studio.tokenType());
    assertTrue(studio.once());
  }

  @Test
  void complainsOfPlatformsThatCannotBe() {
    assertTrue(
        complaint("{\"platforms\": {\"guest\": {\"issuer\": \"https://x.example\"}}}")
            .contains("platforms.guest: reserved"));
    String incomplete = complaint("{\"platforms\": {\"studio\": {\"kind\": \"magic\"}}}");
    assertTrue(incomplete.contains("platforms.studio.kind: magic (expected: trusted-token)"));
    assertTrue(incomplete.contains("platforms.studio.issuer: missing"), incomplete);
    assertTrue(incomplete.contains("platforms.studio.audience: missing"), incomplete);
    assertTrue(
        complaint(
                """
                {"platforms": {"studio": {"issuer": "https://studio.example", "audience": "x",
                 "algorithms": ["none"]}}}""")
            .contains("platforms.studio: algorithms: none"));
  }

  @Test
  void wantsAnIssuerThatPlayersCanSee() throws Exception {
    assertTrue(complaint("{\"listen\": {\"host\": \"0.0.0.0\"}}").startsWith("issuer: missing"));
    assertTrue(complaint("{\"listen\": {\"port\": 0}}").startsWith("issuer: missing"));
    assertTrue(
        complaint("{\"issuer\": \"http://id.mygame.example\"}").startsWith("issuer: http://id"));
    read("{\"issuer\": \"https://id.mygame.example\", \"listen\": {\"host\": \"0.0.0.0\"}}");
  }

  @Test
  void readsWhereDynamoDbIs() throws Exception {
    Config config =
        read(
            """
            {"storage": {"engine": "dynamodb", "table": "players", "region": "eu-central-1"}}""",
            "GAMEAUTH_KEYS_ENCRYPTION",
            KEY,
            "GAMEAUTH_KEYS_PERSONA",
            KEY.replace('A', 'B'));

    assertEquals(
        new StorageConfig.DynamoDb("players", Optional.of("eu-central-1"), Optional.empty(), false),
        config.storage());
  }

  @Test
  void isListedInTheReadme() throws Exception {
    Set<String> names = new TreeSet<>();
    for (String engine : List.of("h2", "postgres", "dynamodb")) {
      Settings settings =
          Settings.of(
              """
              {"storage": {"engine": "%s"}, "games": {"GAME": {"clients": ["x"]}},
               "platforms": {"studio": {"issuer": "https://studio.example", "audience": "x"}}}"""
                  .formatted(engine),
              Map.of(
                  "GAMEAUTH_KEYS_ENCRYPTION", KEY, "GAMEAUTH_KEYS_PERSONA", KEY.replace('A', 'B')));
      Config.read(settings, temp);
      settings.names().forEach(name -> names.add(name.replace(".studio.", ".NAME.")));
    }
    Set<String> listed = new TreeSet<>();
    String readme = Files.readString(Path.of(System.getProperty("basedir", "."), "README.md"));
    Matcher rows = Pattern.compile("(?m)^\\| `([A-Za-z.]+)` ").matcher(readme);
    while (rows.find()) {
      listed.add(rows.group(1));
    }

    assertEquals(names, listed);
  }
}
