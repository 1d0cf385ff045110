// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.adapters.DiscordFixture.ACCESS_TOKEN;
import static io.github.gameauth.adapters.DiscordFixture.ME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.adapters.DiscordAdapter.Settings;
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
import io.github.gameauth.testing.TestUpstream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Access tokens; codes are in {@code DiscordAdapterCodeTest}. */
final class DiscordAdapterTest implements PlatformAdapterContract<DiscordCredential> {
  private static final String UNAUTHORIZED =
      """
      {"message":"401: Unauthorized","code":0}""";

  private final TestPlatforms platforms = TestPlatforms.fresh();

  private static DiscordCredential with(String token) {
    return DiscordCredential.ofToken(Secret.of(token));
  }

  private static String answer(String part, String instead) {
    String changed = DiscordFixture.authorization().replace(part, instead);
    assertTrue(!changed.equals(DiscordFixture.authorization()), part);
    return changed;
  }

  private Refusal<DiscordCredential> rejected(String name, Reason reason, String answer) {
    return Refusal.rejected(name, goodCredential(), reason).answering(ME, 200, answer);
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<DiscordCredential> adapter(AdapterContext context) {
    return new DiscordAdapter(DiscordFixture.settings(), context);
  }

  @Override
  public String catalogueName() {
    return "discord";
  }

  @Override
  public String settingsJson() {
    return DiscordFixture.settingsJson();
  }

  @Override
  public DiscordCredential goodCredential() {
    return with(ACCESS_TOKEN);
  }

  @Override
  public String credentialJson() {
    return """
        {"accessToken":"%s"}"""
        .formatted(ACCESS_TOKEN);
  }

  @Override
  public PlatformIdentity identity() {
    return DiscordFixture.identity();
  }

  @Override
  public List<Answer> answers() {
    return List.of(Answer.of(ME, DiscordFixture.authorization()).means(401, "INVALID"));
  }

  @Override
  public List<Refusal<DiscordCredential>> refusals() {
    return List.of(
        rejected(
            "for another application",
            Reason.WRONG_APP,
            answer("\"id\":\"159799960412356608\"", "\"id\":\"159799960412356609\"")),
        rejected("expired", Reason.EXPIRED, answer("2030-02-01", "2030-01-01")),
        rejected(
            "expired at this very second",
            Reason.EXPIRED,
            answer("2030-02-01T00:00", "2030-01-01T12:00")),
        rejected(
            "of our own account", Reason.DENIED, answer(DiscordFixture.USER, DiscordFixture.OWNER)),
        Refusal.rejected("unknown, withdrawn or expired", goodCredential(), Reason.INVALID)
            .answering(ME, 401, UNAUTHORIZED),
        Refusal.rejected("no token by its form", with("6qrZcUqja7812RVdn:KjpzOL"), Reason.INVALID),
        Refusal.rejected("too short", with("6qrZcUq"), Reason.INVALID),
        Refusal.undecided("without the scope", goodCredential(), Cause.MISCONFIGURED)
            .answering(ME, 200, answer("\"scopes\":[\"identify\"]", "\"scopes\":[\"email\"]")),
        Refusal.undecided("a scope is missing", goodCredential(), Cause.MISCONFIGURED)
            .answering(ME, 403, "{\"message\":\"Missing Access\",\"code\":50001}"),
        Refusal.undecided("our address is blocked", goodCredential(), Cause.MISCONFIGURED)
            .answering(
                ME,
                aResponse()
                    .withStatus(403)
                    .withHeader("Content-Type", "text/html")
                    .withBody("<html>error code: 1015</html>")),
        Refusal.undecided("we ask too often", goodCredential(), Cause.THROTTLED)
            .answering(
                ME,
                TestUpstream.json(
                        "{\"message\":\"You are being rate limited.\",\"retry_after\":1.234,"
                            + "\"global\":false}")
                    .withStatus(429)
                    .withHeader("Retry-After", "2")));
  }

  @Override
  public Map<String, Function<String, DiscordCredential>> parts() {
    return Map.of("accessToken", DiscordAdapterTest::with);
  }

  @Override
  public List<String> secrets() {
    return List.of(ACCESS_TOKEN, DiscordFixture.SECRET, DiscordFixture.USER);
  }

  private static String verdictOn(PlatformAdapter<DiscordCredential> adapter, String token) {
    return PlatformAdapterContract.nameOf(adapter.verify(with(token)));
  }

  @Test
  void asksAsTheBearerAndSaysWhoWeAre() {
    answerWell();

    verdict(platforms.context(), goodCredential());

    LoggedRequest request = platforms.received().get(0);
    assertEquals("Bearer " + ACCESS_TOKEN, request.getHeader("Authorization"));
    assertTrue(request.getHeader("User-Agent").matches("GameAuth \\(https://[^ ]+, 1\\)"));
  }

  @Test
  void showsTheUserNameOfThoseWithoutAnother() {
    platforms.answer(ME, answer("\"global_name\":\"Pat\"", "\"global_name\":null"));

    assertEquals(
        new Accepted(identity().displayName("pat")),
        verdict(platforms.context(), goodCredential()));
  }

  @Test
  void doesNotAskAgainAboutATokenThatWasRefused() {
    PlatformAdapter<DiscordCredential> adapter = adapter(platforms.context());
    platforms.answer(ME, TestUpstream.json(UNAUTHORIZED).withStatus(401));

    for (int i = 0; i < 5; i++) {
      assertEquals("INVALID", verdictOn(adapter, ACCESS_TOKEN));
    }
    assertEquals(1, platforms.requests(ME));

    platforms.clock().advance(Duration.ofMinutes(10));
    verdictOn(adapter, ACCESS_TOKEN);
    assertEquals(2, platforms.requests(ME));
  }

  @Test
  void doesNotAskAgainAboutATokenForAnotherApplication() {
    PlatformAdapter<DiscordCredential> adapter = adapter(platforms.context());
    platforms.answer(ME, answer("\"id\":\"159799960412356608\"", "\"id\":\"1597999604123566\""));

    assertEquals("WRONG_APP", verdictOn(adapter, ACCESS_TOKEN));
    assertEquals("WRONG_APP", verdictOn(adapter, ACCESS_TOKEN));

    assertEquals(1, platforms.requests(ME));
  }

  @Test
  void asksNothingBeforeDiscordBlocksOurAddress() {
    Settings settings =
        new Settings(
            DiscordFixture.APPLICATION, Optional.empty(), Optional.of(20), Optional.empty());
    PlatformAdapter<DiscordCredential> adapter = new DiscordAdapter(settings, platforms.context());
    platforms.answer(ME, TestUpstream.json(UNAUTHORIZED).withStatus(401));

    for (int i = 0; i < 20; i++) {
      assertEquals("INVALID", verdictOn(adapter, "junk-that-is-new-each-time-" + i));
    }
    answerWell();
    assertEquals("THROTTLED", verdictOn(adapter, ACCESS_TOKEN));
    assertEquals(0, platforms.requests(ME));

    platforms.clock().advance(Duration.ofMinutes(11));
    assertEquals("ACCEPTED", verdictOn(adapter, ACCESS_TOKEN));
  }

  @Test
  void asksNothingAboutJunkOfAnotherForm() {
    answerWell();

    verdict(platforms.context(), with("junk{}junk{}junk{}"));

    assertEquals(0, platforms.received().size());
  }

  @Test
  void settingsComplainWithoutTheirSecret() {
    assertEquals(
        "clientSecret: a secret (expected: 8 to 256 printable, no spaces)",
        assertThrows(
                IllegalArgumentException.class,
                () -> new DiscordAdapter.CodeClient(Secret.of("a b c d e f"), Optional.empty()))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Settings("my-game"));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Settings(
                DiscordFixture.APPLICATION,
                Optional.empty(),
                Optional.of(10_001),
                Optional.empty()));
  }
}
