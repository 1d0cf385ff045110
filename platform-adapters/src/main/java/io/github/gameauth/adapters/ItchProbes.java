// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.access.AccessCheck;
import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ApiAnswer;
import io.github.gameauth.adapters.proof.ApiJson;
import io.github.gameauth.adapters.proof.ApiRequest;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.PlatformApi;
import io.github.gameauth.adapters.proof.Probe;
import io.github.gameauth.secret.Secret;
import java.util.List;
import java.util.Set;

/**
 * What itch.io says of a proven player beyond who it is.
 *
 * @see <a href="https://itch.io/docs/api/serverside">Server-side API reference</a>
 */
public final class ItchProbes {
  /** What itch.io answers of players who have no key. */
  private static final Set<String> NONE = Set.of("no download key found", "invalid download key");

  /**
   * Our game.
   *
   * @param gameId its number, 1 to 2147483647
   * @param apiKey the key of an account that may see who bought the game
   */
  public record Game(long gameId, Secret apiKey) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Game {
      Require.between("gameId", gameId, 1, Integer.MAX_VALUE);
      Require.printable("apiKey", apiKey, 8, 256);
    }
  }

  private ItchProbes() {}

  /**
   * Whether the player has a download key for our game, bought or given, or has bought it without
   * one, as is done with games that are played in a browser; {@code itch:12345} is the entitlement.
   *
   * <p>Whoever got the game for nothing has neither, and nor has its author.
   */
  public static AccessCheck ownership(Game game, AdapterContext context) {
    PlatformApi api = PlatformApi.of("itch-ownership", context, ItchAdapter.HOST);
    return Probe.of(
        "itch-ownership",
        ItchAdapter.ITCH,
        (userId, request) ->
            hasKey(api, game, userId) || hasBought(api, game, userId)
                ? Probe.granted("itch:" + game.gameId())
                : Probe.refused(Code.NOT_ENTITLED));
  }

  private static boolean hasKey(PlatformApi api, Game game, String userId)
      throws NotProvedException {
    ApiAnswer answer = asked(api, game, "download_keys", userId);
    List<String> errors = ItchAdapter.errors(answer);
    if (!errors.isEmpty() && NONE.containsAll(errors)) {
      return false;
    }
    requireOurs(requireOk(api, answer).object("download_key"), game);
    return true;
  }

  /** No purchase at all comes as an empty object, since their language has no empty list. */
  private static boolean hasBought(PlatformApi api, Game game, String userId)
      throws NotProvedException {
    ApiJson json = requireOk(api, asked(api, game, "purchases", userId));
    if (json.maybeObject("purchases").isPresent()) {
      return false;
    }
    List<ApiJson> purchases = json.objects("purchases");
    for (ApiJson purchase : purchases) {
      requireOurs(purchase, game);
    }
    return !purchases.isEmpty();
  }

  private static ApiAnswer asked(PlatformApi api, Game game, String what, String userId)
      throws NotProvedException {
    return api.ask(
        ApiRequest.get(ItchAdapter.API + "key/game")
            .segment(Long.toString(game.gameId()))
            .segment(what)
            .query("user_id", userId)
            .bearer(game.apiKey())
            .repeatable());
  }

  private static ApiJson requireOk(PlatformApi api, ApiAnswer answer) throws NotProvedException {
    if (!answer.isOk()) {
      throw api.unexpected(answer);
    }
    if (!ItchAdapter.errors(answer).isEmpty()) {
      throw api.misconfigured("our key, or our game");
    }
    return answer.json();
  }

  private static void requireOurs(ApiJson bought, Game game) throws NotProvedException {
    if (bought.number("game_id") != game.gameId()) {
      throw NotProvedException.outage();
    }
  }
}
