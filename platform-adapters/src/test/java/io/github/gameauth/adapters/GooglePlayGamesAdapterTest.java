// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static com.github.tomakehurst.wiremock.client.WireMock.notFound;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.adapters.GooglePlayGamesAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class GooglePlayGamesAdapterTest
    implements PlatformAdapterContract<GooglePlayGamesCredential> {
  private static final String TOKEN = "https://oauth2.googleapis.com/token";
  private static final String VERIFY =
      "https://games.googleapis.com/games/v1/applications/123456789012/verify";
  private static final String ME = "https://games.googleapis.com/games/v1/players/me";
  private static final String CLIENT = "123456789012-web.apps.googleusercontent.com";
  private static final String SECRET = "GOCSPX-0123456789abcdefghijklmn";
  private static final String CODE =
      "4/0AX4XfWjT0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVW";
  private static final String ACCESS_TOKEN = "ya29.a0AfB_byC0123456789abcdefghijklmnopqrst";
  private static final String PLAYER = "a_1234567890123456789";

  private final TestPlatforms platforms = TestPlatforms.fresh();

  private static GooglePlayGamesCredential code() {
    return new GooglePlayGamesCredential(Secret.of(CODE));
  }

  private static String tokens() {
    return """
        {"access_token":"%s","expires_in":3599,"token_type":"Bearer",
         "scope":"https://www.googleapis.com/auth/games_lite"}"""
        .formatted(ACCESS_TOKEN);
  }

  private static String verified(String playerId) {
    return """
        {"kind":"games#applicationVerifyResponse","player_id":"%s"}"""
        .formatted(playerId);
  }

  private static String me(String playerId) {
    return """
        {"playerId":"%s","displayName":"Pat","avatarImageUrl":"https://lh3.example/pat",
         "bannerUrlLandscape":"https://lh3.example/banner","gamePlayerId":"a_1",
         "profileSettings":{"profileVisible":true},"title":"Rookie"}"""
        .formatted(playerId);
  }

  private static String error(int code, String status) {
    return """
        {"error":{"code":%d,"message":"What Google says about it.","status":"%s"}}"""
        .formatted(code, status);
  }

  private static Settings settings(boolean names, boolean originalIds) {
    return new Settings(
        "123456789012",
        CLIENT,
        Secret.of(SECRET),
        Optional.empty(),
        Optional.of(names),
        Optional.of(originalIds),
        Optional.empty(),
        Optional.empty());
  }

  private static Settings plain() {
    return new Settings("123456789012", CLIENT, Secret.of(SECRET));
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<GooglePlayGamesCredential> adapter(AdapterContext context) {
    return new GooglePlayGamesAdapter(settings(true, false), context);
  }

  @Override
  public String catalogueName() {
    return "google-play-games";
  }

  @Override
  public String settingsJson() {
    return """
        {"applicationId":"123456789012","clientId":"%s","clientSecret":"%s","names":true}"""
        .formatted(CLIENT, SECRET);
  }

  @Override
  public GooglePlayGamesCredential goodCredential() {
    return code();
  }

  @Override
  public String credentialJson() {
    return "{\"code\":\"" + CODE + "\"}";
  }

  @Override
  public PlatformIdentity identity() {
    return inOneGame(PLAYER).displayName("Pat");
  }

  private static PlatformIdentity inOneGame(String playerId) {
    return PlatformIdentity.of(new Platform("google-play-games"), "", playerId, IdScope.APP);
  }

  private static PlatformIdentity everywhere(String playerId) {
    return PlatformIdentity.of(new Platform("google-play-games"), "", playerId, IdScope.GLOBAL);
  }

  /** A token that Google gives and then refuses is Google's doing. */
  @Override
  public List<Answer> answers() {
    return List.of(
        Answer.of(TOKEN, tokens()).spendsCredential(),
        Answer.of(VERIFY, verified(PLAYER)).means(401, "OUTAGE"),
        Answer.of(ME, me(PLAYER)).means(401, "OUTAGE"));
  }

  @Override
  public List<Refusal<GooglePlayGamesCredential>> refusals() {
    return List.of(
        Refusal.rejected("a code of another form", code(), Reason.INVALID)
            .answering(
                TOKEN,
                400,
                "{\"error\":\"invalid_grant\",\"error_description\":\"Malformed auth code.\"}"),
        Refusal.rejected("used, expired, or for another game", code(), Reason.INVALID)
            .answering(
                TOKEN, 400, "{\"error\":\"invalid_grant\",\"error_description\":\"Bad Request\"}"),
        Refusal.undecided("our address is refused", code(), Cause.MISCONFIGURED)
            .answering(TOKEN, 400, "{\"error\":\"redirect_uri_mismatch\"}"),
        Refusal.undecided("our request is refused", code(), Cause.MISCONFIGURED)
            .answering(TOKEN, 400, "{\"error\":\"invalid_request\"}"),
        Refusal.undecided("our secret is refused", code(), Cause.MISCONFIGURED)
            .answering(TOKEN, 401, "{\"error\":\"invalid_client\"}"),
        Refusal.undecided("our client may not", code(), Cause.MISCONFIGURED)
            .answering(TOKEN, 401, "{\"error\":\"unauthorized_client\"}"),
        Refusal.undecided("we exchange too often", code(), Cause.THROTTLED)
            .answering(TOKEN, 403, "{\"error\":\"rate_limit_exceeded\"}"),
        Refusal.undecided("Google is out of order", code(), Cause.OUTAGE)
            .answering(TOKEN, 503, "{\"error\":\"internal_failure\"}"),
        Refusal.undecided("no token for the code", code(), Cause.OUTAGE)
            .answering(TOKEN, 200, "{\"token_type\":\"Bearer\"}"),
        Refusal.undecided("the token is refused", code(), Cause.OUTAGE)
            .answering(VERIFY, 401, error(401, "UNAUTHENTICATED")),
        Refusal.undecided("not enabled, or another project", code(), Cause.MISCONFIGURED)
            .answering(VERIFY, 403, error(403, "PERMISSION_DENIED")),
        Refusal.undecided("we verify too often", code(), Cause.THROTTLED)
            .answering(VERIFY, 403, error(403, "RESOURCE_EXHAUSTED")),
        Refusal.undecided("we verify too often, in older words", code(), Cause.THROTTLED)
            .answering(
                VERIFY,
                403,
                "{\"error\":{\"code\":403,\"errors\":[{\"domain\":\"usageLimits\","
                    + "\"reason\":\"userRateLimitExceeded\"}]}}"),
        Refusal.undecided("an error that is nonsense", code(), Cause.OUTAGE)
            .answering(VERIFY, 403, "{\"error\":{\"errors\":[17]}}"),
        Refusal.undecided("an unknown application", code(), Cause.MISCONFIGURED)
            .answering(VERIFY, 404, error(404, "NOT_FOUND")),
        Refusal.undecided("no player in the answer", code(), Cause.OUTAGE)
            .answering(VERIFY, 200, "{\"kind\":\"games#applicationVerifyResponse\"}"),
        Refusal.undecided("a profile of somebody else", code(), Cause.OUTAGE)
            .answering(ME, 200, me("a_9999999999999999999")));
  }

  @Override
  public Map<String, Function<String, GooglePlayGamesCredential>> parts() {
    return Map.of("code", text -> new GooglePlayGamesCredential(Secret.of(text)));
  }

  @Override
  public List<String> secrets() {
    return List.of(CODE, SECRET, ACCESS_TOKEN, PLAYER);
  }

  private PlatformVerdict verdict(Settings settings) {
    return new GooglePlayGamesAdapter(settings, platforms.context()).verify(code());
  }

  @Test
  void exchangesACodeByItsSecretAndEncodesItOnce() {
    answerWell();

    verdict(platforms.context(), code());

    LoggedRequest request = platforms.received().get(0);
    assertEquals("authorization_code", request.formParameter("grant_type").firstValue());
    assertEquals(CLIENT, request.formParameter("client_id").firstValue());
    assertEquals(SECRET, request.formParameter("client_secret").firstValue());
    assertEquals("", request.formParameter("redirect_uri").firstValue());
    assertTrue(request.getBodyAsString().contains("code=" + CODE.replace("/", "%2F")));
    assertEquals("Bearer " + ACCESS_TOKEN, platforms.received().get(1).getHeader("Authorization"));
    assertEquals("Bearer " + ACCESS_TOKEN, platforms.received().get(2).getHeader("Authorization"));
  }

  @Test
  void asksForNoProfileUnlessToldTo() {
    answerWell();

    assertEquals(new Accepted(inOneGame(PLAYER)), verdict(plain()));
    assertEquals(0, platforms.requests(ME));
  }

  @Test
  void tellsWhichIdsAreTheSameEverywhere() {
    answerWell();
    for (String global : List.of("g01234567890123456789", "g1")) {
      platforms.answer(VERIFY, verified(global));
      assertEquals(new Accepted(everywhere(global)), verdict(plain()));
    }
    for (String inOneGame : List.of("a_1234567890123456789", "1234", "G1")) {
      platforms.answer(VERIFY, verified(inOneGame));
      assertEquals(new Accepted(inOneGame(inOneGame)), verdict(plain()));
    }
  }

  @Test
  void learnsFromItsSettingsHowIdsBeginThatAreTheSameEverywhere() {
    answerWell();
    Settings settings =
        new Settings(
            "123456789012",
            CLIENT,
            Secret.of(SECRET),
            Optional.of("https://game.example/back"),
            Optional.empty(),
            Optional.empty(),
            Optional.of("a_"),
            Optional.empty());

    assertEquals(new Accepted(everywhere(PLAYER)), verdict(settings));
    assertEquals(
        "https://game.example/back",
        platforms.received().get(0).formParameter("redirect_uri").firstValue());
  }

  @Test
  void callsPlayersByTheirOriginalIdWhenToldTo() {
    answerWell();
    String changed = me(PLAYER).replace("\"title\"", "\"originalPlayerId\":\"g42\",\"title\"");
    platforms.answer(ME, changed);

    assertEquals(new Accepted(everywhere("g42")), verdict(settings(false, true)));
    assertEquals(new Accepted(identity()), verdict(settings(true, false)));
    platforms.answer(ME, me(PLAYER));
    assertEquals(new Accepted(inOneGame(PLAYER)), verdict(settings(false, true)));
  }

  @Test
  void takesAProfileUnderTheAlternateId() {
    answerWell();
    platforms.answer(
        VERIFY,
        verified(PLAYER).replace("\"player_id\"", "\"alternate_player_id\":\"g42\",\"player_id\""));
    platforms.answer(ME, me("g42"));

    assertEquals(new Accepted(identity()), verdict(settings(true, false)));
  }

  @Test
  void deniesPlayersWithoutAProfileWhenToldTo() {
    answerWell();
    platforms.answer(VERIFY, notFound());
    Settings settings =
        new Settings(
            "123456789012",
            CLIENT,
            Secret.of(SECRET),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(true));

    assertEquals("DENIED", PlatformAdapterContract.nameOf(verdict(settings)));
    assertEquals("MISCONFIGURED", PlatformAdapterContract.nameOf(verdict(plain())));
  }

  @Test
  void spendsNoCodeWhileVerifyingMustWait() {
    answerWell();
    platforms.answer(VERIFY, status(429));
    var adapter = adapter(platforms.context());
    adapter.verify(code());

    PlatformVerdict second =
        adapter.verify(new GooglePlayGamesCredential(Secret.of("4/another-code")));

    assertEquals("THROTTLED", PlatformAdapterContract.nameOf(second));
    assertEquals(1, platforms.requests(TOKEN));
  }

  @Test
  void sendsACodeOnceHoweverManyBringItAtTheSameTime() throws Exception {
    ConcurrentLogins.assertSentOnce(platforms, this, TOKEN);
  }

  @Test
  void settingsComplainWithoutTheirSecret() {
    Secret secret = Secret.of(SECRET);

    for (String id : List.of("", "12a", "../1", "1".repeat(21))) {
      AmazonFixture.assertComplains("applicationId", () -> new Settings(id, CLIENT, secret));
    }
    AmazonFixture.assertComplains("clientId", () -> new Settings("1", "", secret));
    AmazonFixture.assertComplains(
        "clientSecret", () -> new Settings("1", CLIENT, Secret.of("short")));
    AmazonFixture.assertComplains(
        "globalPrefix",
        () ->
            new Settings(
                "1",
                CLIENT,
                secret,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(""),
                Optional.empty()));
  }
}
