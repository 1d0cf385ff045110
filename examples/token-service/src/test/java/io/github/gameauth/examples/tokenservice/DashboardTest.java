// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gameauth.examples.tokenservice.Client.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard shows what the service tells, and nothing that it does not tell. */
final class DashboardTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STUDIO = "https://id.example.test/token-type/studio";
  private static final String STEAM = "https://id.example.test/token-type/steam";

  private static final Pattern SERIES = Pattern.compile("(?m)^([a-z_]+)(?:\\{(.*)})? \\S+$");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Set<String> OPERATORS =
      Set.of("sum", "rate", "increase", "by", "max", "min", "histogram_quantile", "or", "vector");

  /** Of connections, of which this service holds none. */
  private static final Pattern OF_OTHERS = Pattern.compile("gameauth_(leases|handshakes)_.*");

  @TempDir static Path temp;
  private static final Map<String, Set<String>> scraped = new TreeMap<>();
  private static JsonNode dashboard;

  @BeforeAll
  static void scrapeAfterSomeTraffic() throws Exception {
    dashboard =
        JSON.readTree(Path.of(System.getProperty("basedir", "."), "dashboard.json").toFile());
    Path key = Files.writeString(temp.resolve("steam-key"), "0123456789ABCDEF0123456789ABCDEF\n");
    try (StudioIssuer studio = new StudioIssuer();
        SteamStandIn steam = new SteamStandIn();
        Running running =
            Running.in(
                temp.resolve("data"),
                """
                {"platforms": {"studio": %s}, "limits": {"requestsPerMinute": 100000},
                 "adapters": {"steam": {"appIds": [480], "identity": "my-game",
                                        "publisherKey": {"file": "%s"}}}}"""
                    .formatted(studio.configuration(), key),
                Map.of("GAMEAUTH_ADMIN_TOKEN", Running.OPERATOR),
                steam.http())) {
      sessions(running.players);
      links(running.players, studio);
      ban(running);
      outage(running, steam);
      Matcher series = SERIES.matcher(text(running));
      while (series.find()) {
        Set<String> labels = scraped.computeIfAbsent(series.group(1), any -> new TreeSet<>());
        Matcher label = LABEL.matcher(String.valueOf(series.group(2)));
        while (label.find()) {
          labels.add(label.group(1));
        }
      }
    }
  }

  private static String text(Running running) {
    return running.operators.get("/metrics").expecting(200).response().body();
  }

  /** Opened, refused, refreshed, and one refresh token used by two. */
  private static void sessions(Client client) {
    Answer tokens = client.logIn(client.newGuest()).expecting(200);
    String first = tokens.text("refresh_token");
    Answer second = client.refresh(first).expecting(200);
    client.refresh(second.text("refresh_token")).expecting(200);
    client.refresh(first).expecting(400);
    client.as("not-a-token", "GET", "/account", Map.of()).expecting(401);
  }

  private static void links(Client client, StudioIssuer studio) {
    String owner = client.logIn(studio(studio, "mina")).expecting(200).text("access_token");
    client.as(owner, "GET", "/account", Map.of()).expecting(200);
    String guest = client.logIn(client.newGuest()).expecting(200).text("access_token");
    client.as(guest, "POST", "/account/links", studio(studio, "mina")).expecting(409);
  }

  private static Map<String, String> studio(StudioIssuer studio, String player) {
    return Map.of("subject_token", studio.token(player), "subject_token_type", STUDIO);
  }

  private static void ban(Running running) {
    Client client = running.players;
    String access = client.logIn(client.newGuest()).expecting(200).text("access_token");
    String player = client.as(access, "GET", "/account", Map.of()).text("player");
    running
        .operators
        .as(
            Running.OPERATOR,
            "POST",
            "/admin/games/my-game/players/" + player + "/ban",
            Map.of("reason_code", "cheating"))
        .expecting(204);
    client.as(access, "GET", "/account", Map.of()).expecting(401);
  }

  /** Until the breaker leaves Steam alone. */
  private static void outage(Running running, SteamStandIn steam) {
    steam.ill(true);
    for (int i = 0; i < 200 && !text(running).contains("breakers_changed_total{"); i++) {
      running
          .players
          .logIn(
              Map.of(
                  "subject_token",
                  "{\"ticket\":\"" + SteamStandIn.TICKET + "\"}",
                  "subject_token_type",
                  STEAM))
          .expecting(503);
    }
  }

  private static List<String> expressions() {
    List<String> expressions = new ArrayList<>();
    dashboard.findValues("expr").forEach(each -> expressions.add(each.asText()));
    return expressions;
  }

  /** Of an expression: its metrics, without what stands in braces, brackets and quotes. */
  private static Set<String> metrics(String expression) {
    String bare =
        expression
            .replaceAll("\\{[^}]*}", "")
            .replaceAll("\\[[^]]*]", "")
            .replaceAll("by \\([^)]*\\)", "");
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(bare);
    while (name.find()) {
      names.add(name.group());
    }
    names.removeAll(OPERATORS);
    return names;
  }

  @Test
  void showsNothingThatTheServiceDoesNotTell() {
    List<String> expressions = expressions();

    assertTrue(expressions.size() > 20, expressions::toString);
    for (String expression : expressions) {
      Set<String> metrics = metrics(expression);
      assertFalse(metrics.isEmpty(), expression);
      for (String metric : metrics) {
        assertTrue(
            scraped.containsKey(metric),
            () -> metric + " of " + expression + " is not in " + scraped.keySet());
      }
    }
  }

  @Test
  void asksForLabelsThatThereAre() {
    Pattern braces = Pattern.compile("([a-z_]+)\\{([^}]*)}");
    Pattern by = Pattern.compile("by \\(([^)]*)\\)");
    for (String expression : expressions()) {
      Matcher selected = braces.matcher(expression);
      while (selected.find()) {
        Matcher label = Pattern.compile("([a-z_]+)[=!~]").matcher(selected.group(2));
        while (label.find()) {
          assertTrue(
              label.group(1).equals("instance")
                  || scraped.get(selected.group(1)).contains(label.group(1)),
              expression);
        }
      }
      Set<String> labels = new HashSet<>();
      metrics(expression).forEach(metric -> labels.addAll(scraped.get(metric)));
      Matcher grouped = by.matcher(expression);
      while (grouped.find()) {
        for (String label : grouped.group(1).split(", ")) {
          assertTrue(
              labels.contains(label) || label.equals("instance"), () -> label + ": " + expression);
        }
      }
    }
  }

  @Test
  void showsAllThatIsOfThisService() {
    Set<String> shown = new TreeSet<>();
    expressions().forEach(each -> metrics(each).forEach(name -> shown.add(family(name))));
    Set<String> told = new TreeSet<>();
    scraped.keySet().stream()
        .filter(DashboardTest::isOurs)
        .filter(name -> !OF_OTHERS.matcher(name).matches())
        .forEach(name -> told.add(family(name)));
    told.remove("gameauth_verifications_slow_seconds"); // a busy machine has some, others do not

    assertEquals(told, shown.stream().filter(DashboardTest::isOurs).collect(Collectors.toSet()));
  }

  private static boolean isOurs(String name) {
    return name.startsWith("gameauth_") || name.startsWith("http_");
  }

  /** A timer is several series. */
  private static String family(String name) {
    return name.replaceFirst("_(bucket|count|sum|max)$", "");
  }

  @Test
  void isADashboard() {
    assertEquals("GameAuth token service", dashboard.path("title").asText());
    assertFalse(dashboard.path("uid").asText().isEmpty());
    Set<Integer> ids = new HashSet<>();
    Set<String> places = new HashSet<>();
    for (JsonNode panel : dashboard.path("panels")) {
      JsonNode place = panel.path("gridPos");
      assertTrue(ids.add(panel.path("id").asInt()), panel.path("title").asText());
      assertTrue(places.add(place.path("x").asInt() + "/" + place.path("y").asInt()));
      assertTrue(place.path("x").asInt() + place.path("w").asInt() <= 24);
      assertFalse(panel.path("title").asText().isEmpty());
      if (!panel.path("type").asText().equals("row")) {
        assertEquals("${datasource}", panel.path("datasource").path("uid").asText());
        assertFalse(panel.path("targets").isEmpty(), panel.path("title").asText());
        assertFalse(panel.path("fieldConfig").path("defaults").path("unit").asText().isEmpty());
      }
    }
    assertTrue(
        dashboard.path("templating").path("list").findValuesAsText("name").contains("datasource"));
  }
}
