// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.GoogleAdapter.CodeClient;
import io.github.gameauth.adapters.GoogleAdapter.Settings;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestToken;
import java.util.List;
import java.util.Optional;

/** Google as our tests play it: its addresses and its tokens. */
final class GoogleFixture {
  static final String KEYS = "https://www.googleapis.com/oauth2/v3/certs";
  static final String TOKEN = "https://oauth2.googleapis.com/token";
  static final String WEB = "123-web.apps.googleusercontent.com";
  static final String ANDROID = "123-android.apps.googleusercontent.com";
  static final String SUBJECT = "110169484474386276334";
  static final String SECRET = "GOCSPX-0123456789abcdefghijklmn";
  static final Secret NONCE = Secret.of("raw-nonce-of-this-login");

  private GoogleFixture() {}

  static TestIssuer issuer(TestClock clock) {
    return TestIssuer.named("https://accounts.google.com").on(clock);
  }

  /** A token of an Android game of a Workspace member. */
  static TestToken token(TestClock clock) {
    return issuer(clock)
        .token()
        .audience(WEB)
        .subject(SUBJECT)
        .without("jti")
        .expiresAt(clock.instant().plusSeconds(3600))
        .claim("azp", ANDROID)
        .claim("email", "a@example.com")
        .claim("email_verified", true)
        .claim("name", "Pat")
        .claim("picture", "https://lh3.googleusercontent.com/a/pat")
        .claim("given_name", "Pat")
        .claim("family_name", "E")
        .claim("locale", "en")
        .claim("hd", "example.com")
        .claim("nonce", NONCE.reveal());
  }

  static Settings settings() {
    return new Settings(
        List.of(WEB, "123-other.apps.googleusercontent.com"),
        Optional.of(List.of(ANDROID, WEB)),
        Optional.of(List.of("example.com", "example.org")),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new CodeClient(WEB, Secret.of(SECRET), Optional.empty())));
  }

  static String settingsJson() {
    return """
        {"clientIds":["%s","123-other.apps.googleusercontent.com"],
         "authorizedParties":["%s","%s"],"hostedDomains":["example.com","example.org"],
         "code":{"clientId":"%s","clientSecret":"%s"}}"""
        .formatted(WEB, ANDROID, WEB, WEB, SECRET);
  }

  static PlatformIdentity identity() {
    return PlatformIdentity.of(new Platform("google"), "", SUBJECT, IdScope.GLOBAL)
        .displayName("Pat");
  }
}
