// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import io.github.gameauth.store.StoreException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Which servers hold a player's connections, so that one server can reach a player of another. It
 * is for routing alone: to end connections everywhere needs no directory, since every server
 * follows the same revocations.
 *
 * <p>A server says every few seconds that it is alive. Its entries count for as long as it does and
 * as they have not expired, so a server that dies leaves nothing that counts. A server that was
 * restarted is another incarnation, and what its predecessor entered no longer counts; nor can the
 * predecessor, should it still run, take anything away from it. All times are those that callers
 * hand in, so servers' clocks should be no further apart than a few seconds.
 *
 * <p>Each entry is one atomic step, and each may be repeated. {@code ServerPresence} does all of
 * this for a {@code ConnectionRegistry}. Safe to share. Every method may block, and throws {@link
 * StoreException} if the directory cannot be reached. Every directory passes {@code
 * ConnectionDirectoryContract}, which stands in core's test jar.
 */
public interface ConnectionDirectory {
  /** How many players one call enters or takes out at most. */
  int MOST_AT_ONCE = 500;

  /** How many servers of one player are told at most. */
  int MOST_SERVERS = 100;

  /**
   * Lets a server count as alive until {@code aliveUntil}. A later call of the same incarnation
   * prolongs that and never shortens it. Of two incarnations the greater one counts, at once; the
   * lesser one counts again only if the greater one is no longer alive.
   *
   * @return whether this incarnation is the one that counts; {@code false} says that a later one
   *     runs under the same id, and nothing was changed
   */
  boolean alive(GameServer server, Instant now, Instant aliveUntil);

  /**
   * The server is gone, and none of its entries counts any more. Says nothing about other
   * incarnations of it. The entries themselves stay until they are taken out or have expired.
   */
  void gone(GameServer server);

  /**
   * The server holds connections of these players. What it entered for them before is replaced.
   *
   * @param untilOf the players, each with the time until which their entry counts; up to {@value
   *     #MOST_AT_ONCE}
   * @param now decides what has expired if there is no room
   * @throws IllegalArgumentException if there are more
   */
  void enter(GameServer server, Map<ConnectedPlayer, Instant> untilOf, Instant now);

  /**
   * The server, in this incarnation, no longer holds connections of these players.
   *
   * @param players up to {@value #MOST_AT_ONCE}; whoever was not entered does not matter
   * @throws IllegalArgumentException if there are more
   */
  void leave(GameServer server, Collection<ConnectedPlayer> players);

  /**
   * The servers that hold connections of the player at {@code now}: those whose entry has not
   * expired, that are alive, and in the incarnation that counts.
   *
   * @return up to {@value #MOST_SERVERS} servers in the order of their ids; each id once
   */
  List<GameServer> serversOf(ConnectedPlayer player, Instant now);

  /**
   * Deletes what has expired: entries, and servers that are no longer alive.
   *
   * @param most how many at most, so that one call stays short
   * @return how many were deleted; fewer than {@code most} means that none are left
   */
  int purge(Instant now, int most);
}
