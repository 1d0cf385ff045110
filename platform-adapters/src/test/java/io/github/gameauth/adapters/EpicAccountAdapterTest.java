// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.EpicFixture.ACCOUNT;
import static io.github.gameauth.adapters.EpicFixture.ACCOUNT_KEYS;
import static io.github.gameauth.adapters.EpicFixture.CLIENT;
import static io.github.gameauth.adapters.EpicFixture.DEPLOYMENT;
import static io.github.gameauth.adapters.EpicFixture.SANDBOX;
import static io.github.gameauth.adapters.testing.PlatformAdapterContract.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.adapters.EpicAccountAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestToken;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Id tokens; access tokens and ownership tokens are in tests of their own. */
final class EpicAccountAdapterTest implements PlatformAdapterContract<EpicAccountCredential> {
  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final String token = token().signed();

  private TestToken token() {
    return EpicFixture.accountToken(platforms.clock());
  }

  private static EpicAccountCredential with(TestToken token) {
    return EpicAccountCredential.ofIdToken(Secret.of(token.signed()));
  }

  private EpicAccountCredential stating(Optional<String> nonce, Optional<String> accountId) {
    return new EpicAccountCredential(
        Optional.of(Secret.of(token)),
        Optional.empty(),
        nonce.map(Secret::of),
        Optional.empty(),
        accountId);
  }

