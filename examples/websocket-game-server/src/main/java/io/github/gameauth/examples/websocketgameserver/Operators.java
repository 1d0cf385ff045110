// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.github.gameauth.account.Ban;
import io.github.gameauth.live.ConnectionRegistry;
import io.github.gameauth.live.LeaseEnd;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** What operators do: kick, ban, unban. Without a token of theirs, nobody is one. */
final class Operators {
  /** The shortest token that we take. */
  static final int MIN_TOKEN = 32;

  private static final Duration BANNED_FOR = Duration.ofMinutes(1);

  private final Optional<Secret> token;
  private final Issuer issuer;
  private final ConnectionRegistry<Connection> players;
  private final InstantSource clock;

  Operators(
      Optional<Secret> token,
      Issuer issuer,
      ConnectionRegistry<Connection> players,
      InstantSource clock) {
    this.token = token;
    this.issuer = issuer;
    this.players = players;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        guarded("kick", this::kick), guarded("ban", this::ban), guarded("unban", this::unban));
  }

  private Route guarded(String action, BiFunction<String, Request, Answer> handler) {
    return Route.waiting(
        "POST",
        "/operator/" + action,
        request -> {
          if (token.isEmpty()) {
            return Answer.refused(403, "operators_closed");
          }
          // Secrets are compared in constant time.
          if (request.bearer().token().map(Secret::of).filter(token.get()::equals).isEmpty()) {
            return Answer.refused(401, "invalid_token").with("WWW-Authenticate", "Bearer");
          }
          return Json.texts(request.body())
              .map(members -> members.getOrDefault("player", ""))
              .filter(player -> !player.isEmpty())
              .map(player -> handler.apply(player, request))
              .orElse(Answer.refused(400, "invalid_request"));
        });
  }

  /** Ends a player's connections here. Nothing keeps the player from coming back. */
  private Answer kick(String player, Request request) {
    int ended = players.kick(issuer.trusted().name(), player, LeaseEnd.KICKED);
    return Answer.json(200, Map.of("connections", ended));
  }

  /**
   * Bans a player. That the connections end is not done here: the ban ends the sessions, the feed
   * says so, and the registry hears it, on this server as on every other.
   */
  private Answer ban(String player, Request request) {
    if (!issuer.bansHere()) {
      return Answer.refused(409, "ban_at_the_issuer");
    }
    Ban ban = Ban.until(clock.instant().plus(BANNED_FOR), "demonstration");
    return issuer.ban(player, ban) ? Answer.empty(204) : Answer.refused(404, "no_such_player");
  }

  private Answer unban(String player, Request request) {
    return issuer.unban(player) ? Answer.empty(204) : Answer.refused(404, "not_banned");
  }
}
