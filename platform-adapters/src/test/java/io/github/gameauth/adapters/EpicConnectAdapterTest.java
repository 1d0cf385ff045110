// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.EpicFixture.CLIENT;
import static io.github.gameauth.adapters.EpicFixture.CONNECT_ISSUER;
import static io.github.gameauth.adapters.EpicFixture.CONNECT_KEYS;
import static io.github.gameauth.adapters.EpicFixture.DEPLOYMENT;
import static io.github.gameauth.adapters.EpicFixture.PUID;
import static io.github.gameauth.adapters.EpicFixture.SANDBOX;
import static io.github.gameauth.adapters.EpicFixture.actor;
import static io.github.gameauth.adapters.testing.PlatformAdapterContract.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.adapters.EpicConnectAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
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
import org.junit.jupiter.api.function.Executable;

final class EpicConnectAdapterTest implements PlatformAdapterContract<EpicConnectToken> {
  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final String token = token().signed();

  private TestToken token() {
    return EpicFixture.connectToken(platforms.clock());
  }

  private static EpicConnectToken with(TestToken token) {
    return new EpicConnectToken(Secret.of(token.signed()));
  }

  private EpicConnectToken stating(String productUserId) {
    return new EpicConnectToken(Secret.of(token), Optional.of(productUserId));
  }

  private static Settings settings(List<String> accountTypes) {
    return new Settings(
        List.of(CLIENT),
        List.of(DEPLOYMENT),
        List.of(SANDBOX),
        Optional.empty(),
        Optional.of(accountTypes));
  }

