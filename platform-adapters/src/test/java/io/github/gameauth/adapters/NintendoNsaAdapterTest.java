// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.testing.PlatformAdapterContract.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.github.gameauth.adapters.NintendoNsaAdapter.ClaimNames;
import io.github.gameauth.adapters.NintendoNsaAdapter.Environment;
import io.github.gameauth.adapters.NintendoNsaAdapter.Membership;
import io.github.gameauth.adapters.NintendoNsaAdapter.Settings;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class NintendoNsaAdapterTest implements PlatformAdapterContract<NintendoNsaCredential> {
  private static final Settings SETTINGS = new Settings("0100ABF008968000", "0100abf008968001");

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final String token = token().signed();

  private TestToken token() {
    return NintendoFixture.nsaToken(platforms.clock());
  }

  /** A token whose words about the game differ in one. */
  private NintendoNsaCredential saying(String name, @Nullable Object value) {
    Map<String, Object> game = NintendoFixture.game(platforms.clock());
    if (value == null) {
      game.remove(name);
    } else {
      game.put(name, value);
    }
    return with(token().claim("nintendo", game));
  }

  private static NintendoNsaCredential with(TestToken token) {
    return new NintendoNsaCredential(Secret.of(token.signed()));
  }

  private NintendoNsaCredential keysAt(@Nullable Object address) {
    return with(token().header("jku", address));
  }

  private static Settings settings(
      List<Environment> environments, Membership membership, Duration keysKept) {
    return new Settings(
        List.of(NintendoFixture.APPLICATION),
        Optional.of(environments),
        Optional.of(membership),
        Optional.of(keysKept),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private PlatformVerdict verdict(Settings settings, NintendoNsaCredential credential) {
    try (NintendoNsaAdapter adapter = new NintendoNsaAdapter(settings, platforms.context())) {
      return adapter.verify(credential);
    }
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<NintendoNsaCredential> adapter(AdapterContext context) {
    return new NintendoNsaAdapter(SETTINGS, context);
  }

  @Override
  public String catalogueName() {
    return "nintendo-nsa";
  }

  @Override
  public String settingsJson() {
    return """
        {"applicationIds":["0100ABF008968000","0100abf008968001"]}""";
  }

  @Override
  public NintendoNsaCredential goodCredential() {
    return new NintendoNsaCredential(Secret.of(token));
  }

  @Override
  public String credentialJson() {
    return "{\"idToken\":\"" + token + "\"}";
  }

  @Override
  public PlatformIdentity identity() {
    return PlatformIdentity.of(
            new Platform("nintendo-nsa"), "production", NintendoFixture.NSA_ID, IdScope.GLOBAL)
        .facts(PlatformFacts.NONE.entitlements(Set.of("nintendo:membership")));
  }

  @Override
  public List<Answer> answers() {
    return List.of(
        Answer.keySet(NintendoFixture.NSA_KEYS, NintendoFixture.keys(NintendoFixture.NSA_ISSUER)));
  }

  @Override
  public List<Refusal<NintendoNsaCredential>> refusals() {
    String kid = TestIssuer.named(NintendoFixture.NSA_ISSUER).kid();
    return List.of(
        Refusal.rejected("for another game", saying("ai", "0100000000010000"), Reason.WRONG_APP),
        Refusal.rejected("for no game", with(token().without("nintendo")), Reason.WRONG_APP),
        Refusal.rejected("without an application", saying("ai", null), Reason.WRONG_APP),
        Refusal.rejected(
            "for several applications",
            saying("ai", List.of(NintendoFixture.APPLICATION)),
            Reason.WRONG_APP),
        Refusal.rejected(
            "for another audience", with(token().audience("0000000000000000")), Reason.WRONG_APP),
        Refusal.rejected(
            "for another audience as well",
            with(token().audience("ed9e2f05d286f7b8", "0000000000000000")),
            Reason.WRONG_APP),
        Refusal.rejected(
            "of a development console",
            with(NintendoFixture.nsaToken(platforms.clock(), NintendoFixture.SANDBOX_ISSUER)),
            Reason.WRONG_APP),
        Refusal.rejected(
            "by the issuer of development consoles",
            with(token().issuer(NintendoFixture.SANDBOX_ISSUER)),
            Reason.INVALID),
        Refusal.rejected(
            "by an issuer of our player's own",
            with(token().issuer("https://baas.nintendo.com.evil.example")),
            Reason.INVALID),
        Refusal.rejected("an access token", with(token().claim("typ", "token")), Reason.INVALID),
        Refusal.rejected("of no type", with(token().without("typ")), Reason.INVALID),
        Refusal.rejected(
            "by a foreign key",
            with(token().signedWith(TestKey.named("an emulator", Algorithm.RS256).withKeyId(kid))),
            Reason.INVALID),
        Refusal.rejected(
            "by a key that is not published",
            with(token().header("kid", "b99d46d3-1568-4f08-9597-111b481eccae")),
            Reason.INVALID),
        Refusal.rejected(
            "by another algorithm",
            with(
                token()
                    .signedWith(
                        TestIssuer.named(NintendoFixture.NSA_ISSUER)
                            .key()
                            .signingBy(Algorithm.PS256))),
            Reason.INVALID),
        Refusal.rejected(
            "by a shared secret",
            with(token().signedWith(TestKey.sharedSecret(new byte[32])).header("kid", kid)),
            Reason.INVALID),
        Refusal.rejected(
            "expired",
            with(
                token()
                    .issuedAt(platforms.clock().instant().minusSeconds(3600))
                    .expiresAt(platforms.clock().instant().minusSeconds(60))),
            Reason.EXPIRED),
        Refusal.rejected("without an end", with(token().without("exp")), Reason.INVALID),
        Refusal.rejected(
            "from tomorrow",
            with(token().issuedAt(platforms.clock().instant().plusSeconds(3600))),
            Reason.INVALID),
        Refusal.rejected("about nobody", with(token().without("sub")), Reason.INVALID),
        Refusal.rejected("about what is no user", with(token().subject("p-17")), Reason.INVALID),
        Refusal.rejected("of no member", saying("hm", false), Reason.DENIED),
        Refusal.rejected("of who may be a member", saying("hm", null), Reason.DENIED),
        Refusal.rejected("of who is a member by a text", saying("hm", "true"), Reason.DENIED),
        Refusal.undecided("no usable key", goodCredential(), Cause.MISCONFIGURED)
            .answering(NintendoFixture.NSA_KEYS, 200, "{\"keys\":[]}"));
  }

  @Override
  public Map<String, Function<String, NintendoNsaCredential>> parts() {
    return Map.of("idToken", text -> new NintendoNsaCredential(Secret.of(text)));
  }

  @Override
  public List<String> secrets() {
    return List.of(token, NintendoFixture.NSA_ID, "2ded458f5e0beee2");
  }

  @Test
  void goesToNoAddressThatATokenNames() {
    TestIssuer evil = TestIssuer.named("https://evil.example");
    for (Object address :
        List.of(
            "https://evil.example/1.0.0/certificates",
            NintendoFixture.NSA_KEYS + "/",
            NintendoFixture.NSA_KEYS + "?",
            NintendoFixture.NSA_KEYS + "#",
            NintendoFixture.NSA_KEYS.replace("/1.0.0/", "/1.0.0/internal_"),
            NintendoFixture.NSA_KEYS.replace("https", "http"),
            NintendoFixture.NSA_KEYS.replace("https", "HTTPS"),
            NintendoFixture.NSA_KEYS.replace("baas.nintendo", "BAAS.nintendo"),
            NintendoFixture.NSA_KEYS.replace("//", "//evil.example@"),
            NintendoFixture.NSA_KEYS.replace("nintendo.com", "nintendo.com:443"),
            " " + NintendoFixture.NSA_KEYS,
            "http://169.254.169.254/latest/meta-data/",
            "file:///etc/passwd",
            "",
            17,
            List.of(NintendoFixture.NSA_KEYS))) {
      answerWell();
      platforms.answer("https://evil.example/1.0.0/certificates", evil.jwks());

      String itsOwn = nameOf(verdict(platforms.context(), keysAt(address)));
      String evils =
          nameOf(
              verdict(
                  platforms.context(),
                  with(token().signedWith(evil.key()).header("jku", address))));

      assertEquals("INVALID", itsOwn, address.toString());
      assertEquals("INVALID", evils, address.toString());
      assertEquals(List.of(), platforms.received(), address.toString());
    }
  }

  @Test
  void wantsATokenThatNamesAnAddress() {
    answerWell();

    assertEquals(
        "INVALID", nameOf(verdict(platforms.context(), with(token().withoutHeader("jku")))));
    assertEquals("INVALID", nameOf(verdict(platforms.context(), keysAt(null))));
    assertEquals(List.of(), platforms.received());
  }

  @Test
  void looksForAKeyOnlyAtTheAddressThatTheTokenNames() {
    answerWell();
    platforms.answer(
        NintendoFixture.SANDBOX_KEYS, NintendoFixture.keys(NintendoFixture.SANDBOX_ISSUER));
    Settings both =
        settings(
            List.of(Environment.PRODUCTION, Environment.SANDBOX),
            Membership.REQUIRE,
            Duration.ofHours(24));
    TestToken sandbox = NintendoFixture.nsaToken(platforms.clock(), NintendoFixture.SANDBOX_ISSUER);

    assertEquals(new Accepted(identity()), verdict(both, goodCredential()));
    PlatformIdentity developer =
        PlatformIdentity.of(
                new Platform("nintendo-nsa"), "sandbox", NintendoFixture.NSA_ID, IdScope.GLOBAL)
            .facts(identity().facts());
    assertEquals(new Accepted(developer), verdict(both, with(sandbox)));
    // A developer's key and issuer do not make a player of the production, nor the reverse.
    assertEquals(
        "INVALID", nameOf(verdict(both, with(sandbox.header("jku", NintendoFixture.NSA_KEYS)))));
    assertEquals(
        "INVALID",
        nameOf(
            verdict(
                both,
                with(
                    NintendoFixture.nsaToken(platforms.clock(), NintendoFixture.SANDBOX_ISSUER)
                        .issuer(NintendoFixture.NSA_ISSUER)))));
  }

  @Test
  void takesTheApplicationInEitherCase() {
    answerWell();

    String upper = NintendoFixture.APPLICATION.toUpperCase(Locale.ROOT);

    assertEquals(new Accepted(identity()), verdict(platforms.context(), saying("ai", upper)));
    assertEquals(
        new Accepted(identity()), verdict(platforms.context(), saying("ai", "0100abf008968001")));
  }

  @Test
  void deniesOnlyWhereTheGameWantsAMembership() {
    answerWell();
    PlatformIdentity notAMember = identity().facts(PlatformFacts.NONE);
    Map<String, Object> free = NintendoFixture.game(platforms.clock());
    free.put("opp", "FREE");
    free.put("hm", false);
    Map<String, Object> noGameServer = NintendoFixture.game(platforms.clock());
    noGameServer.keySet().removeAll(Set.of("ph", "opp", "hm"));

    for (Map<String, Object> game : List.of(free, noGameServer)) {
      assertEquals(
          new Accepted(notAMember),
          verdict(platforms.context(), with(token().claim("nintendo", game))));
    }
  }

  @Test
  void reportsOrIgnoresTheMembershipWhenToldTo() {
    answerWell();
    Accepted plain = new Accepted(identity().facts(PlatformFacts.NONE));
    Settings report =
        settings(List.of(Environment.PRODUCTION), Membership.REPORT, Duration.ofHours(24));
    Settings ignore =
        settings(List.of(Environment.PRODUCTION), Membership.IGNORE, Duration.ofHours(24));

    assertEquals(new Accepted(identity()), verdict(report, goodCredential()));
    assertEquals(plain, verdict(report, saying("hm", false)));
    assertEquals(plain, verdict(ignore, goodCredential()));
    assertEquals(plain, verdict(ignore, saying("hm", false)));
  }

  @Test
  void goesOnWithItsKeysForADayWithoutNintendo() {
    answerWell();
    try (NintendoNsaAdapter adapter = new NintendoNsaAdapter(SETTINGS, platforms.context())) {
      assertEquals("ACCEPTED", nameOf(adapter.verify(goodCredential())));
      platforms.reset();
      platforms.clock().advance(Duration.ofHours(24));
      assertEquals("ACCEPTED", nameOf(adapter.verify(with(token()))));
      platforms.clock().advance(Duration.ofHours(2));

      assertEquals("OUTAGE", nameOf(adapter.verify(with(token()))));
    }
  }

  @Test
  void keepsItsKeysForLessWhenToldTo() {
    answerWell();
    Settings shorter =
        settings(List.of(Environment.PRODUCTION), Membership.REQUIRE, Duration.ofHours(1));
    try (NintendoNsaAdapter adapter = new NintendoNsaAdapter(shorter, platforms.context())) {
      assertEquals("ACCEPTED", nameOf(adapter.verify(goodCredential())));
      platforms.reset();
      platforms.clock().advance(Duration.ofHours(3));

      assertEquals("OUTAGE", nameOf(adapter.verify(with(token()))));
    }
  }

  @Test
  void aKeyThatIsNotKnownIsUndecidedOnlyWhileNintendoCannotBeAsked() {
    NintendoNsaCredential rotated =
        with(token().signedWith(TestKey.named("the next key", Algorithm.RS256)));
    platforms.answer(NintendoFixture.NSA_KEYS, WireMock.aResponse().withStatus(503));
    assertEquals("OUTAGE", nameOf(verdict(platforms.context(), rotated)));
    answerWell();

    assertEquals("INVALID", nameOf(verdict(platforms.context(), rotated)));
  }

  @Test
  void takesOtherNamesFromItsSettings() {
    answerWell();
    Settings renamed =
        new Settings(
            List.of(NintendoFixture.APPLICATION),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Duration.ofMinutes(5)),
            Optional.of("another-audience"),
            Optional.of("game_token"),
            Optional.of(
                new ClaimNames(
                    Optional.of("title"),
                    Optional.of("id"),
                    Optional.of("policy"),
                    Optional.of("member"))));
    TestToken other =
        token()
            .audience("another-audience")
            .claim("typ", "game_token")
            .without("nintendo")
            .issuedAt(platforms.clock().instant().minusSeconds(3600))
            .expiresAt(platforms.clock().instant().minusSeconds(299));

    assertEquals(
        "ACCEPTED",
        nameOf(verdict(renamed, with(other.claim("title", Map.of("id", "0100ABF008968000"))))));
    assertEquals(
        "DENIED",
        nameOf(
            verdict(
                renamed,
                with(
                    other.claim(
                        "title",
                        Map.of(
                            "id",
                            "0100ABF008968000",
                            "policy",
                            "MEMBERSHIP_REQUIRED",
                            "member",
                            false))))));
    assertEquals("WRONG_APP", nameOf(verdict(renamed, goodCredential())));
  }

  @Test
  void settingsComplain() {
    Environment own = new Environment("own", "https://own.example", "https://own.example/keys");
    for (var bad :
        List.<Executable>of(
            () -> new Settings(),
            () -> new Settings("0100abf00896800"),
            () -> new Settings("0100abf00896800g"),
            () -> new Settings("0100abf008968000", "0100ABF008968000"),
            () -> settings(List.of(), Membership.IGNORE, Duration.ZERO),
            () ->
                settings(
                    List.of(own, new Environment("other", "https://a.example", own.keySet())),
                    Membership.IGNORE,
                    Duration.ZERO),
            () -> settings(List.of(own), Membership.IGNORE, Duration.ofHours(25)),
            () -> new Environment("", "https://own.example", "https://own.example/keys"),
            () -> new Environment("own", "", "https://own.example/keys"),
            () -> new Environment("own", "https://own.example", "http://own.example/keys"))) {
      String message = assertThrows(IllegalArgumentException.class, bad).getMessage();
      assertTrue(message.matches("[\\w.]+: .* \\(expected: .*\\)"), message);
    }
  }
}
