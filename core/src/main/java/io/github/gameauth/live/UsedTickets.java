// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which tickets were used, by issuer and id. They lie in drawers by the time at which they may be
 * forgotten, and a drawer is thrown away whole. A ticket says its time itself, so it is looked for
 * in one drawer alone.
 */
final class UsedTickets {
  /** When there may be room again: a drawer further on. */
  static final Duration ROOM_AFTER = Duration.ofSeconds(10);

  private static final long DRAWER_SECONDS = ROOM_AFTER.toSeconds();

  private final ConcurrentSkipListMap<Long, Set<Ticket>> drawers = new ConcurrentSkipListMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final int most;

  /** What came of a use. */
  enum Use {
    FIRST,
    REPEATED,
    /** As many as there may be, and none that may be forgotten; this one was not noted. */
    NO_ROOM
  }

  private record Ticket(String issuer, String id) {}

  UsedTickets(int most) {
    this.most = most;
  }

  /**
   * Notes a ticket; of any number of threads with the same one, one is told that it was the first.
   *
   * @param until the second after which nobody accepts it
   * @param now this second
   */
  Use use(String issuer, String id, long until, long now) {
    forget(now);
    Ticket ticket = new Ticket(issuer, id);
    Set<Ticket> drawer =
        drawers.computeIfAbsent(
            Math.floorDiv(until, DRAWER_SECONDS), number -> ConcurrentHashMap.newKeySet());
    if (drawer.contains(ticket)) {
      return Use.REPEATED; // though there be no room
    }
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      return Use.NO_ROOM;
    }
    if (!drawer.add(ticket)) {
      count.decrementAndGet();
      return Use.REPEATED;
    }
    return Use.FIRST;
  }

  /** Throws away drawers whose last second is over. */
  private void forget(long now) {
    Map.Entry<Long, Set<Ticket>> first = drawers.firstEntry();
    while (first != null && (first.getKey() + 1) * DRAWER_SECONDS <= now) {
      if (drawers.remove(first.getKey(), first.getValue())) {
        count.addAndGet(-first.getValue().size());
      }
      first = drawers.firstEntry();
    }
  }

  int size() {
    return count.get();
  }
}
