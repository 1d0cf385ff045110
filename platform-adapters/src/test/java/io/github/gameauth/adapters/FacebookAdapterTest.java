// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.adapters.FacebookAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Access tokens; Limited Login is in {@code FacebookAdapterLimitedTest}. */
final class FacebookAdapterTest implements PlatformAdapterContract<FacebookCredential> {
  private static final String DEBUG = "https://graph.facebook.com/v25.0/debug_token";
  private static final String ME = "https://graph.facebook.com/v25.0/me";
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String TOKEN = "EAAGm0PX4ZCpsBA" + "kZCZAq8f3".repeat(20) + "ZD";

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final long now = platforms.clock().instant().getEpochSecond();

  private static FacebookCredential with(String token) {
    return new FacebookCredential(Secret.of(token), Optional.empty());
  }

  private String valid(String appId, String type, long expires, long dataAccess) {
    return """
        {"data":{"app_id":"%s","type":"%s","application":"Example","data_access_expires_at":%d,
        "expires_at":%d,"is_valid":true,"issued_at":%d,"scopes":["public_profile","email"],
        "user_id":"10215241773831025"}}"""
        .formatted(appId, type, dataAccess, expires, now - 60);
  }

  private String good() {
    return valid("1234567890", "USER", now + 5_184_000, now + 7_776_000);
  }

  private static String notValid(int code, int subcode) {
    return """
        {"data":{"error":{"code":%d,"message":"Error validating access token.","subcode":%d},
        "is_valid":false,"scopes":[]}}"""
        .formatted(code, subcode);
  }

  private static String error(int code, String message) {
    return """
        {"error":{"message":"%s","type":"OAuthException","code":%d,"error_subcode":33,
        "fbtrace_id":"AkFanpyMyGb7kXpe"}}"""
        .formatted(message, code);
  }

