// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.AppleFixture.NONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.adapters.AppleAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.NonceForm;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestToken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Identity tokens; codes are in {@code AppleAdapterCodeTest}. */
final class AppleAdapterTest implements PlatformAdapterContract<AppleCredential> {
  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final String token = token().signed();

  private TestToken token() {
    return AppleFixture.token(platforms.clock());
  }

  private static AppleCredential with(String token) {
    return AppleCredential.ofToken(Secret.of(token), NONCE);
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<AppleCredential> adapter(AdapterContext context) {
    return new AppleAdapter(AppleFixture.settings(false), context);
  }

  @Override
  public String catalogueName() {
    return "apple";
  }

  @Override
  public String settingsJson() {
    return AppleFixture.settingsJson();
  }

  @Override
  public AppleCredential goodCredential() {
    return with(token);
  }

  @Override
  public String credentialJson() {
    return """
        {"identityToken":"%s","nonce":"%s"}"""
        .formatted(token, NONCE.reveal());
  }

  @Override
  public PlatformIdentity identity() {
    return AppleFixture.identity();
  }

  @Override
  public List<Answer> answers() {
    return List.of(Answer.keySet(AppleFixture.KEYS, AppleFixture.issuer(platforms.clock()).jwks()));
  }

  @Override
  public List<Refusal<AppleCredential>> refusals() {
    return List.of(
        Refusal.rejected(
            "for another game",
            with(token().audience("com.example.other").signed()),
            Reason.WRONG_APP),
        Refusal.rejected(
            "issued to another client",
            with(token().claim("azp", "com.example.other").signed()),
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
            with(token().issuer("https://appleid.apple.com.evil.example").signed()),
            Reason.INVALID),
        Refusal.rejected(
            "by a foreign key",
            with(
                token()
                    .signedWith(TestKey.named("foreign", Algorithm.RS256).withKeyId(kid()))
                    .signed()),
            Reason.INVALID),
        Refusal.rejected(
            "by another algorithm",
            with(token().signedWith(TestKey.named("ours", Algorithm.PS256)).signed()),
            Reason.INVALID),
        Refusal.rejected(
            "without a nonce", with(token().without("nonce").signed()), Reason.REPLAYED),
        Refusal.rejected(
            "with the nonce of another login",
            AppleCredential.ofToken(Secret.of(token), Secret.of("another")),
            Reason.REPLAYED),
        Refusal.rejected(
            "without a nonce on our side",
            new AppleCredential(Optional.of(Secret.of(token)), Optional.empty(), Optional.empty()),
            Reason.REPLAYED),
        Refusal.undecided("no usable key at Apple's", with(token), Cause.MISCONFIGURED)
            .answering(AppleFixture.KEYS, 200, "{\"keys\":[]}"));
  }

  private String kid() {
    return AppleFixture.issuer(platforms.clock()).kid();
  }

  @Override
  public Map<String, Function<String, AppleCredential>> parts() {
    return Map.of(
        "identityToken",
        text -> with(text),
        "nonce",
        text -> AppleCredential.ofToken(Secret.of(token), Secret.of(text)));
  }

  @Override
  public List<String> secrets() {
    return List.of(
        token, AppleFixture.pem().substring(60, 100), NONCE.reveal(), AppleFixture.SUBJECT);
  }

  @Test
  void takesTheOtherSpellingOfTheIssuer() {
    answerWell();

    var verdict =
        verdict(platforms.context(), with(token().issuer("https://account.apple.com").signed()));

    assertEquals("ACCEPTED", PlatformAdapterContract.nameOf(verdict));
  }

  @Test
  void takesEachOfItsClients() {
    answerWell();

    var verdict = verdict(platforms.context(), with(token().audience("com.example.web").signed()));

    assertEquals("ACCEPTED", PlatformAdapterContract.nameOf(verdict));
  }

  @Test
  void takesNonceInTheFormThatWasAgreedOn() {
    answerWell();
    for (NonceForm form : NonceForm.values()) {
      Settings settings =
          new Settings(
              List.of("com.example.game"), Optional.of(form), Optional.empty(), Optional.empty());
      try (AppleAdapter adapter = new AppleAdapter(settings, platforms.context())) {
        String text = token().claim("nonce", form.of(NONCE).reveal()).signed();

        assertEquals(
            "ACCEPTED", PlatformAdapterContract.nameOf(adapter.verify(with(text))), form.name());
      }
    }
  }

  @Test
  void toleratesAMissingNonceWhenToldTo() {
    answerWell();
    try (AppleAdapter adapter =
        new AppleAdapter(AppleFixture.settings(true), platforms.context())) {
      Secret without = Secret.of(token().without("nonce").signed());

      var verdict =
          adapter.verify(
              new AppleCredential(Optional.of(without), Optional.empty(), Optional.empty()));

      assertEquals("ACCEPTED", PlatformAdapterContract.nameOf(verdict));
    }
  }

  @Test
  void goesOnWithItsKeysDuringAnOutage() {
    answerWell();
    try (AppleAdapter adapter =
        new AppleAdapter(AppleFixture.settings(false), platforms.context())) {
      adapter.verify(with(token().claim("jti", "first").signed()));
      platforms.reset();
      platforms.clock().advance(Duration.ofMinutes(5));

      assertEquals("ACCEPTED", PlatformAdapterContract.nameOf(adapter.verify(with(token))));
    }
  }

  @Test
  void aTokenOfAKeyThatIsNotPublishedIsUndecidedOnlyWhileAppleCannotBeAsked() {
    TestIssuer other = TestIssuer.named("another apple").on(platforms.clock());
    String text = token().signedWith(other.key()).signed();
    assertEquals(
        "OUTAGE", PlatformAdapterContract.nameOf(verdict(platforms.context(), with(text))));
    answerWell();

    assertEquals(
        "INVALID", PlatformAdapterContract.nameOf(verdict(platforms.context(), with(text))));
  }

  @Test
  void aCredentialIsATokenOrACode() {
    Optional<Secret> some = Optional.of(Secret.of("x"));

    assertThrows(
        IllegalArgumentException.class, () -> new AppleCredential(some, some, Optional.empty()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AppleCredential(Optional.empty(), Optional.empty(), some));
  }
}
