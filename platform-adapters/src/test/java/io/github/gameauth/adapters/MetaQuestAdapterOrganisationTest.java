// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.MetaQuestAdapterTest.APP;
import static io.github.gameauth.adapters.MetaQuestAdapterTest.APP_SECRET;
import static io.github.gameauth.adapters.MetaQuestAdapterTest.NONCE;
import static io.github.gameauth.adapters.MetaQuestAdapterTest.USER;
import static io.github.gameauth.adapters.MetaQuestAdapterTest.VALIDATE;
import static io.github.gameauth.adapters.MetaQuestAdapterTest.error;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.adapters.MetaQuestAdapter.App;
import io.github.gameauth.adapters.MetaQuestAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Players known by the ids of our organisation. */
final class MetaQuestAdapterOrganisationTest
    implements PlatformAdapterContract<MetaQuestCredential> {
  private static final String PROFILE = "https://graph.oculus.com/" + USER;
  private static final String ORGANISATION_ID = "2233445566778899";

  private final TestPlatforms platforms = TestPlatforms.fresh();

  private static String profile(String id) {
    return """
        {"id":"%s","org_scoped_id":"%s"}"""
        .formatted(id, ORGANISATION_ID);
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<MetaQuestCredential> adapter(AdapterContext context) {
    return new MetaQuestAdapter(
        new Settings(List.of(new App(APP, Secret.of(APP_SECRET))), Optional.of(true)), context);
  }

  @Override
  public String catalogueName() {
    return "meta-quest";
  }

  @Override
  public String settingsJson() {
    return """
        {"apps":[{"appId":"%s","appSecret":"%s"}],"organisationIds":true}"""
        .formatted(APP, APP_SECRET);
  }

  @Override
  public MetaQuestCredential goodCredential() {
    return new MetaQuestCredential(USER, Secret.of(NONCE), Optional.of(APP));
  }

  @Override
  public String credentialJson() {
    return """
        {"userId":"%s","nonce":"%s","appId":"%s"}"""
        .formatted(USER, NONCE, APP);
  }

  @Override
  public PlatformIdentity identity() {
    return PlatformIdentity.of(new Platform("meta-quest"), "", ORGANISATION_ID, IdScope.TEAM);
  }

  @Override
  public List<Answer> answers() {
    return List.of(
        Answer.of(VALIDATE, "{\"is_valid\":true}").spendsCredential(),
        Answer.of(PROFILE, profile(USER)));
  }

  @Override
  public List<Refusal<MetaQuestCredential>> refusals() {
    MetaQuestCredential good = goodCredential();
    return List.of(
        Refusal.rejected("not confirmed", good, Reason.INVALID)
            .answering(VALIDATE, 200, "{\"is_valid\":false}"),
        Refusal.undecided("an answer about somebody else", good, Cause.OUTAGE)
            .answering(PROFILE, 200, profile("1")),
        Refusal.undecided("no such id", good, Cause.OUTAGE)
            .answering(PROFILE, 200, "{\"id\":\"" + USER + "\"}"),
        Refusal.undecided("our secret is refused", good, Cause.MISCONFIGURED)
            .answering(PROFILE, 400, error(190, "OAuthException", "Error validating")));
  }

  @Override
  public Map<String, Function<String, MetaQuestCredential>> parts() {
    return Map.of(
        "nonce", text -> new MetaQuestCredential(USER, Secret.of(text), Optional.of(APP)));
  }

  @Override
  public List<String> secrets() {
    return List.of(APP_SECRET, NONCE, USER, ORGANISATION_ID);
  }

  @Test
  void asksForTheIdAfterTheNonceAlone() {
    answerWell();

    verdict(platforms.context(), goodCredential());

    assertEquals(2, platforms.received().size());
    LoggedRequest request = platforms.received().get(1);
    assertEquals("org_scoped_id", request.queryParameter("fields").firstValue());
    assertEquals(
        "OC|" + APP + "|" + APP_SECRET, request.queryParameter("access_token").firstValue());
  }

  @Test
  void asksForNoIdOfAPlayerWhoIsNotConfirmed() {
    answerWell();
    platforms.answer(VALIDATE, "{\"is_valid\":false}");

    verdict(platforms.context(), goodCredential());

    assertEquals(1, platforms.received().size());
  }
}
