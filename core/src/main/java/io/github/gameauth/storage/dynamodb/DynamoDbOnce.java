// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.check.Require;
import io.github.gameauth.store.OnceKey;
import io.github.gameauth.store.OnceStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Things that can be used once, in DynamoDB: one conditional write each. */
final class DynamoDbOnce implements OnceStore {
  private final Table table;

  DynamoDbOnce(Tables tables) {
    this.table = tables.passing();
  }

  @Override
  public boolean claim(OnceKey key, String payload, Instant now, Instant expiresAt) {
    Require.between("payload", payload.length(), 0, MAX_PAYLOAD);
    Draft item =
        Draft.at(Key.once(key))
            .text("payload", payload)
            .time("expires", expiresAt)
            .deletableFrom(expiresAt);
    return table
        .putIf("claim", item, "attribute_not_exists(pk) OR expires <= :now", at(now))
        .done();
  }

  @Override
  public Optional<String> consume(OnceKey key, Instant now) {
    return table
        .deleteIf("consume", Key.once(key), "expires > :now", at(now))
        .map(item -> item.text("payload"));
  }

  /**
   * Deletes nothing: the service deletes items by itself some time after they have expired, and
   * {@link #claim} and {@link #consume} look at the time themselves.
   */
  @Override
  public int purge(Instant now, int most) {
    return 0;
  }

  private static Map<String, AttributeValue> at(Instant now) {
    return Map.of(":now", AttributeValue.fromN(Long.toString(now.toEpochMilli())));
  }
}
