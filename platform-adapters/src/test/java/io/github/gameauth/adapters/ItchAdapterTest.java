// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.adapters.ItchAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Tokens of the itch.io app; keys are in {@code ItchAdapterKeyTest}. */
final class ItchAdapterTest implements PlatformAdapterContract<ItchCredential> {
  static final String ME = "https://itch.io/api/1/jwt/me";
  static final String TOKEN =
      "eyJhbGciOiJIUzI1NiJ9.eyJzY29wZXMiOlsicHJvZmlsZTptZSJdfQ.c2lnbmF0dXJlLW9mLWl0Y2gtaW8";

  private final TestPlatforms platforms = TestPlatforms.fresh();

  private static ItchCredential token() {
    return ItchCredential.ofToken(Secret.of(TOKEN));
  }

  static String user() {
    return """
        {"user":{"id":29789,"username":"pat","display_name":"Pat","url":"https://pat.itch.io",
         "cover_url":"https://img.itch.zone/pat.png","developer":false,"gamer":true,
         "press_user":false}}""";
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<ItchCredential> adapter(AdapterContext context) {
    return new ItchAdapter(new Settings(), context);
  }

  @Override
  public String catalogueName() {
    return "itch-token-of-any-game";
  }

  @Override
  public String settingsJson() {
    return "{\"replayWindow\":\"P7D\"}";
  }

  @Override
  public ItchCredential goodCredential() {
    return token();
  }

  @Override
  public String credentialJson() {
    return "{\"token\":\"" + TOKEN + "\"}";
  }

  @Override
  public PlatformIdentity identity() {
    return unnamed().displayName("Pat");
  }

  private static PlatformIdentity unnamed() {
    return PlatformIdentity.of(new Platform("itch"), "", "29789", IdScope.GLOBAL);
  }

  @Override
  public List<Answer> answers() {
    return List.of(Answer.of(ME, user()).means(401, "INVALID"));
  }

  @Override
  public List<Refusal<ItchCredential>> refusals() {
    return List.of(
        Refusal.rejected("refused by 200", token(), Reason.INVALID)
            .answering(ME, 200, "{\"errors\":[\"invalid base64\"]}"),
        Refusal.rejected("refused beside a player", token(), Reason.INVALID)
            .answering(ME, 200, user().replaceFirst("\\{", "{\"errors\":[\"expired\"],")),
        Refusal.rejected("refused by 400", token(), Reason.INVALID)
            .answering(ME, 400, "{\"errors\":[\"header not HS256\"]}"),
        Refusal.rejected("refused by 401", token(), Reason.INVALID)
            .answering(ME, 401, "{\"errors\":[\"invalid key\"]}"),
        Refusal.rejected("refused by 403", token(), Reason.INVALID)
            .answering(ME, 403, "{\"errors\":[\"invalid key\"]}"),
        Refusal.undecided("a shield does not like our address", token(), Cause.MISCONFIGURED)
            .answering(ME, aResponse().withStatus(403).withBody("<html>Just a moment…</html>")),
        Refusal.undecided("errors that are nonsense", token(), Cause.OUTAGE)
            .answering(ME, 200, "{\"errors\":17}"),
        Refusal.undecided("no player in the answer", token(), Cause.OUTAGE)
            .answering(ME, 200, "{\"user\":{\"username\":\"pat\"}}"),
        Refusal.rejected(
            "too long", ItchCredential.ofToken(Secret.of("x".repeat(4097))), Reason.INVALID),
        Refusal.undecided(
                "a key, though keys are not tolerated",
                ItchCredential.ofKey(Secret.of("0123456789abcdef0123456789abcdef")),
                Cause.MISCONFIGURED)
            .answering("https://itch.io/api/1/key/me", 200, user()));
  }

  @Override
  public Map<String, Function<String, ItchCredential>> parts() {
    return Map.of("token", text -> ItchCredential.ofToken(Secret.of(text)));
  }

  @Override
  public List<String> secrets() {
    return List.of(TOKEN);
  }

  @Test
  void asksWithTheTokenInAHeader() {
    answerWell();

    verdict(platforms.context(), token());

    assertEquals("/itch.io/api/1/jwt/me", platforms.received().get(0).getUrl());
    assertEquals("Bearer " + TOKEN, platforms.received().get(0).getHeader("Authorization"));
  }

  @Test
  void showsTheAccountsNameWhereThereIsNoOther() {
    answerWell();
    platforms.answer(ME, user().replace("\"Pat\"", "null"));

    assertEquals(new Accepted(unnamed().displayName("pat")), verdict(platforms.context(), token()));
  }

  @Test
  void remembersATokenForAsLongAsItLives() {
    answerWell();
    var adapter = adapter(platforms.context());
    adapter.verify(token());
    platforms.clock().advance(Duration.ofDays(7).minusSeconds(1));

    assertEquals("REPLAYED", PlatformAdapterContract.nameOf(adapter.verify(token())));
  }

  @Test
  void isCalledByAWarningInTheCatalogue() {
    assertEquals(false, PlatformCatalog.standard().names().contains("itch"));
    assertEquals(true, PlatformCatalog.standard().names().contains("itch-token-of-any-game"));
  }

  @Test
  void aCredentialIsATokenOrAKey() {
    Optional<Secret> some = Optional.of(Secret.of("x"));

    assertThrows(IllegalArgumentException.class, () -> new ItchCredential(some, some));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ItchCredential(Optional.empty(), Optional.empty()));
  }

  @Test
  void forgetsNoTokenBeforeItsTime() {
    AmazonFixture.assertComplains(
        "replayWindow", () -> new Settings(Optional.empty(), Optional.of(Duration.ofDays(6))));
    AmazonFixture.assertComplains(
        "replayWindow", () -> new Settings(Optional.empty(), Optional.of(Duration.ofDays(31))));
  }
}
