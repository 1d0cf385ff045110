// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import static io.github.gameauth.testing.TestPlayers.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.live.ConnectedPlayer;
import io.github.gameauth.live.ConnectionDirectory;
import io.github.gameauth.store.StoreException;
import io.github.gameauth.testing.ConnectionDirectoryContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

final class DynamoDbConnectionsTest implements DynamoDbContracts, ConnectionDirectoryContract {
  private static final long DAY = 24 * 60 * 60;

  /** The service deletes by itself, so here nothing is deleted, and an item says when it may go. */
  @Override
  @Test
  public void purgesWhatHasExpiredAndNothingElse() {
    DynamoDbStores stores = emptyStores();
    assertTrue(stores.connections().alive(EAST, NOW, ALIVE));
    stores.connections().enter(EAST, Map.of(ADA, LATER), NOW);

    assertEquals(0, stores.connections().purge(LATER, 3));

    Table table = stores.tables().passing();
    Item entry = table.get("test", Key.connection(ADA, EAST)).orElseThrow();
    Item server = table.get("test", Key.gameServer("east")).orElseThrow();
    assertEquals(LATER.getEpochSecond() + DAY, entry.number("ttl"));
    assertEquals(ALIVE.getEpochSecond() + DAY, server.number("ttl"));
  }

  @Test
  void writesTwentyFiveAtATimeAndAgainWhatTheServiceLeftOver() {
    DynamoDbStores stores = emptyStores();
    FaultyClient faulty = new FaultyClient(LocalDynamoDb.client());
    List<Long> pauses = new ArrayList<>();
    ConnectionDirectory throughIt = through(stores, faulty, pauses);
    // Each first call is done by halves.
    faulty.fault((number, operation, call) -> number % 2 == 1 ? oneLeft(stores, call) : call.get());

    throughIt.enter(EAST, players(60), NOW);

    assertEquals(6, faulty.operations().size());
    assertEquals(3, pauses.size());
    faulty.heal();
    assertTrue(throughIt.alive(EAST, NOW, ALIVE));
    for (ConnectedPlayer player : players(60).keySet()) {
      assertEquals(List.of(EAST), throughIt.serversOf(player, NOW));
    }
  }

  @Test
  void givesUpOnAServiceThatTakesNothing() {
    DynamoDbStores stores = emptyStores();
    FaultyClient faulty = new FaultyClient(LocalDynamoDb.client());
    List<Long> pauses = new ArrayList<>();
    faulty.fault((number, operation, call) -> oneLeft(stores, () -> ""));

    assertThrows(
        StoreException.class,
        () -> through(stores, faulty, pauses).enter(EAST, Map.of(ADA, LATER), NOW));

    assertEquals(Calls.TRIES, faulty.operations().size());
  }

  private static ConnectionDirectory through(
      DynamoDbStores stores, FaultyClient faulty, List<Long> pauses) {
    return DynamoDbStores.over(faulty.client(), stores.tables().main().name(), CLOCK, pauses::add)
        .connections();
  }

  private static Map<ConnectedPlayer, Instant> players(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new ConnectedPlayer("https://id.example", "p" + i))
        .collect(Collectors.toMap(Function.identity(), each -> LATER));
  }

  /** What the service says when it has left one item, here one that nobody asked for, undone. */
  private static BatchWriteItemResponse oneLeft(DynamoDbStores stores, Supplier<Object> call) {
    assertTrue(call.get() != null);
    Map<String, AttributeValue> item = Draft.at(new Key("x", "y")).attributes();
    WriteRequest left =
        WriteRequest.builder().putRequest(PutRequest.builder().item(item).build()).build();
    return BatchWriteItemResponse.builder()
        .unprocessedItems(Map.of(stores.tables().main().name(), List.of(left)))
        .build();
  }
}
