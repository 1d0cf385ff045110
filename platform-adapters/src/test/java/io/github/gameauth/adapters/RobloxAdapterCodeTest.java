// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.RobloxFixture.KEYS;
import static io.github.gameauth.adapters.RobloxFixture.NONCE;
import static io.github.gameauth.adapters.RobloxFixture.TOKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.adapters.RobloxAdapter.Settings;
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

final class RobloxAdapterCodeTest implements PlatformAdapterContract<RobloxCredential> {
  private static final String CODE = "yCnq4ofX1aBcDeFgHiJkLmNoPqRsTuVwXmGpdx";
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final String token = token().signed();

  private TestToken token() {
    return RobloxFixture.token(platforms.clock());
  }

  private static String tokens(String idToken) {
    return """
        {"access_token":"a1b2c3","refresh_token":"r1r2r3","token_type":"Bearer",
         "expires_in":899,"id_token":"%s","scope":"openid profile"}"""
        .formatted(idToken);
  }

  private static RobloxCredential with(String code) {
    return RobloxCredential.ofCode(Secret.of(code), Secret.of(VERIFIER));
  }

  private static RobloxCredential without(Optional<Secret> nonce) {
    return new RobloxCredential(
        Optional.empty(), Optional.of(Secret.of(CODE)), Optional.empty(), nonce);
  }

  private Refusal<RobloxCredential> undecided(String name, Cause cause, int status, String json) {
    return Refusal.undecided(name, goodCredential(), cause).answering(TOKEN, status, json);
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<RobloxCredential> adapter(AdapterContext context) {
    return new RobloxAdapter(RobloxFixture.settings(false), context);
  }

  @Override
  public String catalogueName() {
    return "roblox";
  }

  @Override
  public String settingsJson() {
    return RobloxFixture.settingsJson();
  }

  @Override
  public RobloxCredential goodCredential() {
    return with(CODE);
  }

  @Override
  public String credentialJson() {
    return """
        {"code":"%s","codeVerifier":"%s"}"""
        .formatted(CODE, VERIFIER);
  }

  @Override
  public PlatformIdentity identity() {
    return RobloxFixture.identity();
  }

  @Override
  public List<Answer> answers() {
    return List.of(
        Answer.of(TOKEN, tokens(token)).spendsCredential(),
        Answer.keySet(KEYS, RobloxFixture.issuer(platforms.clock()).jwks()));
  }

  @Override
  public List<Refusal<RobloxCredential>> refusals() {
    return List.of(
        Refusal.rejected("used, expired or foreign", goodCredential(), Reason.INVALID)
            .answering(TOKEN, 400, "{\"error\":\"invalid_grant\"}"),
        Refusal.rejected(
            "with neither nonce nor verifier", without(Optional.empty()), Reason.REPLAYED),
        Refusal.rejected(
            "with the nonce of another login",
            without(Optional.of(Secret.of("another"))),
            Reason.REPLAYED),
        undecided(
            "our secret is refused", Cause.MISCONFIGURED, 401, "{\"error\":\"invalid_client\"}"),
        undecided(
            "without the scope openid",
            Cause.MISCONFIGURED,
            200,
            "{\"access_token\":\"a1b2c3\",\"refresh_token\":\"r1\",\"token_type\":\"Bearer\","
                + "\"expires_in\":899,\"scope\":\"universe-messaging-service:publish\"}"),
        undecided(
            "the token is for somebody else",
            Cause.OUTAGE,
            200,
            tokens(token().audience("4239311013248676173").signed())),
        undecided(
            "the token is about nobody",
            Cause.OUTAGE,
            200,
            tokens(token().subject("exampleuser").signed())),
        undecided("there is no token", Cause.OUTAGE, 200, "{\"scope\":\"openid\"}"));
  }

  @Override
  public Map<String, Function<String, RobloxCredential>> parts() {
    return Map.of(
        "code",
        RobloxAdapterCodeTest::with,
        "codeVerifier",
        text -> RobloxCredential.ofCode(Secret.of(CODE), Secret.of(text)));
  }

  @Override
  public List<String> secrets() {
    return List.of(CODE, VERIFIER, token, RobloxFixture.SECRET);
  }

  @Test
  void provesItselfByItsSecretAndSendsTheVerifier() {
    answerWell();

    verdict(platforms.context(), goodCredential());

    LoggedRequest request = platforms.received().get(0);
    assertEquals("authorization_code", request.formParameter("grant_type").firstValue());
    assertEquals(CODE, request.formParameter("code").firstValue());
    assertEquals(VERIFIER, request.formParameter("code_verifier").firstValue());
    assertEquals(RobloxFixture.CLIENT, request.formParameter("client_id").firstValue());
    assertEquals(RobloxFixture.SECRET, request.formParameter("client_secret").firstValue());
  }

  @Test
  void takesACodeWithANonceInsteadOfAVerifier() {
    answerWell();

    assertEquals(
        "ACCEPTED",
        PlatformAdapterContract.nameOf(verdict(platforms.context(), without(Optional.of(NONCE)))));
    assertFalse(platforms.received().get(0).getBodyAsString().contains("code_verifier"));
  }

  @Test
  void withoutASecretOfOursNobodyCanTell() {
    answerWell();
    try (RobloxAdapter adapter =
        new RobloxAdapter(new Settings(RobloxFixture.CLIENT), platforms.context())) {
      assertEquals(
          "MISCONFIGURED", PlatformAdapterContract.nameOf(adapter.verify(goodCredential())));
      assertEquals(0, platforms.received().size());
    }
  }

  @Test
  void sendsACodeOnceHoweverManyBringItAtTheSameTime() throws Exception {
    ConcurrentLogins.assertSentOnce(platforms, this, RobloxFixture.TOKEN);
  }
}
