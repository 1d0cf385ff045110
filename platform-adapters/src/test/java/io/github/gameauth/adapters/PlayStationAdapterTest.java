// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.testing.PlatformAdapterContract.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.adapters.PlayStationAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.IdScope;
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
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Id tokens; codes are in {@code PlayStationAdapterCodeTest}. */
final class PlayStationAdapterTest implements PlatformAdapterContract<PlayStationCredential> {
  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final String token = token().signed();

  private TestToken token() {
    return PlayStationFixture.token(platforms.clock());
  }

  private static PlayStationCredential with(TestToken token) {
    return PlayStationCredential.ofToken(Secret.of(token.signed()));
  }

  private PlatformVerdict verdict(Settings settings, PlayStationCredential credential) {
    try (PlayStationAdapter adapter = new PlayStationAdapter(settings, platforms.context())) {
      return adapter.verify(credential);
    }
  }

  private static PlayStationCredential hinting(TestToken token, long issuerId) {
    return new PlayStationCredential(
        Optional.empty(), Optional.of(Secret.of(token.signed())), Optional.of(issuerId));
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<PlayStationCredential> adapter(AdapterContext context) {
    return new PlayStationAdapter(PlayStationFixture.settings(), context);
  }

  @Override
  public String catalogueName() {
    return "playstation";
  }

  @Override
  public String settingsJson() {
    return PlayStationFixture.settingsJson();
  }

  @Override
  public PlayStationCredential goodCredential() {
    return PlayStationCredential.ofToken(Secret.of(token));
  }

  @Override
  public String credentialJson() {
    return "{\"idToken\":\"" + token + "\"}";
  }

  @Override
  public PlatformIdentity identity() {
    return PlayStationFixture.identity();
  }

  @Override
  public List<Answer> answers() {
    return List.of(
        Answer.keySet(
            PlayStationFixture.KEYS, PlayStationFixture.issuer(platforms.clock()).jwks()));
  }

  @Override
  public List<Refusal<PlayStationCredential>> refusals() {
    TestKey ours = PlayStationFixture.issuer(platforms.clock()).key();
    String kid = ours.keyId().orElseThrow();
    String app = "09515159-7237-4370-9b40-3806e67c0891";
    return List.of(
        Refusal.rejected("for another client", with(token().audience(app)), Reason.WRONG_APP),
        Refusal.rejected("for nobody", with(token().without("aud")), Reason.WRONG_APP),
        Refusal.rejected(
            "issued to another client for ours",
            with(token().claim("client_id", app)),
            Reason.WRONG_APP),
        Refusal.rejected(
            "issued to another party for ours", with(token().claim("azp", app)), Reason.WRONG_APP),
        Refusal.rejected(
            "issued to no text",
            with(token().claim("client_id", List.of(PlayStationFixture.CLIENT))),
            Reason.WRONG_APP),
        Refusal.rejected(
            "of a development kit", with(token().claim("env_iss_id", 1)), Reason.WRONG_APP),
        Refusal.rejected(
            "of the certification", with(token().claim("env_iss_id", "8")), Reason.WRONG_APP),
        Refusal.rejected("of no environment", with(token().without("env_iss_id")), Reason.INVALID),
        Refusal.rejected("of no number", with(token().claim("env_iss_id", "np")), Reason.INVALID),
        Refusal.rejected(
            "of an environment that we are not in", hinting(token(), 1), Reason.WRONG_APP),
        Refusal.rejected("about nobody", with(token().without("sub")), Reason.INVALID),
        Refusal.rejected("about no account", with(token().subject("p-17")), Reason.INVALID),
        Refusal.rejected("about account 0", with(token().subject("0")), Reason.INVALID),
        Refusal.rejected(
            "expired",
            with(
                token()
                    .issuedAt(platforms.clock().instant().minusSeconds(3600))
                    .expiresAt(platforms.clock().instant().minusSeconds(60))),
            Reason.EXPIRED),
        Refusal.rejected("without an end", with(token().without("exp")), Reason.INVALID),
        Refusal.rejected("without a beginning", with(token().without("iat")), Reason.INVALID),
        Refusal.rejected(
            "from tomorrow",
            with(token().issuedAt(platforms.clock().instant().plusSeconds(600))),
            Reason.INVALID),
        Refusal.rejected(
            "by another issuer",
            with(token().issuer(PlayStationFixture.ISSUER + "x")),
            Reason.INVALID),
        Refusal.rejected(
            "by a foreign key",
            with(token().signedWith(TestKey.named("foreign", Algorithm.RS256).withKeyId(kid))),
            Reason.INVALID),
        Refusal.rejected(
            "by another algorithm",
            with(token().signedWith(ours.signingBy(Algorithm.PS256))),
            Reason.INVALID),
        Refusal.rejected(
            "by a shared secret",
            with(token().signedWith(TestKey.sharedSecret(new byte[32])).header("kid", kid)),
            Reason.INVALID),
        Refusal.rejected(
            "by nobody",
            PlayStationCredential.ofToken(Secret.of("eyJhbGciOiJub25lIn0.e30.")),
            Reason.INVALID),
        Refusal.undecided("no usable key", goodCredential(), Cause.MISCONFIGURED)
            .answering(PlayStationFixture.KEYS, 200, "{\"keys\":[]}"));
  }

  @Override
  public Map<String, Function<String, PlayStationCredential>> parts() {
    return Map.of("idToken", text -> PlayStationCredential.ofToken(Secret.of(text)));
  }

  @Override
  public List<String> secrets() {
    return List.of(
        token, PlayStationFixture.SECRET, PlayStationFixture.HEADER, PlayStationFixture.ACCOUNT);
  }

  @Test
  void findsTheAccountWhereverItStands() {
    answerWell();

    for (TestToken same :
        List.of(
            token().claim("account_id", "5"),
            token().without("sub").claim("account_id", PlayStationFixture.ACCOUNT),
            token().subject("opaque").claim("account_id", PlayStationFixture.ACCOUNT),
            token().without("sub").claim("account_id", 9223372036854775807L))) {
      assertEquals(new Accepted(identity()), verdict(platforms.context(), with(same)));
    }
  }

  @Test
  void keepsAnAccountThatIsTooLargeForALong() {
    answerWell();

    PlatformVerdict verdict =
        verdict(
            platforms.context(),
            with(
                token()
                    .without("sub")
                    .claim("account_id", new BigInteger("18446744073709551615"))));

    assertEquals("18446744073709551615", ((Accepted) verdict).identity().subject());
  }

  @Test
  void takesATokenIssuedToOurClientForAnother() {
    answerWell();

    TestToken access = token().audience("a service").claim("client_id", PlayStationFixture.CLIENT);

    assertEquals(new Accepted(identity()), verdict(platforms.context(), with(access)));
  }

  @Test
  void leavesOutWhatItCannotRead() {
    answerWell();
    PlatformIdentity bare =
        PlatformIdentity.of(
            identity().platform(), "np", PlayStationFixture.ACCOUNT, IdScope.GLOBAL);

    for (TestToken odd :
        List.of(
            token()
                .claim("online_id", "a\nb")
                .claim("age", "old")
                .claim("is_child", 0)
                .claim("legal_country", "usa"),
            token()
                .without("online_id")
                .claim("age", 151)
                .without("is_child")
                .without("legal_country"),
            token()
                .claim("online_id", "x".repeat(65))
                .claim("age", -1)
                .claim("is_child", List.of(true))
                .claim("legal_country", Map.of()))) {
      assertEquals(new Accepted(bare), verdict(platforms.context(), with(odd)));
    }
    PlatformIdentity child = identity().facts(PlatformFacts.NONE.country("US").ageBand("9 child"));
    assertEquals(
        new Accepted(child),
        verdict(platforms.context(), with(token().claim("age", 9).claim("is_child", true))));
  }

  @Test
  void letsAHintChooseAmongItsEnvironmentsOnly() {
    answerWell();
    platforms.answer(
        "https://s2s.prod-qa.playstation.net/api/authz/v3/oauth/jwks",
        PlayStationFixture.issuer(platforms.clock()).jwks());
    Settings both =
        PlayStationFixture.inSeveral(
            PlayStationEnvironment.production(PlayStationFixture.ISSUER),
            new PlayStationEnvironment(8, PlayStationFixture.ISSUER));
    TestToken certification = token().claim("env_iss_id", 8);

    assertEquals(new Accepted(identity()), verdict(both, goodCredential()));
    assertEquals(new Accepted(identity()), verdict(both, hinting(token(), 256)));
    Accepted tester = (Accepted) verdict(both, hinting(certification, 8));
    assertEquals("prod-qa", tester.identity().environment());
    assertEquals("WRONG_APP", nameOf(verdict(both, hinting(token(), 8))));
    assertEquals("WRONG_APP", nameOf(verdict(both, hinting(certification, 256))));
    assertEquals("WRONG_APP", nameOf(verdict(both, with(certification))));
    assertEquals("WRONG_APP", nameOf(verdict(both, hinting(token().claim("env_iss_id", 1), 1))));
  }

  @Test
  void takesOtherNamesAndAddressesFromItsSettings() {
    PlayStationEnvironment elsewhere =
        new PlayStationEnvironment(
            4,
            "another-issuer",
            Optional.of("https://s2s.example/x"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Settings settings =
        new Settings(
            List.of("one", "two"),
            List.of(elsewhere),
            Optional.empty(),
            Optional.of(
                new PlayStationClaimNames(
                    Optional.of(List.of("uid")),
                    Optional.of(List.of("nick", "name")),
                    Optional.of(List.of("years")),
                    Optional.of(List.of("minor")),
                    Optional.of(List.of("land")),
                    Optional.of(List.of("world")))),
            Optional.of(List.of(Algorithm.PS256)),
            Optional.of(Duration.ofMinutes(10)),
            Optional.of(Duration.ofMinutes(2)));
    platforms.answer(
        "https://s2s.example/x/api/authz/v3/oauth/jwks",
        TestIssuer.named("playstation's other").signingBy(Algorithm.PS256).jwks());
    TestToken other =
        TestIssuer.named("playstation's other")
            .signingBy(Algorithm.PS256)
            .on(platforms.clock())
            .token()
            .issuer("another-issuer")
            .audience("two")
            .without("sub")
            .claim("uid", 17)
            .claim("name", "Nick")
            .claim("years", 30)
            .claim("minor", "false")
            .claim("land", "FR")
            .claim("world", "4");

    Accepted accepted = (Accepted) verdict(settings, with(other));

    assertEquals(
        PlatformIdentity.of(identity().platform(), "4", "17", IdScope.GLOBAL)
            .displayName("Nick")
            .facts(PlatformFacts.NONE.country("FR").ageBand("30 not-child")),
        accepted.identity());
    assertEquals(
        "ACCEPTED",
        nameOf(
            verdict(
                settings,
                with(other.issuedAt(platforms.clock().instant().minus(Duration.ofMinutes(10)))))));
    assertEquals(
        "EXPIRED",
        nameOf(
            verdict(
                settings, with(other.issuedAt(platforms.clock().instant().minusSeconds(601))))));
  }

  @Test
  void goesOnWithItsKeysDuringAnOutage() {
    answerWell();
    try (var adapter = new PlayStationAdapter(PlayStationFixture.settings(), platforms.context())) {
      assertEquals("ACCEPTED", nameOf(adapter.verify(with(token().claim("jti", "first")))));
      platforms.reset();
      platforms.clock().advance(Duration.ofMinutes(30));

      assertEquals("ACCEPTED", nameOf(adapter.verify(goodCredential())));
    }
  }

  @Test
  void aCredentialIsACodeOrAToken() {
    Optional<Secret> some = Optional.of(Secret.of("x"));

    assertThrows(
        IllegalArgumentException.class,
        () -> new PlayStationCredential(some, some, Optional.empty()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PlayStationCredential(Optional.empty(), Optional.empty(), Optional.of(256L)));
  }
}
