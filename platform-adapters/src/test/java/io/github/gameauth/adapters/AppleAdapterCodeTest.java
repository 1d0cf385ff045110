// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.AppleFixture.NONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.github.gameauth.adapters.AppleAdapter.Settings;
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
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class AppleAdapterCodeTest implements PlatformAdapterContract<AppleCredential> {
  private static final String CODE = "c1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d.0.rrts.qWeRtYuIoP";

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final String token = AppleFixture.token(platforms.clock()).signed();

  private static String tokens(String idToken) {
    return """
        {"access_token":"a1b2c3","expires_in":3600,"id_token":"%s","refresh_token":"r1r2r3",
         "token_type":"Bearer"}"""
        .formatted(idToken);
  }

  private static AppleCredential code() {
    return AppleCredential.ofCode(Secret.of(CODE), NONCE);
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<AppleCredential> adapter(AdapterContext context) {
    return new AppleAdapter(AppleFixture.settings(false), context);
  }

  @Override
  public String catalogueName() {
    return "apple";
  }

  @Override
  public String settingsJson() {
    return AppleFixture.settingsJson();
  }

  @Override
  public AppleCredential goodCredential() {
    return code();
  }

  @Override
  public String credentialJson() {
    return """
        {"code":"%s","nonce":"%s"}"""
        .formatted(CODE, NONCE.reveal());
  }

  @Override
  public PlatformIdentity identity() {
    return AppleFixture.identity();
  }

  @Override
  public List<Answer> answers() {
    return List.of(
        Answer.of(AppleFixture.TOKEN, tokens(token)).spendsCredential(),
        Answer.keySet(AppleFixture.KEYS, AppleFixture.issuer(platforms.clock()).jwks()));
  }

  @Override
  public List<Refusal<AppleCredential>> refusals() {
    return List.of(
        Refusal.rejected("a code that is used, expired or foreign", code(), Reason.INVALID)
            .answering(AppleFixture.TOKEN, 400, "{\"error\":\"invalid_grant\"}"),
        Refusal.undecided("our secret is refused", code(), Cause.MISCONFIGURED)
            .answering(AppleFixture.TOKEN, 400, "{\"error\":\"invalid_client\"}"),
        Refusal.undecided("our request is refused", code(), Cause.MISCONFIGURED)
            .answering(AppleFixture.TOKEN, 400, "{\"error\":\"unauthorized_client\"}"),
        Refusal.rejected("the token has the nonce of another login", code(), Reason.REPLAYED)
            .answering(
                AppleFixture.TOKEN,
                200,
                tokens(AppleFixture.token(platforms.clock()).claim("nonce", "another").signed())),
        Refusal.undecided("the token is for somebody else", code(), Cause.OUTAGE)
            .answering(
                AppleFixture.TOKEN,
                200,
                tokens(AppleFixture.token(platforms.clock()).audience("other").signed())));
  }

  @Override
  public Map<String, Function<String, AppleCredential>> parts() {
    return Map.of("code", text -> AppleCredential.ofCode(Secret.of(text), NONCE));
  }

  @Override
  public List<String> secrets() {
    return List.of(CODE, token, AppleFixture.pem().substring(60, 100), NONCE.reveal());
  }

  @Test
  void provesItselfByASignedSecret() throws Exception {
    answerWell();

    verdict(platforms.context(), code());

    LoggedRequest request = platforms.received().get(0);
    assertEquals("authorization_code", request.formParameter("grant_type").firstValue());
    assertEquals("com.example.game", request.formParameter("client_id").firstValue());
    assertEquals(CODE, request.formParameter("code").firstValue());
    SignedJWT secret = SignedJWT.parse(request.formParameter("client_secret").firstValue());
    assertTrue(secret.verify(new ECDSAVerifier((ECPublicKey) AppleFixture.CLIENT_KEY.publicKey())));
    assertEquals("ES256", secret.getHeader().getAlgorithm().getName());
    assertEquals("KEY1234567", secret.getHeader().getKeyID());
    assertEquals("TEAM123456", secret.getJWTClaimsSet().getIssuer());
    assertEquals("com.example.game", secret.getJWTClaimsSet().getSubject());
    assertEquals(List.of("https://appleid.apple.com"), secret.getJWTClaimsSet().getAudience());
    assertEquals(platforms.clock().instant(), secret.getJWTClaimsSet().getIssueTime().toInstant());
    assertEquals(
        platforms.clock().instant().plus(Duration.ofHours(1)),
        secret.getJWTClaimsSet().getExpirationTime().toInstant());
  }

  @Test
  void withoutAKeyOfOursNobodyCanTell() {
    answerWell();
    try (AppleAdapter adapter =
        new AppleAdapter(new Settings("com.example.game"), platforms.context())) {
      assertEquals("MISCONFIGURED", PlatformAdapterContract.nameOf(adapter.verify(code())));
      assertEquals(0, platforms.received().size());
    }
  }

  @Test
  void sendsACodeOnceHoweverManyBringItAtTheSameTime() throws Exception {
    ConcurrentLogins.assertSentOnce(platforms, this, AppleFixture.TOKEN);
  }
}
