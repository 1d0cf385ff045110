// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.TwitchFixture.KEYS;
import static io.github.gameauth.adapters.TwitchFixture.NONCE;
import static io.github.gameauth.adapters.TwitchFixture.OTHER_CLIENT;
import static io.github.gameauth.adapters.testing.PlatformAdapterContract.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.adapters.TwitchAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestToken;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class TwitchAdapterIdTokenTest implements PlatformAdapterContract<TwitchCredential> {
  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final String token = token().signed();

  private TestToken token() {
    return TwitchFixture.idToken(platforms.clock());
  }

  private static TwitchCredential with(String token) {
    return TwitchCredential.ofIdToken(Secret.of(token), NONCE);
  }

  private static TwitchCredential withoutNonce(String token) {
    return new TwitchCredential(
        Optional.empty(), Optional.of(Secret.of(token)), Optional.empty(), Optional.empty());
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<TwitchCredential> adapter(AdapterContext context) {
    return new TwitchAdapter(TwitchFixture.settings(), context);
  }

  @Override
  public String catalogueName() {
    return "twitch";
  }

  @Override
  public String settingsJson() {
    return TwitchFixture.settingsJson();
  }

  @Override
  public TwitchCredential goodCredential() {
    return with(token);
  }

  @Override
  public String credentialJson() {
    return """
        {"idToken":"%s","nonce":"%s"}"""
        .formatted(token, NONCE.reveal());
  }

  @Override
  public PlatformIdentity identity() {
    return TwitchFixture.identity();
  }

  @Override
  public List<Answer> answers() {
    return List.of(Answer.keySet(KEYS, TwitchFixture.issuer(platforms.clock()).jwks()));
  }

  @Override
  public List<Refusal<TwitchCredential>> refusals() {
    TestKey secret =
        TestKey.sharedSecret("the-secret-of-an-extension-32-by".getBytes(StandardCharsets.UTF_8));
    return List.of(
        Refusal.rejected(
            "for another client", with(token().audience(OTHER_CLIENT).signed()), Reason.WRONG_APP),
        Refusal.rejected(
            "issued to another client",
            with(token().claim("azp", OTHER_CLIENT).signed()),
            Reason.WRONG_APP),
        Refusal.rejected(
            "expired",
            with(
                token()
                    .issuedAt(platforms.clock().instant().minusSeconds(700))
                    .expiresAt(platforms.clock().instant().minusSeconds(60))
                    .signed()),
            Reason.EXPIRED),
        Refusal.rejected(
            "by another issuer",
            with(token().issuer("https://id.twitch.tv/oauth2/").signed()),
            Reason.INVALID),
        Refusal.rejected(
            "by a foreign key",
            with(
                token()
                    .signedWith(
                        TestKey.named("foreign", Algorithm.RS256)
                            .withKeyId(TwitchFixture.issuer(platforms.clock()).kid()))
                    .signed()),
            Reason.INVALID),
        Refusal.rejected(
            "of an extension",
            with(token().signedWith(secret).claim("opaque_user_id", "U141981764").signed()),
            Reason.INVALID),
        Refusal.rejected(
            "about a user id that is none",
            with(token().subject("U141981764").signed()),
            Reason.INVALID),
        Refusal.rejected(
            "without a nonce", with(token().without("nonce").signed()), Reason.REPLAYED),
        Refusal.rejected(
            "with the nonce of another login",
            TwitchCredential.ofIdToken(Secret.of(token), Secret.of("another")),
            Reason.REPLAYED),
        Refusal.rejected("without a nonce on our side", withoutNonce(token), Reason.REPLAYED));
  }

  @Override
  public Map<String, Function<String, TwitchCredential>> parts() {
    return Map.of(
        "idToken",
        text -> with(text),
        "nonce",
        text -> TwitchCredential.ofIdToken(Secret.of(token), Secret.of(text)));
  }

  @Override
  public List<String> secrets() {
    return List.of(token, NONCE.reveal(), TwitchFixture.CLIENT_SECRET);
  }

  @Test
  void toleratesAMissingNonceWhenToldTo() {
    answerWell();
    Settings tolerant =
        new Settings(
            List.of(TwitchFixture.CLIENT), Optional.of(true), Optional.empty(), Optional.empty());
    try (TwitchAdapter adapter = new TwitchAdapter(tolerant, platforms.context())) {
      String without = token().without("nonce").signed();

      assertEquals("ACCEPTED", nameOf(adapter.verify(withoutNonce(without))));
    }
  }

  @Test
  void goesWithoutANameThatIsNone() {
    answerWell();
    for (String name : List.of("a\u202eb", "x".repeat(129), " ")) {
      String text = token().claim("preferred_username", name).signed();

      Accepted accepted = (Accepted) verdict(platforms.context(), with(text));

      assertEquals(Optional.empty(), accepted.identity().displayName());
    }
  }
}
