// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.proof;

import io.github.gameauth.adapters.AppleAdapter;
import io.github.gameauth.adapters.AppleCredential;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.NonceForm;
import io.github.gameauth.benchmarks.sample.PlatformHosts;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Identity tokens with the claims of Apple's documentation, and a nonce for each login. */
final class AppleTokens implements Credentials<AppleCredential> {
  private static final String CLIENT = "com.example.game";

  private final TestIssuer apple = TestIssuer.named("https://appleid.apple.com");
  private final BareSignatures signatures = new BareSignatures(apple.key().publicKey());

  @Override
  public void publish(PlatformHosts hosts) {
    hosts.answer("https://appleid.apple.com/auth/keys", apple.jwks());
  }

  @Override
  public PlatformAdapter<AppleCredential> adapter(AdapterContext context) {
    return new AppleAdapter(new AppleAdapter.Settings(CLIENT), context);
  }

  @Override
  public Good<AppleCredential> good(int player) {
    String token = token(player).signed();
    return new Good<>(credential(token, player), subject(player), signatures.over(token));
  }

  @Override
  public List<Bad<AppleCredential>> bad() {
    String tampered = Tampered.signature(token(0).signed(), token(1).signed());
    String expired = token(0).expiresAt(Instant.now().minusSeconds(60)).signed();
    String others = token(0).audience("com.example.another").signed();
    return List.of(
        new Bad<>(Reason.INVALID, credential(tampered, 0)),
        new Bad<>(Reason.EXPIRED, credential(expired, 0)),
        new Bad<>(Reason.WRONG_APP, credential(others, 0)));
  }

  private static AppleCredential credential(String token, int player) {
    return AppleCredential.ofToken(Secret.of(token), nonce(player));
  }

  private static String subject(int player) {
    return "%06d.5e201aec537347aeb79d23cbc345170a.1321".formatted(player);
  }

  private static Secret nonce(int player) {
    return Secret.of("nonce-of-login-%06d".formatted(player));
  }

  private TestToken token(int player) {
    Instant now = Instant.now();
    return apple
        .token()
        .audience(CLIENT)
        .subject(subject(player))
        .without("jti")
        .issuedAt(now.minusSeconds(120))
        .expiresAt(now.plus(Duration.ofHours(12)))
        .claim("nonce", NonceForm.SHA256_HEX.of(nonce(player)).reveal())
        .claim("nonce_supported", true)
        .claim("c_hash", "q0Ne8oX8kNsCPFnFGnD8nA")
        .claim("auth_time", now.minusSeconds(120).getEpochSecond())
        .claim("email", "x" + player + "@privaterelay.appleid.com")
        .claim("email_verified", "true")
        .claim("is_private_email", "true")
        .claim("real_user_status", 2);
  }
}
