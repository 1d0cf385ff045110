// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.cognitosignin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.cognito.testing.TestAppClient;
import io.github.gameauth.cognito.testing.TestPoolSettings;
import io.github.gameauth.cognito.testing.TestUserPool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CognitoSignInTest {
  private static final Pattern TRANSCRIPT = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL);
  private static final Pattern KEY = Pattern.compile("-> ([A-Z2-7]{52})\n");
  private static final String PASSWORD = "Battery-Staple-9?";
  private static final String CLIENT_SECRET = "0123456789abcdefghijklmnop";
  private static final UnaryOperator<String> NOBODY =
      said -> {
        throw new IllegalStateException("asked: " + said);
      };

  @TempDir Path temp;

  @Test
  void tellsTheStoryThatTheReadmeShows() throws Exception {
    String readme = Files.readString(Path.of(System.getProperty("basedir", "."), "README.md"));
    Matcher shown = TRANSCRIPT.matcher(readme);
    assertTrue(shown.find());

    Program.Result result = Program.run(temp, Map.of(), NOBODY);

    assertEquals(0, result.status(), result.err());
    assertEquals(withoutChance(shown.group(1)), withoutChance(result.out()));
    assertTrue(result.out().lines().filter(line -> line.contains("█")).count() > 20, result.out());
    assertHoldsNoSecret(result, "Correct-Horse-7!");
  }

  /** The key is drawn at random, and with it the picture; so is the player's name in the game. */
  private static String withoutChance(String text) {
    return text.replaceAll("(?m)^ +[█▀▄ ]+\n", "")
        .replaceAll("-> [A-Z2-7]{52}\n", "-> KEY\n")
        .replaceAll("of player [a-z2-7]+", "of player P")
        .replaceAll("\n+  ", "\n  ")
        .strip();
  }

  @Test
  void playsInAPoolOfTheReadersWhoIsAskedForCodes() throws Exception {
    TestPoolSettings settings =
        TestPoolSettings.named("eu-central-1_Mine")
            .devices(TestPoolSettings.Devices.ALWAYS)
            .client(
                TestAppClient.named("myclient")
                    .withSecret(CLIENT_SECRET)
                    .rotating(Duration.ofSeconds(5)));
    try (TestUserPool pool = TestUserPool.start(settings)) {
      Program.Result result =
          Program.run(
              temp,
              Map.of(
                  "COGNITO_ENDPOINT",
                  pool.endpoint().toString(),
                  "COGNITO_CLIENT_SECRET",
                  CLIENT_SECRET),
              said -> answer(said, pool),
              pool.poolId(),
              pool.client().id());

      assertEquals(0, result.status(), result.toString());
      assertTrue(result.out().contains("asked: Code(SOFTWARE_TOKEN_MFA)"), result.out());
      assertTrue(result.out().contains("proves password and device"), result.out());
      assertTrue(result.out().contains("a session of player "), result.out());
      assertTrue(result.out().contains("refused: REFRESH_TOKEN"), result.out());
      assertTrue(result.out().endsWith("refused: INVALID_GRANT\n"), result.out());
      assertEquals("CONFIRMED", pool.user("ada").status());
      assertHoldsNoSecret(result, PASSWORD);
      assertHoldsNoSecret(result, CLIENT_SECRET);
    }
  }

  private static String answer(String said, TestUserPool pool) {
    String question = said.substring(said.lastIndexOf('\n') + 1);
    if (question.startsWith("User name")) {
      return "ada";
    }
    if (question.startsWith("Password")) {
      return PASSWORD;
    }
    if (question.startsWith("E-mail")) {
      return "ada@mygame.example";
    }
    if (question.startsWith("Code of that message")) {
      return pool.latestCode("ada").orElseThrow().code();
    }
    Matcher key = KEY.matcher(said);
    assertTrue(key.find(), said);
    boolean first = !said.contains("bound, and asked for");
    // A code is good once; pools take the next one, too.
    return TestUserPool.totp(key.group(1), pool.now().plusSeconds(first ? 0 : 30));
  }

  @Test
  void saysWhyItEndsEarlyAndFails() throws Exception {
    try (TestUserPool pool = TestUserPool.start()) {
      pool.addUser("ada", "Another-Password-1!");

      Program.Result result =
          Program.run(
              temp,
              Map.of("COGNITO_ENDPOINT", pool.endpoint().toString()),
              said -> answer(said, pool),
              pool.poolId(),
              pool.client().id());

      assertEquals(1, result.status(), result.toString());
      assertTrue(result.out().contains("was here before"), result.out());
      assertTrue(result.out().contains("It ends here: "), result.out());
      assertTrue(result.out().contains("WRONG_CREDENTIALS"), result.out());
      assertHoldsNoSecret(result, PASSWORD);
    }
  }

  @Test
  void refusesArgumentsThatItDoesNotUnderstand() throws Exception {
    for (String[] arguments : new String[][] {{"eu-west-1_A"}, {"no pool", "client"}}) {
      Program.Result result = Program.run(temp, Map.of(), NOBODY, arguments);

      assertEquals(2, result.status(), result.toString());
      assertEquals("", result.out());
      assertTrue(result.err().contains("Usage: "), result.err());
    }
  }

  private static void assertHoldsNoSecret(Program.Result result, String secret) {
    assertFalse(result.toString().contains(secret), result.toString());
    assertFalse(result.toString().contains("eyJ"), result.toString());
  }
}
