// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationPage;
import io.github.gameauth.revocation.RevocationStore;
import io.github.gameauth.revocation.RevocationsUnavailableException;
import io.github.gameauth.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Revocations in DynamoDB. The service tells nobody its time within a write, so rows carry the time
 * of the server that wrote them; clocks may be {@link #CLOCKS_DIFFER} apart, and a reader goes back
 * by that much more than {@link RevocationStore#OVERLAP}.
 */
final class DynamoDbRevocations implements RevocationStore {
  /** How far servers' clocks may be apart. The service itself refuses a clock that is worse. */
  static final Duration CLOCKS_DIFFER = Duration.ofMinutes(4);

  private static final Duration GOES_BACK = OVERLAP.plus(CLOCKS_DIFFER);

  private final Tables tables;

  DynamoDbRevocations(Tables tables) {
    this.tables = tables;
  }

  @Override
  public void append(Collection<Revocation> revocations) {
    List<Draft> drafts = tables.feed().drafts(List.copyOf(revocations));
    if (drafts.size() == 1) {
      tables.passing().put("append revocations", drafts.get(0));
    } else if (drafts.size() > 1) {
      Transaction all = tables.transaction();
      drafts.forEach(each -> all.put(tables.passing(), each, Transaction.ALWAYS, Map.of()));
      all.commit("append revocations");
    }
  }

  @Override
  public RevocationPage since(RevocationCursor cursor) {
    Instant now = tables.feed().now();
    boolean whole = cursor.equals(RevocationCursor.START);
    try {
      return new RevocationPage(read(cursor.readAt(), now), new RevocationCursor(now), whole);
    } catch (StoreException e) {
      throw new RevocationsUnavailableException("revocations cannot be read", e);
    }
  }

  private List<Revocation> read(Instant cursor, Instant now) {
    // A cursor of a clock that was ahead must not hide what was written in the meantime.
    Instant from = (cursor.isBefore(now) ? cursor : now).minus(GOES_BACK);
    Instant usual = now.minus(RevocationItems.USUAL_LIFE).minus(CLOCKS_DIFFER);
    Set<Revocation> found = new LinkedHashSet<>();
    for (int shard = 0; shard < RevocationItems.SHARDS; shard++) {
      read(RevocationItems.shard(shard), from.isBefore(usual) ? usual : from, now, found);
    }
    read(RevocationItems.longLived(), from, now, found);
    return List.copyOf(found);
  }

  private void read(String partition, Instant from, Instant now, Set<Revocation> found) {
    tables
        .passing()
        .all(
            "read revocations",
            query ->
                query
                    .keyConditionExpression("pk = :pk AND sk >= :from")
                    .filterExpression(RevocationItems.EXPIRES + " > :now")
                    .expressionAttributeValues(
                        Map.of(
                            ":pk", AttributeValue.fromS(partition),
                            ":from", AttributeValue.fromS(Key.stamp(from)),
                            ":now",
                                AttributeValue.fromN(
                                    Long.toString(now.minus(CLOCKS_DIFFER).toEpochMilli())))))
        .forEach(item -> found.addAll(RevocationItems.read(item)));
  }

  /**
   * Deletes nothing: the service deletes items by itself some time after they have expired, and
   * nobody is told what has expired.
   */
  @Override
  public int purge(Instant now, int most) {
    return 0;
  }
}
