// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.gameauth.access.AccessAnswer;
import io.github.gameauth.access.AccessAnswer.Granted;
import io.github.gameauth.access.AccessAnswer.Refused;
import io.github.gameauth.access.AccessAnswer.Unknown;
import io.github.gameauth.access.AccessCheck;
import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.adapters.SteamAdapter.Settings;
import io.github.gameauth.adapters.testing.TestAccess;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SteamProbesTest {
  private static final String OWNERSHIP =
      "https://partner.steam-api.com/ISteamUser/CheckAppOwnership/v4/";
  private static final String BANS = "https://partner.steam-api.com/ISteamUser/GetPlayerBans/v1/";
  private static final String STEAM_ID = "76561198000000001";

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final Settings settings =
      new Settings(List.of(480L, 490L), Secret.of("0123456789ABCDEF"), "my-game", Optional.empty());
  private final AccessCheck ownership = SteamProbes.ownership(settings, platforms.context());
  private final AccessCheck bans = SteamProbes.bans(settings, platforms.context(), false);
  private final AccessCheck allBans = SteamProbes.bans(settings, platforms.context(), true);

  private static AccessAnswer ask(AccessCheck check) {
    return check.check(TestAccess.of(SteamAdapter.STEAM, STEAM_ID));
  }

  private static String owning(boolean owns) {
    return """
        {"appownership":{"ownsapp":%s,"permanent":false,"timestamp":"2024-01-01T00:00:00Z",
        "ownersteamid":"76561198000000002","sitelicense":false,"result":"OK"}}"""
        .formatted(owns);
  }

  private static String banned(String steamId, boolean vac, int gameBans) {
    return """
        {"players":[{"SteamId":"%s","CommunityBanned":false,"VACBanned":%s,"NumberOfVACBans":0,
        "DaysSinceLastBan":0,"NumberOfGameBans":%d,"EconomyBan":"none"}]}"""
        .formatted(steamId, vac, gameBans);
  }

  @Test
  void grantWhatIsOwned() {
    platforms.answer(OWNERSHIP, owning(true));

    assertEquals(new Granted(Set.of("steam:480")), ask(ownership));
    var request = platforms.received().get(0);
    assertEquals(STEAM_ID, request.queryParameter("steamid").firstValue());
    assertEquals("480", request.queryParameter("appid").firstValue());
  }

  @Test
  void refuseWhoOwnsNoneOfTheApps() {
    platforms.answer(OWNERSHIP, owning(false));

    Refused refused = assertInstanceOf(Refused.class, ask(ownership));

    assertEquals(Code.NOT_ENTITLED, refused.refusal().code());
    assertEquals(2, platforms.requests(OWNERSHIP));
  }

  @Test
  void refuseWhoIsBannedByVacAndByDevelopersIfThatCounts() {
    platforms.answer(BANS, banned(STEAM_ID, false, 0));
    assertInstanceOf(Granted.class, ask(allBans));
    platforms.answer(BANS, banned(STEAM_ID, false, 1));
    assertInstanceOf(Granted.class, ask(bans));
    assertInstanceOf(Refused.class, ask(allBans));
    platforms.answer(BANS, banned(STEAM_ID, true, 0));
    assertInstanceOf(Refused.class, ask(bans));
  }

  @Test
  void cannotTellByAnAnswerAboutSomebodyElse() {
    platforms.answer(BANS, banned("76561198000000002", true, 0));
    assertInstanceOf(Unknown.class, ask(bans));
    platforms.answer(BANS, "{\"players\":[]}");
    assertInstanceOf(Unknown.class, ask(bans));
  }

  @Test
  void cannotTellWhileSteamDoesNotAnswerOrRefusesUs() {
    for (int status : List.of(403, 404, 500)) {
      platforms.answer(OWNERSHIP, aResponse().withStatus(status));
      platforms.answer(BANS, aResponse().withStatus(status));
      assertInstanceOf(Unknown.class, ask(ownership), "status " + status);
      assertInstanceOf(Unknown.class, ask(bans), "status " + status);
    }
    platforms.answer(OWNERSHIP, "{\"appownership\":{\"ownsapp\":\"true\"}}");
    assertInstanceOf(Unknown.class, ask(ownership));
    platforms.answer(OWNERSHIP, aResponse().withStatus(429).withHeader("Retry-After", "9"));
    assertEquals(new Unknown("steam-ownership", Duration.ofSeconds(9)), ask(ownership));
  }

  @Test
  void letPlayersOfOtherPlatformsPassUnasked() {
    var request = TestAccess.of(new Platform("apple"), STEAM_ID);

    assertEquals(Granted.NOTHING_MORE, ownership.check(request));
    assertEquals(Granted.NOTHING_MORE, bans.check(request));
    assertEquals(List.of(), platforms.received());
  }
}
