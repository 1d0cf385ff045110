// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is due when: a hashed wheel, whose slots are lists that run through the leases themselves. To
 * put one in or take one out costs the same however many there are. Leases that are due a whole
 * turn later or more share slots with the nearer ones, and are passed over until their time.
 *
 * <p>Not safe to share; times are milliseconds that never go back.
 */
final class LeaseWheel<C> {
  /** The slot of a lease that is in none. */
  static final int NOWHERE = -1;

  /** A power of two. With a tick of 100 ms one turn takes almost seven minutes. */
  private static final int SLOTS = 4096;

  private final List<@Nullable SessionLease<C>> slots;
  private final long tickMillis;

  /** Slots before this tick's have nobody due. */
  private long tick;

  LeaseWheel(long tickMillis) {
    this.tickMillis = tickMillis;
    this.slots = new ArrayList<>(SLOTS);
    for (int i = 0; i < SLOTS; i++) {
      slots.add(null);
    }
  }

  /** Puts a lease in that is in no slot; one that was due before now is due at once. */
  void add(SessionLease<C> lease, long dueAt) {
    int slot = (int) (Math.max(dueAt / tickMillis, tick) & (SLOTS - 1));
    @Nullable SessionLease<C> first = slots.get(slot);
    lease.dueAt = dueAt;
    lease.slot = slot;
    lease.laterInSlot = first;
    if (first != null) {
      first.earlierInSlot = lease;
    }
    slots.set(slot, lease);
  }

  /** Takes a lease out, if it is in. */
  void remove(SessionLease<C> lease) {
    if (lease.slot == NOWHERE) {
      return;
    }
    @Nullable SessionLease<C> earlier = lease.earlierInSlot;
    @Nullable SessionLease<C> later = lease.laterInSlot;
    if (earlier == null) {
      slots.set(lease.slot, later);
    } else {
      earlier.laterInSlot = later;
    }
    if (later != null) {
      later.earlierInSlot = earlier;
    }
    lease.slot = NOWHERE;
    lease.earlierInSlot = null;
    lease.laterInSlot = null;
  }

  /**
   * Takes out who is due at {@code now}.
   *
   * @param most how many at most; if so many came, there may be more
   */
  List<SessionLease<C>> due(long now, int most) {
    List<SessionLease<C>> due = new ArrayList<>();
    long last = now / tickMillis;
    tick = Math.max(tick, last - SLOTS + 1); // after a long pause once around will do
    while (true) {
      takeDue((int) (tick & (SLOTS - 1)), now, most, due);
      if (due.size() >= most || tick >= last) {
        return due; // this tick's slot is looked at again: it is not over
      }
      tick++;
    }
  }

  private void takeDue(int slot, long now, int most, List<SessionLease<C>> due) {
    @Nullable SessionLease<C> next = slots.get(slot);
    while (next != null && due.size() < most) {
      SessionLease<C> lease = next;
      next = lease.laterInSlot;
      if (lease.dueAt <= now) {
        remove(lease);
        due.add(lease);
      }
    }
  }
}
