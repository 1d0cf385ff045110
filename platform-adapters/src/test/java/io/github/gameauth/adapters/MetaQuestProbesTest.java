// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.github.gameauth.adapters.MetaQuestAdapterTest.APP;
import static io.github.gameauth.adapters.MetaQuestAdapterTest.APP_SECRET;
import static io.github.gameauth.adapters.MetaQuestAdapterTest.USER;
import static io.github.gameauth.adapters.MetaQuestAdapterTest.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.access.AccessAnswer;
import io.github.gameauth.access.AccessAnswer.Granted;
import io.github.gameauth.access.AccessAnswer.Refused;
import io.github.gameauth.access.AccessAnswer.Unknown;
import io.github.gameauth.access.AccessCheck;
import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.access.AccessRequest;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.adapters.MetaQuestAdapter.App;
import io.github.gameauth.adapters.MetaQuestAdapter.Settings;
import io.github.gameauth.adapters.testing.TestAccess;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.secret.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MetaQuestProbesTest {
  private static final String ENTITLEMENT =
      "https://graph.oculus.com/" + APP + "/verify_entitlement";

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final Settings settings = MetaQuestAdapterTest.settings();
  private final AccessCheck entitlement =
      MetaQuestProbes.entitlement(settings, platforms.context());
  private final AccessCheck addOns =
      MetaQuestProbes.addOns(settings, platforms.context(), List.of("season-pass", "hat"));

  private static AccessRequest player(Platform platform, String app) {
    AccessRequest plain = TestAccess.of(platform, USER);
    return new AccessRequest(
        plain.account(),
        plain.game(),
        new ExternalIdentity(platform, app, USER),
        plain.facts(),
        plain.country(),
        plain.refresh());
  }

  private static AccessAnswer ask(AccessCheck check) {
    return check.check(player(MetaQuestAdapter.META_QUEST, APP));
  }

  @Test
  void grantWhatIsOwned() {
    platforms.answer(ENTITLEMENT, "{\"success\":true,\"grant_time\":1760000000}");

    assertEquals(new Granted(Set.of("meta-quest:" + APP)), ask(entitlement));
    LoggedRequest request = platforms.received().get(0);
    assertEquals(
        "OC|" + APP + "|" + APP_SECRET, request.formParameter("access_token").firstValue());
    assertEquals(USER, request.formParameter("user_id").firstValue());
    assertTrue(!request.getBodyAsString().contains("sku"));
  }

  @Test
  void refuseWhoDoesNotOwnTheApp() {
    platforms.answer(ENTITLEMENT, "{\"success\":false}");

    Refused refused = assertInstanceOf(Refused.class, ask(entitlement));

    assertEquals(Code.NOT_ENTITLED, refused.refusal().code());
  }

  @Test
  void nameTheAddOnsThatAreOwned() {
    platforms.answer(ENTITLEMENT, "{\"success\":false}");
    platforms.stub(
        post(urlPathEqualTo("/graph.oculus.com/" + APP + "/verify_entitlement"))
            .withRequestBody(containing("sku=hat"))
            .willReturn(aResponse().withBody("{\"success\":true}")));

    assertEquals(new Granted(Set.of("meta-quest:hat")), ask(addOns));
    assertEquals(2, platforms.requests(ENTITLEMENT));
  }

  @Test
  void cannotTellWhileMetaDoesNotAnswerOrRefusesUs() {
    for (String json : List.of("{}", "{\"success\":\"true\"}", "{\"success\":1}", "[]")) {
      platforms.answer(ENTITLEMENT, json);
      assertInstanceOf(Unknown.class, ask(entitlement), json);
      assertInstanceOf(Unknown.class, ask(addOns), json);
    }
    for (int code : List.of(1, 2, 4, 17, 100, 190, 613)) {
      platforms.answer(
          ENTITLEMENT,
          aResponse().withStatus(400).withBody(error(code, "OAuthException", "user_id")));
      assertInstanceOf(Unknown.class, ask(entitlement), "code " + code);
      assertInstanceOf(Unknown.class, ask(addOns), "code " + code);
    }
    platforms.answer(ENTITLEMENT, aResponse().withStatus(500));
    assertInstanceOf(Unknown.class, ask(entitlement));
  }

  @Test
  void cannotTellOfAnAppThatIsNoLongerOurs() {
    platforms.answer(ENTITLEMENT, "{\"success\":true}");

    assertInstanceOf(Unknown.class, entitlement.check(player(MetaQuestAdapter.META_QUEST, "17")));
    assertEquals(List.of(), platforms.received());
  }

  @Test
  void doNotGoWithIdsOfTheOrganisation() {
    Settings ofOrganisation =
        new Settings(List.of(new App(APP, Secret.of(APP_SECRET))), Optional.of(true));

    assertThrows(
        IllegalArgumentException.class,
        () -> MetaQuestProbes.entitlement(ofOrganisation, platforms.context()));
    assertThrows(
        IllegalArgumentException.class,
        () -> MetaQuestProbes.addOns(ofOrganisation, platforms.context(), List.of("hat")));
  }

  @Test
  void letPlayersOfOtherPlatformsPassUnasked() {
    AccessRequest request = player(new Platform("apple"), APP);

    assertEquals(Granted.NOTHING_MORE, entitlement.check(request));
    assertEquals(Granted.NOTHING_MORE, addOns.check(request));
    assertEquals(List.of(), platforms.received());
  }
}
