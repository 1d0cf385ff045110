// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.adapters.OidcAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.NonceForm;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What is true of every provider, with keys at a fixed address; discovery, rules and claims have
 * tests of their own.
 */
final class OidcAdapterTest implements PlatformAdapterContract<OidcCredential> {
  static final Platform STUDIO = new Platform("studio");
  static final String ISSUER = "https://accounts.studio.example";
  static final String KEYS = ISSUER + "/jwks";
  static final String CLIENT = "s6BhdRkqt3";
  static final Secret NONCE = Secret.of("n-0S6_WzA2Mj");

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final String token = token().signed();

  private TestToken token() {
    return token(platforms.clock().instant());
  }

  static TestToken token(Instant now) {
    return TestIssuer.named(ISSUER)
        .on(() -> now)
        .token()
        .audience(CLIENT)
        .subject("24400320")
        .without("jti")
        .claim("nonce", NONCE.reveal())
        .claim("auth_time", now.minusSeconds(10).getEpochSecond())
        .claim("name", "Pat")
        .claim("preferred_username", "pat")
        .claim("email", "p@example.com")
        .claim("email_verified", true)
        .claim("address", Map.of("country", "de"));
  }

  static OidcCredential with(String token) {
    return new OidcCredential(STUDIO, Secret.of(token), NONCE);
  }

  private static Refusal<OidcCredential> refused(String name, TestToken token, Reason reason) {
    return Refusal.rejected(name, with(token.signed()), reason);
  }

