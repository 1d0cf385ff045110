// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.testing.PlatformAdapterContract.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.adapters.NintendoAccountAdapter.Settings;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Id tokens alone; profiles are in {@code NintendoAccountProfileTest}. */
final class NintendoAccountAdapterTest
    implements PlatformAdapterContract<NintendoAccountCredential> {
  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final String token = token().signed();

  private TestToken token() {
    return NintendoFixture.accountToken(platforms.clock());
  }

  private static NintendoAccountCredential with(TestToken token) {
    return new NintendoAccountCredential(Secret.of(token.signed()));
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<NintendoAccountCredential> adapter(AdapterContext context) {
    return new NintendoAccountAdapter(new Settings(NintendoFixture.CLIENT), context);
  }

  @Override
  public String catalogueName() {
    return "nintendo-account";
  }

  @Override
  public String settingsJson() {
    return "{\"clientIds\":[\"" + NintendoFixture.CLIENT + "\"]}";
  }

  @Override
  public NintendoAccountCredential goodCredential() {
    return new NintendoAccountCredential(Secret.of(token));
  }

  @Override
  public String credentialJson() {
    return "{\"idToken\":\"" + token + "\"}";
  }

  @Override
  public PlatformIdentity identity() {
    return PlatformIdentity.of(
            new Platform("nintendo-account"), "", NintendoFixture.ACCOUNT_ID, IdScope.GLOBAL)
        .facts(PlatformFacts.NONE.country("JP"));
  }

  @Override
  public List<Answer> answers() {
    return List.of(
        Answer.keySet(
            NintendoFixture.ACCOUNT_KEYS, NintendoFixture.keys(NintendoFixture.ACCOUNT_ISSUER)));
  }

  @Override
  public List<Refusal<NintendoAccountCredential>> refusals() {
    String kid = TestIssuer.named(NintendoFixture.ACCOUNT_ISSUER).kid();
    return List.of(
        Refusal.rejected(
            "for another client", with(token().audience("5c38e31cd085304b")), Reason.WRONG_APP),
        Refusal.rejected(
            "issued to another client",
            with(token().claim("azp", "5c38e31cd085304b")),
            Reason.WRONG_APP),
        Refusal.rejected(
            "a session token",
            with(
                token()
                    .signedWith(TestKey.sharedSecret(new byte[32]))
                    .header("kid", kid)
                    .claim("typ", "session_token")),
            Reason.INVALID),
        Refusal.rejected("an access token", with(token().claim("typ", "token")), Reason.INVALID),
        Refusal.rejected("of no type", with(token().without("typ")), Reason.INVALID),
        Refusal.rejected(
            "by another algorithm",
            with(
                token()
                    .signedWith(
                        TestIssuer.named(NintendoFixture.ACCOUNT_ISSUER)
                            .key()
                            .signingBy(Algorithm.PS256))),
            Reason.INVALID),
        Refusal.rejected(
            "by a foreign key",
            with(token().signedWith(TestKey.named("foreign", Algorithm.RS256).withKeyId(kid))),
            Reason.INVALID),
        Refusal.rejected(
            "by another issuer",
            with(token().issuer("https://accounts.nintendo.com/")),
            Reason.INVALID),
        Refusal.rejected(
            "with keys elsewhere",
            with(token().header("jku", "https://evil.example/certificates")),
            Reason.INVALID),
        Refusal.rejected("with keys nowhere", with(token().withoutHeader("jku")), Reason.INVALID),
        Refusal.rejected(
            "of a console", with(NintendoFixture.nsaToken(platforms.clock())), Reason.INVALID),
        Refusal.rejected("about what is no account", with(token().subject("p-17")), Reason.INVALID),
        Refusal.rejected(
            "expired",
            with(
                token()
                    .issuedAt(platforms.clock().instant().minusSeconds(3600))
                    .expiresAt(platforms.clock().instant().minusSeconds(60))),
            Reason.EXPIRED),
        Refusal.undecided("no usable key", goodCredential(), Cause.MISCONFIGURED)
            .answering(NintendoFixture.ACCOUNT_KEYS, 200, "{\"keys\":[]}"));
  }

  @Override
  public Map<String, Function<String, NintendoAccountCredential>> parts() {
    return Map.of("idToken", text -> new NintendoAccountCredential(Secret.of(text)));
  }

  @Override
  public List<String> secrets() {
    return List.of(token, NintendoFixture.ACCOUNT_ID);
  }

  @Test
  void leavesOutWhatIsNoCountry() {
    answerWell();
    for (Object country : List.of("", "jp", "JPN", "J\n", 81)) {
      assertEquals(
          new Accepted(identity().facts(PlatformFacts.NONE)),
          verdict(platforms.context(), with(token().claim("country", country))));
    }
  }

  @Test
  void asksNobodyAboutAnAccessTokenThatItDoesNotNeed() {
    answerWell();

    var verdict =
        verdict(
            platforms.context(),
            new NintendoAccountCredential(Secret.of(token), Optional.of(Secret.of("a b"))));

    assertEquals(new Accepted(identity()), verdict);
    assertEquals(1, platforms.received().size());
  }

  @Test
  void takesOtherAddressesFromItsSettings() {
    String keys = "https://keys.example/1";
    Settings settings =
        new Settings(
            List.of(NintendoFixture.CLIENT),
            Optional.empty(),
            Optional.of("https://issuer.example"),
            Optional.of(keys),
            Optional.empty(),
            Optional.of("login_token"),
            Optional.of(Duration.ofMinutes(5)));
    platforms.answer(keys, NintendoFixture.keys(NintendoFixture.ACCOUNT_ISSUER));
    TestToken other =
        token()
            .issuer("https://issuer.example")
            .header("jku", keys)
            .claim("typ", "login_token")
            .issuedAt(platforms.clock().instant().minusSeconds(3600))
            .expiresAt(platforms.clock().instant().minusSeconds(299));
    try (var adapter = new NintendoAccountAdapter(settings, platforms.context())) {
      assertEquals("ACCEPTED", nameOf(adapter.verify(with(other))));
      assertEquals("INVALID", nameOf(adapter.verify(goodCredential())));
    }
  }

  @Test
  void settingsComplain() {
    for (var bad :
        List.<Executable>of(
            () -> new Settings(),
            () -> settings("", "https://a.example/k", "https://a.example/p"),
            () -> settings("i", "http://a.example/k", "https://a.example/p"),
            () -> settings("i", "https://a.example/k", "https://a.example:8443/p"))) {
      String message = assertThrows(IllegalArgumentException.class, bad).getMessage();
      assertTrue(message.matches("\\w+: .* \\(expected: .*\\)"), message);
    }
  }

  private static Settings settings(String issuer, String keySet, String profile) {
    return new Settings(
        List.of(NintendoFixture.CLIENT),
        Optional.empty(),
        Optional.of(issuer),
        Optional.of(keySet),
        Optional.of(profile),
        Optional.empty(),
        Optional.empty());
  }
}
