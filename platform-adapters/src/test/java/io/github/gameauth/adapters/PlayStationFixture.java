// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.PlayStationAdapter.Settings;
import io.github.gameauth.adapters.PlayStationClient.Meaning;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestToken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PlayStation as our tests play it: its addresses, its tokens, our client. */
final class PlayStationFixture {
  static final String ISSUER = "https://issuer.playstation.example/";
  static final String OAUTH = "https://s2s.np.playstation.net/api/authz/v3/oauth/";
  static final String TOKEN = OAUTH + "token";
  static final String USER_INFO = OAUTH + "userinfo";
  static final String KEYS = OAUTH + "jwks";
  static final String ACCOUNT = "9223372036854775807";
  static final String CLIENT = "c0ffee00-1111-4222-8333-444455556666";
  static final String SECRET = "client+secret/of:our%server";
  static final String HEADER = "a-further-secret-of-ours";

  private PlayStationFixture() {}

  static TestIssuer issuer(TestClock clock) {
    return TestIssuer.named(ISSUER).on(clock);
  }

  static TestToken token(TestClock clock) {
    return issuer(clock)
        .token()
        .subject(ACCOUNT)
        .audience(CLIENT)
        .expiresAt(clock.instant().plus(Duration.ofHours(1)))
        .claim("online_id", "Example-Player")
        .claim("env_iss_id", 256)
        .claim("device_type", "PS5")
        .claim("age", 27)
        .claim("is_child", false)
        .claim("legal_country", "US")
        .claim("locale", "en-US");
  }

  static PlayStationClient client() {
    return new PlayStationClient(
        CLIENT,
        Secret.of(SECRET),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Map.of("X-Further", Secret.of(HEADER))),
        Optional.of(Map.of("4155", Meaning.REPLAYED, "4159", Meaning.EXPIRED)));
  }

  static Settings settings() {
    return new Settings(PlayStationEnvironment.production(ISSUER), client());
  }

  static String settingsJson() {
    return """
        {"clientIds":["%s"],"environments":[{"issuerId":256,"issuer":"%s"}],
         "code":{"clientId":"%s","clientSecret":"%s","headers":{"X-Further":"%s"},
                 "errorCodes":{"4155":"REPLAYED","4159":"EXPIRED"}}}"""
        .formatted(CLIENT, ISSUER, CLIENT, SECRET, HEADER);
  }

  static Settings inSeveral(PlayStationEnvironment... environments) {
    return new Settings(
        List.of(CLIENT),
        List.of(environments),
        Optional.of(client()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static PlatformIdentity identity() {
    return PlatformIdentity.of(new Platform("playstation"), "np", ACCOUNT, IdScope.GLOBAL)
        .displayName("Example-Player")
        .facts(PlatformFacts.NONE.country("US").ageBand("27 not-child"));
  }
}
