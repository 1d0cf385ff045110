// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.AppleAdapter.CodeClient;
import io.github.gameauth.adapters.AppleAdapter.Settings;
import io.github.gameauth.adapters.proof.NonceForm;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestToken;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Apple as our tests play it: its addresses, its tokens, our key. */
final class AppleFixture {
  static final String KEYS = "https://appleid.apple.com/auth/keys";
  static final String TOKEN = "https://appleid.apple.com/auth/token";
  static final String SUBJECT = "000544.5e201aec537347aeb79d23cbc345170a.1321";
  static final Secret NONCE = Secret.of("raw-nonce-of-this-login");
  static final TestKey CLIENT_KEY = TestKey.named("apple client", Algorithm.ES256);

  private AppleFixture() {}

  static TestIssuer issuer(TestClock clock) {
    return TestIssuer.named("https://appleid.apple.com").on(clock);
  }

  /** A token as in Apple's documentation, with flags that come as texts. */
  static TestToken token(TestClock clock) {
    return issuer(clock)
        .token()
        .audience("com.example.game")
        .subject(SUBJECT)
        .without("jti")
        .claim("nonce", NonceForm.SHA256_HEX.of(NONCE).reveal())
        .claim("nonce_supported", true)
        .claim("email", "x@privaterelay.appleid.com")
        .claim("email_verified", "true")
        .claim("is_private_email", "true")
        .claim("real_user_status", 2);
  }

  static String pem() {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(CLIENT_KEY.signingKey().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  static Settings settings(boolean missingNonceTolerated) {
    return new Settings(
        List.of("com.example.game", "com.example.web"),
        Optional.empty(),
        Optional.of(missingNonceTolerated),
        Optional.of(
            new CodeClient(
                "com.example.game",
                "TEAM123456",
                "KEY1234567",
                Secret.of(pem()),
                Optional.empty())));
  }

  static String settingsJson() {
    return """
        {"clientIds":["com.example.game","com.example.web"],
         "code":{"clientId":"com.example.game","teamId":"TEAM123456","keyId":"KEY1234567",
                 "privateKey":"%s"}}"""
        .formatted(pem().replace("\n", "\\n"));
  }

  static PlatformIdentity identity() {
    return PlatformIdentity.of(new Platform("apple"), "", SUBJECT, IdScope.TEAM);
  }
}
