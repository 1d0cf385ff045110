// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.DiscordAdapter.CodeClient;
import io.github.gameauth.adapters.DiscordAdapter.Settings;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.secret.Secret;
import java.util.List;
import java.util.Optional;

/** Discord as our tests play it: its addresses, its answers, our application. */
final class DiscordFixture {
  static final String ME = "https://discord.com/api/v10/oauth2/@me";
  static final String TOKEN = "https://discord.com/api/v10/oauth2/token";
  static final String APPLICATION = "159799960412356608";
  static final String USER = "268473310986240001";
  static final String ACCESS_TOKEN = "6qrZcUqja7812RVdnEKjpzOL4CvHBFG";
  static final String CODE = "NhhvTDYsFcdgNLnnLijcl7Ku7bEEeee";
  static final String SECRET = "937it3ow87i4ery69876wqire0123456";
  static final String OWNER = "53908232506183680";

  private DiscordFixture() {}

  static Settings settings() {
    return new Settings(
        APPLICATION,
        Optional.of(new CodeClient(Secret.of(SECRET), Optional.of("https://game.example/in"))),
        Optional.empty(),
        Optional.of(List.of(OWNER)));
  }

  static String settingsJson() {
    return """
        {"applicationId":"159799960412356608","ownersRefused":["53908232506183680"],
         "code":{"clientSecret":"937it3ow87i4ery69876wqire0123456",
                 "redirectUri":"https://game.example/in"}}""";
  }

  static PlatformIdentity identity() {
    return PlatformIdentity.of(new Platform("discord"), "", USER, IdScope.GLOBAL)
        .displayName("Pat");
  }

  /** The answer of Discord's documentation, for a token that is good until February 2030. */
  static String authorization() {
    return """
        {"application":{"id":"159799960412356608","name":"Example","icon":null,"description":"",
          "bot_public":true,"bot_require_code_grant":false,"verify_key":"c1a2"},
         "scopes":["identify"],"expires":"2030-02-01T00:00:00.000000+00:00",
         "user":{"id":"268473310986240001","username":"pat","global_name":"Pat",
          "discriminator":"0","avatar":"f749bb0cbeeb26ef21eca719337d20f1","public_flags":131072}}""";
  }

  static String tokens() {
    return """
        {"access_token":"%s","token_type":"Bearer","expires_in":604800,
         "refresh_token":"D43f5y0ahjqew82jZ4NViEr2YafMKhue","scope":"identify"}"""
        .formatted(ACCESS_TOKEN);
  }
}
