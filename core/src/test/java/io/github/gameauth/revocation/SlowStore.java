// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import io.github.gameauth.store.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A store as a database is one: rows bear the time at which they were written, and are seen when
 * their transaction ends, which may be after later rows are seen.
 */
final class SlowStore implements RevocationSource {
  private final InstantSource clock;
  private final List<Row> rows = new ArrayList<>();
  private final List<RevocationCursor> asked = new ArrayList<>();
  private boolean failing;

  private record Row(Instant written, Instant seen, Revocation revocation) {}

  SlowStore(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void add(Revocation revocation) {
    rows.add(new Row(clock.instant(), clock.instant(), revocation));
  }

  synchronized void clear() {
    rows.clear();
  }

  /** Written now, seen from {@code seen} on. */
  synchronized void addSlowly(Revocation revocation, Instant seen) {
    rows.add(new Row(clock.instant(), seen, revocation));
  }

  synchronized void fail(boolean failing) {
    this.failing = failing;
  }

  synchronized List<RevocationCursor> asked() {
    return List.copyOf(asked);
  }

  @Override
  public synchronized RevocationPage since(RevocationCursor cursor) {
    asked.add(cursor);
    if (failing) {
      throw new StoreException("revocations could not be read");
    }
    boolean whole = cursor.equals(RevocationCursor.START);
    Instant from = whole ? Instant.MIN : cursor.readAt().minus(RevocationStore.OVERLAP);
    Instant now = clock.instant();
    return new RevocationPage(
        rows.stream()
            .filter(row -> !row.written().isBefore(from) && !row.seen().isAfter(now))
            .map(Row::revocation)
            .toList(),
        new RevocationCursor(now),
        whole);
  }
}
