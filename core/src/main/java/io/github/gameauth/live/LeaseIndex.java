// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leases by the names of their players, or of their sessions: a hash table whose lists run through
 * the leases themselves, the newest first. A map of lists would take as much memory again as the
 * leases do. Not safe to share.
 */
final class LeaseIndex<C> {
  private static final int FEWEST = 64;

  private final boolean ofSessions;
  private List<@Nullable SessionLease<C>> slots = empty(FEWEST);
  private int size;

  private LeaseIndex(boolean ofSessions) {
    this.ofSessions = ofSessions;
  }

  static <C> LeaseIndex<C> ofPlayers() {
    return new LeaseIndex<>(false);
  }

  /** Leases without a session are not taken. */
  static <C> LeaseIndex<C> ofSessions() {
    return new LeaseIndex<>(true);
  }

  private static <C> List<@Nullable SessionLease<C>> empty(int slots) {
    return new ArrayList<>(Collections.nCopies(slots, null));
  }

  void add(SessionLease<C> lease) {
    @Nullable String name = name(lease);
    if (name == null) {
      return;
    }
    if (size >= slots.size()) {
      grow();
    }
    push(slot(name), lease);
    size++;
  }

  void remove(SessionLease<C> lease) {
    @Nullable String name = name(lease);
    if (name == null) {
      return;
    }
    @Nullable SessionLease<C> newer = newer(lease);
    @Nullable SessionLease<C> older = older(lease);
    if (newer == null) {
      slots.set(slot(name), older);
    } else {
      link(newer, newer(newer), older);
    }
    if (older != null) {
      link(older, newer, older(older));
    }
    link(lease, null, null);
    size--;
  }

  /** The leases of that name, the newest first. */
  List<SessionLease<C>> find(String issuer, String name) {
    List<SessionLease<C>> found = new ArrayList<>();
    @Nullable SessionLease<C> next = slots.get(slot(name));
    for (; next != null; next = older(next)) {
      if (name.equals(name(next)) && issuer.equals(next.issuer())) {
        found.add(next);
      }
    }
    return found;
  }

  private void push(int slot, SessionLease<C> lease) {
    @Nullable SessionLease<C> first = slots.get(slot);
    link(lease, null, first);
    if (first != null) {
      link(first, lease, older(first));
    }
    slots.set(slot, lease);
  }

  private int slot(String name) {
    int hash = name.hashCode();
    return (hash ^ (hash >>> 16)) & (slots.size() - 1);
  }

  private void grow() {
    List<@Nullable SessionLease<C>> before = slots;
    slots = empty(2 * before.size());
    for (@Nullable SessionLease<C> first : before) {
      List<SessionLease<C>> leases = new ArrayList<>();
      for (@Nullable SessionLease<C> next = first; next != null; next = older(next)) {
        leases.add(next);
      }
      Collections.reverse(leases); // whoever is pushed last is the newest
      for (SessionLease<C> lease : leases) {
        @Nullable String name = name(lease);
        if (name != null) {
          push(slot(name), lease);
        }
      }
    }
  }

  private @Nullable String name(SessionLease<C> lease) {
    return ofSessions ? lease.sessionOrNull() : lease.subject();
  }

  private @Nullable SessionLease<C> newer(SessionLease<C> lease) {
    return ofSessions ? lease.newerBySession : lease.newerByPlayer;
  }

  private @Nullable SessionLease<C> older(SessionLease<C> lease) {
    return ofSessions ? lease.olderBySession : lease.olderByPlayer;
  }

  private void link(
      SessionLease<C> lease, @Nullable SessionLease<C> newer, @Nullable SessionLease<C> older) {
    if (ofSessions) {
      lease.newerBySession = newer;
      lease.olderBySession = older;
    } else {
      lease.newerByPlayer = newer;
      lease.olderByPlayer = older;
    }
  }
}
