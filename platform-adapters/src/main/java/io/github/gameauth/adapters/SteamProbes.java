// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.access.AccessCheck;
import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.adapters.SteamAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ApiAnswer;
import io.github.gameauth.adapters.proof.ApiJson;
import io.github.gameauth.adapters.proof.ApiRequest;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.PlatformApi;
import io.github.gameauth.adapters.proof.Probe;
import java.util.List;

/**
 * What Steam says of a proven player beyond who it is. Each is an access check of its own; where it
 * is plugged in, one says what happens while Steam does not answer.
 *
 * @see <a href="https://partner.steamgames.com/doc/webapi/ISteamUser">ISteamUser</a>
 */
public final class SteamProbes {
  private static final String USER = "https://" + SteamAdapter.HOST + "/ISteamUser/";

  private SteamProbes() {}

  /**
   * Whether the player owns one of our apps or may play it by family sharing; by that app's id,
   * such as {@code steam:480}, as the entitlement. A family's or a weekend's licence counts.
   */
  public static AccessCheck ownership(Settings settings, AdapterContext context) {
    PlatformApi api = PlatformApi.of("steam-ownership", context, SteamAdapter.HOST);
    return Probe.of(
        "steam-ownership",
        SteamAdapter.STEAM,
        (steamId, request) -> {
          for (long appId : settings.appIds()) {
            ApiRequest question =
                ApiRequest.get(USER + "CheckAppOwnership/v4/")
                    .query("key", settings.publisherKey())
                    .query("steamid", steamId)
                    .query("appid", Long.toString(appId))
                    .repeatable();
            if (answered(api, question).object("appownership").flag("ownsapp")) {
              return Probe.granted("steam:" + appId);
            }
          }
          return Probe.refused(Code.NOT_ENTITLED);
        });
  }

  /**
   * Whether Steam has banned the player: for cheating in any game that Steam's own VAC guards, or
   * in a game by its developer.
   *
   * @param gameBans whether bans by developers, ours and others, count as well
   */
  public static AccessCheck bans(Settings settings, AdapterContext context, boolean gameBans) {
    PlatformApi api = PlatformApi.of("steam-bans", context, SteamAdapter.HOST);
    return Probe.of(
        "steam-bans",
        SteamAdapter.STEAM,
        (steamId, request) -> {
          ApiRequest question =
              ApiRequest.get(USER + "GetPlayerBans/v1/")
                  .query("key", settings.publisherKey())
                  .query("steamids", steamId)
                  .repeatable();
          List<ApiJson> players = answered(api, question).objects("players");
          if (players.size() != 1 || !players.get(0).digits("SteamId").equals(steamId)) {
            throw NotProvedException.outage();
          }
          ApiJson player = players.get(0);
          boolean banned =
              player.flag("VACBanned") || (gameBans && player.number("NumberOfGameBans") > 0);
          return banned ? Probe.refused(Code.ACCOUNT_SUSPENDED) : Probe.granted();
        });
  }

  private static ApiJson answered(PlatformApi api, ApiRequest question) throws NotProvedException {
    ApiAnswer answer = api.ask(question);
    if (!answer.isOk()) {
      throw api.unexpected(answer);
    }
    return answer.json();
  }
}
