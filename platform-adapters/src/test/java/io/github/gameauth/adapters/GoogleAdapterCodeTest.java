// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.GoogleFixture.NONCE;
import static io.github.gameauth.adapters.GoogleFixture.TOKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.adapters.GoogleAdapter.CodeClient;
import io.github.gameauth.adapters.GoogleAdapter.Settings;
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
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class GoogleAdapterCodeTest implements PlatformAdapterContract<GoogleCredential> {
  private static final String CODE =
      "4/0AX4XfWjT0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVW";

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final String token = GoogleFixture.token(platforms.clock()).signed();

  private static String tokens(String idToken) {
    return """
        {"access_token":"ya29.a0AfB_byC","expires_in":3599,"scope":"openid","token_type":"Bearer",
         "id_token":"%s"}"""
        .formatted(idToken);
  }

  private static GoogleCredential code() {
    return GoogleCredential.ofCode(Secret.of(CODE));
  }

  private static GoogleCredential code(String nonce) {
    return new GoogleCredential(
        Optional.empty(), Optional.of(Secret.of(CODE)), Optional.of(Secret.of(nonce)));
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<GoogleCredential> adapter(AdapterContext context) {
    return new GoogleAdapter(GoogleFixture.settings(), context);
  }

  @Override
  public String catalogueName() {
    return "google";
  }

  @Override
  public String settingsJson() {
    return GoogleFixture.settingsJson();
  }

  @Override
  public GoogleCredential goodCredential() {
    return code();
  }

  @Override
  public String credentialJson() {
    return "{\"code\":\"" + CODE + "\"}";
  }

  @Override
  public PlatformIdentity identity() {
    return GoogleFixture.identity();
  }

  @Override
  public List<Answer> answers() {
    return List.of(
        Answer.of(TOKEN, tokens(token)).spendsCredential(),
        Answer.keySet(GoogleFixture.KEYS, GoogleFixture.issuer(platforms.clock()).jwks()));
  }

  @Override
  public List<Refusal<GoogleCredential>> refusals() {
    return List.of(
        Refusal.rejected("a code that is used, expired or foreign", code(), Reason.INVALID)
            .answering(
                TOKEN, 400, "{\"error\":\"invalid_grant\",\"error_description\":\"Bad Request\"}"),
        Refusal.undecided("our secret is refused", code(), Cause.MISCONFIGURED)
            .answering(TOKEN, 401, "{\"error\":\"invalid_client\"}"),
        Refusal.undecided("our address is refused", code(), Cause.MISCONFIGURED)
            .answering(TOKEN, 400, "{\"error\":\"redirect_uri_mismatch\"}"),
        Refusal.undecided("we ask too often", code(), Cause.THROTTLED)
            .answering(TOKEN, 403, "{\"error\":\"rate_limit_exceeded\"}"),
        Refusal.undecided("clients do not ask for openid", code(), Cause.MISCONFIGURED)
            .answering(TOKEN, 200, "{\"access_token\":\"ya29.a0AfB_byC\"}"),
        Refusal.rejected("the nonce of another login", code("another"), Reason.REPLAYED),
        Refusal.rejected("a player of another domain", code(), Reason.WRONG_APP)
            .answering(
                TOKEN, 200, tokens(GoogleFixture.token(platforms.clock()).without("hd").signed())),
        Refusal.undecided("the token is for somebody else", code(), Cause.OUTAGE)
            .answering(
                TOKEN,
                200,
                tokens(GoogleFixture.token(platforms.clock()).audience("other").signed())));
  }

  @Override
  public Map<String, Function<String, GoogleCredential>> parts() {
    return Map.of(
        "code",
        text -> GoogleCredential.ofCode(Secret.of(text)),
        "nonce",
        GoogleAdapterCodeTest::code);
  }

  @Override
  public List<String> secrets() {
    return List.of(CODE, token, GoogleFixture.SECRET);
  }

  @Test
  void exchangesACodeByItsSecretAndEncodesItOnce() {
    answerWell();

    var verdict = verdict(platforms.context(), code(NONCE.reveal()));

    assertEquals(new Accepted(identity()), verdict);
    LoggedRequest request = platforms.received().get(0);
    assertEquals("authorization_code", request.formParameter("grant_type").firstValue());
    assertEquals(GoogleFixture.WEB, request.formParameter("client_id").firstValue());
    assertEquals(GoogleFixture.SECRET, request.formParameter("client_secret").firstValue());
    assertEquals("", request.formParameter("redirect_uri").firstValue());
    assertEquals(true, request.getBodyAsString().contains("code=" + CODE.replace("/", "%2F")));
  }

  @Test
  void namesTheAddressThatACodeWasAskedWith() {
    answerWell();
    CodeClient client =
        new CodeClient(
            GoogleFixture.WEB, Secret.of(GoogleFixture.SECRET), Optional.of("postmessage"));
    Settings settings =
        new Settings(
            List.of(GoogleFixture.WEB),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(client));
    try (GoogleAdapter adapter = new GoogleAdapter(settings, platforms.context())) {
      adapter.verify(code());
    }

    assertEquals(
        "postmessage", platforms.received().get(0).formParameter("redirect_uri").firstValue());
  }

  @Test
  void withoutASecretOfOursNobodyCanTell() {
    answerWell();
    try (GoogleAdapter adapter =
        new GoogleAdapter(new Settings(GoogleFixture.WEB), platforms.context())) {
      assertEquals("MISCONFIGURED", PlatformAdapterContract.nameOf(adapter.verify(code())));
      assertEquals(0, platforms.received().size());
    }
  }

  @Test
  void sendsACodeOnceHoweverManyBringItAtTheSameTime() throws Exception {
    ConcurrentLogins.assertSentOnce(platforms, this, TOKEN);
  }
}
