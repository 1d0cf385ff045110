// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.adapters.TwitchFixture.ACCESS_TOKEN;
import static io.github.gameauth.adapters.TwitchFixture.CLIENT;
import static io.github.gameauth.adapters.TwitchFixture.OTHER_CLIENT;
import static io.github.gameauth.adapters.TwitchFixture.USERS;
import static io.github.gameauth.adapters.TwitchFixture.VALIDATE;
import static io.github.gameauth.adapters.testing.PlatformAdapterContract.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.adapters.TwitchAdapter.CodeClient;
import io.github.gameauth.adapters.TwitchAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestPlatforms;
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
import org.junit.jupiter.api.function.Executable;

/** Access tokens; id tokens and codes are in tests of their own. */
final class TwitchAdapterTest implements PlatformAdapterContract<TwitchCredential> {
  private final TestPlatforms platforms = TestPlatforms.fresh();

  private static TwitchCredential with(String token) {
    return TwitchCredential.ofAccessToken(Secret.of(token));
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<TwitchCredential> adapter(AdapterContext context) {
    return new TwitchAdapter(TwitchFixture.settings(), context);
  }

  @Override
  public String catalogueName() {
    return "twitch";
  }

  @Override
  public String settingsJson() {
    return TwitchFixture.settingsJson();
  }

  @Override
  public TwitchCredential goodCredential() {
    return with(ACCESS_TOKEN);
  }

  @Override
  public String credentialJson() {
    return "{\"accessToken\":\"" + ACCESS_TOKEN + "\"}";
  }

  @Override
  public PlatformIdentity identity() {
    return TwitchFixture.identity();
  }

  @Override
  public List<Answer> answers() {
    return List.of(Answer.of(VALIDATE, TwitchFixture.validated()).means(401, "INVALID"));
  }

  @Override
  public boolean mayReject(Answer answer, String pointer) {
    return pointer.equals("/user_id"); // its absence is how app access tokens are told
  }

  private static String validated(String member, String value) {
    return TwitchFixture.validated()
        .replaceFirst("\"" + member + "\":(\"[^\"]*\"|\\d+)", "\"" + member + "\":" + value);
  }

  @Override
  public List<Refusal<TwitchCredential>> refusals() {
    TwitchCredential good = goodCredential();
    return List.of(
        Refusal.rejected("expired, withdrawn or none", good, Reason.INVALID)
            .answering(VALIDATE, 401, "{\"status\":401,\"message\":\"invalid access token\"}"),
        Refusal.rejected("for another client", good, Reason.WRONG_APP)
            .answering(VALIDATE, 200, validated("client_id", "\"" + OTHER_CLIENT + "\"")),
        Refusal.rejected("of another client's app", good, Reason.WRONG_APP)
            .answering(
                VALIDATE,
                200,
                "{\"client_id\":\"" + OTHER_CLIENT + "\",\"scopes\":null,\"expires_in\":9}"),
        Refusal.rejected("an app access token", good, Reason.INVALID)
            .answering(
                VALIDATE,
                200,
                "{\"client_id\":\"" + CLIENT + "\",\"scopes\":null,\"expires_in\":9}"),
        Refusal.rejected("at its end", good, Reason.EXPIRED)
            .answering(VALIDATE, 200, validated("expires_in", "0")),
        Refusal.undecided("a user id that is none", good, Cause.OUTAGE)
            .answering(VALIDATE, 200, validated("user_id", "\"twitchdev\"")),
        Refusal.undecided("down", good, Cause.OUTAGE)
            .answering(VALIDATE, aResponse().withStatus(503)),
        Refusal.rejected("too long", with("a".repeat(256)), Reason.INVALID));
  }

  @Override
  public Map<String, Function<String, TwitchCredential>> parts() {
    return Map.of("accessToken", TwitchAdapterTest::with);
  }

  @Override
  public List<String> secrets() {
    return List.of(ACCESS_TOKEN, TwitchFixture.CLIENT_SECRET);
  }

  @Test
  void asksWithTheTokenAndNothingElse() {
    answerWell();

    verdict(platforms.context(), goodCredential());

    LoggedRequest request = platforms.received().get(0);
    assertEquals("OAuth " + ACCESS_TOKEN, request.getHeader("Authorization"));
    assertTrue(request.getUrl().endsWith("/validate"), request.getUrl());
  }

  @Test
  void takesATokenWhoseScopesAreNull() {
    platforms.answer(VALIDATE, TwitchFixture.validated().replace("[\"user:read:email\"]", "null"));

    assertEquals("ACCEPTED", nameOf(verdict(platforms.context(), goodCredential())));
  }

  @Test
  void goesWithoutANameThatIsNone() {
    platforms.answer(VALIDATE, validated("login", "\"a\u202eb\""));

    Accepted accepted = (Accepted) verdict(platforms.context(), goodCredential());

    assertEquals(Optional.empty(), accepted.identity().displayName());
  }

  @Test
  void remembersATokenForAsLongAsItLives() {
    platforms.answer(VALIDATE, validated("expires_in", "7200"));
    PlatformAdapter<TwitchCredential> adapter = adapter(platforms.context());

    assertEquals("ACCEPTED", nameOf(adapter.verify(goodCredential())));
    platforms.clock().advance(Duration.ofHours(2));
    assertEquals("REPLAYED", nameOf(adapter.verify(goodCredential())));
  }

  @Test
  void remembersATokenThatLivesForever() {
    platforms.answer(VALIDATE, validated("expires_in", Long.toString(Long.MAX_VALUE)));
    PlatformAdapter<TwitchCredential> adapter = adapter(platforms.context());

    assertEquals("ACCEPTED", nameOf(adapter.verify(goodCredential())));
    platforms.clock().advance(Duration.ofDays(365));
    assertEquals("REPLAYED", nameOf(adapter.verify(goodCredential())));
  }

  @Test
  void validatesAgainWithoutNotingAUse() {
    answerWell();
    try (TwitchAdapter adapter = new TwitchAdapter(TwitchFixture.settings(), platforms.context())) {
      assertEquals("ACCEPTED", nameOf(adapter.verify(goodCredential())));
      assertEquals(
          new Accepted(identity()), adapter.revalidated(Secret.of(ACCESS_TOKEN)), "an hour later");
      assertEquals("ACCEPTED", nameOf(adapter.revalidated(Secret.of(ACCESS_TOKEN))));
      platforms.answer(VALIDATE, aResponse().withStatus(401));
      assertEquals("INVALID", nameOf(adapter.revalidated(Secret.of(ACCESS_TOKEN))));
      platforms.answer(VALIDATE, aResponse().withStatus(500));
      assertEquals("OUTAGE", nameOf(adapter.revalidated(Secret.of(ACCESS_TOKEN))));
    }
    assertEquals(Duration.ofHours(1), TwitchAdapter.REVALIDATE_AFTER);
  }

  @Test
  void asksHowTheNameIsWrittenWhenToldTo() {
    answerWell();
    platforms.answer(USERS, users(TwitchFixture.USER, "TwitchDev"));

    assertEquals(Optional.of("TwitchDev"), nameAsked());
    LoggedRequest request = platforms.received().get(1);
    assertEquals("Bearer " + ACCESS_TOKEN, request.getHeader("Authorization"));
    assertEquals(CLIENT, request.getHeader("Client-Id"));
  }

  @Test
  void takesTheLoginWhereTheNameCannotBeHad() {
    answerWell();
    for (var response :
        List.of(
            aResponse().withStatus(500),
            aResponse().withStatus(401),
            aResponse().withStatus(429),
            aResponse().withBody("{\"data\":[]}"),
            aResponse().withBody(users("1", "Somebody")),
            aResponse().withBody(users(TwitchFixture.USER, "a\\nb")))) {
      platforms.answer(USERS, response);

      assertEquals(Optional.of("twitchdev"), nameAsked());
    }
  }

  private static String users(String id, String name) {
    return """
        {"data":[{"id":"%s","login":"twitchdev","display_name":"%s","type":"",
        "broadcaster_type":"partner","created_at":"2016-12-14T20:32:28Z"}]}"""
        .formatted(id, name);
  }

  private Optional<String> nameAsked() {
    Settings asking =
        new Settings(List.of(CLIENT), Optional.empty(), Optional.of(true), Optional.empty());
    try (TwitchAdapter adapter = new TwitchAdapter(asking, platforms.context())) {
      return ((Accepted) adapter.verify(goodCredential())).identity().displayName();
    }
  }

  @Test
  void aCredentialIsOneOfThree() {
    Optional<Secret> some = Optional.of(Secret.of("x"));
    Optional<Secret> none = Optional.empty();
    for (var bad :
        List.<Executable>of(
            () -> new TwitchCredential(none, none, none, some),
            () -> new TwitchCredential(some, some, none, none),
            () -> new TwitchCredential(some, none, some, none),
            () -> new TwitchCredential(some, some, some, none))) {
      assertThrows(IllegalArgumentException.class, bad);
    }
  }

  @Test
  void settingsComplainWithoutTheirSecret() {
    Secret secret = Secret.of(TwitchFixture.CLIENT_SECRET);
    for (var bad :
        List.<Executable>of(
            () -> new Settings(),
            () -> new Settings("a", "a"),
            () -> new Settings("a b"),
            () -> new CodeClient("", secret, "https://game.example/"),
            () -> new CodeClient("a", Secret.of("short"), "https://game.example/"),
            () -> new CodeClient("a", secret, ""),
            () ->
                new Settings(
                    List.of("a"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new CodeClient("b", secret, "https://game.example/"))))) {
      String message = assertThrows(IllegalArgumentException.class, bad).getMessage();
      assertTrue(message.matches("[\\w.]+: .* \\(expected: .*\\)"), message);
    }
  }
}
