// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is revoked of one kind. One thread writes, any number read, without a lock; to find nothing
 * takes a look at one word of memory, and at none if there is nothing.
 */
final class Targets {
  private static final int FEWEST = 64;

  private final ConcurrentHashMap<String, Mark> marks = new ConcurrentHashMap<>();
  private volatile Sieve sieve = Sieve.EMPTY;

  /** How many more the sieve is made for. */
  private int room;

  /** What came of adding. */
  enum Added {
    NEW,
    NOTHING_NEW,
    NO_ROOM
  }

  @Nullable Mark find(String target) {
    Sieve now = sieve;
    return now != Sieve.EMPTY && now.mayHold(target) ? marks.get(target) : null;
  }

  int size() {
    return marks.size();
  }

  boolean isEmpty() {
    return sieve == Sieve.EMPTY;
  }

  Added add(Revocation revocation, long now, boolean mayGrow) {
    String target = revocation.target();
    Mark before = marks.get(target);
    if (before != null) {
      Mark both = before.and(revocation, now);
      if (both.equals(before)) {
        return Added.NOTHING_NEW;
      }
      marks.put(target, both);
      return Added.NEW;
    }
    if (!mayGrow) {
      return Added.NO_ROOM;
    }
    marks.put(target, Mark.of(revocation, now));
    sift(target); // last: who finds nothing in the sieve does not look for the mark
    return Added.NEW;
  }

  private void sift(String target) {
    if (room-- > 0) {
      sieve.add(target);
      return;
    }
    resift();
  }

  /** A sieve for twice as many as there are, without what was forgotten. */
  private void resift() {
    int size = marks.size();
    if (size == 0) {
      sieve = Sieve.EMPTY;
      room = 0;
      return;
    }
    int texts = Math.max(FEWEST, 2 * size);
    Sieve next = new Sieve(texts);
    marks.keySet().forEach(next::add);
    sieve = next;
    room = texts - size;
  }

  /** How many were forgotten because they are over. */
  int forget(long now) {
    int forgotten = 0;
    for (Iterator<Mark> each = marks.values().iterator(); each.hasNext(); ) {
      if (each.next().isOver(now)) {
        each.remove();
        forgotten++;
      }
    }
    if (forgotten > marks.size()) {
      resift();
    }
    return forgotten;
  }

  void forEach(BiConsumer<String, Mark> action) {
    for (Map.Entry<String, Mark> each : marks.entrySet()) {
      action.accept(each.getKey(), each.getValue());
    }
  }
}
