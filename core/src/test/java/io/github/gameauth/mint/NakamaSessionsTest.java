// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import static io.github.gameauth.mint.MintFixtures.part;
import static io.github.gameauth.mint.MintFixtures.payload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.mint.NakamaSessions.Settings;
import io.github.gameauth.mint.NakamaSessions.Tokens;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NakamaSessionsTest {
  private static final Secret SESSION = Secret.of("session-key-of-more-than-32-bytes-0001");
  private static final Secret REFRESH = Secret.of("refresh-key-of-more-than-32-bytes-0001");
  private static final UUID USER = UUID.fromString("3e70fd52-7192-41e7-9766-cb3ce5609916");

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00.900Z");
  private final NakamaSessions sessions = NakamaSessions.of(settings(SESSION, REFRESH), clock);

  private static Settings settings(Secret session, Secret refresh) {
    return new Settings(session, Duration.ofSeconds(7200), refresh, Duration.ofHours(24));
  }

  /** Computed by other means under the server's published key, which only tests may use. */
  @Test
  void writesTheSameBytesAsTheServer() {
    Secret token =
        NakamaSessions.signed(
            Secret.of("defaultencryptionkey"),
            UUID.fromString("7c6f1e0a-3b1d-4a53-9a0e-6d0f2f3a4b5c"),
            USER,
            "mina",
            Map.of("plat", "steam"),
            4102444800L,
            1767225600L);

    assertEquals(
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
            + ".eyJ0aWQiOiI3YzZmMWUwYS0zYjFkLTRhNTMtOWEwZS02ZDBmMmYzYTRiNWMiLCJ1aWQiOiIz"
            + "ZTcwZmQ1Mi03MTkyLTQxZTctOTc2Ni1jYjNjZTU2MDk5MTYiLCJ1c24iOiJtaW5hIiwidnJzIjp7InBsYXQi"
            + "OiJzdGVhbSJ9LCJleHAiOjQxMDI0NDQ4MDAsImlhdCI6MTc2NzIyNTYwMH0"
            + ".DQygR3izPCZP6gv_GOcqkQJUCuJWM17S4Q2FM2dBz0Q",
        token.reveal());
  }

  @Test
  void livesExactlyAsLongAsTheServerSays() {
    Tokens tokens = sessions.mint(USER, "mina", Map.of());

    JsonNode session = payload(tokens.session());
    JsonNode refresh = payload(tokens.refresh());
    long now = Instant.parse("2030-01-01T12:00:00Z").getEpochSecond();
    assertEquals(now, session.get("iat").longValue());
    assertEquals(now + 7200, session.get("exp").longValue());
    assertEquals(now + 86400, refresh.get("exp").longValue());
    assertEquals(Instant.ofEpochSecond(now + 7200), tokens.expiresAt());
    assertEquals(Instant.ofEpochSecond(now + 86400), tokens.refreshExpiresAt());
  }

  @Test
  void writesTheHeaderTheServerInsistsOn() {
    Tokens tokens = sessions.mint(USER, "mina", Map.of());

    assertEquals("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", part(tokens.session(), 0));
  }

  @Test
  void leavesOutVariablesThatAreNotThere() {
    Tokens tokens = sessions.mint(USER, "mina", Map.of());

    assertFalse(payload(tokens.session()).has("vrs"));
    assertEquals(USER.toString(), payload(tokens.session()).get("uid").textValue());
    assertEquals(tokens.tokenId().toString(), payload(tokens.session()).get("tid").textValue());
    assertEquals(tokens.tokenId().toString(), payload(tokens.refresh()).get("tid").textValue());
  }

  @Test
  void sessionAndRefreshTokensDoNotPassForEachOther() {
    Tokens tokens = sessions.mint(USER, "mina", Map.of("plat", "steam"));

    assertTrue(verified(tokens.session(), sessions.keySource()));
    assertTrue(verified(tokens.refresh(), sessions.refreshKeySource()));
    assertFalse(verified(tokens.refresh(), sessions.keySource()));
    assertFalse(verified(tokens.session(), sessions.refreshKeySource()));
  }

  private static boolean verified(Secret token, KeySource source) {
    String[] parts = token.reveal().split("\\.");
    byte[] signed = (parts[0] + '.' + parts[1]).getBytes();
    byte[] mac = Base64.getUrlDecoder().decode(parts[2]);
    return ((KeyAnswer.Found) source.find(Algorithm.HS256, null))
        .candidates().stream()
            .anyMatch(
                key ->
                    SignatureProvider.platform()
                        .verifies(Algorithm.HS256, key, signed, signed.length, mac));
  }

  @Test
  void refusesOneKeyForBoth() {
    assertThrows(IllegalArgumentException.class, () -> settings(SESSION, SESSION));
  }

  @Test
  void refusesShortKeysUnlessTheyAreLegacy() {
    Secret shortKey = Secret.of("31-bytes-31-bytes-31-bytes-31-b");

    assertThrows(
        IllegalArgumentException.class,
        () -> NakamaSessions.of(settings(shortKey, REFRESH), clock));
    assertThrows(
        IllegalArgumentException.class,
        () -> NakamaSessions.of(settings(SESSION, shortKey), clock));
    NakamaSessions.allowingWeakLegacyKeys(settings(shortKey, REFRESH), clock)
        .mint(USER, "mina", Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"defaultencryptionkey", "defaultrefreshencryptionkey", "defaultkey"})
  void refusesThePublishedKeysAlways(String published) {
    Settings asSession = settings(Secret.of(published), REFRESH);
    Settings asRefresh = settings(SESSION, Secret.of(published));

    assertThrows(
        IllegalArgumentException.class,
        () -> NakamaSessions.allowingWeakLegacyKeys(asSession, clock));
    assertThrows(
        IllegalArgumentException.class,
        () -> NakamaSessions.allowingWeakLegacyKeys(asRefresh, clock));
    assertThrows(IllegalArgumentException.class, () -> NakamaSessions.of(asSession, clock));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mi na", "mi\nna", "mina\u0000", "\ud800"})
  void refusesNamesTheServerWouldRefuse(String name) {
    assertThrows(IllegalArgumentException.class, () -> sessions.mint(USER, name, Map.of()));
  }

  @Test
  void refusesLifetimesThatAreNotWholeSeconds() {
    Duration half = Duration.ofMillis(1500);
    Duration hour = Duration.ofHours(1);

    assertThrows(IllegalArgumentException.class, () -> new Settings(SESSION, half, REFRESH, hour));
    assertThrows(
        IllegalArgumentException.class, () -> new Settings(SESSION, hour, REFRESH, Duration.ZERO));
  }

  @Test
  void showsNoKeyAndNoTokenInText() {
    Settings settings = settings(SESSION, REFRESH);
    Tokens tokens = sessions.mint(USER, "mina", Map.of());

    assertFalse(settings.toString().contains("session-key"));
    assertFalse(tokens.toString().contains("eyJ"));
  }
}
