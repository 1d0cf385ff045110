// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.adapters.testing.PlatformAdapterContract.nameOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.adapters.PlayStationAdapter.Settings;
import io.github.gameauth.adapters.PlayStationClient.Meaning;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestToken;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Codes that bring an id token; those without are in {@code PlayStationUserInfoTest}. */
final class PlayStationAdapterCodeTest implements PlatformAdapterContract<PlayStationCredential> {
  private static final String CODE = "v3.AbCdEfGhIjKl";

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final String token = token().signed();

  private TestToken token() {
    return PlayStationFixture.token(platforms.clock());
  }

  private static String tokens(String idToken) {
    return """
        {"access_token":"opaque-access-token","token_type":"bearer","expires_in":3599,
         "refresh_token":"opaque-refresh-token","scope":"psn:s2s openid id_token:psn.basic_claims",
         "id_token":"%s"}"""
        .formatted(idToken);
  }

  private static PlayStationCredential code() {
    return PlayStationCredential.ofCode(Secret.of(CODE));
  }

  private PlatformVerdict verdict(PlayStationClient client) {
    Settings settings =
        new Settings(PlayStationEnvironment.production(PlayStationFixture.ISSUER), client);
    try (PlayStationAdapter adapter = new PlayStationAdapter(settings, platforms.context())) {
      return adapter.verify(code());
    }
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
        Answer.of(PlayStationFixture.TOKEN, tokens(token)).spendsCredential(),
        Answer.keySet(
            PlayStationFixture.KEYS, PlayStationFixture.issuer(platforms.clock()).jwks()));
  }

  @Override
  public List<Refusal<PlayStationCredential>> refusals() {
    String address = PlayStationFixture.TOKEN;
    return List.of(
        Refusal.rejected("used, expired or for another client", code(), Reason.INVALID)
            .answering(address, 400, "{\"error\":\"invalid_grant\"}"),
        Refusal.rejected("with an error that the settings do not know", code(), Reason.INVALID)
            .answering(address, 400, "{\"error\":\"invalid_grant\",\"error_code\":4098}"),
        Refusal.rejected("used, by the settings", code(), Reason.REPLAYED)
            .answering(address, 400, "{\"error\":\"invalid_grant\",\"error_code\":4155}"),
        Refusal.rejected("expired, by the settings", code(), Reason.EXPIRED)
            .answering(address, 400, "{\"error\":\"invalid_grant\",\"error_code\":\"4159\"}"),
        Refusal.undecided("another redirect URI than the code's", code(), Cause.MISCONFIGURED)
            .answering(address, 400, "{\"error\":\"invalid_request\"}"),
        Refusal.undecided("our secret is refused", code(), Cause.MISCONFIGURED)
            .answering(address, 401, "{\"error\":\"invalid_client\"}"),
        Refusal.undecided("our address is not on the list", code(), Cause.MISCONFIGURED)
            .answering(
                address,
                aResponse()
                    .withStatus(403)
                    .withHeader("Content-Type", "text/html")
                    .withBody("<HTML><TITLE>Access Denied</TITLE></HTML>")),
        Refusal.rejected("of a development kit", code(), Reason.WRONG_APP)
            .answering(address, 200, tokens(token().claim("env_iss_id", 1).signed())),
        Refusal.rejected(
            "of an environment that we are not in",
            new PlayStationCredential(
                Optional.of(Secret.of(CODE)), Optional.empty(), Optional.of(1L)),
            Reason.WRONG_APP),
        Refusal.undecided("the token is for somebody else", code(), Cause.OUTAGE)
            .answering(address, 200, tokens(token().audience("other").signed())),
        Refusal.undecided("the token is about nobody", code(), Cause.OUTAGE)
            .answering(address, 200, tokens(token().without("sub").signed())),
        Refusal.undecided("no token at all", code(), Cause.OUTAGE)
            .answering(address, 200, "{\"token_type\":\"bearer\"}"));
  }

  @Override
  public Map<String, Function<String, PlayStationCredential>> parts() {
    return Map.of("code", text -> PlayStationCredential.ofCode(Secret.of(text)));
  }

  @Override
  public List<String> secrets() {
    return List.of(
        CODE,
        token,
        "opaque-access-token",
        PlayStationFixture.SECRET,
        PlayStationFixture.HEADER,
        PlayStationFixture.ACCOUNT);
  }

  @Test
  void asksAsOurServer() {
    answerWell();

    verdict(platforms.context(), code());

    LoggedRequest request = platforms.received().get(0);
    String both =
        PlayStationFixture.CLIENT + ":" + URLEncoder.encode(PlayStationFixture.SECRET, UTF_8);
    assertEquals(
        "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8)),
        request.getHeader("Authorization"));
    assertEquals(PlayStationFixture.HEADER, request.getHeader("X-Further"));
    assertEquals("authorization_code", request.formParameter("grant_type").firstValue());
    assertEquals(CODE, request.formParameter("code").firstValue());
    assertEquals("orbis://games", request.formParameter("redirect_uri").firstValue());
    assertFalse(request.formParameter("scope").isPresent());
  }

  @Test
  void sendsScopeAndRedirectUriWhenToldTo() {
    answerWell();

    verdict(
        new PlayStationClient(
            PlayStationFixture.CLIENT,
            Secret.of(PlayStationFixture.SECRET),
            Optional.of("https://game.example/back"),
            Optional.of("psn:s2s openid"),
            Optional.empty(),
            Optional.empty()));

    LoggedRequest request = platforms.received().get(0);
    assertEquals("https://game.example/back", request.formParameter("redirect_uri").firstValue());
    assertEquals("psn:s2s openid", request.formParameter("scope").firstValue());
  }

  @Test
  void judgesByErrorCodesAsItsSettingsSay() {
    for (Meaning meaning : Meaning.values()) {
      answerWell();
      platforms.answer(
          PlayStationFixture.TOKEN,
          aResponse().withStatus(400).withBody("{\"error\":\"x\",\"error_code\":17}"));
      PlayStationClient client =
          new PlayStationClient(
              PlayStationFixture.CLIENT,
              Secret.of(PlayStationFixture.SECRET),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(Map.of("17", meaning)));

      assertEquals(meaning.name(), nameOf(verdict(client)));
    }
  }

  @Test
  void spendsNoCodeForAnEnvironmentThatItIsNotIn() {
    answerWell();
    var credential =
        new PlayStationCredential(Optional.of(Secret.of(CODE)), Optional.empty(), Optional.of(1L));

    assertEquals("WRONG_APP", nameOf(verdict(platforms.context(), credential)));
    assertEquals(List.of(), platforms.received());
  }

  @Test
  void exchangesAtAnotherAddressWhenToldTo() {
    answerWell();
    platforms.answer(PlayStationEnvironment.TOKEN_V2, tokens(token));
    Settings second =
        PlayStationFixture.inSeveral(
            new PlayStationEnvironment(
                256,
                PlayStationFixture.ISSUER,
                Optional.empty(),
                Optional.of(PlayStationEnvironment.TOKEN_V2),
                Optional.empty(),
                Optional.empty()));
    try (var adapter = new PlayStationAdapter(second, platforms.context())) {
      assertEquals("ACCEPTED", nameOf(adapter.verify(code())));
      assertEquals(0, platforms.requests(PlayStationFixture.TOKEN));
    }
  }

  @Test
  void withoutAClientOfOursNobodyCanTell() {
    answerWell();
    Settings tokensOnly =
        new Settings(
            List.of(PlayStationFixture.CLIENT),
            List.of(PlayStationEnvironment.production(PlayStationFixture.ISSUER)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    try (var adapter = new PlayStationAdapter(tokensOnly, platforms.context())) {
      assertEquals("MISCONFIGURED", nameOf(adapter.verify(code())));
      assertEquals(List.of(), platforms.received());
    }
  }

  @Test
  void sendsACodeOnceHoweverManyBringItAtTheSameTime() throws Exception {
    ConcurrentLogins.assertSentOnce(platforms, this, PlayStationFixture.TOKEN);
  }
}