  static Settings settings(OidcKeys keys, OidcRules rules, OidcClaimMap claims) {
    return new Settings(
        STUDIO,
        ISSUER,
        List.of(CLIENT, "another-of-ours"),
        Optional.of(keys),
        Optional.of(rules),
        Optional.of(claims),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Settings settings() {
    OidcClaimMap claims =
        new OidcClaimMap(
            Optional.of("name"),
            Optional.of("/address/country"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return settings(OidcKeys.at(KEYS), OidcRules.DEFAULT, claims);
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<OidcCredential> adapter(AdapterContext context) {
    return new OidcAdapter(settings(), context);
  }

  @Override
  public String catalogueName() {
    return "oidc";
  }

  @Override
  public String settingsJson() {
    return """
        {"platform":"studio","issuer":"https://accounts.studio.example",
         "clientIds":["s6BhdRkqt3","another-of-ours"],
         "keys":{"address":"https://accounts.studio.example/jwks"},
         "claims":{"displayName":"name","country":"/address/country"}}""";
  }

  @Override
  public OidcCredential goodCredential() {
    return with(token);
  }

  @Override
  public String credentialJson() {
    return """
        {"platform":"studio","idToken":"%s","nonce":"%s"}"""
        .formatted(token, NONCE.reveal());
  }

  @Override
  public PlatformIdentity identity() {
    return PlatformIdentity.of(STUDIO, "", "24400320", IdScope.GLOBAL)
        .displayName("Pat")
        .facts(PlatformFacts.NONE.country("DE"));
  }

  @Override
  public List<Answer> answers() {
    return List.of(Answer.keySet(KEYS, TestIssuer.named(ISSUER).jwks()));
  }

  @Override
  public List<Refusal<OidcCredential>> refusals() {
    Instant now = platforms.clock().instant();
    String kid = TestIssuer.named(ISSUER).kid();
    return List.of(
        refused("for another client", token().audience("another"), Reason.WRONG_APP),
        refused("for nobody", token().without("aud"), Reason.WRONG_APP),
        refused("issued to another client", token().claim("azp", "another"), Reason.WRONG_APP),
        refused("for several, to nobody", token().audience(CLIENT, "another"), Reason.WRONG_APP),
        Refusal.rejected(
            "of another provider",
            new OidcCredential(new Platform("other"), Secret.of(token), NONCE),
            Reason.WRONG_APP),
        refused(
            "expired",
            token().issuedAt(now.minusSeconds(700)).expiresAt(now.minusSeconds(60)),
            Reason.EXPIRED),
        refused("without an end", token().without("exp"), Reason.INVALID),
        refused("without a beginning", token().without("iat"), Reason.INVALID),
        refused("issued in the future", token().issuedAt(now.plusSeconds(61)), Reason.INVALID),
        refused("not good yet", token().notBefore(now.plusSeconds(61)), Reason.INVALID),
        refused("good for two days", token().expiresAt(now.plusSeconds(172_800)), Reason.INVALID),
        refused("by an issuer with a slash", token().issuer(ISSUER + "/"), Reason.INVALID),
        refused(
            "by an issuer in capitals",
            token().issuer("https://Accounts.studio.example"),
            Reason.INVALID),
        refused(
            "by an issuer that begins like ours",
            token().issuer(ISSUER + ".evil.example"),
            Reason.INVALID),
        refused("by nobody", token().without("iss"), Reason.INVALID),
        refused(
            "by a foreign key",
            token().signedWith(TestKey.named("foreign", Algorithm.RS256).withKeyId(kid)),
            Reason.INVALID),
        refused(
            "by another algorithm",
            token().signedWith(TestIssuer.named(ISSUER).key().signingBy(Algorithm.PS256)),
            Reason.INVALID),
        refused("by no algorithm", token().header("alg", "none"), Reason.INVALID),
        refused("by HS256", token().header("alg", "HS256"), Reason.INVALID),
        refused("with something critical", token().header("crit", List.of("x")), Reason.INVALID),
        refused("without a key's id", token().withoutHeader("kid"), Reason.INVALID),
        refused("an access token", token().type("at+jwt"), Reason.INVALID),
        refused("a logout", token().claim("events", Map.of("x", Map.of())), Reason.INVALID),
        refused("bound to a key", token().claim("cnf", Map.of("jkt", "x")), Reason.INVALID),
        refused("about nobody", token().without("sub"), Reason.INVALID),
        refused("about an endless name", token().subject("x".repeat(256)), Reason.INVALID),
        refused("without a nonce", token().without("nonce"), Reason.REPLAYED),
        refused("with another nonce", token().claim("nonce", "n-1S6_WzA2Mj"), Reason.REPLAYED),
        Refusal.rejected(
            "without a nonce on our side",
            new OidcCredential(STUDIO, Secret.of(token), Optional.empty()),
            Reason.REPLAYED),
        Refusal.undecided("no usable key", with(token), Cause.MISCONFIGURED)
            .answering(KEYS, 200, "{\"keys\":[]}"));
  }

  @Override
  public Map<String, Function<String, OidcCredential>> parts() {
    return Map.of(
        "platform",
        text -> new OidcCredential(new Platform(text), Secret.of(token), NONCE),
        "idToken",
        OidcAdapterTest::with,
        "nonce",
        text -> new OidcCredential(STUDIO, Secret.of(token), Secret.of(text)));
  }

  @Override
  public List<String> secrets() {
    return List.of(token, NONCE.reveal(), "p@example.com");
  }

  private String verdictOn(Settings settings, OidcCredential credential) {
    answerWell();
    try (OidcAdapter adapter = new OidcAdapter(settings, platforms.context())) {
      return PlatformAdapterContract.nameOf(adapter.verify(credential));
    }
  }

  /** Attack catalogue C3 and H4: what a token says of keys and issuers is never asked. */
  @Test
  void asksNobodyWhomATokenNames() {
    String named =
        token()
            .header("jku", "https://evil.example/jwks")
            .header("x5u", "https://evil.example/x5u")
            .signed();
    assertEquals("ACCEPTED", verdictOn(settings(), with(named)));
    for (int i = 0; i < 20; i++) {
      String foreign = token().issuer("https://evil-" + i + ".example").signed();
      assertEquals("INVALID", verdictOn(settings(), with(foreign)));
    }
    assertEquals(0, platforms.received().size());
  }

  @Test
  void takesEachOfItsClientsAndTokensForSeveralThatWereIssuedToOne() {
    assertEquals(
        "ACCEPTED", verdictOn(settings(), with(token().audience("another-of-ours").signed())));
    assertEquals(
        "ACCEPTED",
        verdictOn(settings(), with(token().audience("x", CLIENT).claim("azp", CLIENT).signed())));
  }

  @Test
  void takesNonceInTheFormThatWasAgreedOnOrNoneWhenToldTo() {
    for (NonceForm form : NonceForm.values()) {
      Settings settings = settings(Optional.of(form), Optional.empty(), Optional.empty());
      String text = token().claim("nonce", form.of(NONCE).reveal()).signed();

      assertEquals("ACCEPTED", verdictOn(settings, with(text)), form.name());
    }
    assertEquals(
        "ACCEPTED",
        verdictOn(
            settings(Optional.empty(), Optional.of(true), Optional.empty()),
            new OidcCredential(STUDIO, Secret.of(token), Optional.empty())));
  }

  private static Settings settings(
      Optional<NonceForm> form, Optional<Boolean> tolerated, Optional<IdScope> scope) {
    return new Settings(
        STUDIO,
        ISSUER,
        List.of(CLIENT),
        Optional.of(OidcKeys.at(KEYS)),
        Optional.empty(),
        Optional.empty(),
        scope,
        form,
        tolerated);
  }

  @Test
  void saysNothingOfWhatIsNotMapped() {
    answerWell();
    Settings settings = settings(Optional.empty(), Optional.empty(), Optional.of(IdScope.APP));
    try (OidcAdapter adapter = new OidcAdapter(settings, platforms.context())) {
      assertEquals(
          new Accepted(PlatformIdentity.of(STUDIO, "", "24400320", IdScope.APP)),
          adapter.verify(goodCredential()));
    }
  }

  @Test
  void goesOnWithItsKeysDuringAnOutage() {
    answerWell();
    try (OidcAdapter adapter = new OidcAdapter(settings(), platforms.context())) {
      adapter.verify(with(token().claim("jti", "first").signed()));
      platforms.reset();
      platforms.clock().advance(Duration.ofMinutes(5));

      assertEquals("ACCEPTED", PlatformAdapterContract.nameOf(adapter.verify(with(token))));
    }
  }

  @Test
  void severalStandBesideEachOtherUnderTheirOwnNames() {
    String other = settingsJson().replace("\"studio\"", "\"other\"");

    List<PlatformAdapter<?>> adapters =
        PlatformCatalog.standard()
            .adapters("{\"oidc\":[" + settingsJson() + "," + other + "]}", platforms.context());

    assertEquals(
        List.of(STUDIO, new Platform("other")),
        adapters.stream().map(PlatformAdapter::platform).toList());
    adapters.forEach(adapter -> ((OidcAdapter) adapter).close());
  }

  @Test
  void takesNoNameThatAnotherAdapterHas() {
    for (String name : List.of("steam", "apple", "guest")) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> new Settings(new Platform(name), ISSUER, CLIENT))
              .getMessage();
      assertEquals("platform: " + name + " (expected: a name that no other adapter has)", message);
    }
    String json = "{\"oidc\":" + settingsJson().replace("\"studio\"", "\"The Studio\"") + "}";
    assertEquals(
        "oidc.platform: a text (expected: 1 to 32 of a-z 0-9 . _ -)",
        assertThrows(
                IllegalArgumentException.class,
                () -> PlatformCatalog.standard().adapters(json, platforms.context()))
            .getMessage());
  }

  @Test
  void wantsAnIssuerByHttps() {
    for (String issuer :
        List.of(
            "http://accounts.studio.example",
            "http://localhost",
            "accounts.studio.example",
            "https://user@accounts.studio.example",
            "https://accounts.studio.example?tenant=1",
            "https://accounts.studio.example#x",
            "https://login.example/{tenantid}/v2.0",
            "https://*.studio.example",
            "https://accounts.studio.example/%zz",
            "https://")) {
      assertThrows(
          IllegalArgumentException.class, () -> new Settings(STUDIO, issuer, CLIENT), issuer);
    }
    for (String issuer :
        List.of(ISSUER, ISSUER + "/", ISSUER + ":8443/realms/game", "https://id.example/a%20b")) {
      new Settings(STUDIO, issuer, CLIENT);
    }
  }
}
