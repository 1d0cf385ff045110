// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Codes that bring no id token, so that the player is read from {@code userinfo}. */
final class PlayStationUserInfoTest implements PlatformAdapterContract<PlayStationCredential> {
  private static final String CODE = "v3.MnOpQrStUvWx";
  private static final String ACCESS = "opaque-access-token-of-the-player";

  private final TestPlatforms platforms = TestPlatforms.fresh();

  private static String userInfo(String id, String environment) {
    return """
        {"%s":"%s","online_id":"Example-Player","env_iss_id":%s,"device_type":"PS5","age":27,
         "is_child":false,"legal_country":"US","locale":"en-US"}"""
        .formatted(id, PlayStationFixture.ACCOUNT, environment);
  }

  private static PlayStationCredential code() {
    return PlayStationCredential.ofCode(Secret.of(CODE));
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<PlayStationCredential> adapter(AdapterContext context) {
    return new PlayStationAdapter(PlayStationFixture.settings(), context);
  }

  @Override
  public String catalogueName() {
    return "playstation";
  }

  @Override
  public String settingsJson() {
    return PlayStationFixture.settingsJson();
  }

  @Override
  public PlayStationCredential goodCredential() {
    return code();
  }

  @Override
  public String credentialJson() {
    return "{\"code\":\"" + CODE + "\"}";
  }

  @Override
  public PlatformIdentity identity() {
    return PlayStationFixture.identity();
  }

  @Override
  public List<Answer> answers() {
    return List.of(
        Answer.of(
                PlayStationFixture.TOKEN,
                """
                {"access_token":"%s","token_type":"bearer","expires_in":3599}"""
                    .formatted(ACCESS))
            .spendsCredential(),
        Answer.of(PlayStationFixture.USER_INFO, userInfo("account_id", "256")));
  }

  @Override
  public List<Refusal<PlayStationCredential>> refusals() {
    return List.of(
        Refusal.rejected("of a development kit", code(), Reason.WRONG_APP)
            .answering(PlayStationFixture.USER_INFO, 200, userInfo("sub", "1")),
        Refusal.rejected("of an environment beyond numbers", code(), Reason.WRONG_APP)
            .answering(
                PlayStationFixture.USER_INFO, 200, userInfo("sub", "\"99999999999999999999\"")),
        Refusal.undecided("about nobody", code(), Cause.OUTAGE)
            .answering(PlayStationFixture.USER_INFO, 200, userInfo("user", "256")),
        Refusal.undecided("the access token is refused", code(), Cause.MISCONFIGURED)
            .answering(PlayStationFixture.USER_INFO, 401, "{\"error\":\"invalid_token\"}"));
  }

  @Override
  public Map<String, Function<String, PlayStationCredential>> parts() {
    return Map.of("code", text -> PlayStationCredential.ofCode(Secret.of(text)));
  }

  @Override
  public List<String> secrets() {
    return List.of(
        CODE,
        ACCESS,
        PlayStationFixture.SECRET,
        PlayStationFixture.HEADER,
        PlayStationFixture.ACCOUNT);
  }

  @Test
  void asksAsThePlayerWithOurHeaders() {
    answerWell();

    verdict(platforms.context(), code());

    var request = platforms.received().get(1);
    assertEquals("Bearer " + ACCESS, request.getHeader("Authorization"));
    assertEquals(PlayStationFixture.HEADER, request.getHeader("X-Further"));
  }

  @Test
  void needsNoNumberOfTheEnvironmentThatItAsks() {
    answerWell();
    platforms.answer(PlayStationFixture.USER_INFO, userInfo("sub", "null"));

    assertEquals(new Accepted(identity()), verdict(platforms.context(), code()));
  }
}
