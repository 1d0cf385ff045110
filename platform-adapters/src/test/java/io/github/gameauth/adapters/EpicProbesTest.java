// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.adapters.EpicFixture.ACCOUNT;
import static io.github.gameauth.adapters.EpicFixture.DEPLOYMENT;
import static io.github.gameauth.adapters.EpicFixture.ITEM;
import static io.github.gameauth.adapters.EpicFixture.OTHER_ITEM;
import static io.github.gameauth.adapters.EpicFixture.PUID;
import static io.github.gameauth.adapters.EpicFixture.SANDBOX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.access.AccessAnswer;
import io.github.gameauth.access.AccessAnswer.Granted;
import io.github.gameauth.access.AccessAnswer.Refused;
import io.github.gameauth.access.AccessAnswer.Unknown;
import io.github.gameauth.access.AccessCheck;
import io.github.gameauth.access.AccessRefusal;
import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.adapters.EpicProbes.Items;
import io.github.gameauth.adapters.testing.TestAccess;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.LeakSearch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EpicProbesTest {
  private static final String SERVER_SECRET = "server-secret-0123456789";
  private static final String EAS_TOKEN = "https://api.epicgames.dev/epic/oauth/v2/token";
  private static final String EOS_TOKEN = "https://api.epicgames.dev/auth/v1/oauth/token";
  private static final String SANCTIONS =
      "https://api.epicgames.dev/sanctions/v1/productUser/" + PUID + "/active";
  private static final String OWNERSHIP =
      "https://api.epicgames.dev/epic/ecom/v3/platforms/EPIC/identities/" + ACCOUNT + "/ownership";
  private static final String OWNERSHIP_BY_PLAYER = OWNERSHIP.replace("v3", "v1");

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final EpicServer server =
      new EpicServer("xyza7891server", Secret.of(SERVER_SECRET), DEPLOYMENT);
  private final Items items = new Items(SANDBOX, List.of(ITEM, OTHER_ITEM));
  private final AccessCheck sanctions =
      EpicProbes.sanctions(server, platforms.context(), Set.of("RESTRICT_GAME"));
  private final AccessCheck allSanctions =
      EpicProbes.sanctions(server, platforms.context(), Set.of());
  private final AccessCheck ownership = EpicProbes.ownership(items, server, platforms.context());
  private final AccessCheck ownershipByPlayer =
      EpicProbes.ownership(
          items, request -> Optional.of(Secret.of("players-token")), platforms.context());

  private static AccessAnswer askOfAccount(AccessCheck check) {
    return check.check(TestAccess.of(EpicAccountAdapter.EPIC, ACCOUNT));
  }

  private static AccessAnswer askOfPuid(AccessCheck check) {
    return check.check(TestAccess.of(EpicConnectAdapter.EPIC_CONNECT, PUID));
  }

  private void giveTokens() {
    for (String url : List.of(EAS_TOKEN, EOS_TOKEN)) {
      platforms.answer(
          url,
          "{\"access_token\":\"servers-token\",\"token_type\":\"bearer\",\"expires_in\":3600}");
    }
  }

  private static String owned(String item, boolean owned) {
    return """
        {"namespace":"%s","itemId":"%s","owned":%s}"""
        .formatted(SANDBOX, item, owned);
  }

  private static String sanction(String action, String end) {
    return """
        {"referenceId":"r-1","timestamp":1893400000,"action":"%s","expirationTimestamp":%s}"""
        .formatted(action, end);
  }

  private void sanctioned(String... sanctions) {
    platforms.answer(SANCTIONS, "{\"elements\":[" + String.join(",", sanctions) + "]}");
  }

  private static AccessAnswer suspended(Optional<Instant> until) {
    return new Refused(new AccessRefusal(Code.ACCOUNT_SUSPENDED, until, Optional.empty()));
  }

  @Test
  void grantWhatIsOwned() {
    giveTokens();
    platforms.answer(OWNERSHIP, "[" + owned(ITEM, true) + "," + owned(OTHER_ITEM, false) + "]");

    assertEquals(new Granted(Set.of("epic:" + ITEM)), askOfAccount(ownership));
    LoggedRequest token = platforms.received().get(0);
    assertEquals("client_credentials", token.formParameter("grant_type").firstValue());
    assertEquals(DEPLOYMENT, token.formParameter("deployment_id").firstValue());
    String basic = "xyza7891server:" + SERVER_SECRET;
    assertEquals(
        "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)),
        token.getHeader("Authorization"));
    LoggedRequest question = platforms.received().get(1);
    assertEquals("Bearer servers-token", question.getHeader("Authorization"));
    assertEquals(
        List.of(SANDBOX + ":" + ITEM, SANDBOX + ":" + OTHER_ITEM),
        question.queryParameter("nsCatalogItemId").values());
  }

  @Test
  void grantWhatIsOwnedUnderTheOtherNameOfTheMember() {
    giveTokens();
    platforms.answer(
        OWNERSHIP,
        ("[" + owned(ITEM, false) + "," + owned(OTHER_ITEM, true) + "]")
            .replace("itemId", "catalogItemId"));

    assertEquals(new Granted(Set.of("epic:" + OTHER_ITEM)), askOfAccount(ownership));
  }

  @Test
  void refuseWhoOwnsNothing() {
    giveTokens();
    platforms.answer(OWNERSHIP, "[" + owned(ITEM, false) + "," + owned(OTHER_ITEM, false) + "]");

    Refused refused = assertInstanceOf(Refused.class, askOfAccount(ownership));

    assertEquals(Code.NOT_ENTITLED, refused.refusal().code());
  }

  @Test
  void cannotTellByAnAnswerThatLeavesItemsOutOrIsOfAnotherShop() {
    giveTokens();
    for (String answer :
        List.of(
            "[]",
            "{}",
            "[" + owned(ITEM, true) + "]",
            "[" + owned(ITEM, true) + "," + owned(OTHER_ITEM, true).replace("true", "1") + "]",
            ("[" + owned(ITEM, true) + "," + owned(OTHER_ITEM, true) + "]")
                .replace(SANDBOX, "another"))) {
      platforms.answer(OWNERSHIP, answer);

      assertInstanceOf(Unknown.class, askOfAccount(ownership), answer);
    }
  }

  @Test
  void askInThePlayersNameWithTheirToken() {
    platforms.answer(
        OWNERSHIP_BY_PLAYER, "[" + owned(ITEM, true) + "," + owned(OTHER_ITEM, false) + "]");

    assertEquals(new Granted(Set.of("epic:" + ITEM)), askOfAccount(ownershipByPlayer));
    assertEquals("Bearer players-token", platforms.received().get(0).getHeader("Authorization"));
    for (int status : List.of(401, 403, 404, 500)) {
      platforms.answer(OWNERSHIP_BY_PLAYER, aResponse().withStatus(status));
      assertInstanceOf(Unknown.class, askOfAccount(ownershipByPlayer), "status " + status);
    }
  }

  @Test
  void cannotTellOfAPlayerWhoseTokenIsNotAtHand() {
    AccessCheck without =
        EpicProbes.ownership(items, request -> Optional.empty(), platforms.context());

    assertInstanceOf(Unknown.class, askOfAccount(without));
    assertEquals(List.of(), platforms.received());
  }

  @Test
  void refuseWhoIsSanctionedUntilTheLastEnd() {
    giveTokens();
    long now = platforms.clock().instant().getEpochSecond();
    sanctioned(
        sanction("RESTRICT_GAME", "" + (now + 60)),
        sanction("RESTRICT_GAME", "" + (now + 90)),
        sanction("RESTRICT_GAME", "" + (now + 30)),
        sanction("RESTRICT_CHAT", "null"));

    assertEquals(suspended(Optional.of(Instant.ofEpochSecond(now + 90))), askOfPuid(sanctions));
    assertEquals(suspended(Optional.empty()), askOfPuid(allSanctions));
  }

  @Test
  void letInWhoIsSanctionedForSomethingElseOrNoLonger() {
    giveTokens();
    long now = platforms.clock().instant().getEpochSecond();
    sanctioned();
    assertEquals(Granted.NOTHING_MORE, askOfPuid(allSanctions));
    sanctioned(sanction("RESTRICT_CHAT", "null"));
    assertEquals(Granted.NOTHING_MORE, askOfPuid(sanctions));
    sanctioned(sanction("RESTRICT_GAME", "" + now));
    assertEquals(Granted.NOTHING_MORE, askOfPuid(sanctions));
  }

  @Test
  void cannotTellBySanctionsThatMakeNoSense() {
    giveTokens();
    for (String answer :
        List.of(
            "{}",
            "{\"elements\":{}}",
            "{\"elements\":[{}]}",
            "{\"elements\":[" + sanction("RESTRICT_GAME", "\"never\"") + "]}",
            "{\"elements\":[" + sanction("RESTRICT_GAME", "-1") + "]}",
            "{\"elements\":[" + sanction("RESTRICT_GAME", "9223372036854775807") + "]}")) {
      platforms.answer(SANCTIONS, answer);

      assertInstanceOf(Unknown.class, askOfPuid(sanctions), answer);
    }
  }

  @Test
  void cannotTellWhileEpicDoesNotAnswerOrRefusesUs() {
    for (int status : List.of(400, 401, 403, 404, 500)) {
      giveTokens();
      platforms.answer(SANCTIONS, aResponse().withStatus(status));
      assertInstanceOf(Unknown.class, askOfPuid(sanctions), "status " + status);
      platforms.answer(EAS_TOKEN, aResponse().withStatus(status));
      assertInstanceOf(Unknown.class, askOfAccount(ownership), "token status " + status);
    }
    platforms.answer(EAS_TOKEN, "{\"expires_in\":3600}");
    assertInstanceOf(Unknown.class, askOfAccount(ownership), "no token");
  }

  @Test
  void keepTheServersTokenUntilItsEndOrItsRefusal() {
    giveTokens();
    sanctioned();
    askOfPuid(sanctions);
    platforms.clock().advance(Duration.ofMinutes(58));
    askOfPuid(sanctions);
    assertEquals(1, platforms.requests(EOS_TOKEN));

    platforms.clock().advance(Duration.ofMinutes(1));
    askOfPuid(sanctions);
    assertEquals(2, platforms.requests(EOS_TOKEN));

    platforms.answer(SANCTIONS, aResponse().withStatus(401));
    askOfPuid(sanctions);
    sanctioned();
    assertEquals(Granted.NOTHING_MORE, askOfPuid(sanctions));
    assertEquals(3, platforms.requests(EOS_TOKEN));
  }

  @Test
  void letPlayersOfOtherPlatformsPassUnasked() {
    assertEquals(Granted.NOTHING_MORE, askOfPuid(ownership));
    assertEquals(Granted.NOTHING_MORE, askOfPuid(ownershipByPlayer));
    assertEquals(Granted.NOTHING_MORE, askOfAccount(sanctions));
    assertEquals(List.of(), platforms.received());
  }

  @Test
  void putNoIdIntoAnAddressThatIsNone() {
    giveTokens();

    assertInstanceOf(
        Unknown.class, sanctions.check(TestAccess.of(EpicConnectAdapter.EPIC_CONNECT, "../admin")));
    assertInstanceOf(Unknown.class, ownership.check(TestAccess.of(EpicAccountAdapter.EPIC, "..")));
    assertEquals(List.of(), platforms.received());
  }

  @Test
  void tellNothingOfTheSecret() {
    try (LeakSearch search = new LeakSearch()) {
      search.hide(SERVER_SECRET).hide("servers-token").hide("players-token");
      search.show(server);
      giveTokens();
      for (int status : List.of(200, 401, 500)) {
        platforms.answer(SANCTIONS, aResponse().withStatus(status).withBody(SERVER_SECRET));
        search.show(askOfPuid(sanctions));
      }
      for (String id : List.of("", "a b")) {
        search.show(
            assertThrows(
                IllegalArgumentException.class,
                () -> new EpicServer(id, Secret.of(SERVER_SECRET), DEPLOYMENT)));
      }

      assertEquals(Optional.empty(), search.leak());
    }
  }
}
