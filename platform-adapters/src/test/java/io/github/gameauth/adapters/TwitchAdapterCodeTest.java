// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.TwitchFixture.ACCESS_TOKEN;
import static io.github.gameauth.adapters.TwitchFixture.CLIENT;
import static io.github.gameauth.adapters.TwitchFixture.CLIENT_SECRET;
import static io.github.gameauth.adapters.TwitchFixture.KEYS;
import static io.github.gameauth.adapters.TwitchFixture.NONCE;
import static io.github.gameauth.adapters.TwitchFixture.OTHER_CLIENT;
import static io.github.gameauth.adapters.TwitchFixture.TOKEN;
import static io.github.gameauth.adapters.TwitchFixture.VALIDATE;
import static io.github.gameauth.adapters.testing.PlatformAdapterContract.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.adapters.TwitchAdapter.Settings;
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
import io.github.gameauth.testing.TestToken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class TwitchAdapterCodeTest implements PlatformAdapterContract<TwitchCredential> {
  private static final String CODE = "394a8bc98028f39660e53025de824134fb46313";

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final String idToken = idToken().signed();

  private TestToken idToken() {
    return TwitchFixture.idToken(platforms.clock());
  }

  private static TwitchCredential with(String code, Secret nonce) {
    return new TwitchCredential(
        Optional.empty(), Optional.empty(), Optional.of(Secret.of(code)), Optional.of(nonce));
  }

  private static String tokens(String idToken) {
    return """
        {"access_token":"%s","expires_in":14124,"id_token":"%s","refresh_token":"5b93chm6hdve3m",
         "scope":["openid"],"token_type":"bearer"}"""
        .formatted(ACCESS_TOKEN, idToken);
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
    return with(CODE, NONCE);
  }

  @Override
  public String credentialJson() {
    return """
        {"code":"%s","nonce":"%s"}"""
        .formatted(CODE, NONCE.reveal());
  }

  @Override
  public PlatformIdentity identity() {
    return TwitchFixture.identity();
  }

  @Override
  public List<Answer> answers() {
    return List.of(
        Answer.of(TOKEN, tokens(idToken)).spendsCredential(),
        Answer.of(VALIDATE, TwitchFixture.validated()).means(401, "OUTAGE"),
        Answer.keySet(KEYS, TwitchFixture.issuer(platforms.clock()).jwks()));
  }

  @Override
  public List<Refusal<TwitchCredential>> refusals() {
    TwitchCredential good = goodCredential();
    return List.of(
        Refusal.rejected("used, expired or foreign", good, Reason.INVALID)
            .answering(TOKEN, 400, "{\"status\":400,\"message\":\"Invalid authorization code\"}"),
        Refusal.undecided("our secret is refused", good, Cause.MISCONFIGURED)
            .answering(TOKEN, 403, "{\"status\":403,\"message\":\"invalid client secret\"}"),
        Refusal.undecided("our client is refused", good, Cause.MISCONFIGURED)
            .answering(TOKEN, 400, "{\"status\":400,\"message\":\"invalid client\"}"),
        Refusal.undecided("the token is for another client", good, Cause.OUTAGE)
            .answering(VALIDATE, 200, TwitchFixture.validated().replace(CLIENT, OTHER_CLIENT)),
        Refusal.undecided("the token is not good", good, Cause.OUTAGE)
            .answering(VALIDATE, 401, "{\"status\":401,\"message\":\"invalid access token\"}"),
        Refusal.undecided("the tokens are about two players", good, Cause.OUTAGE)
            .answering(TOKEN, 200, tokens(idToken().subject("1").signed())),
        Refusal.undecided("the id token is for another client", good, Cause.OUTAGE)
            .answering(TOKEN, 200, tokens(idToken().audience(OTHER_CLIENT).signed())),
        Refusal.rejected("the nonce is of another login", good, Reason.REPLAYED)
            .answering(TOKEN, 200, tokens(idToken().claim("nonce", "another").signed())),
        Refusal.undecided("no id token for a login with a nonce", good, Cause.OUTAGE)
            .answering(TOKEN, 200, "{\"access_token\":\"" + ACCESS_TOKEN + "\"}"));
  }

  @Override
  public Map<String, Function<String, TwitchCredential>> parts() {
    return Map.of("code", text -> with(text, NONCE));
  }

  @Override
  public List<String> secrets() {
    return List.of(CODE, ACCESS_TOKEN, idToken, CLIENT_SECRET, NONCE.reveal());
  }

  @Test
  void exchangesTheCodeAsOurClient() {
    answerWell();

    verdict(platforms.context(), goodCredential());

    LoggedRequest request = platforms.received().get(0);
    assertEquals("authorization_code", request.formParameter("grant_type").firstValue());
    assertEquals(CLIENT, request.formParameter("client_id").firstValue());
    assertEquals(CLIENT_SECRET, request.formParameter("client_secret").firstValue());
    assertEquals(CODE, request.formParameter("code").firstValue());
    assertEquals("https://game.example/twitch", request.formParameter("redirect_uri").firstValue());
    assertEquals("OAuth " + ACCESS_TOKEN, platforms.received().get(1).getHeader("Authorization"));
  }

  @Test
  void needsNoIdTokenForALoginWithoutANonce() {
    answerWell();
    platforms.answer(TOKEN, "{\"access_token\":\"" + ACCESS_TOKEN + "\"}");

    var verdict = verdict(platforms.context(), TwitchCredential.ofCode(Secret.of(CODE)));

    assertEquals("ACCEPTED", nameOf(verdict));
    assertEquals(0, platforms.requests(KEYS));
  }

  @Test
  void aTokenThatCameForACodeIsUsedUp() {
    answerWell();
    try (TwitchAdapter adapter = new TwitchAdapter(TwitchFixture.settings(), platforms.context())) {
      adapter.verify(goodCredential());

      assertEquals(
          "REPLAYED",
          nameOf(adapter.verify(TwitchCredential.ofAccessToken(Secret.of(ACCESS_TOKEN)))));
    }
  }

  @Test
  void withoutASecretOfOursNobodyCanTell() {
    answerWell();
    try (TwitchAdapter adapter = new TwitchAdapter(new Settings(CLIENT), platforms.context())) {
      assertEquals("MISCONFIGURED", nameOf(adapter.verify(goodCredential())));
      assertEquals(List.of(), platforms.received());
    }
  }

  @Test
  void sendsACodeOnceHoweverManyBringItAtTheSameTime() throws Exception {
    ConcurrentLogins.assertSentOnce(platforms, this, TwitchFixture.TOKEN);
  }
}
