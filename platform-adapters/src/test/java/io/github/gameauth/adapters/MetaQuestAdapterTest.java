// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.adapters.testing.PlatformAdapterContract.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.adapters.MetaQuestAdapter.App;
import io.github.gameauth.adapters.MetaQuestAdapter.Settings;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Players known by the ids of an app; those of an organisation are in a test of their own. */
final class MetaQuestAdapterTest implements PlatformAdapterContract<MetaQuestCredential> {
  static final String VALIDATE = "https://graph.oculus.com/user_nonce_validate";
  static final String APP = "1234567890123456";
  static final String APP_SECRET = "0123456789abcdef0123456789abcdef";
  static final String USER = "4321987654321098";
  static final String NONCE = "NonceOfThisLogin3gkLqWc0ZVX8c0gF7pwKR5bAZ5mnHqTqzY8jzOVD";

  private final TestPlatforms platforms = TestPlatforms.fresh();

  private static MetaQuestCredential with(String userId, String nonce, String appId) {
    return new MetaQuestCredential(userId, Secret.of(nonce), Optional.of(appId));
  }

  static Settings settings() {
    return new Settings(APP, Secret.of(APP_SECRET));
  }

  /** An error as Meta's graph writes it. */
  static String error(int code, String type, String message) {
    return """
        {"error":{"message":"%s","type":"%s","code":%d,"fbtrace_id":"A1b2C3"}}"""
        .formatted(message, type, code);
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<MetaQuestCredential> adapter(AdapterContext context) {
    return new MetaQuestAdapter(settings(), context);
  }

  @Override
  public String catalogueName() {
    return "meta-quest";
  }

  @Override
  public String settingsJson() {
    return """
        {"apps":[{"appId":"%s","appSecret":"%s"}]}"""
        .formatted(APP, APP_SECRET);
  }

  @Override
  public MetaQuestCredential goodCredential() {
    return new MetaQuestCredential(USER, Secret.of(NONCE));
  }

  @Override
  public String credentialJson() {
    return """
        {"userId":"%s","nonce":"%s"}"""
        .formatted(USER, NONCE);
  }

  @Override
  public PlatformIdentity identity() {
    return PlatformIdentity.of(new Platform("meta-quest"), APP, USER, IdScope.APP);
  }

  @Override
  public List<Answer> answers() {
    return List.of(Answer.of(VALIDATE, "{\"is_valid\":true}").spendsCredential());
  }

  @Override
  public List<Refusal<MetaQuestCredential>> refusals() {
    MetaQuestCredential good = goodCredential();
    return List.of(
        Refusal.rejected("wrong, used, expired or of somebody else", good, Reason.INVALID)
            .answering(VALIDATE, 200, "{\"is_valid\":false}"),
        Refusal.undecided("our secret is refused by 400", good, Cause.MISCONFIGURED)
            .answering(
                VALIDATE, 400, error(190, "OAuthException", "Error validating application.")),
        Refusal.undecided("our secret is refused by 401", good, Cause.MISCONFIGURED)
            .answering(VALIDATE, 401, error(190, "OAuthException", "Malformed access token")),
        Refusal.undecided("a word of the player's beside code 190", good, Cause.MISCONFIGURED)
            .answering(VALIDATE, 400, error(190, "OAuthException", "nonce user_id")),
        Refusal.rejected("a nonce that is none", good, Reason.INVALID)
            .answering(VALIDATE, 400, error(100, "OAuthException", "(#100) Param nonce is bad")),
        Refusal.rejected("a user id that is none", good, Reason.INVALID)
            .answering(VALIDATE, 400, error(100, "OAuthException", "(#100) Param user_id must")),
        Refusal.undecided("another parameter", good, Cause.MISCONFIGURED)
            .answering(VALIDATE, 400, error(100, "OAuthException", "(#100) Param fields")),
        Refusal.undecided("the app asks too often", good, Cause.THROTTLED)
            .answering(VALIDATE, 400, error(4, "OAuthException", "Application request limit")),
        Refusal.undecided("the user asks too often", good, Cause.THROTTLED)
            .answering(VALIDATE, 400, error(17, "OAuthException", "User request limit reached")),
        Refusal.undecided("too many calls", good, Cause.THROTTLED)
            .answering(VALIDATE, 403, error(613, "OAuthException", "Calls exceeded the rate")),
        Refusal.undecided("an error that nobody knows", good, Cause.OUTAGE)
            .answering(VALIDATE, 400, error(1, "OAuthException", "An unknown error occurred")),
        Refusal.undecided("a service that is away", good, Cause.OUTAGE)
            .answering(VALIDATE, 400, error(2, "OAuthException", "Service unavailable")),
        Refusal.undecided("down", good, Cause.OUTAGE)
            .answering(VALIDATE, aResponse().withStatus(503)),
        Refusal.undecided("a text for a flag", good, Cause.OUTAGE)
            .answering(VALIDATE, 200, "{\"is_valid\":\"true\"}"),
        Refusal.rejected("of an app that is not ours", with(USER, NONCE, "17"), Reason.WRONG_APP),
        Refusal.rejected("an empty user id", with("", NONCE, APP), Reason.INVALID),
        Refusal.rejected("a path as user id", with("me/friends", NONCE, APP), Reason.INVALID),
        Refusal.rejected("another spelling of it", with("0" + USER, NONCE, APP), Reason.INVALID),
        Refusal.rejected("digits of elsewhere", with("\u0661\u0662", NONCE, APP), Reason.INVALID));
  }

  @Override
  public Map<String, Function<String, MetaQuestCredential>> parts() {
    return Map.of(
        "userId", text -> with(text, NONCE, APP),
        "nonce", text -> with(USER, text, APP),
        "appId", text -> with(USER, NONCE, text));
  }

  @Override
  public List<String> secrets() {
    return List.of(APP_SECRET, NONCE, USER);
  }

  @Test
  void asksOnceWithTheAppsSecretInTheBody() {
    answerWell();

    verdict(platforms.context(), goodCredential());

    assertEquals(1, platforms.received().size());
    LoggedRequest request = platforms.received().get(0);
    assertEquals("POST", request.getMethod().getName());
    assertEquals("/graph.oculus.com/user_nonce_validate", request.getUrl());
    assertEquals(
        "OC|" + APP + "|" + APP_SECRET, request.formParameter("access_token").firstValue());
    assertTrue(request.getBodyAsString().contains("access_token=OC%7C"));
    assertEquals(NONCE, request.formParameter("nonce").firstValue());
    assertEquals(USER, request.formParameter("user_id").firstValue());
  }

  @Test
  void asksByTheSecretOfTheAppThatTheClientNames() {
    answerWell();
    Settings two =
        new Settings(
            List.of(new App(APP, Secret.of(APP_SECRET)), new App("99", Secret.of("s".repeat(32)))),
            Optional.empty());
    MetaQuestAdapter adapter = new MetaQuestAdapter(two, platforms.context());

    assertEquals("INVALID", nameOf(adapter.verify(goodCredential())), "which app?");
    assertEquals(List.of(), platforms.received());

    Accepted accepted = (Accepted) adapter.verify(with(USER, NONCE, "99"));

    assertEquals("99", accepted.identity().environment());
    assertEquals(
        "OC|99|" + "s".repeat(32),
        platforms.received().get(0).formParameter("access_token").firstValue());
  }

  @Test
  void settingsComplainWithoutTheirSecret() {
    Secret secret = Secret.of(APP_SECRET);
    App app = new App(APP, secret);
    for (var bad :
        List.<Executable>of(
            () -> new App("", secret),
            () -> new App("12a", secret),
            () -> new App("1/2", secret),
            () -> new App(APP, Secret.of("short")),
            () -> new Settings(List.of(), Optional.empty()),
            () -> new Settings(List.of(app, app), Optional.empty()),
            () ->
                new Settings(
                    List.of(app, new App(APP, Secret.of("another secret".replace(' ', '-')))),
                    Optional.empty()))) {
      String message = assertThrows(IllegalArgumentException.class, bad).getMessage();
      assertTrue(message.matches("\\w+: .* \\(expected: .*\\)"), message);
    }
  }
}
