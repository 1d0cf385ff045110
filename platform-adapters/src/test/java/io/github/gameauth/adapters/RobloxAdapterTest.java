// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.RobloxFixture.NONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.adapters.RobloxAdapter.CodeClient;
import io.github.gameauth.adapters.RobloxAdapter.Settings;
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
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestToken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Id tokens; codes are in {@code RobloxAdapterCodeTest}. */
final class RobloxAdapterTest implements PlatformAdapterContract<RobloxCredential> {
  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final String token = token().signed();

  private TestToken token() {
    return RobloxFixture.token(platforms.clock());
  }

  private static RobloxCredential with(String token) {
    return RobloxCredential.ofToken(Secret.of(token), NONCE);
  }

  private static Refusal<RobloxCredential> refused(String name, TestToken token, Reason reason) {
    return Refusal.rejected(name, with(token.signed()), reason);
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<RobloxCredential> adapter(AdapterContext context) {
    return new RobloxAdapter(RobloxFixture.settings(false), context);
  }

  @Override
  public String catalogueName() {
    return "roblox";
  }

  @Override
  public String settingsJson() {
    return RobloxFixture.settingsJson();
  }

  @Override
  public RobloxCredential goodCredential() {
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
    return RobloxFixture.identity();
  }

  @Override
  public List<Answer> answers() {
    return List.of(
        Answer.keySet(RobloxFixture.KEYS, RobloxFixture.issuer(platforms.clock()).jwks()));
  }

  @Override
  public List<Refusal<RobloxCredential>> refusals() {
    String kid = RobloxFixture.issuer(platforms.clock()).kid();
    return List.of(
        refused("for another game", token().audience("4239311013248676173"), Reason.WRONG_APP),
        refused(
            "issued to another client",
            token().claim("client_id", "4239311013248676173"),
            Reason.WRONG_APP),
        refused(
            "expired",
            token()
                .issuedAt(platforms.clock().instant().minusSeconds(36_060))
                .notBefore(platforms.clock().instant().minusSeconds(36_060))
                .expiresAt(platforms.clock().instant().minusSeconds(60)),
            Reason.EXPIRED),
        refused(
            "by an issuer without the slash",
            token().issuer("https://apis.roblox.com/oauth"),
            Reason.INVALID),
        refused(
            "by a foreign key",
            token().signedWith(TestKey.named("foreign", Algorithm.ES256).withKeyId(kid)),
            Reason.INVALID),
        refused(
            "by another algorithm",
            token().signedWith(TestKey.named("foreign", Algorithm.RS256).withKeyId(kid)),
            Reason.INVALID),
        refused("an access token", token().claim("scope", "openid profile"), Reason.INVALID),
        refused("about no user id", token().subject("exampleuser"), Reason.INVALID),
        refused("without a nonce", token().without("nonce"), Reason.REPLAYED),
        refused("with the nonce of another login", token().claim("nonce", "x"), Reason.REPLAYED),
        Refusal.rejected(
            "without a nonce on our side",
            new RobloxCredential(
                Optional.of(Secret.of(token)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            Reason.REPLAYED));
  }

  @Override
  public Map<String, Function<String, RobloxCredential>> parts() {
    return Map.of(
        "idToken",
        RobloxAdapterTest::with,
        "nonce",
        text -> RobloxCredential.ofToken(Secret.of(token), Secret.of(text)));
  }

  @Override
  public List<String> secrets() {
    return List.of(token, RobloxFixture.SECRET, NONCE.reveal());
  }

  @Test
  void takesEachOfItsClientsAndATokenThatNamesIt() {
    answerWell();
    String other =
        token().audience("840974200211308102").claim("client_id", "840974200211308102").signed();

    assertEquals(
        "ACCEPTED", PlatformAdapterContract.nameOf(verdict(platforms.context(), with(other))));
  }

  @Test
  void takesTheAlgorithmOfRobloxAloneWhateverKeysItPublishes() {
    TestIssuer rsa = TestIssuer.named("an rsa key at roblox");
    platforms.answer(RobloxFixture.KEYS, rsa.jwks());

    assertEquals(
        "INVALID",
        PlatformAdapterContract.nameOf(
            verdict(platforms.context(), with(token().signedWith(rsa.key()).signed()))));
  }

  @Test
  void showsTheUserNameOfThoseWithoutAnotherAndNoneThatFoolsEyes() {
    answerWell();
    PlatformIdentity nameless =
        PlatformIdentity.of(RobloxAdapter.ROBLOX, "", RobloxFixture.SUBJECT, identity().scope());

    assertEquals(
        new Accepted(nameless.displayName("pat")),
        verdict(
            platforms.context(),
            with(token().without("name").claim("preferred_username", "pat").signed())));
    assertEquals(
        new Accepted(nameless),
        verdict(platforms.context(), with(token().claim("name", "a\u202eb").signed())));
    assertEquals(
        new Accepted(nameless),
        verdict(
            platforms.context(),
            with(token().without("name").without("preferred_username").signed())));
  }

  @Test
  void toleratesAMissingNonceWhenToldTo() {
    answerWell();
    try (RobloxAdapter adapter =
        new RobloxAdapter(RobloxFixture.settings(true), platforms.context())) {
      Secret without = Secret.of(token().without("nonce").signed());

      assertEquals(
          "ACCEPTED",
          PlatformAdapterContract.nameOf(
              adapter.verify(
                  new RobloxCredential(
                      Optional.of(without),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty()))));
    }
  }

  @Test
  void aCredentialIsATokenOrACode() {
    Optional<Secret> some = Optional.of(Secret.of("x"));
    Optional<Secret> none = Optional.empty();

    assertThrows(
        IllegalArgumentException.class, () -> new RobloxCredential(some, some, none, none));
    assertThrows(
        IllegalArgumentException.class, () -> new RobloxCredential(none, none, some, some));
    assertThrows(
        IllegalArgumentException.class, () -> new RobloxCredential(some, none, some, some));
  }

  @Test
  void settingsWantTheCodesClientAmongTheOthers() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Settings(
                List.of("another"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(
                    new CodeClient(RobloxFixture.CLIENT, Secret.of(RobloxFixture.SECRET)))));
  }
}
