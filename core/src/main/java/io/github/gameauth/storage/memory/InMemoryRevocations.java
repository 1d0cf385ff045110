// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationPage;
import io.github.gameauth.revocation.RevocationStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** What was revoked, in memory, in the order in which it was. */
final class InMemoryRevocations implements RevocationStore {
  private record Row(long number, Instant writtenAt, Revocation revocation) {}

  private final InstantSource clock;
  private final TreeMap<Long, Row> rows = new TreeMap<>();
  private final Expiring<Long, Row> byExpiry;
  private long nextNumber;
  // Never goes back, whatever the clock does: rows stand in the order of their stamps.
  private Instant latest = Instant.EPOCH;

  InMemoryRevocations(int most, InstantSource clock) {
    this.clock = clock;
    this.byExpiry = new Expiring<>("revocations", most, row -> rows.remove(row.number()));
  }

  @Override
  public void append(Collection<Revocation> revocations) {
    List<Revocation> all = List.copyOf(revocations);
    synchronized (this) {
      byExpiry.requireRoom(all.size(), clock.instant());
      Instant stamp = now();
      for (Revocation each : all) {
        Row row = new Row(nextNumber++, stamp, each);
        rows.put(row.number(), row);
        byExpiry.put(row.number(), row, each.expiresAt());
      }
    }
  }

  @Override
  public synchronized RevocationPage since(RevocationCursor cursor) {
    Instant now = now();
    boolean whole = cursor.equals(RevocationCursor.START);
    // A cursor ahead of us is that of a clock that was put back since.
    Instant read = cursor.readAt().isAfter(now) ? now : cursor.readAt();
    Instant from = whole ? Instant.MIN : read.minus(OVERLAP);
    List<Revocation> found = new ArrayList<>();
    for (Row row : rows.descendingMap().values()) {
      if (row.writtenAt().isBefore(from)) {
        break;
      }
      found.add(row.revocation());
    }
    return new RevocationPage(found, new RevocationCursor(now), whole);
  }

  @Override
  public synchronized int purge(Instant now, int most) {
    return byExpiry.purge(now, most);
  }

  private Instant now() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    if (now.isAfter(latest)) {
      latest = now;
    }
    return latest;
  }
}
