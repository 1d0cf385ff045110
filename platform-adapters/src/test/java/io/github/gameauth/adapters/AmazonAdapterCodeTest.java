// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.AmazonFixture.CLIENT;
import static io.github.gameauth.adapters.AmazonFixture.EXCHANGE;
import static io.github.gameauth.adapters.AmazonFixture.TOKEN;
import static io.github.gameauth.adapters.AmazonFixture.TOKEN_INFO;
import static io.github.gameauth.adapters.AmazonFixture.USER;
import static io.github.gameauth.adapters.AmazonFixture.error;
import static io.github.gameauth.adapters.AmazonFixture.info;
import static io.github.gameauth.adapters.AmazonFixture.tokens;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.adapters.AmazonAdapter.CodeClient;
import io.github.gameauth.adapters.AmazonAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class AmazonAdapterCodeTest implements PlatformAdapterContract<AmazonCredential> {
  private static final String CODE = "ANdNAVhyhqirUelHGEHA";
  private static final String SECRET = "f0e1d2c3b4a5968778695a4b3c2d1e0f";
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private final TestPlatforms platforms = TestPlatforms.fresh();

  private static AmazonCredential code() {
    return AmazonCredential.ofCode(Secret.of(CODE));
  }

  private static Settings settings(Optional<Secret> secret) {
    return new Settings(
        List.of(CLIENT),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new CodeClient(CLIENT, secret, "https://game.example/back")));
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<AmazonCredential> adapter(AdapterContext context) {
    return new AmazonAdapter(settings(Optional.of(Secret.of(SECRET))), context);
  }

  @Override
  public String catalogueName() {
    return "amazon";
  }

  @Override
  public String settingsJson() {
    return """
        {"clientIds":["%s"],
         "code":{"clientId":"%s","clientSecret":"%s","redirectUri":"https://game.example/back"}}"""
        .formatted(CLIENT, CLIENT, SECRET);
  }

  @Override
  public AmazonCredential goodCredential() {
    return code();
  }

  @Override
  public String credentialJson() {
    return "{\"code\":\"" + CODE + "\"}";
  }

  @Override
  public PlatformIdentity identity() {
    return PlatformIdentity.of(AmazonAdapter.AMAZON, "", USER, IdScope.PUBLISHER);
  }

  /** A token that Amazon gives and then refuses is Amazon's doing. */
  @Override
  public List<Answer> answers() {
    return List.of(
        Answer.of(EXCHANGE, tokens()).spendsCredential(),
        Answer.of(TOKEN_INFO, info()).means(400, "OUTAGE"));
  }

  @Override
  public List<Refusal<AmazonCredential>> refusals() {
    return List.of(
        Refusal.rejected("a code that is used, expired or foreign", code(), Reason.INVALID)
            .answering(EXCHANGE, 400, error("invalid_grant")),
        Refusal.undecided("our secret is refused", code(), Cause.MISCONFIGURED)
            .answering(EXCHANGE, 401, error("invalid_client")),
        Refusal.undecided("our client may not", code(), Cause.MISCONFIGURED)
            .answering(EXCHANGE, 401, error("unauthorized_client")),
        Refusal.undecided("our request is refused", code(), Cause.MISCONFIGURED)
            .answering(EXCHANGE, 400, error("invalid_request")),
        Refusal.undecided("Amazon is out of order", code(), Cause.OUTAGE)
            .answering(EXCHANGE, 500, error("server_error")),
        Refusal.undecided("Amazon is busy", code(), Cause.THROTTLED)
            .answering(EXCHANGE, 429, error("throttled")),
        Refusal.undecided("the token is for somebody else", code(), Cause.OUTAGE)
            .answering(TOKEN_INFO, 200, info("other", "https://www.amazon.com", 3597)),
        Refusal.undecided("the token is refused", code(), Cause.OUTAGE)
            .answering(TOKEN_INFO, 400, error("invalid_token")),
        Refusal.undecided("no token for the code", code(), Cause.OUTAGE)
            .answering(EXCHANGE, 200, "{\"token_type\":\"bearer\",\"expires_in\":3600}"));
  }

  @Override
  public Map<String, Function<String, AmazonCredential>> parts() {
    return Map.of(
        "code",
        text -> AmazonCredential.ofCode(Secret.of(text)),
        "codeVerifier",
        text -> AmazonCredential.ofCode(Secret.of(CODE), Secret.of(text)));
  }

  @Override
  public List<String> secrets() {
    return List.of(CODE, SECRET, TOKEN, USER);
  }

  @Test
  void exchangesACodeByItsSecret() {
    answerWell();

    verdict(platforms.context(), code());

    LoggedRequest request = platforms.received().get(0);
    assertEquals("authorization_code", request.formParameter("grant_type").firstValue());
    assertEquals(CODE, request.formParameter("code").firstValue());
    assertEquals(CLIENT, request.formParameter("client_id").firstValue());
    assertEquals(SECRET, request.formParameter("client_secret").firstValue());
    assertEquals("https://game.example/back", request.formParameter("redirect_uri").firstValue());
    assertFalse(request.formParameters().containsKey("code_verifier"));
  }

  @Test
  void exchangesACodeByItsVerifier() {
    answerWell();
    var adapter = new AmazonAdapter(settings(Optional.empty()), platforms.context());

    var verdict = adapter.verify(AmazonCredential.ofCode(Secret.of(CODE), Secret.of(VERIFIER)));

    assertEquals(new Accepted(identity()), verdict);
    LoggedRequest request = platforms.received().get(0);
    assertEquals(VERIFIER, request.formParameter("code_verifier").firstValue());
    assertEquals(CLIENT, request.formParameter("client_id").firstValue());
    assertFalse(request.formParameters().containsKey("client_secret"));
  }

  @Test
  void sendsNoCodeThatNeitherASecretNorAVerifierProtects() {
    answerWell();
    var adapter = new AmazonAdapter(settings(Optional.empty()), platforms.context());

    assertEquals("INVALID", PlatformAdapterContract.nameOf(adapter.verify(code())));
    assertEquals(0, platforms.received().size());
  }

  @Test
  void sendsACodeOnceHoweverManyBringItAtTheSameTime() throws Exception {
    ConcurrentLogins.assertSentOnce(platforms, this, EXCHANGE);
  }
}
