// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import io.github.gameauth.store.StoreException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map whose entries know when they expire, so that the expired ones are found without
 * looking at the others. Not safe to share: its owner holds a lock.
 */
final class Expiring<K, V> {
  /** How many expired entries make room at once, so that no caller waits for all of them. */
  private static final int SWEEP = 1000;

  private record Entry<K, V>(K key, V value, Instant expiresAt, long number) {}

  private final String name;
  private final int most;
  private final Consumer<V> afterPurge;
  private final Map<K, Entry<K, V>> entries = new HashMap<>();
  private final TreeSet<Entry<K, V>> byExpiry =
      new TreeSet<>(
          Comparator.<Entry<K, V>, Instant>comparing(Entry::expiresAt)
              .thenComparingLong(Entry::number));
  private long number;

  /**
   * An empty map.
   *
   * @param afterPurge is told what was purged
   */
  Expiring(String name, int most, Consumer<V> afterPurge) {
    this.name = name;
    this.most = most;
    this.afterPurge = afterPurge;
  }

  /**
   * Sees to it that {@code count} more fit.
   *
   * @throws StoreException if there is no room even without what has expired at {@code now}
   */
  void requireRoom(int count, Instant now) {
    if (entries.size() + (long) count > most) {
      purge(now, Math.max(SWEEP, count));
    }
    if (entries.size() + (long) count > most) {
      throw new StoreException(name + ": full (expected: at most " + most + ")");
    }
  }

  @Nullable V get(K key) {
    Entry<K, V> entry = entries.get(key);
    return entry == null ? null : entry.value();
  }

  /** The value, unless it has expired at {@code now}. */
  @Nullable V liveAt(Instant now, K key) {
    Entry<K, V> entry = entries.get(key);
    return entry == null || !entry.expiresAt().isAfter(now) ? null : entry.value();
  }

  void put(K key, V value, Instant expiresAt) {
    remove(key);
    Entry<K, V> entry = new Entry<>(key, value, expiresAt, number++);
    entries.put(key, entry);
    byExpiry.add(entry);
  }

  void remove(K key) {
    Entry<K, V> entry = entries.remove(key);
    if (entry != null) {
      byExpiry.remove(entry);
    }
  }

  int purge(Instant now, int most) {
    int purged = 0;
    while (purged < most && !byExpiry.isEmpty() && !byExpiry.first().expiresAt().isAfter(now)) {
      Entry<K, V> entry = byExpiry.pollFirst();
      entries.remove(entry.key());
      afterPurge.accept(entry.value());
      purged++;
    }
    return purged;
  }
}