  private String judged(Settings settings, TestToken token) {
    try (EpicConnectAdapter adapter = new EpicConnectAdapter(settings, platforms.context())) {
      return nameOf(adapter.verify(with(token)));
    }
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<EpicConnectToken> adapter(AdapterContext context) {
    return new EpicConnectAdapter(new Settings(CLIENT, DEPLOYMENT, SANDBOX), context);
  }

  @Override
  public String catalogueName() {
    return "epic-connect";
  }

  @Override
  public String settingsJson() {
    return """
        {"clientIds":["%s"],"deploymentIds":["%s"],"sandboxIds":["%s"]}"""
        .formatted(CLIENT, DEPLOYMENT, SANDBOX);
  }

  @Override
  public EpicConnectToken goodCredential() {
    return new EpicConnectToken(Secret.of(token));
  }

  @Override
  public String credentialJson() {
    return "{\"idToken\":\"" + token + "\"}";
  }

  @Override
  public PlatformIdentity identity() {
    return PlatformIdentity.of(new Platform("epic-connect"), "", PUID, IdScope.TEAM);
  }

  @Override
  public List<Answer> answers() {
    return List.of(Answer.keySet(CONNECT_KEYS, EpicFixture.connect(platforms.clock()).jwks()));
  }

  @Override
  public List<Refusal<EpicConnectToken>> refusals() {
    TestIssuer epic = EpicFixture.connect(platforms.clock());
    TestKey foreign = TestKey.named("foreign", Algorithm.RS256).withKeyId(epic.kid());
    return List.of(
        Refusal.rejected(
            "for another game", with(token().audience("xyza7891other")), Reason.WRONG_APP),
        Refusal.rejected(
            "of another deployment",
            with(token().claim("pfdid", "f".repeat(32))),
            Reason.WRONG_APP),
        Refusal.rejected("of no deployment", with(token().without("pfdid")), Reason.WRONG_APP),
        Refusal.rejected(
            "of several deployments",
            with(token().claim("pfdid", List.of(DEPLOYMENT))),
            Reason.WRONG_APP),
        Refusal.rejected(
            "of another sandbox", with(token().claim("pfsid", "p-other")), Reason.WRONG_APP),
        Refusal.rejected("of no sandbox", with(token().without("pfsid")), Reason.WRONG_APP),
        Refusal.rejected(
            "expired",
            with(
                token()
                    .issuedAt(platforms.clock().instant().minusSeconds(3700))
                    .expiresAt(platforms.clock().instant().minusSeconds(60))),
            Reason.EXPIRED),
        Refusal.rejected("without an end", with(token().without("exp")), Reason.INVALID),
        Refusal.rejected("without a beginning", with(token().without("iat")), Reason.INVALID),
        Refusal.rejected(
            "by an issuer that begins like Epic",
            with(token().issuer("https://api.epicgames.dev.evil.example/auth/v1/oauth")),
            Reason.INVALID),
        Refusal.rejected(
            "by Epic Account Services",
            with(token().issuer(EpicFixture.ACCOUNT_ISSUER)),
            Reason.INVALID),
        Refusal.rejected("by a foreign key", with(token().signedWith(foreign)), Reason.INVALID),
        Refusal.rejected(
            "by another algorithm",
            with(token().signedWith(epic.key().signingBy(Algorithm.PS256))),
            Reason.INVALID),
        Refusal.rejected(
            "another kind of token", with(token().claim("tokenType", "userToken")), Reason.INVALID),
        Refusal.rejected("about no PUID", with(token().subject("p-17")), Reason.INVALID),
        Refusal.rejected("about somebody else", stating("0".repeat(32)), Reason.INVALID),
        Refusal.rejected(
            "of a device and nobody", with(token().claim("act", actor("device"))), Reason.DENIED),
        Refusal.undecided("no usable key at Epic's", goodCredential(), Cause.MISCONFIGURED)
            .answering(CONNECT_KEYS, 200, "{\"keys\":[]}"));
  }

  @Override
  public Map<String, Function<String, EpicConnectToken>> parts() {
    return Map.of(
        "idToken", text -> new EpicConnectToken(Secret.of(text)), "productUserId", this::stating);
  }

  @Override
  public List<String> secrets() {
    return List.of(token, PUID, "76561198000000001");
  }

  @Test
  void takesWhatIsSaidOfThePlayerByBoth() {
    answerWell();

    assertEquals("ACCEPTED", nameOf(verdict(platforms.context(), stating(PUID))));
  }

  @Test
  void takesATokenThatNamesItsKindOrNoAccount() {
    answerWell();

    assertEquals(
        "ACCEPTED",
        nameOf(verdict(platforms.context(), with(token().claim("tokenType", "idToken")))));
    assertEquals("ACCEPTED", nameOf(verdict(platforms.context(), with(token().without("act")))));
  }

  @Test
  void letsInTheKindsOfAccountThatAreNamed() {
    answerWell();

    assertEquals("ACCEPTED", judged(settings(List.of("steam")), token()));
    assertEquals("DENIED", judged(settings(List.of("psn", "xbl")), token()));
    assertEquals("DENIED", judged(settings(List.of("steam")), token().without("act")));
    assertEquals(
        "DENIED", judged(settings(List.of("steam")), token().claim("act", Map.of("eat", 1))));
    assertEquals(
        "ACCEPTED", judged(settings(List.of("device")), token().claim("act", actor("device"))));
  }

  @Test
  void takesTheIssuersThatAreNamed() {
    answerWell();
    Settings other =
        new Settings(
            List.of(CLIENT),
            List.of(DEPLOYMENT),
            List.of(SANDBOX),
            Optional.of(List.of(CONNECT_ISSUER + "/v2", "https://api.epicgames.dev/auth/v2")),
            Optional.empty());

    assertEquals("ACCEPTED", judged(other, token().issuer("https://api.epicgames.dev/auth/v2")));
    assertEquals("INVALID", judged(other, token()));
  }

  @Test
  void goesOnWithItsKeysDuringAnOutage() {
    answerWell();
    try (EpicConnectAdapter adapter =
        new EpicConnectAdapter(new Settings(CLIENT, DEPLOYMENT, SANDBOX), platforms.context())) {
      adapter.verify(with(token().claim("jti", "first")));
      platforms.reset();
      platforms.clock().advance(Duration.ofMinutes(5));

      assertEquals("ACCEPTED", nameOf(adapter.verify(goodCredential())));
    }
  }

  @Test
  void settingsComplain() {
    List<String> some = List.of("a");
    Optional<List<String>> none = Optional.empty();
    for (var bad :
        List.<Executable>of(
            () -> new Settings(List.of(), some, some, none, none),
            () -> new Settings(some, List.of(), some, none, none),
            () -> new Settings(some, some, List.of(), none, none),
            () -> new Settings("a b", "a", "a"),
            () -> new Settings(some, some, some, Optional.of(List.of()), none),
            () -> new Settings(some, some, some, issuers("https://evil.example/"), none),
            () -> new Settings(some, some, some, issuers("https://api.epicgames.dev"), none),
            () -> new Settings(some, some, some, issuers("https://api.epicgames.dev.a/"), none),
            () -> new Settings(some, some, some, none, Optional.of(List.of())))) {
      String message = assertThrows(IllegalArgumentException.class, bad).getMessage();
      assertTrue(message.matches("\\w+: .* \\(expected: .*\\)"), message);
    }
  }

  private static Optional<List<String>> issuers(String issuer) {
    return Optional.of(List.of(issuer));
  }
}
