// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.TwitchAdapter.CodeClient;
import io.github.gameauth.adapters.TwitchAdapter.Settings;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestToken;
import java.util.List;
import java.util.Optional;

/** Twitch as our tests play it. */
final class TwitchFixture {
  static final String VALIDATE = "https://id.twitch.tv/oauth2/validate";
  static final String TOKEN = "https://id.twitch.tv/oauth2/token";
  static final String KEYS = "https://id.twitch.tv/oauth2/keys";
  static final String USERS = "https://api.twitch.tv/helix/users";
  static final String CLIENT = "wbmytr93xzw8zbg0p1izqyzzc5mbiz";
  static final String OTHER_CLIENT = "uo6dggojyb8d6soh92zknwmi5ej1q2";
  static final String CLIENT_SECRET = "nyo51xcdrerl8z9m56w9w6wgsecret";
  static final String ACCESS_TOKEN = "rfx2uswqe8l4g1mkagrvg5tv0ks3ab";
  static final String USER = "141981764";
  static final Secret NONCE = Secret.of("nonce-of-this-login");

  private TwitchFixture() {}

  static Settings settings() {
    return new Settings(
        List.of(CLIENT, "second-client"),
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new CodeClient(CLIENT, Secret.of(CLIENT_SECRET), "https://game.example/twitch")));
  }

  static String settingsJson() {
    return """
        {"clientIds":["%s","second-client"],
         "code":{"clientId":"%s","clientSecret":"%s","redirectUri":"https://game.example/twitch"}}"""
        .formatted(CLIENT, CLIENT, CLIENT_SECRET);
  }

  /** The answer of Twitch's documentation. */
  static String validated() {
    return """
        {"client_id":"wbmytr93xzw8zbg0p1izqyzzc5mbiz","login":"twitchdev",
         "scopes":["user:read:email"],"user_id":"141981764","expires_in":5520838}""";
  }

  static TestIssuer issuer(TestClock clock) {
    return TestIssuer.named("https://id.twitch.tv/oauth2").on(clock);
  }

  static TestToken idToken(TestClock clock) {
    return issuer(clock)
        .token()
        .audience(CLIENT)
        .subject(USER)
        .without("jti")
        .claim("azp", CLIENT)
        .claim("nonce", NONCE.reveal())
        .claim("preferred_username", "twitchdev");
  }

  static PlatformIdentity identity() {
    return PlatformIdentity.of(new Platform("twitch"), "", USER, IdScope.GLOBAL)
        .displayName("twitchdev");
  }
}
