// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.cognito.testing.TestPoolSettings;
import io.github.gameauth.cognito.testing.TestUserPool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DualTokensTest {
  private static final Pattern TRANSCRIPT = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL);
  private static final String KEY = "a-key-of-a-server-that-is-not-there-";

  @TempDir Path temp;

  @Test
  void tellsTheStoryThatTheReadmeShows() throws Exception {
    String readme = Files.readString(Path.of(System.getProperty("basedir", "."), "README.md"));
    Matcher shown = TRANSCRIPT.matcher(readme);
    assertTrue(shown.find());

    Program.Result result = Program.run(temp, Map.of(), "");

    assertEquals(0, result.status(), result.err());
    assertEquals(withoutChance(shown.group(1)), withoutChance(result.out()));
    assertHoldsNoSecret(result);
    String player = player(result.out());
    assertEquals(4, result.out().split(player, -1).length, "one and the same player");
  }

  /** The player's name in the game is drawn at random. */
  private static String withoutChance(String text) {
    return text.replaceAll("player [0-9a-f-]{36}", "player P").strip();
  }

  private static String player(String out) {
    Matcher player = Pattern.compile("player ([0-9a-f-]{36})").matcher(out);
    assertTrue(player.find(), out);
    return player.group(1);
  }

  @Test
  void takesATokenOfAPoolOfTheReaders() throws Exception {
    try (TestUserPool pool = TestUserPool.start()) {
      String token = pool.addUser("ada", "Battery-Staple-9?").idToken();

      Program.Result result =
          Program.run(
              temp,
              Map.of("COGNITO_ENDPOINT", pool.endpoint().toString()),
              token + "\n",
              pool.poolId(),
              pool.client().id());

      assertEquals(0, result.status(), result.toString());
      assertTrue(result.out().contains("asks our door as somebody else     -> herself again"));
      assertTrue(result.out().contains("shows the game's access token      -> refused: REVOKED"));
      assertHoldsNoSecret(result);
    }
  }

  @Test
  void saysWhyItEndsEarlyAndFails() throws Exception {
    try (TestUserPool pool = TestUserPool.start();
        TestUserPool other = TestUserPool.start(TestPoolSettings.named("eu-west-1_Other"))) {
      Map<String, String> environment = Map.of("COGNITO_ENDPOINT", pool.endpoint().toString());
      String[] arguments = {pool.poolId(), pool.client().id()};
      String foreign = other.addUser("eve", "Battery-Staple-9?").idToken();

      Program.Result nothing = Program.run(temp, environment, "", arguments);
      Program.Result refused = Program.run(temp, environment, foreign + "\n", arguments);

      assertEquals(1, nothing.status(), nothing.toString());
      assertTrue(nothing.out().contains("It ends here: standard input"), nothing.out());
      assertEquals(1, refused.status(), refused.toString());
      assertTrue(refused.out().contains("It ends here: refused: 401 invalid_token"), refused.out());
      assertHoldsNoSecret(refused);
    }
  }

  @Test
  void refusesWhatItDoesNotUnderstand() throws Exception {
    assertNotUnderstood("arguments: 1 ", Map.of(), "eu-west-1_A");
    assertNotUnderstood("session-exchange: ", Map.of(), "no pool", "client");
    assertNotUnderstood("NAKAMA_SERVER_KEY: missing ", Map.of("NAKAMA_URL", "http://127.0.0.1:1"));
  }

  @Test
  void refusesTheKeysThatEverybodyKnows() throws Exception {
    assertNotUnderstood("NAKAMA_SERVER_KEY: a published", nakama("defaultkey", KEY + 1, KEY + 2));
    assertNotUnderstood("bytes (expected: at least 32)", nakama(KEY, "defaultencryptionkey", KEY));
    assertNotUnderstood("refreshKey: the session key ", nakama(KEY, KEY + 1, KEY + 1));
  }

  private static Map<String, String> nakama(String server, String session, String refresh) {
    return Map.of(
        "NAKAMA_URL", "http://127.0.0.1:1",
        "NAKAMA_SERVER_KEY", server,
        "NAKAMA_SESSION_KEY", session,
        "NAKAMA_REFRESH_KEY", refresh);
  }

  private void assertNotUnderstood(
      String complaint, Map<String, String> environment, String... arguments) throws Exception {
    Program.Result result = Program.run(temp, environment, "", arguments);

    assertEquals(2, result.status(), result.toString());
    assertEquals("", result.out());
    assertTrue(result.err().contains(complaint), result.err());
    assertTrue(result.err().contains("Usage: "), result.err());
    assertFalse(result.err().contains(KEY), result.err());
  }

  private static void assertHoldsNoSecret(Program.Result result) {
    assertFalse(result.toString().contains("eyJ"), result.toString());
    assertFalse(result.toString().contains("Correct-Horse-7!"), result.toString());
    assertFalse(result.toString().contains("Basic "), result.toString());
  }
}
