// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.check.Require;
import io.github.gameauth.live.ConnectedPlayer;
import io.github.gameauth.live.ConnectionDirectory;
import io.github.gameauth.live.GameServer;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Who is connected where, in DynamoDB: an item for each run of a server that holds connections of a
 * player, all of a player's in one partition, and an item for each server. Since a run has items of
 * its own, it writes them without a condition, 25 at a time.
 */
final class DynamoDbConnections implements ConnectionDirectory {
  private final Table table;

  DynamoDbConnections(Tables tables) {
    this.table = tables.passing();
  }

  @Override
  public boolean alive(GameServer server, Instant now, Instant aliveUntil) {
    Draft item =
        Draft.at(Key.gameServer(server.id()))
            .number("inc", server.incarnation())
            .text("address", server.address())
            .time("expires", aliveUntil)
            .deletableFrom(aliveUntil);
    Map<String, AttributeValue> values =
        new Draft()
            .number(":inc", server.incarnation())
            .time(":until", aliveUntil)
            .time(":now", now)
            .attributes();
    Table.Written written =
        table.putIf(
            "note a server",
            item,
            "attribute_not_exists(pk) OR inc < :inc OR expires <= :now"
                + " OR (inc = :inc AND expires <= :until)",
            values);
    // If it is the same, it is alive for longer already.
    return written.done() || written.item().number("inc") == server.incarnation();
  }

  @Override
  public void gone(GameServer server) {
    Map<String, AttributeValue> values =
        new Draft().number(":inc", server.incarnation()).attributes();
    table.deleteIf("note that a server is gone", Key.gameServer(server.id()), "inc = :inc", values);
  }

  @Override
  public void enter(GameServer server, Map<ConnectedPlayer, Instant> untilOf, Instant now) {
    Require.between("untilOf", untilOf.size(), 0, MOST_AT_ONCE);
    table.writeAll(
        "enter players",
        untilOf.entrySet().stream()
            .map(each -> put(entry(server, each.getKey(), each.getValue())))
            .toList());
  }

  private static Draft entry(GameServer server, ConnectedPlayer player, Instant until) {
    return Draft.at(Key.connection(player, server))
        .text("server", server.id())
        .number("inc", server.incarnation())
        .time("expires", until)
        .deletableFrom(until);
  }

  private static WriteRequest put(Draft item) {
    return WriteRequest.builder().putRequest(put -> put.item(item.attributes())).build();
  }

  @Override
  public void leave(GameServer server, Collection<ConnectedPlayer> players) {
    Require.between("players", players.size(), 0, MOST_AT_ONCE);
    table.writeAll(
        "take players out",
        Set.copyOf(players).stream()
            .map(each -> Key.connection(each, server).attributes())
            .map(key -> WriteRequest.builder().deleteRequest(delete -> delete.key(key)).build())
            .toList());
  }

  /** A run of a server that has entered the player. */
  private record Run(String server, long incarnation) {
    Key key() {
      return Key.gameServer(server);
    }
  }

  @Override
  public List<GameServer> serversOf(ConnectedPlayer player, Instant now) {
    List<Run> runs =
        entries(player, now).stream()
            .map(entry -> new Run(entry.text("server"), entry.number("inc")))
            .toList();
    Map<Key, Item> servers = table.get("find servers", runs.stream().map(Run::key).toList());
    return runs.stream()
        .map(run -> aliveAt(now, run, servers.get(run.key())))
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(GameServer::id))
        .limit(MOST_SERVERS)
        .toList();
  }

  private List<Item> entries(ConnectedPlayer player, Instant now) {
    Map<String, AttributeValue> values =
        new Draft().text(":pk", Key.connections(player)).time(":now", now).attributes();
    return table.all(
        "find a player's servers",
        query ->
            query
                .keyConditionExpression("pk = :pk")
                .filterExpression("expires > :now")
                .expressionAttributeValues(values));
  }

  private static @Nullable GameServer aliveAt(Instant now, Run run, @Nullable Item server) {
    return server == null
            || server.number("inc") != run.incarnation()
            || !server.time("expires").isAfter(now)
        ? null
        : new GameServer(run.server(), run.incarnation(), server.text("address"));
  }

  /** Deletes nothing: the service deletes items by itself some time after they have expired. */
  @Override
  public int purge(Instant now, int most) {
    return 0;
  }
}
