// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.access.AccessAnswer;
import io.github.gameauth.access.AccessAnswer.Granted;
import io.github.gameauth.access.AccessAnswer.Refused;
import io.github.gameauth.access.AccessAnswer.Unknown;
import io.github.gameauth.access.AccessCheck;
import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.adapters.DiscordProbes.Shop;
import io.github.gameauth.adapters.testing.TestAccess;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.secret.Secret;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DiscordProbesTest {
  private static final String ENTITLEMENTS =
      "https://discord.com/api/v10/applications/159799960412356608/entitlements";
  private static final String SKU = "1019475255913222144";
  private static final String BOT_TOKEN = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7";

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final AccessCheck ownership =
      DiscordProbes.ownership(
          new Shop(DiscordFixture.APPLICATION, Secret.of(BOT_TOKEN), List.of(SKU)),
          platforms.context());

  private AccessAnswer ask() {
    return ownership.check(TestAccess.of(DiscordAdapter.DISCORD, DiscordFixture.USER));
  }

  private static String entitlement() {
    return """
        [{"id":"1019653849998299136","sku_id":"1019475255913222144",
          "application_id":"159799960412356608","user_id":"268473310986240001",
          "promotion_id":null,"type":8,"deleted":false,"gift_code_flags":0,"consumed":false,
          "starts_at":"2029-12-14T17:00:18.704163+00:00",
          "ends_at":"2030-01-14T17:00:18.704163+00:00",
          "subscription_id":"1019653835926409216"}]""";
  }

  @Test
  void grantWhatIsOwned() {
    platforms.answer(ENTITLEMENTS, entitlement());

    assertEquals(new Granted(Set.of("discord:" + SKU)), ask());
    var request = platforms.received().get(0);
    assertEquals("Bot " + BOT_TOKEN, request.getHeader("Authorization"));
    assertEquals(DiscordFixture.USER, request.queryParameter("user_id").firstValue());
    assertEquals(SKU, request.queryParameter("sku_ids").firstValue());
  }

  @Test
  void grantWhatHasNoEnd() {
    platforms.answer(
        ENTITLEMENTS,
        entitlement()
            .replace("\"2029-12-14T17:00:18.704163+00:00\"", "null")
            .replace("\"2030-01-14T17:00:18.704163+00:00\"", "null"));

    assertInstanceOf(Granted.class, ask());
  }

  @Test
  void refuseWhatIsNotOwnedNow() {
    for (List<String> change :
        List.of(
            List.of("\"deleted\":false", "\"deleted\":true"),
            List.of("2030-01-14", "2029-12-31"),
            List.of("2029-12-14", "2030-01-02"),
            List.of(SKU, "1019475255913222145"),
            List.of(DiscordFixture.USER, "268473310986240002"),
            List.of(DiscordFixture.APPLICATION, "159799960412356609"))) {
      platforms.answer(ENTITLEMENTS, entitlement().replace(change.get(0), change.get(1)));

      Refused refused = assertInstanceOf(Refused.class, ask(), change.get(0));
      assertEquals(Code.NOT_ENTITLED, refused.refusal().code());
    }
    platforms.answer(ENTITLEMENTS, "[]");
    assertInstanceOf(Refused.class, ask());
  }

  @Test
  void cannotTellWhileDiscordDoesNotSay() {
    for (int status : List.of(401, 403, 500)) {
      platforms.answer(ENTITLEMENTS, aResponse().withStatus(status));
      assertInstanceOf(Unknown.class, ask(), "status " + status);
    }
    for (String answer :
        List.of("{}", "[{}]", entitlement().replace("2030-01-14T", "soon"), "[17]")) {
      platforms.answer(ENTITLEMENTS, answer);
      assertInstanceOf(Unknown.class, ask(), answer);
    }
  }

  @Test
  void letPlayersOfOtherPlatformsPass() {
    assertEquals(Granted.NOTHING_MORE, ownership.check(TestAccess.of(new Platform("steam"), "1")));
    assertEquals(0, platforms.received().size());
  }

  @Test
  void complainAboutAShopThatIsNone() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Shop(DiscordFixture.APPLICATION, Secret.of(BOT_TOKEN), List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> new Shop("../", Secret.of(BOT_TOKEN), List.of(SKU)));
  }
}
