// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.GoogleFixture.ANDROID;
import static io.github.gameauth.adapters.GoogleFixture.NONCE;
import static io.github.gameauth.adapters.GoogleFixture.WEB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.adapters.GoogleAdapter.CodeClient;
import io.github.gameauth.adapters.GoogleAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.NonceForm;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
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
import org.junit.jupiter.api.function.Executable;

/** ID tokens; codes are in {@code GoogleAdapterCodeTest}. */
final class GoogleAdapterTest implements PlatformAdapterContract<GoogleCredential> {
  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final String token = token().signed();

  private TestToken token() {
    return GoogleFixture.token(platforms.clock());
  }

  private static GoogleCredential with(String token) {
    return GoogleCredential.ofToken(Secret.of(token), NONCE);
  }

  private static GoogleCredential withoutNonce(String token) {
    return new GoogleCredential(Optional.of(Secret.of(token)), Optional.empty(), Optional.empty());
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<GoogleCredential> adapter(AdapterContext context) {
    return new GoogleAdapter(GoogleFixture.settings(), context);
  }

  @Override
  public String catalogueName() {
    return "google";
  }

  @Override
  public String settingsJson() {
    return GoogleFixture.settingsJson();
  }

  @Override
  public GoogleCredential goodCredential() {
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
    return GoogleFixture.identity();
  }

  @Override
  public List<Answer> answers() {
    return List.of(
        Answer.keySet(GoogleFixture.KEYS, GoogleFixture.issuer(platforms.clock()).jwks()));
  }

  @Override
  public List<Refusal<GoogleCredential>> refusals() {
    return List.of(
        Refusal.rejected(
            "for another game",
            with(token().audience("999-web.apps.googleusercontent.com").signed()),
            Reason.WRONG_APP),
        Refusal.rejected("for nobody", with(token().without("aud").signed()), Reason.WRONG_APP),
        Refusal.rejected(
            "for us and somebody else",
            with(token().audience(WEB, "999-web.apps.googleusercontent.com").signed()),
            Reason.WRONG_APP),
        Refusal.rejected(
            "asked for by another app",
            with(token().claim("azp", "999-android.apps.googleusercontent.com").signed()),
            Reason.WRONG_APP),
        Refusal.rejected(
            "of another domain",
            with(token().claim("hd", "example.net").signed()),
            Reason.WRONG_APP),
        Refusal.rejected(
            "of a domain in another spelling",
            with(token().claim("hd", "example.com.evil.example").signed()),
            Reason.WRONG_APP),
        Refusal.rejected(
            "of no domain, with an address there",
            with(token().without("hd").signed()),
            Reason.WRONG_APP),
        Refusal.rejected(
            "expired",
            with(
                token()
                    .issuedAt(platforms.clock().instant().minusSeconds(3700))
                    .expiresAt(platforms.clock().instant().minusSeconds(60))
                    .signed()),
            Reason.EXPIRED),
        Refusal.rejected(
            "by another issuer",
            with(token().issuer("https://accounts.google.com.evil.example").signed()),
            Reason.INVALID),
        Refusal.rejected(
            "by an issuer in a third spelling",
            with(token().issuer("https://accounts.google.com/").signed()),
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
        Refusal.rejected("without a player", with(token().without("sub").signed()), Reason.INVALID),
        Refusal.rejected("an access token", with("ya29.a0AfB_byC0123456789"), Reason.INVALID),
        Refusal.rejected(
            "without a nonce", with(token().without("nonce").signed()), Reason.REPLAYED),
        Refusal.rejected(
            "with the nonce of another login",
            GoogleCredential.ofToken(Secret.of(token), Secret.of("another")),
            Reason.REPLAYED),
        Refusal.rejected("without a nonce on our side", withoutNonce(token), Reason.REPLAYED),
        Refusal.undecided("no usable key at Google's", with(token), Cause.MISCONFIGURED)
            .answering(GoogleFixture.KEYS, 200, "{\"keys\":[]}"));
  }

  private String kid() {
    return GoogleFixture.issuer(platforms.clock()).kid();
  }

  @Override
  public Map<String, Function<String, GoogleCredential>> parts() {
    return Map.of(
        "idToken",
        text -> with(text),
        "nonce",
        text -> GoogleCredential.ofToken(Secret.of(token), Secret.of(text)));
  }

  @Override
  public List<String> secrets() {
    return List.of(token, GoogleFixture.SECRET, NONCE.reveal(), GoogleFixture.SUBJECT);
  }

  private PlatformVerdict verdict(Settings settings, GoogleCredential credential) {
    try (GoogleAdapter adapter = new GoogleAdapter(settings, platforms.context())) {
      return adapter.verify(credential);
    }
  }

  private static Settings only(
      Optional<NonceForm> form, Optional<Boolean> tolerated, Optional<List<String>> parties) {
    return new Settings(List.of(WEB), parties, Optional.empty(), form, tolerated, Optional.empty());
  }

  @Test
  void takesTheOtherSpellingOfTheIssuer() {
    answerWell();

    var verdict =
        verdict(platforms.context(), with(token().issuer("accounts.google.com").signed()));

    assertEquals(new Accepted(identity()), verdict);
  }

  @Test
  void takesATokenThatAnyAppOfOursAskedForUnlessTheyAreNamed() {
    answerWell();
    String others = token().claim("azp", "123-ios.apps.googleusercontent.com").signed();

    assertEquals(new Accepted(identity()), verdict(new Settings(WEB), with(others)));
    assertEquals(
        "WRONG_APP",
        PlatformAdapterContract.nameOf(
            verdict(
                only(Optional.empty(), Optional.empty(), Optional.of(List.of(ANDROID))),
                with(others))));
  }

  @Test
  void takesEverybodyUnlessDomainsAreNamed() {
    answerWell();

    var verdict = verdict(new Settings(WEB), with(token().without("hd").signed()));

    assertEquals(new Accepted(identity()), verdict);
  }

  @Test
  void takesNonceInTheFormThatWasAgreedOn() {
    answerWell();
    for (NonceForm form : NonceForm.values()) {
      String text = token().claim("nonce", form.of(NONCE).reveal()).signed();

      var verdict =
          verdict(only(Optional.of(form), Optional.empty(), Optional.empty()), with(text));

      assertEquals(new Accepted(identity()), verdict, form.name());
    }
  }

  @Test
  void toleratesAMissingNonceWhenToldTo() {
    answerWell();
    Settings tolerant = only(Optional.empty(), Optional.of(true), Optional.empty());

    assertEquals(
        new Accepted(identity()),
        verdict(tolerant, withoutNonce(token().without("nonce").signed())));
    assertEquals(
        "REPLAYED",
        PlatformAdapterContract.nameOf(
            verdict(tolerant, GoogleCredential.ofToken(Secret.of(token), Secret.of("another")))));
  }

  @Test
  void showsNoNameThatIsNone() {
    answerWell();
    PlatformIdentity unnamed =
        PlatformIdentity.of(GoogleAdapter.GOOGLE, "", GoogleFixture.SUBJECT, IdScope.GLOBAL);
    for (Object name : List.of("", " ", "a\r\nb", "\u202eabc", "x".repeat(129), 17, true)) {
      var verdict = verdict(platforms.context(), with(token().claim("name", name).signed()));

      assertEquals(new Accepted(unnamed), verdict, name.toString());
    }
  }

  @Test
  void takesAnAddressThatWasVerifiedInEitherSpellingForNothing() {
    answerWell();
    for (Object verified : List.of(true, "true", false, "false")) {
      var verdict =
          verdict(platforms.context(), with(token().claim("email_verified", verified).signed()));

      assertEquals(new Accepted(identity()), verdict);
    }
  }

  @Test
  void goesOnWithItsKeysDuringAnOutage() {
    answerWell();
    try (GoogleAdapter adapter = new GoogleAdapter(GoogleFixture.settings(), platforms.context())) {
      adapter.verify(with(token().claim("jti", "first").signed()));
      platforms.reset();
      platforms.clock().advance(Duration.ofMinutes(5));

      assertEquals(new Accepted(identity()), adapter.verify(with(token)));
    }
  }

  @Test
  void aTokenOfAKeyThatIsNotPublishedIsUndecidedOnlyWhileGoogleCannotBeAsked() {
    TestIssuer other = TestIssuer.named("another google").on(platforms.clock());
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
        IllegalArgumentException.class, () -> new GoogleCredential(some, some, Optional.empty()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new GoogleCredential(Optional.empty(), Optional.empty(), some));
  }

  @Test
  void settingsComplainWithoutTheirSecret() {
    Secret secret = Secret.of(GoogleFixture.SECRET);
    Optional<CodeClient> code = Optional.of(new CodeClient(WEB, secret, Optional.empty()));
    Optional<List<String>> none = Optional.empty();
    for (var bad :
        Map.<String, Executable>of(
                "clientIds",
                () -> new Settings(),
                "authorizedParties",
                () -> only(Optional.empty(), Optional.empty(), Optional.of(List.of())),
                "hostedDomains",
                () ->
                    new Settings(
                        List.of(WEB),
                        none,
                        Optional.of(List.of("a b")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                "clientSecret",
                () -> new CodeClient(WEB, Secret.of("short"), Optional.empty()),
                "redirectUri",
                () -> new CodeClient(WEB, secret, Optional.of("")))
            .entrySet()) {
      AmazonFixture.assertComplains(bad.getKey(), bad.getValue());
    }
    for (var parties : List.of(Optional.of(List.of(ANDROID)), none)) {
      AmazonFixture.assertComplains(
          "code.clientId",
          () ->
              new Settings(
                  List.of(parties.isPresent() ? WEB : ANDROID),
                  parties,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  code));
    }
  }
}
