// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.DiscordFixture.CODE;
import static io.github.gameauth.adapters.DiscordFixture.ME;
import static io.github.gameauth.adapters.DiscordFixture.TOKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.adapters.DiscordAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class DiscordAdapterCodeTest implements PlatformAdapterContract<DiscordCredential> {
  private final TestPlatforms platforms = TestPlatforms.fresh();

  private static DiscordCredential with(String code) {
    return DiscordCredential.ofCode(Secret.of(code));
  }

  private Refusal<DiscordCredential> undecided(String name, Cause cause, int status, String json) {
    return Refusal.undecided(name, goodCredential(), cause).answering(TOKEN, status, json);
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
    return with(CODE);
  }

  @Override
  public String credentialJson() {
    return """
        {"code":"%s"}"""
        .formatted(CODE);
  }

  @Override
  public PlatformIdentity identity() {
    return DiscordFixture.identity();
  }

  @Override
  public List<Answer> answers() {
    return List.of(
        Answer.of(TOKEN, DiscordFixture.tokens()).spendsCredential(),
        Answer.of(ME, DiscordFixture.authorization()).means(401, "OUTAGE"));
  }

  @Override
  public List<Refusal<DiscordCredential>> refusals() {
    return List.of(
        Refusal.rejected("a code that is used, expired or foreign", with(CODE), Reason.INVALID)
            .answering(
                TOKEN,
                400,
                "{\"error\":\"invalid_grant\","
                    + "\"error_description\":\"Invalid \\\"code\\\" in request.\"}"),
        undecided(
            "our secret is refused", Cause.MISCONFIGURED, 401, "{\"error\":\"invalid_client\"}"),
        undecided(
            "our request is refused", Cause.MISCONFIGURED, 400, "{\"error\":\"invalid_request\"}"),
        Refusal.undecided("the token is for another", goodCredential(), Cause.OUTAGE)
            .answering(
                ME,
                200,
                DiscordFixture.authorization()
                    .replace(DiscordFixture.APPLICATION, "1597999604123566")),
        Refusal.undecided("the token has expired", goodCredential(), Cause.OUTAGE)
            .answering(ME, 200, DiscordFixture.authorization().replace("2030-02-01", "2030-01-01")),
        Refusal.rejected("of our own account", goodCredential(), Reason.DENIED)
            .answering(
                ME,
                200,
                DiscordFixture.authorization().replace(DiscordFixture.USER, DiscordFixture.OWNER)));
  }

  @Override
  public Map<String, Function<String, DiscordCredential>> parts() {
    return Map.of("code", DiscordAdapterCodeTest::with);
  }

  @Override
  public List<String> secrets() {
    return List.of(
        CODE,
        DiscordFixture.SECRET,
        DiscordFixture.ACCESS_TOKEN,
        "D43f5y0ahjqew82jZ4NViEr2YafMKhue",
        DiscordFixture.USER);
  }

  @Test
  void provesItselfByItsSecretAndAsksAboutTheTokenThatItGot() {
    answerWell();

    verdict(platforms.context(), goodCredential());

    LoggedRequest exchange = platforms.received().get(0);
    String both = DiscordFixture.APPLICATION + ":" + DiscordFixture.SECRET;
    assertEquals(
        "Basic " + Base64.getEncoder().encodeToString(both.getBytes()),
        exchange.getHeader("Authorization"));
    assertEquals("authorization_code", exchange.formParameter("grant_type").firstValue());
    assertEquals(CODE, exchange.formParameter("code").firstValue());
    assertEquals("https://game.example/in", exchange.formParameter("redirect_uri").firstValue());
    assertEquals(
        "Bearer " + DiscordFixture.ACCESS_TOKEN,
        platforms.received().get(1).getHeader("Authorization"));
  }

  @Test
  void aTokenThatDiscordGivesTwiceIsNoReplay() {
    answerWell();
    PlatformAdapter<DiscordCredential> adapter = adapter(platforms.context());

    assertEquals("ACCEPTED", PlatformAdapterContract.nameOf(adapter.verify(with(CODE))));
    assertEquals(
        "ACCEPTED", PlatformAdapterContract.nameOf(adapter.verify(with("another" + CODE))));
  }

  @Test
  void withoutASecretOfOursNobodyCanTell() {
    answerWell();
    PlatformAdapter<DiscordCredential> adapter =
        new DiscordAdapter(new Settings(DiscordFixture.APPLICATION), platforms.context());

    assertEquals("MISCONFIGURED", PlatformAdapterContract.nameOf(adapter.verify(with(CODE))));
    assertEquals(0, platforms.received().size());
  }

  @Test
  void aCredentialIsATokenOrACode() {
    Optional<Secret> some = Optional.of(Secret.of("x"));

    assertThrows(IllegalArgumentException.class, () -> new DiscordCredential(some, some));
    assertThrows(
        IllegalArgumentException.class,
        () -> new DiscordCredential(Optional.empty(), Optional.empty()));
  }

  @Test
  void sendsACodeOnceHoweverManyBringItAtTheSameTime() throws Exception {
    ConcurrentLogins.assertSentOnce(platforms, this, DiscordFixture.TOKEN);
  }
}
