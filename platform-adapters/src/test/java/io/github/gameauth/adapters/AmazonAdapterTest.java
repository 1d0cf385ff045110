// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.AmazonFixture.CLIENT;
import static io.github.gameauth.adapters.AmazonFixture.PROFILE;
import static io.github.gameauth.adapters.AmazonFixture.TOKEN;
import static io.github.gameauth.adapters.AmazonFixture.TOKEN_INFO;
import static io.github.gameauth.adapters.AmazonFixture.USER;
import static io.github.gameauth.adapters.AmazonFixture.assertComplains;
import static io.github.gameauth.adapters.AmazonFixture.error;
import static io.github.gameauth.adapters.AmazonFixture.info;
import static io.github.gameauth.adapters.AmazonFixture.profile;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.adapters.AmazonAdapter.CodeClient;
import io.github.gameauth.adapters.AmazonAdapter.Settings;
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

/** Access tokens; codes are in {@code AmazonAdapterCodeTest}, Luna in {@code AmazonLunaTest}. */
final class AmazonAdapterTest implements PlatformAdapterContract<AmazonCredential> {
  private final TestPlatforms platforms = TestPlatforms.fresh();

  private static AmazonCredential token() {
    return AmazonCredential.ofToken(Secret.of(TOKEN));
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<AmazonCredential> adapter(AdapterContext context) {
    return new AmazonAdapter(named(), context);
  }

  private static Settings named() {
    return new Settings(
        List.of(CLIENT, "amzn1.application-oa2-client.second"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(true),
        Optional.empty());
  }

  @Override
  public String catalogueName() {
    return "amazon";
  }

  @Override
  public String settingsJson() {
    return """
        {"clientIds":["%s","amzn1.application-oa2-client.second"],"names":true}"""
        .formatted(CLIENT);
  }

  @Override
  public AmazonCredential goodCredential() {
    return token();
  }

  @Override
  public String credentialJson() {
    return "{\"accessToken\":\"" + TOKEN + "\"}";
  }

  @Override
  public PlatformIdentity identity() {
    return unnamed().displayName("Pat Example");
  }

  private static PlatformIdentity unnamed() {
    return PlatformIdentity.of(new Platform("amazon"), "", USER, IdScope.PUBLISHER);
  }

  @Override
  public List<Answer> answers() {
    return List.of(
        Answer.of(TOKEN_INFO, info()).means(400, "INVALID"),
        Answer.of(PROFILE, profile(USER)).means(400, "INVALID"));
  }

  @Override
  public List<Refusal<AmazonCredential>> refusals() {
    return List.of(
        Refusal.rejected("for another game", token(), Reason.WRONG_APP)
            .answering(
                TOKEN_INFO,
                200,
                info("amzn1.application-oa2-client.other", "https://www.amazon.com", 3597)),
        Refusal.rejected("for the application, not the client", token(), Reason.WRONG_APP)
            .answering(
                TOKEN_INFO, 200, info("amzn1.application.abcdef", "https://www.amazon.com", 3597)),
        Refusal.rejected("by another issuer", token(), Reason.WRONG_APP)
            .answering(TOKEN_INFO, 200, info(CLIENT, "https://www.amazon.co.uk", 3597)),
        Refusal.rejected("in its last second no more", token(), Reason.EXPIRED)
            .answering(TOKEN_INFO, 200, info(CLIENT, "https://www.amazon.com", 0)),
        Refusal.rejected("long expired", token(), Reason.EXPIRED)
            .answering(TOKEN_INFO, 200, info(CLIENT, "https://www.amazon.com", -5)),
        Refusal.rejected("expired, revoked or none of Amazon's", token(), Reason.INVALID)
            .answering(TOKEN_INFO, 400, error("invalid_token")),
        Refusal.rejected("malformed", token(), Reason.INVALID)
            .answering(TOKEN_INFO, 400, error("invalid_request")),
        Refusal.rejected("refused by another status", token(), Reason.INVALID)
            .answering(TOKEN_INFO, 401, error("invalid_token")),
        Refusal.rejected("expired between the two calls", token(), Reason.INVALID)
            .answering(PROFILE, 400, error("invalid_token")),
        Refusal.undecided("clients do not ask for the profile", token(), Cause.MISCONFIGURED)
            .answering(PROFILE, 401, error("insufficient_scope")),
        Refusal.undecided("scopes are told by 400", token(), Cause.MISCONFIGURED)
            .answering(PROFILE, 400, error("insufficient_scope")),
        Refusal.undecided("Amazon is out of order", token(), Cause.OUTAGE)
            .answering(TOKEN_INFO, 500, error("server_error")),
        Refusal.undecided("Amazon is out of order and says 400", token(), Cause.OUTAGE)
            .answering(TOKEN_INFO, 400, error("server_error")),
        Refusal.undecided("Amazon is busy", token(), Cause.THROTTLED)
            .answering(TOKEN_INFO, 429, error("throttled")),
        Refusal.undecided("a profile of somebody else", token(), Cause.OUTAGE)
            .answering(PROFILE, 200, profile("amzn1.account.OTHER")),
        Refusal.undecided("no player in the answer", token(), Cause.OUTAGE)
            .answering(TOKEN_INFO, 200, info().replace("user_id", "user")),
        Refusal.rejected(
            "too long",
            AmazonCredential.ofToken(Secret.of("Atza|" + "x".repeat(2044))),
            Reason.INVALID),
        Refusal.undecided(
            "a code, though nobody can exchange it",
            AmazonCredential.ofCode(Secret.of("ANdNAVhyhqirUelHGEHA")),
            Cause.MISCONFIGURED));
  }

  @Override
  public Map<String, Function<String, AmazonCredential>> parts() {
    return Map.of("accessToken", text -> AmazonCredential.ofToken(Secret.of(text)));
  }

  @Override
  public List<String> secrets() {
    return List.of(TOKEN, USER);
  }

  @Test
  void asksForTheAudienceFirstAndEncodesTheTokenOnce() {
    answerWell();

    verdict(platforms.context(), token());

    LoggedRequest first = platforms.received().get(0);
    assertTrue(first.getUrl().startsWith("/api.amazon.com/auth/o2/tokeninfo?"), first.getUrl());
    assertTrue(first.getUrl().endsWith("?access_token=" + TOKEN.replace("|", "%7C")));
    assertEquals("Bearer " + TOKEN, platforms.received().get(1).getHeader("Authorization"));
  }

  @Test
  void asksForNoProfileOfATokenForAnotherGame() {
    answerWell();
    platforms.answer(TOKEN_INFO, info("other", "https://www.amazon.com", 3597));

    verdict(platforms.context(), token());

    assertEquals(0, platforms.requests(PROFILE));
  }

  @Test
  void asksForNoNameUnlessToldTo() {
    platforms.answer(TOKEN_INFO, info());

    var verdict = new AmazonAdapter(new Settings(CLIENT), platforms.context()).verify(token());

    assertEquals(new Accepted(unnamed()), verdict);
    assertEquals(1, platforms.received().size());
  }

  @Test
  void takesAPlayerWithoutAName() {
    answerWell();
    platforms.answer(PROFILE, "{\"user_id\":\"" + USER + "\"}");

    assertEquals(new Accepted(unnamed()), verdict(platforms.context(), token()));
  }

  @Test
  void takesTheSecondsLeftForALifeAndNotForATime() {
    platforms.answer(TOKEN_INFO, info(CLIENT, "https://www.amazon.com", 1));

    var adapter = new AmazonAdapter(new Settings(CLIENT), platforms.context());

    assertEquals(new Accepted(unnamed()), adapter.verify(token()));
  }

  @Test
  void remembersATokenForAsLongAsItLives() {
    platforms.answer(TOKEN_INFO, info(CLIENT, "https://www.amazon.com", 3597));
    var adapter = new AmazonAdapter(new Settings(CLIENT), platforms.context());
    adapter.verify(token());
    platforms.clock().advance(Duration.ofSeconds(3597));

    assertEquals("REPLAYED", PlatformAdapterContract.nameOf(adapter.verify(token())));
  }

  @Test
  void isNotUpsetByALifeBeyondAllTime() {
    platforms.answer(TOKEN_INFO, info(CLIENT, "https://www.amazon.com", Long.MAX_VALUE));

    var adapter = new AmazonAdapter(new Settings(CLIENT), platforms.context());

    assertEquals(new Accepted(unnamed()), adapter.verify(token()));
    assertEquals("REPLAYED", PlatformAdapterContract.nameOf(adapter.verify(token())));
  }

  @Test
  void knowsTestAccountsByTheirHost() {
    platforms.answer("https://api.sandbox.amazon.com/auth/o2/tokeninfo", info());
    Settings sandbox = at("api.sandbox.amazon.com", Optional.empty());

    var verdict = new AmazonAdapter(sandbox, platforms.context()).verify(token());

    assertEquals(
        new Accepted(PlatformIdentity.of(AmazonAdapter.AMAZON, "sandbox", USER, IdScope.PUBLISHER)),
        verdict);
  }

  @Test
  void asksAnotherRegion() {
    platforms.answer(
        "https://api.amazon.co.uk/auth/o2/tokeninfo",
        info(CLIENT, "https://www.amazon.co.uk", 3597));
    Settings region = at("api.amazon.co.uk", Optional.of("https://www.amazon.co.uk"));

    var verdict = new AmazonAdapter(region, platforms.context()).verify(token());

    assertEquals(new Accepted(unnamed()), verdict);
  }

  private static Settings at(String host, Optional<String> issuer) {
    return new Settings(
        List.of(CLIENT),
        Optional.empty(),
        Optional.of(host),
        issuer,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void aCredentialIsATokenOrACode() {
    Optional<Secret> some = Optional.of(Secret.of("x"));
    Optional<Secret> none = Optional.empty();

    assertThrows(
        IllegalArgumentException.class, () -> new AmazonCredential(some, some, Optional.empty()));
    assertThrows(IllegalArgumentException.class, () -> new AmazonCredential(none, none, none));
    assertThrows(IllegalArgumentException.class, () -> new AmazonCredential(some, none, some));
  }

  @Test
  void settingsComplainWithoutTheirSecret() {
    Optional<CodeClient> foreign =
        Optional.of(new CodeClient("other", Optional.empty(), "https://game.example/back"));

    assertComplains("clientIds", () -> new Settings());
    assertComplains("clientIds", () -> new Settings("a b"));
    for (String host :
        List.of(
            "",
            "amazon",
            "API.amazon.com",
            "api.amazon.com/",
            "https://api.amazon.com",
            "api.amazon.com:443",
            "me@api.amazon.com",
            "-api.amazon.com",
            "api..amazon.com",
            "127.0.0.1",
            "a.".repeat(130) + "com")) {
      assertComplains("host", () -> at(host, Optional.empty()));
    }
    assertComplains("issuer", () -> at("api.amazon.com", Optional.of("")));
    assertComplains(
        "code.clientId",
        () ->
            new Settings(
                List.of(CLIENT),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                foreign));
    assertComplains(
        "clientSecret",
        () -> new CodeClient(CLIENT, Optional.of(Secret.of("short")), "https://game.example/"));
    assertComplains("redirectUri", () -> new CodeClient(CLIENT, Optional.empty(), ""));
  }
}
