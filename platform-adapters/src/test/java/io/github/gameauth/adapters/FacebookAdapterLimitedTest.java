// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.adapters.FacebookAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestToken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Limited Login's tokens. */
final class FacebookAdapterLimitedTest implements PlatformAdapterContract<FacebookCredential> {
  private static final String KEYS = "https://limited.facebook.com/.well-known/oauth/openid/jwks/";
  private static final Secret NONCE = Secret.of("nonce-of-this-login");

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final TestIssuer facebook =
      TestIssuer.named("https://www.facebook.com").on(platforms.clock());
  private final String token = token().signed();

  private TestToken token() {
    return facebook
        .token()
        .audience("1234567890")
        .subject("10215241773831025")
        .claim("nonce", NONCE.reveal())
        .claim("name", "Pat E")
        .claim("given_name", "Pat")
        .claim("family_name", "E")
        .claim("email", "p@example.com")
        .claim("picture", "https://platform-lookaside.fbsbx.com/p.jpg")
        .claim("user_friends", List.of("10215241773831026"))
        .claim("user_age_range", Map.of("min", 21));
  }

  private static FacebookCredential with(String token) {
    return new FacebookCredential(Secret.of(token), Optional.of(NONCE));
  }

  private static Settings settings(boolean missingNonceTolerated, List<String> issuers) {
    return new Settings(
        "1234567890",
        Optional.empty(),
        Optional.of(missingNonceTolerated),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(issuers).filter(all -> !all.isEmpty()));
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<FacebookCredential> adapter(AdapterContext context) {
    return new FacebookAdapter(settings(false, List.of()), context);
  }

  @Override
  public String catalogueName() {
    return "facebook";
  }

  @Override
  public String settingsJson() {
    return "{\"appId\":\"1234567890\"}";
  }

  @Override
  public FacebookCredential goodCredential() {
    return with(token);
  }

  @Override
  public String credentialJson() {
    return """
        {"token":"%s","nonce":"%s"}"""
        .formatted(token, NONCE.reveal());
  }

  @Override
  public PlatformIdentity identity() {
    return PlatformIdentity.of(
            new Platform("facebook"), "1234567890", "10215241773831025", IdScope.APP)
        .displayName("Pat E")
        .facts(PlatformFacts.NONE.ageBand("21+"));
  }

  @Override
  public List<Answer> answers() {
    return List.of(Answer.keySet(KEYS, facebook.jwks()));
  }

  @Override
  public List<Refusal<FacebookCredential>> refusals() {
    return List.of(
        Refusal.rejected(
            "for another game", with(token().audience("1234567891").signed()), Reason.WRONG_APP),
        Refusal.rejected(
            "expired",
            with(
                token()
                    .issuedAt(platforms.clock().instant().minusSeconds(3700))
                    .expiresAt(platforms.clock().instant().minusSeconds(60))
                    .signed()),
            Reason.EXPIRED),
        Refusal.rejected("without an end", with(token().without("exp").signed()), Reason.INVALID),
        Refusal.rejected(
            "without a beginning", with(token().without("iat").signed()), Reason.INVALID),
        Refusal.rejected(
            "of later",
            with(token().issuedAt(platforms.clock().instant().plusSeconds(60)).signed()),
            Reason.INVALID),
        Refusal.rejected(
            "by another issuer",
            with(token().issuer("https://www.facebook.com.evil.example").signed()),
            Reason.INVALID),
        Refusal.rejected(
            "by a foreign key",
            with(
                token()
                    .signedWith(TestKey.named("foreign", Algorithm.RS256).withKeyId(facebook.kid()))
                    .signed()),
            Reason.INVALID),
        Refusal.rejected(
            "by another algorithm",
            with(token().signedWith(TestKey.named("ours", Algorithm.PS256)).signed()),
            Reason.INVALID),
        Refusal.rejected("with another payload", with(tampered()), Reason.INVALID),
        Refusal.rejected(
            "without a nonce", with(token().without("nonce").signed()), Reason.REPLAYED),
        Refusal.rejected(
            "with the nonce of another login",
            new FacebookCredential(Secret.of(token), Optional.of(Secret.of("another"))),
            Reason.REPLAYED),
        Refusal.rejected(
            "without a nonce on our side",
            new FacebookCredential(Secret.of(token), Optional.empty()),
            Reason.REPLAYED),
        Refusal.rejected("of two dots only", with(".."), Reason.INVALID),
        Refusal.undecided("no usable key at Facebook's", with(token), Cause.MISCONFIGURED)
            .answering(KEYS, 200, "{\"keys\":[]}"));
  }

  private String tampered() {
    String[] good = token.split("\\.");
    String[] other = token().subject("10215241773831026").signed().split("\\.");
    return good[0] + "." + other[1] + "." + good[2];
  }

  @Override
  public Map<String, Function<String, FacebookCredential>> parts() {
    return Map.of(
        "nonce", text -> new FacebookCredential(Secret.of(token), Optional.of(Secret.of(text))));
  }

  @Override
  public List<String> secrets() {
    return List.of(token, NONCE.reveal(), "10215241773831025");
  }

  private String verdictOn(Settings settings, FacebookCredential credential) {
    answerWell();
    try (FacebookAdapter adapter = new FacebookAdapter(settings, platforms.context())) {
      return PlatformAdapterContract.nameOf(adapter.verify(credential));
    }
  }

  @Test
  void takesEachSpellingOfTheIssuerAndThoseOfTheSettingsAlone() {
    String limited = "https://limited.facebook.com";
    for (String issuer : List.of("https://www.facebook.com", "https://facebook.com", limited)) {
      assertEquals(
          "ACCEPTED",
          verdictOn(settings(false, List.of()), with(token().issuer(issuer).signed())),
          issuer);
    }
    assertEquals("INVALID", verdictOn(settings(false, List.of(limited)), with(token)));
  }

  @Test
  void toleratesAMissingNonceWhenToldTo() {
    FacebookCredential without =
        new FacebookCredential(Secret.of(token().without("nonce").signed()), Optional.empty());

    assertEquals("ACCEPTED", verdictOn(settings(true, List.of()), without));
  }

  @Test
  void tellsNothingOfAgeOrNameWhereTheTokenDoesNot() {
    answerWell();
    String bare =
        token().without("name").claim("user_age_range", Map.of("max", 12, "min", 13)).signed();

    assertEquals(
        new Accepted(
            PlatformIdentity.of(
                new Platform("facebook"), "1234567890", "10215241773831025", IdScope.APP)),
        verdict(platforms.context(), with(bare)));
  }
}
