// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.check.Require;
import io.github.gameauth.live.ConnectedPlayer;
import io.github.gameauth.live.ConnectionDirectory;
import io.github.gameauth.live.GameServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Who is connected where: a row for each run of a server that holds connections of a player, and a
 * row for each server. A look-up joins the two, so what a dead or earlier run entered is not found.
 */
final class PostgresConnectionDirectory implements ConnectionDirectory {
  private static final String ENTRY =
      " WHERE issuer = ? AND subject = ? AND server_id = ? AND incarnation = ?";

  /** All that change several rows take them in this order, so that none waits for another's end. */
  private static final Comparator<ConnectedPlayer> IN_ORDER =
      Comparator.comparing(ConnectedPlayer::issuer).thenComparing(ConnectedPlayer::subject);

  private final Transactions transactions;
  private final Purge purgeEntries;
  private final Purge purgeServers;

  PostgresConnectionDirectory(Transactions transactions) {
    this.transactions = transactions;
    this.purgeEntries =
        new Purge(transactions, "ga_connection", "issuer", "subject", "server_id", "incarnation");
    this.purgeServers = new Purge(transactions, "ga_game_server", "server_id");
  }

  @Override
  public boolean alive(GameServer server, Instant now, Instant aliveUntil) {
    return transactions.each(
        "noting a server",
        c -> {
          while (true) {
            if (prolong(c, server, now, aliveUntil) || insert(c, server, aliveUntil)) {
              return true;
            }
            List<Long> counts =
                Sql.all(
                    c,
                    row -> row.getLong("incarnation"),
                    "SELECT incarnation FROM ga_game_server WHERE server_id = ? AND expires_at > ?",
                    server.id(),
                    now);
            if (!counts.isEmpty()) {
              // If it is the same, it is alive for longer already. A lesser one came in between.
              if (counts.get(0) >= server.incarnation()) {
                return counts.get(0) == server.incarnation();
              }
            }
            // It was purged, or another run of it came, a moment ago.
          }
        });
  }

  private static boolean prolong(Connection c, GameServer server, Instant now, Instant aliveUntil)
      throws SQLException {
    return Sql.update(
            c,
            "UPDATE ga_game_server SET incarnation = ?, address = ?, expires_at = ?"
                + " WHERE server_id = ? AND (incarnation < ? OR expires_at <= ?"
                + " OR (incarnation = ? AND expires_at <= ?))",
            server.incarnation(),
            server.address(),
            aliveUntil,
            server.id(),
            server.incarnation(),
            now,
            server.incarnation(),
            aliveUntil)
        == 1;
  }

  private static boolean insert(Connection c, GameServer server, Instant aliveUntil)
      throws SQLException {
    return Sql.update(
            c,
            "INSERT INTO ga_game_server (server_id, incarnation, address, expires_at)"
                + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            server.id(),
            server.incarnation(),
            server.address(),
            aliveUntil)
        == 1;
  }

  @Override
  public void gone(GameServer server) {
    transactions.each(
        "noting that a server is gone",
        c ->
            Sql.update(
                c,
                "DELETE FROM ga_game_server WHERE server_id = ? AND incarnation = ?",
                server.id(),
                server.incarnation()));
  }

  @Override
  public void enter(GameServer server, Map<ConnectedPlayer, Instant> untilOf, Instant now) {
    Require.between("untilOf", untilOf.size(), 0, MOST_AT_ONCE);
    List<Object[]> rows =
        untilOf.entrySet().stream()
            .sorted(Map.Entry.comparingByKey(IN_ORDER))
            .map(each -> row(server, each.getKey(), each.getValue()))
            .toList();
    if (!rows.isEmpty()) {
      // What is there is changed and thereby locked first, so that no purge takes it in between.
      transactions.together("entering players", c -> write(c, rows));
    }
  }

  private static Object[] row(GameServer server, ConnectedPlayer player, Instant until) {
    return new Object[] {
      until, player.issuer(), player.subject(), server.id(), server.incarnation()
    };
  }

  private static int write(Connection c, List<Object[]> rows) throws SQLException {
    Sql.updateEach(c, "UPDATE ga_connection SET expires_at = ?" + ENTRY, rows);
    Sql.updateEach(
        c,
        "INSERT INTO ga_connection (expires_at, issuer, subject, server_id, incarnation)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        rows);
    return rows.size();
  }

  @Override
  public void leave(GameServer server, Collection<ConnectedPlayer> players) {
    Require.between("players", players.size(), 0, MOST_AT_ONCE);
    List<Object[]> rows =
        players.stream()
            .sorted(IN_ORDER)
            .map(
                each ->
                    new Object[] {each.issuer(), each.subject(), server.id(), server.incarnation()})
            .toList();
    if (!rows.isEmpty()) {
      transactions.together(
          "taking players out",
          c -> {
            Sql.updateEach(c, "DELETE FROM ga_connection" + ENTRY, rows);
            return rows.size();
          });
    }
  }

  @Override
  public List<GameServer> serversOf(ConnectedPlayer player, Instant now) {
    return transactions
        .each(
            "finding a player's servers",
            c ->
                Sql.all(
                    c,
                    row ->
                        new GameServer(
                            row.getString("server_id"),
                            row.getLong("incarnation"),
                            row.getString("address")),
                    "SELECT s.server_id, s.incarnation, s.address FROM ga_connection c"
                        + " JOIN ga_game_server s"
                        + " ON s.server_id = c.server_id AND s.incarnation = c.incarnation"
                        + " WHERE c.issuer = ? AND c.subject = ? AND c.expires_at > ?"
                        + " AND s.expires_at > ? LIMIT ?",
                    player.issuer(),
                    player.subject(),
                    now,
                    now,
                    MOST_SERVERS))
        .stream()
        .sorted(Comparator.comparing(GameServer::id))
        .toList();
  }

  @Override
  public int purge(Instant now, int most) {
    int purged = purgeEntries.run(now, most);
    return purged + purgeServers.run(now, most - purged);
  }
}
