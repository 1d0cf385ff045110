// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.cognito.wire.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class IssuedTokensTest {
  private static final Instant ASKED = Instant.parse("2030-01-01T12:00:00Z");

  private static String jwt(String claims) {
    return "e30."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8))
        + ".c2ln";
  }

  private static UserPoolTokens read(String access, String further) {
    JsonNode result =
        WireJson.tree("{\"AccessToken\":\"" + access + "\"" + further + "}").orElseThrow();
    return IssuedTokens.read(result, ASKED, "typed", Optional.of("presented")).orElseThrow();
  }

  private static Duration life(String access, String further) {
    return Duration.between(ASKED, read(access, further).expiry());
  }

  @Test
  void readsNameAndDeviceOutOfTheAccessToken() {
    UserPoolTokens tokens = read(jwt("{\"username\":\"u-1\",\"device_key\":\"d-1\"}"), "");

    assertEquals("u-1", tokens.userName());
    assertEquals(Optional.of("d-1"), tokens.deviceKey());
  }

  @Test
  void goesByWhatWasSentWhereTheTokenSaysNothing() {
    for (String access :
        new String[] {
          "opaque", "a.b.c", "a.%%%.c", jwt("[]"), jwt("{\"username\":7}"), "..", "."
        }) {
      UserPoolTokens tokens = read(access, "");

      assertEquals("typed", tokens.userName(), access);
      assertEquals(Optional.of("presented"), tokens.deviceKey());
    }
  }

  @Test
  void aNewDeviceIsTheOneThatTheRefreshTokenIsBoundTo() {
    assertEquals(
        Optional.of("new"),
        read(
                jwt("{\"device_key\":\"d-1\"}"),
                ",\"NewDeviceMetadata\":{\"DeviceKey\":\"new\",\"DeviceGroupKey\":\"g\"}")
            .deviceKey());
  }

  @Test
  void livesAsLongAsTheAnswerSays() {
    assertEquals(Duration.ofMinutes(5), life("a", ",\"ExpiresIn\":300"));
    assertEquals(Duration.ofHours(1), life("a", ",\"ExpiresIn\":3.6E3"));
    assertEquals(Duration.ofDays(1), life("a", ",\"ExpiresIn\":1e60"));
  }

  @Test
  void livesAsLongAsTheTokenSaysWhereTheAnswerDoesNotWhateverTheServicesClock() {
    String decadeOff = jwt("{\"iat\":1000000000,\"exp\":1000001800}");
    for (String further :
        new String[] {"", ",\"ExpiresIn\":null", ",\"ExpiresIn\":0", ",\"ExpiresIn\":\"60\""}) {
      assertEquals(Duration.ofMinutes(30), life(decadeOff, further), further);
    }
  }

  @Test
  void livesFiveMinutesWhereNobodySays() {
    for (String access :
        new String[] {
          "a", jwt("{\"exp\":5}"), jwt("{\"iat\":9,\"exp\":5}"), jwt("{\"iat\":9,\"exp\":9}")
        }) {
      assertEquals(Duration.ofMinutes(5), life(access, ""), access);
    }
  }

  @Test
  void areNoneWithoutAnAccessToken() {
    JsonNode result = WireJson.tree("{\"IdToken\":\"i\",\"RefreshToken\":\"r\"}").orElseThrow();

    assertEquals(Optional.empty(), IssuedTokens.read(result, ASKED, "typed", Optional.empty()));
  }
}
