// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.adapters.EpicFixture.ACCOUNT;
import static io.github.gameauth.adapters.EpicFixture.CLIENT;
import static io.github.gameauth.adapters.EpicFixture.TOKEN_INFO;
import static io.github.gameauth.adapters.testing.PlatformAdapterContract.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class EpicAccountAdapterAccessTokenTest
    implements PlatformAdapterContract<EpicAccountCredential> {
  private static final String TOKEN = "eg1~eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI0ZjFkIn0.c2lnbmF0dXJl";

  private final TestPlatforms platforms = TestPlatforms.fresh();

  private static EpicAccountCredential with(String token, Optional<String> accountId) {
    return new EpicAccountCredential(
        Optional.empty(),
        Optional.of(Secret.of(token)),
        Optional.empty(),
        Optional.empty(),
        accountId);
  }

  private static String info(String client, String account, long seconds) {
    return """
        {"active":true,"scope":"basic_profile openid","token_type":"bearer","expires_in":%d,
         "expires_at":"2030-01-01T13:56:40.000Z","account_id":"%s","client_id":"%s",
         "application_id":"fghi4567example"}"""
        .formatted(seconds, account, client);
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<EpicAccountCredential> adapter(AdapterContext context) {
    return new EpicAccountAdapter(EpicFixture.accountSettings(), context);
  }

  @Override
  public String catalogueName() {
    return "epic";
  }

  @Override
  public String settingsJson() {
    return EpicFixture.accountSettingsJson();
  }

  @Override
  public EpicAccountCredential goodCredential() {
    return with(TOKEN, Optional.empty());
  }

  @Override
  public String credentialJson() {
    return "{\"accessToken\":\"" + TOKEN + "\"}";
  }

  @Override
  public PlatformIdentity identity() {
    return EpicFixture.bareAccount();
  }

  @Override
  public List<Answer> answers() {
    return List.of(Answer.of(TOKEN_INFO, info(CLIENT, ACCOUNT, 7000)).means(400, "INVALID"));
  }

  @Override
  public boolean mayReject(Answer answer, String pointer) {
    return pointer.equals("/account_id"); // its absence is how the tokens of clients are told
  }

  @Override
  public List<Refusal<EpicAccountCredential>> refusals() {
    EpicAccountCredential good = goodCredential();
    return List.of(
        Refusal.rejected("no longer active", good, Reason.INVALID)
            .answering(TOKEN_INFO, 200, "{\"active\":false}"),
        Refusal.rejected("no token", good, Reason.INVALID)
            .answering(TOKEN_INFO, 400, "{\"errorCode\":\"errors.com.epicgames\"}"),
        Refusal.undecided("we are refused", good, Cause.MISCONFIGURED)
            .answering(TOKEN_INFO, aResponse().withStatus(401)),
        Refusal.rejected("for another game", good, Reason.WRONG_APP)
            .answering(TOKEN_INFO, 200, info("xyza7891other", ACCOUNT, 7000)),
        Refusal.rejected("at its end", good, Reason.EXPIRED)
            .answering(TOKEN_INFO, 200, info(CLIENT, ACCOUNT, 0)),
        Refusal.rejected("of a client and no player", good, Reason.INVALID)
            .answering(
                TOKEN_INFO,
                200,
                "{\"active\":true,\"expires_in\":9,\"client_id\":\"" + CLIENT + "\"}"),
        Refusal.undecided("an account that is none", good, Cause.OUTAGE)
            .answering(TOKEN_INFO, 200, info(CLIENT, "p-17", 7000)),
        Refusal.rejected(
            "about somebody else", with(TOKEN, Optional.of("0".repeat(32))), Reason.INVALID),
        Refusal.rejected("too long", with("a".repeat(8193), Optional.empty()), Reason.INVALID));
  }

  @Override
  public Map<String, Function<String, EpicAccountCredential>> parts() {
    return Map.of("accessToken", text -> with(text, Optional.empty()));
  }

  @Override
  public List<String> secrets() {
    return List.of(TOKEN, ACCOUNT);
  }

  @Test
  void asksWithTheTokenInTheBody() {
    answerWell();

    verdict(platforms.context(), goodCredential());

    LoggedRequest request = platforms.received().get(0);
    assertEquals("POST", request.getMethod().getName());
    assertEquals("/api.epicgames.dev/epic/oauth/v2/tokenInfo", request.getUrl());
    assertEquals(TOKEN, request.formParameter("token").firstValue());
  }

  @Test
  void remembersATokenForAsLongAsItLives() {
    for (long seconds : List.of(7200L, Long.MAX_VALUE)) {
      platforms.answer(TOKEN_INFO, info(CLIENT, ACCOUNT, seconds));
      PlatformAdapter<EpicAccountCredential> adapter = adapter(platforms.context());

      assertEquals("ACCEPTED", nameOf(adapter.verify(goodCredential())));
      platforms.clock().advance(Duration.ofHours(2));
      assertEquals("REPLAYED", nameOf(adapter.verify(goodCredential())));
      ((EpicAccountAdapter) adapter).close();
    }
  }
}