  private static Settings settings(boolean profile, boolean lapsedDataAccessTolerated) {
    return new Settings(
        "1234567890",
        Optional.of(Secret.of(SECRET)),
        Optional.empty(),
        Optional.of(profile),
        Optional.of(lapsedDataAccessTolerated),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<FacebookCredential> adapter(AdapterContext context) {
    return new FacebookAdapter(new Settings("1234567890", Secret.of(SECRET)), context);
  }

  @Override
  public String catalogueName() {
    return "facebook";
  }

  @Override
  public String settingsJson() {
    return """
        {"appId":"1234567890","appSecret":"%s"}"""
        .formatted(SECRET);
  }

  @Override
  public FacebookCredential goodCredential() {
    return with(TOKEN);
  }

  @Override
  public String credentialJson() {
    return "{\"token\":\"" + TOKEN + "\"}";
  }

  @Override
  public PlatformIdentity identity() {
    return PlatformIdentity.of(
        new Platform("facebook"), "1234567890", "10215241773831025", IdScope.APP);
  }

  @Override
  public List<Answer> answers() {
    return List.of(Answer.of(DEBUG, good()));
  }

  private static Refusal<FacebookCredential> rejected(String name, Reason reason, String json) {
    return Refusal.rejected(name, with(TOKEN), reason).answering(DEBUG, 200, json);
  }

  private static Refusal<FacebookCredential> undecided(
      String name, Cause cause, int status, String json) {
    return Refusal.undecided(name, with(TOKEN), cause).answering(DEBUG, status, json);
  }

  @Override
  public List<Refusal<FacebookCredential>> refusals() {
    long later = now + 3600;
    List<Refusal<FacebookCredential>> all = new ArrayList<>();
    all.add(rejected("expired", Reason.EXPIRED, notValid(190, 463)));
    all.add(rejected("with a password changed since", Reason.EXPIRED, notValid(190, 460)));
    all.add(rejected("of an app that was removed", Reason.INVALID, notValid(190, 458)));
    all.add(rejected("invalidated", Reason.INVALID, notValid(190, 467)));
    all.add(rejected("of an account under review", Reason.INVALID, notValid(190, 459)));
    all.add(rejected("no token at all", Reason.INVALID, notValid(190, 0)));
    all.add(rejected("a wrong parameter", Reason.INVALID, notValid(100, 0)));
    all.add(rejected("without a reason", Reason.INVALID, "{\"data\":{\"is_valid\":false}}"));
    String foreign = "(#100) The App_id in the input_token did not match the Viewing App";
    all.add(
        Refusal.rejected("for another game", with(TOKEN), Reason.WRONG_APP)
            .answering(DEBUG, 400, error(100, foreign)));
    all.add(
        rejected(
            "for another game, said otherwise",
            Reason.WRONG_APP,
            notValid(100, 0).replace("Error validating access token.", foreign)));
    all.add(
        rejected(
            "for another game by its app_id",
            Reason.WRONG_APP,
            valid("1234567891", "USER", later, later)));
    for (String type : List.of("PAGE", "APP", "user", "")) {
      all.add(rejected("of type " + type, Reason.INVALID, valid("1234567890", type, later, later)));
    }
    all.add(
        rejected("expired by its time", Reason.EXPIRED, valid("1234567890", "USER", now, later)));
    all.add(
        rejected(
            "with its access to data run out",
            Reason.EXPIRED,
            valid("1234567890", "USER", later, now)));
    for (int code : List.of(190, 100, 101, 102, 104, 10, 200, 299)) {
      all.add(undecided("we are refused by " + code, Cause.MISCONFIGURED, 400, error(code, "No")));
    }
    all.add(undecided("our secret is refused", Cause.MISCONFIGURED, 401, error(190, "No")));
    for (int code : List.of(4, 17, 32, 613)) {
      all.add(undecided("throttled by " + code, Cause.THROTTLED, 400, error(code, "No")));
      all.add(undecided("throttled within by " + code, Cause.THROTTLED, 200, notValid(code, 0)));
    }
    for (int code : List.of(1, 2)) {
      all.add(undecided("down by " + code, Cause.OUTAGE, 400, error(code, "No")));
      all.add(undecided("down within by " + code, Cause.OUTAGE, 200, notValid(code, 0)));
    }
    all.add(
        Refusal.rejected("longer than any token", with("EAA" + "a".repeat(1022)), Reason.INVALID));
    return all;
  }

  @Override
  public Map<String, Function<String, FacebookCredential>> parts() {
    return Map.of("token", FacebookAdapterTest::with);
  }

  @Override
  public List<String> secrets() {
    return List.of(SECRET, TOKEN, "10215241773831025");
  }

  private String verdictOn(Settings settings, String json) {
    platforms.answer(DEBUG, json);
    try (FacebookAdapter adapter = new FacebookAdapter(settings, platforms.context())) {
      return PlatformAdapterContract.nameOf(adapter.verify(with(TOKEN)));
    }
  }

  @Test
  void asksWithItsAppAndSecret() {
    answerWell();

    verdict(platforms.context(), with(TOKEN));

    LoggedRequest request = platforms.received().get(0);
    assertEquals(TOKEN, request.queryParameter("input_token").firstValue());
    assertEquals("1234567890|" + SECRET, request.queryParameter("access_token").firstValue());
    assertTrue(request.getUrl().contains("1234567890%7C"), "encoded");
  }

  @Test
  void takesATokenInItsLastSecondAndOneWithoutAnEnd() {
    Settings settings = settings(false, false);
    for (long end : List.of(now + 1, 0L)) {
      assertEquals("ACCEPTED", verdictOn(settings, valid("1234567890", "USER", end, end)));
    }
    assertEquals(
        "ACCEPTED",
        verdictOn(settings, good().replaceFirst("\"data_access_expires_at\":\\d+,", "")));
  }

  @Test
  void toleratesLapsedAccessToDataWhenToldTo() {
    String lapsed = valid("1234567890", "USER", now + 60, now - 60);

    assertEquals("ACCEPTED", verdictOn(settings(false, true), lapsed));
    assertEquals(
        "EXPIRED", verdictOn(settings(false, true), lapsed.replace("" + (now + 60), "" + now)));
  }

  @Test
  void remembersAUsedTokenForADayOrUntilItExpires() {
    answerWell();
    PlatformAdapter<FacebookCredential> adapter = adapter(platforms.context());
    assertEquals("ACCEPTED", PlatformAdapterContract.nameOf(adapter.verify(with(TOKEN))));
    platforms.clock().advance(Duration.ofDays(1).minusMillis(1));
    assertEquals("REPLAYED", PlatformAdapterContract.nameOf(adapter.verify(with(TOKEN))));
    platforms.clock().advance(Duration.ofMillis(1));
    assertEquals("ACCEPTED", PlatformAdapterContract.nameOf(adapter.verify(with(TOKEN))));
  }

  @Test
  void asksNobodyForAWhileAfterAThrottle() {
    platforms.answer(DEBUG, aResponse().withStatus(400).withBody(error(4, "No")));
    PlatformAdapter<FacebookCredential> adapter = adapter(platforms.context());
    adapter.verify(with(TOKEN));
    assertEquals("THROTTLED", PlatformAdapterContract.nameOf(adapter.verify(with(TOKEN))));
    assertEquals(1, platforms.requests(DEBUG));
    answerWell();
    platforms.clock().advance(Duration.ofMinutes(1));
    assertEquals("ACCEPTED", PlatformAdapterContract.nameOf(adapter.verify(with(TOKEN))));
  }

  @Test
  void isNotConfiguredForAccessTokensWithoutASecret() {
    Settings limitedOnly =
        new Settings(
            "1234567890",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertEquals("MISCONFIGURED", verdictOn(limitedOnly, good()));
    assertEquals(List.of(), platforms.received());
  }

  private PlatformIdentity identityWith(String me) {
    answerWell();
    platforms.answer(ME, me);
    try (FacebookAdapter adapter =
        new FacebookAdapter(settings(true, false), platforms.context())) {
      return ((Accepted) adapter.verify(with(TOKEN))).identity();
    }
  }

  @Test
  void asksForTheProfileWhenToldToAndShowsThatItKnowsTheSecret() throws Exception {
    String me =
        "{\"id\":\"10215241773831025\",\"name\":\"Pat E\",\"age_range\":{\"min\":13,\"max\":17}}";

    assertEquals(
        identity().displayName("Pat E").facts(PlatformFacts.NONE.ageBand("13-17")),
        identityWith(me));
    LoggedRequest request = platforms.received().get(1);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(), "HmacSHA256"));
    assertEquals(
        HexFormat.of().formatHex(mac.doFinal(TOKEN.getBytes())),
        request.queryParameter("appsecret_proof").firstValue());
    assertEquals("id,name,age_range", request.queryParameter("fields").firstValue());
    assertEquals(TOKEN, request.queryParameter("access_token").firstValue());
  }

  @Test
  void aProfileOfSomebodyElseOrNoneChangesNothing() {
    for (String me :
        List.of(
            "{\"id\":\"10215241773831026\",\"name\":\"Pat E\"}",
            "{\"id\":\"10215241773831025\",\"name\":\"Pat\\u0000\",\"age_range\":{}}",
            "{\"id\":\"10215241773831025\",\"age_range\":{\"min\":21,\"max\":17}}",
            "{\"id\":\"10215241773831025\",\"age_range\":{\"min\":\"21\"}}",
            "{\"id\":\"10215241773831025\",\"age_range\":{\"min\":-1}}",
            "{\"name\":\"Pat E\"}",
            "<html>")) {
      assertEquals(identity(), identityWith(me), me);
    }
    for (int status : List.of(400, 403, 429, 500)) {
      answerWell();
      platforms.answer(ME, aResponse().withStatus(status).withBody(error(190, "No")));
      try (FacebookAdapter adapter =
          new FacebookAdapter(settings(true, false), platforms.context())) {
        assertEquals(new Accepted(identity()), adapter.verify(with(TOKEN)), "status " + status);
      }
    }
  }

  @Test
  void settingsComplainWithoutTheirSecret() {
    Secret secret = Secret.of(SECRET);
    Optional<String> version = Optional.of("v25.0");
    List<String> issuers = List.of("https://www.facebook.com");
    for (var bad :
        List.<Executable>of(
            () -> new Settings("my-app", secret),
            () -> new Settings("", secret),
            () -> new Settings("1", Secret.of("short")),
            () -> of(Duration.ofMinutes(59), version, issuers),
            () -> of(Duration.ofDays(61), version, issuers),
            () -> of(Duration.ofDays(1), Optional.of("25"), issuers),
            () -> of(Duration.ofDays(1), Optional.of("v25.0/../x"), issuers),
            () -> of(Duration.ofDays(1), version, List.of()),
            () -> of(Duration.ofDays(1), version, List.of("https://evilfacebook.com")),
            () -> of(Duration.ofDays(1), version, List.of("http://www.facebook.com")))) {
      String message = assertThrows(IllegalArgumentException.class, bad).getMessage();
      assertTrue(message.matches("\\w+: .* \\(expected: .*\\)"), message);
    }
  }

  private static Settings of(Duration window, Optional<String> version, List<String> issuers) {
    return new Settings(
        "1",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(window),
        version,
        Optional.of(issuers));
  }
}
