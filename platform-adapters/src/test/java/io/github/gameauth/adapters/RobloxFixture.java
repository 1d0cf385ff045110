// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.RobloxAdapter.CodeClient;
import io.github.gameauth.adapters.RobloxAdapter.Settings;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestToken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Roblox as our tests play it: its addresses, its tokens, our app. */
final class RobloxFixture {
  static final String KEYS = "https://apis.roblox.com/oauth/v1/certs";
  static final String TOKEN = "https://apis.roblox.com/oauth/v1/token";
  static final String CLIENT = "840974200211308101";
  static final String SUBJECT = "1516563360";
  static final String SECRET = "RBX-CR9abcdefghijklmnSt12L";
  static final Secret NONCE = Secret.of("nonce-of-this-login");

  private RobloxFixture() {}

  static TestIssuer issuer(TestClock clock) {
    return TestIssuer.named("https://apis.roblox.com/oauth/").on(clock).signingBy(Algorithm.ES256);
  }

  /** An id token with the claims of Roblox's documentation, for ten hours. */
  static TestToken token(TestClock clock) {
    return issuer(clock)
        .token()
        .audience(CLIENT)
        .subject(SUBJECT)
        .claim("jti", "ID.ymwvcMGi9X3k926ojwR9")
        .notBefore(clock.instant())
        .expiresAt(clock.instant().plus(Duration.ofHours(10)))
        .claim("nonce", NONCE.reveal())
        .claim("name", "exampleuser")
        .claim("nickname", "exampleuser")
        .claim("preferred_username", "exampleuser")
        .claim("created_at", 1584682495)
        .claim("profile", "https://www.roblox.com/users/1516563360/profile");
  }

  static Settings settings(boolean missingNonceTolerated) {
    return new Settings(
        List.of(CLIENT, "840974200211308102"),
        Optional.empty(),
        Optional.of(missingNonceTolerated),
        Optional.of(new CodeClient(CLIENT, Secret.of(SECRET))));
  }

  static String settingsJson() {
    return """
        {"clientIds":["840974200211308101","840974200211308102"],
         "code":{"clientId":"840974200211308101","clientSecret":"%s"}}"""
        .formatted(SECRET);
  }

  static PlatformIdentity identity() {
    return PlatformIdentity.of(new Platform("roblox"), "", SUBJECT, IdScope.GLOBAL)
        .displayName("exampleuser");
  }
}