  private static Settings settings(boolean nonceRequired, boolean accessTokensAccepted) {
    return new Settings(
        List.of(CLIENT),
        List.of(DEPLOYMENT),
        List.of(SANDBOX),
        Optional.empty(),
        Optional.of(nonceRequired),
        Optional.of(accessTokensAccepted),
        Optional.empty());
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<EpicAccountCredential> adapter(AdapterContext context) {
    return new EpicAccountAdapter(EpicFixture.accountSettings(), context);
  }

  @Override
  public String catalogueName() {
    return "epic";
  }

  @Override
  public String settingsJson() {
    return EpicFixture.accountSettingsJson();
  }

  @Override
  public EpicAccountCredential goodCredential() {
    return EpicAccountCredential.ofIdToken(Secret.of(token));
  }

  @Override
  public String credentialJson() {
    return "{\"idToken\":\"" + token + "\"}";
  }

  @Override
  public PlatformIdentity identity() {
    return EpicFixture.account();
  }

  @Override
  public List<Answer> answers() {
    return List.of(Answer.keySet(ACCOUNT_KEYS, EpicFixture.accounts(platforms.clock()).jwks()));
  }

  @Override
  public List<Refusal<EpicAccountCredential>> refusals() {
    TestIssuer epic = EpicFixture.accounts(platforms.clock());
    TestKey foreign = TestKey.named("foreign", Algorithm.RS256).withKeyId(epic.kid());
    return List.of(
        Refusal.rejected(
            "for another game", with(token().audience("xyza7891other")), Reason.WRONG_APP),
        Refusal.rejected(
            "of another deployment",
            with(token().claim("pfdid", "f".repeat(32))),
            Reason.WRONG_APP),
        Refusal.rejected(
            "of another sandbox", with(token().claim("pfsid", "p-other")), Reason.WRONG_APP),
        Refusal.rejected(
            "expired",
            with(
                token()
                    .issuedAt(platforms.clock().instant().minusSeconds(7300))
                    .expiresAt(platforms.clock().instant().minusSeconds(60))),
            Reason.EXPIRED),
        Refusal.rejected(
            "by Connect", with(token().issuer(EpicFixture.CONNECT_ISSUER)), Reason.INVALID),
        Refusal.rejected("by a foreign key", with(token().signedWith(foreign)), Reason.INVALID),
        Refusal.rejected(
            "an access token for an id token", with(token().claim("t", "epic_id")), Reason.INVALID),
        Refusal.rejected("of no kind", with(token().without("t")), Reason.INVALID),
        Refusal.rejected(
            "about no account",
            with(token().subject(ACCOUNT.toUpperCase(Locale.ROOT))),
            Reason.INVALID),
        Refusal.rejected(
            "about somebody else",
            stating(Optional.empty(), Optional.of("0".repeat(32))),
            Reason.INVALID),
        Refusal.rejected(
            "with the nonce of another login",
            stating(Optional.of("another"), Optional.empty()),
            Reason.REPLAYED));
  }

  @Override
  public Map<String, Function<String, EpicAccountCredential>> parts() {
    return Map.of(
        "idToken",
        text -> EpicAccountCredential.ofIdToken(Secret.of(text)),
        "nonce",
        text -> stating(Optional.of(text), Optional.empty()),
        "accountId",
        text -> stating(Optional.empty(), Optional.of(text)));
  }

  @Override
  public List<String> secrets() {
    return List.of(token, ACCOUNT, "nonce-of-this-login");
  }

  @Test
  void takesWhatIsSaidByBoth() {
    answerWell();

    var verdict =
        verdict(
            platforms.context(), stating(Optional.of("nonce-of-this-login"), Optional.of(ACCOUNT)));

    assertEquals(new Accepted(identity()), verdict);
  }

  @Test
  void insistsOnANonceWhenToldTo() {
    answerWell();
    try (EpicAccountAdapter adapter =
        new EpicAccountAdapter(settings(true, false), platforms.context())) {
      assertEquals("REPLAYED", nameOf(adapter.verify(goodCredential())));
      assertEquals(
          "ACCEPTED",
          nameOf(adapter.verify(stating(Optional.of("nonce-of-this-login"), Optional.empty()))));
    }
  }

  @Test
  void takesTheOtherSpellingOfTheIssuer() {
    answerWell();

    var verdict =
        verdict(
            platforms.context(), with(token().issuer("https://api.epicgames.dev/epic/oauth/v2")));

    assertEquals("ACCEPTED", nameOf(verdict));
  }

  @Test
  void leavesOutANameOrACountryThatIsNone() {
    answerWell();
    for (TestToken odd :
        List.of(
            token().claim("dn", "a\nb").claim("cty", "XX"),
            token().claim("dn", "x".repeat(129)).claim("cty", "USA"),
            token().claim("dn", 17).claim("cty", 17),
            token().without("dn").without("cty"))) {
      assertEquals(
          new Accepted(EpicFixture.bareAccount()), verdict(platforms.context(), with(odd)));
    }
    assertEquals(
        new Accepted(EpicFixture.account().facts(PlatformFacts.NONE.country("DE"))),
        verdict(platforms.context(), with(token().claim("cty", "de"))));
  }

  @Test
  void hasNothingForTokensThatItsSettingsDoNotSpeakOf() {
    answerWell();
    Secret some = Secret.of("eg1~some");
    EpicAccountCredential ofAccess =
        new EpicAccountCredential(
            Optional.empty(),
            Optional.of(some),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    try (EpicAccountAdapter adapter =
        new EpicAccountAdapter(new Settings(CLIENT, DEPLOYMENT, SANDBOX), platforms.context())) {
      assertEquals("MISCONFIGURED", nameOf(adapter.verify(ofAccess)));
      assertEquals(List.of(), platforms.received());
      assertEquals("MISCONFIGURED", nameOf(adapter.verify(goodCredential().ownershipToken(some))));
    }
  }

  @Test
  void aCredentialIsOneOfTwo() {
    Optional<Secret> some = Optional.of(Secret.of("x"));
    Optional<Secret> none = Optional.empty();

    assertThrows(
        IllegalArgumentException.class,
        () -> new EpicAccountCredential(some, some, none, none, Optional.empty()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new EpicAccountCredential(none, none, some, some, Optional.empty()));
  }

  @Test
  void settingsComplain() {
    for (var bad :
        List.<Executable>of(
            () -> settings(true, true),
            () -> new Settings("", "a", "a"),
            () -> new Settings("a", "", "a"),
            () -> new Settings("a", "a", ""),
            () ->
                new Settings(
                    List.of("a"),
                    List.of("a"),
                    List.of("a"),
                    Optional.of(List.of("https://evil.example/")),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(List.of("a"))),
            () ->
                new Settings(
                    List.of("a"),
                    List.of("a"),
                    List.of("a"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(List.of())))) {
      String message = assertThrows(IllegalArgumentException.class, bad).getMessage();
      assertTrue(message.matches("\\w+: .* \\(expected: .*\\)"), message);
    }
  }
}
