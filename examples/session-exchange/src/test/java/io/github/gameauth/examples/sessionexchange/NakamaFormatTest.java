// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.examples.sessionexchange.NakamaFormat.Named;
import io.github.gameauth.mint.NakamaSessions;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What GameAuth mints, read by other means; and whether those know Nakama's form. */
final class NakamaFormatTest {
  private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
  private static final UUID USER = UUID.fromString("3e70fd52-7192-41e7-9766-cb3ce5609916");
  private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  private static final String CLAIMS =
      "{\"tid\":\"7c6f1e0a-3b1d-4a53-9a0e-6d0f2f3a4b5c\",\"uid\":\""
          + USER
          + "\",\"exp\":1893499201}";
  private static final Secret SESSION = Secret.of("session-key-of-more-than-32-bytes-0001");
  private static final Secret REFRESH = Secret.of("refresh-key-of-more-than-32-bytes-0001");

  /** A token under the server's published key, which only tests may use. */
  @Test
  void readsATokenOfTheServers() {
    String token =
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
            + ".eyJ0aWQiOiI3YzZmMWUwYS0zYjFkLTRhNTMtOWEwZS02ZDBmMmYzYTRiNWMiLCJ1aWQiOiIz"
            + "ZTcwZmQ1Mi03MTkyLTQxZTctOTc2Ni1jYjNjZTU2MDk5MTYiLCJ1c24iOiJtaW5hIiwidnJzIjp7InBsYXQi"
            + "OiJzdGVhbSJ9LCJleHAiOjQxMDI0NDQ4MDAsImlhdCI6MTc2NzIyNTYwMH0"
            + ".DQygR3izPCZP6gv_GOcqkQJUCuJWM17S4Q2FM2dBz0Q";

    Named named = NakamaFormat.read(token, Secret.of("defaultencryptionkey"), NOW).orElseThrow();

    assertEquals(USER, named.user());
    assertEquals("mina", named.name());
    assertEquals("steam", named.claims().path("vrs").path("plat").asText());
    assertEquals(4102444800L, named.claims().path("exp").asLong());
  }

  @Test
  void readsWhatGameAuthMints() {
    NakamaSessions.Tokens tokens =
        NakamaSessions.of(
                new NakamaSessions.Settings(
                    SESSION, Duration.ofSeconds(60), REFRESH, Duration.ofHours(1)),
                InstantSource.fixed(NOW))
            .mint(USER, "mina", Map.of("plat", "cognito"));
    String session = tokens.session().reveal();
    String refresh = tokens.refresh().reveal();

    Named named = NakamaFormat.read(session, SESSION, NOW).orElseThrow();

    assertEquals(HEADER, new String(Base64.getUrlDecoder().decode(session.split("\\.")[0]), UTF_8));
    assertEquals(USER, named.user());
    assertEquals("mina", named.name());
    assertEquals(NOW.getEpochSecond() + 60, named.claims().path("exp").asLong());
    assertEquals(NOW.getEpochSecond(), named.claims().path("iat").asLong());
    assertEquals(tokens.tokenId(), UUID.fromString(named.claims().path("tid").asText()));
    assertFalse(named.claims().has("iss") || named.claims().has("aud"));
    assertEquals(Optional.empty(), NakamaFormat.read(session, REFRESH, NOW));
    assertEquals(Optional.empty(), NakamaFormat.read(refresh, SESSION, NOW));
    Named refreshed = NakamaFormat.read(refresh, REFRESH, NOW).orElseThrow();
    assertEquals(USER, refreshed.user());
    assertEquals(NOW.getEpochSecond() + 3600, refreshed.claims().path("exp").asLong());
  }

  @Test
  void readsWhatItWrites() {
    String token = NakamaFormat.write(USER, "mina", SESSION, NOW, 60);

    assertEquals(USER, NakamaFormat.read(token, SESSION, NOW).orElseThrow().user());
    assertTrue(NakamaFormat.read(token, SESSION, NOW.plusSeconds(59)).isPresent());
    assertTrue(NakamaFormat.read(token, SESSION, NOW.plusSeconds(60)).isEmpty());
    assertNotEquals(token, NakamaFormat.write(USER, "mina", SESSION, NOW, 60), "tid");
  }

  @Test
  void refusesAnyOtherHeader() throws Exception {
    assertTrue(NakamaFormat.read(token(HEADER, CLAIMS), SESSION, NOW).isPresent());
    for (String header :
        new String[] {
          "{\"typ\":\"JWT\",\"alg\":\"HS256\"}",
          "{\"alg\":\"HS256\"}",
          "{\"alg\":\"HS256\",\"kid\":\"1\",\"typ\":\"JWT\"}",
          "{\"alg\":\"none\",\"typ\":\"JWT\"}",
          "{\"alg\":\"HS256\", \"typ\":\"JWT\"}"
        }) {
      assertEquals(Optional.empty(), NakamaFormat.read(token(header, CLAIMS), SESSION, NOW));
    }
  }

  @Test
  void refusesWhatIsNoSession() throws Exception {
    for (String claims :
        new String[] {
          CLAIMS.replace(USER.toString(), "mina"), CLAIMS.replace("exp", "nbf"), "[]", "{}", "{"
        }) {
      assertEquals(Optional.empty(), NakamaFormat.read(token(HEADER, claims), SESSION, NOW));
    }
    for (String text : new String[] {"", "..", "a.b", "a.b.c.d", "%.%.%"}) {
      assertEquals(Optional.empty(), NakamaFormat.read(text, SESSION, NOW));
    }
  }

  private static String token(String header, String claims) throws Exception {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String signed =
        encoder.encodeToString(header.getBytes(UTF_8))
            + '.'
            + encoder.encodeToString(claims.getBytes(UTF_8));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SESSION.revealBytes(), "HmacSHA256"));
    return signed + '.' + encoder.encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }
}
