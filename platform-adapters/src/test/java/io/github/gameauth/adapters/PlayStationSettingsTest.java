// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.adapters.PlayStationAdapter.Settings;
import io.github.gameauth.adapters.PlayStationClient.Meaning;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class PlayStationSettingsTest {
  private static final String ISSUER = PlayStationFixture.ISSUER;
  private static final PlayStationEnvironment NP = PlayStationEnvironment.production(ISSUER);

  private static PlayStationEnvironment environment(long issuerId, String issuer, String base) {
    return new PlayStationEnvironment(
        issuerId, issuer, Optional.of(base), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static PlayStationClient client(String uri, String scope, String header, String code) {
    return new PlayStationClient(
        "client",
        Secret.of("a-secret-that-nobody-sees"),
        Optional.of(uri),
        Optional.of(scope),
        Optional.of(Map.of(header, Secret.of("a-secret-that-nobody-sees"))),
        Optional.of(Map.of(code, Meaning.INVALID)));
  }

  private static Settings settings(
      List<PlayStationEnvironment> environments, Algorithm algorithm, Duration maxAge) {
    return new Settings(
        List.of("client"),
        environments,
        Optional.empty(),
        Optional.empty(),
        Optional.of(List.of(algorithm)),
        Optional.of(maxAge),
        Optional.empty());
  }

  @Test
  void knowWhereThePublicEnvironmentsLie() {
    for (var known : Map.of(1, "sp-int", 8, "prod-qa", 256, "np").entrySet()) {
      PlayStationEnvironment environment = new PlayStationEnvironment(known.getKey(), ISSUER);
      String oauth = "https://s2s." + known.getValue() + ".playstation.net/api/authz/v3/oauth/";

      assertEquals(known.getValue(), environment.name());
      assertEquals(oauth + "token", environment.tokenAddress());
      assertEquals(oauth + "userinfo", environment.userInfoAddress());
      assertEquals(oauth + "jwks", environment.keySetAddress());
    }
    assertEquals("17", environment(17, ISSUER, "https://a.example").name());
  }

  @Test
  void complainWithoutTheirSecrets() {
    Duration hour = Duration.ofHours(1);
    Settings good = settings(List.of(NP), Algorithm.RS256, hour);
    assertEquals(List.of(NP), good.environments());
    assertEquals("client", client("a://b", "psn:s2s openid", "X-A", "17").clientId());
    for (var bad :
        List.<Executable>of(
            () -> environment(0, ISSUER, "https://a.example"),
            () -> environment(256, "", "https://a.example"),
            () -> environment(256, ISSUER, "http://a.example"),
            () -> environment(256, ISSUER, "https://a.example/"),
            () -> new PlayStationEnvironment(17, ISSUER),
            () -> client("a b", "psn:s2s", "X-A", "17"),
            () -> client("a://b", "psn:s2s  openid", "X-A", "17"),
            () -> client("a://b", "psn:s2s\n", "X-A", "17"),
            () -> client("a://b", "x".repeat(256), "X-A", "17"),
            () -> client("a://b", "psn:s2s", "X A", "17"),
            () -> client("a://b", "psn:s2s", "X-A", "invalid"),
            () -> new PlayStationClient("client", Secret.of("a b")),
            () -> settings(List.of(), Algorithm.RS256, hour),
            () ->
                settings(
                    List.of(NP, environment(256, ISSUER, "https://a.example")),
                    Algorithm.RS256,
                    hour),
            () -> settings(List.of(NP), Algorithm.HS256, hour),
            () -> settings(List.of(NP), Algorithm.RS256, Duration.ofDays(2)),
            () ->
                new Settings(
                    List.of("other"),
                    List.of(NP),
                    Optional.of(PlayStationFixture.client()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()))) {
      String message = assertThrows(IllegalArgumentException.class, bad).getMessage();
      assertTrue(message.matches("[\\w.]+: .* \\(expected: .*\\)"), message);
      assertFalse(message.contains("nobody"), message);
    }
  }
}
