// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import io.github.gameauth.event.KeysChanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All leases of a registry, and the one lock under which they change. A lease is entered, so that
 * whatever wants to end it finds it; then what may speak against it is asked; then it is admitted.
 * Whoever ends it first decides why, and is told that it did: telling others is done outside.
 */
final class LeaseBook<C> {
  /** So many are looked at before the lock is let go. */
  private static final int BATCH = 512;

  private final SessionRule rule;
  private final double noticeAt;
  private final long minimumMillis;
  private final int most;
  private final LeaseTime time;

  private final ReentrantLock lock = new ReentrantLock();
  private final ConcurrentHashMap<String, SessionLease<C>> byId = new ConcurrentHashMap<>();
  private final LeaseIndex<C> byPlayer = LeaseIndex.ofPlayers();
  private final LeaseIndex<C> bySession = LeaseIndex.ofSessions();
  private final Withdrawals withdrawals = new Withdrawals();
  private final LeaseWheel<C> wheel;
  private LeaseObserver observer = LeaseObserver.NONE;
  private boolean closed;

  LeaseBook(ConnectionRegistryBuilder<C> settings, LeaseTime time) {
    this.rule = settings.rule;
    this.noticeAt = settings.noticeAt;
    this.minimumMillis = settings.minimumLife.toMillis();
    this.most = settings.maximumLeases;
    this.time = time;
    this.wheel = new LeaseWheel<>(settings.tick.toMillis());
  }

  /**
   * From now on, tells this observer what changes; who is there already is its own to find out.
   *
   * @throws IllegalStateException if there is another one
   */
  void observe(LeaseObserver next) {
    lock.lock();
    try {
      if (observer != LeaseObserver.NONE && next != LeaseObserver.NONE) {
        throw new IllegalStateException("observer: two at once (expected: one for a registry)");
      }
      observer = next;
    } finally {
      lock.unlock();
    }
  }

  /** Who waits for what; the lists hold leases that the wheel has let go. */
  record Due<C>(List<SessionLease<C>> soon, List<SessionLease<C>> over, boolean more) {}

  /**
   * Enters a lease that is to be admitted next.
   *
   * @return what speaks against it, or {@code null} if it was entered
   * @throws IllegalArgumentException if there is a lease of that connection
   */
  @Nullable LeaseEnd enter(SessionLease<C> lease) {
    lock.lock();
    try {
      if (closed) {
        return LeaseEnd.SERVER_STOPPING;
      }
      if (lease.endsAtMillis() - time.wall() < minimumMillis) {
        return LeaseEnd.EXPIRED;
      }
      long now = time.now();
      if (withdrawals.names(lease.issuer(), lease.trace(), now)) {
        return LeaseEnd.KEY_WITHDRAWN;
      }
      if (byId.containsKey(lease.connectionId())) {
        throw new IllegalArgumentException("connectionId: in use (expected: one of its own)");
      }
      if (byId.size() >= most) {
        return LeaseEnd.TRY_LATER;
      }
      byId.put(lease.connectionId(), lease);
      byPlayer.add(lease);
      bySession.add(lease);
      await(lease, now);
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Has the wheel wait for the notice, or for the end if the notice is due at once. */
  private void await(SessionLease<C> lease, long now) {
    lease.deadline = time.at(lease.endsAtMillis());
    wheel.add(lease, now + (long) (noticeAt * (lease.deadline - now)));
  }

  /**
   * Lets an entered lease live, unless it was ended meanwhile or the rule speaks against it.
   *
   * @param ended whom it takes the place of, to be told
   * @return why it does not live, or {@code null} if it does
   */
  @Nullable LeaseEnd admit(SessionLease<C> lease, Collection<SessionLease<C>> ended) {
    lock.lock();
    try {
      @Nullable LeaseEnd end = lease.endOrNull();
      if (end != null) {
        return end;
      }
      @Nullable LeaseEnd objection = objectionOfRule(lease);
      if (objection != null) {
        end(lease, objection, ended);
        return objection;
      }
      boolean lasts = outlastsOthers(lease, lease.endsAtMillis());
      lease.admit();
      if (lasts) {
        entered(lease);
      }
      displaceOthers(lease, ended);
      return null;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable LeaseEnd objectionOfRule(SessionLease<C> lease) {
    if (rule == SessionRule.FIRST_CONNECTION) {
      return others(lease).stream().anyMatch(SessionLease::isLive) ? LeaseEnd.ELSEWHERE : null;
    }
    if (rule == SessionRule.MANY) {
      return null;
    }
    // Two may be opened at once: the one that was entered later is the newer, whoever is faster.
    List<SessionLease<C>> newestFirst = byPlayer.find(lease.issuer(), lease.subject());
    return newestFirst.subList(0, newestFirst.indexOf(lease)).stream()
            .anyMatch(newer -> newer.isLive() && displaces(newer, lease))
        ? LeaseEnd.REPLACED
        : null;
  }

  private void displaceOthers(SessionLease<C> lease, Collection<SessionLease<C>> ended) {
    if (rule == SessionRule.MANY || rule == SessionRule.FIRST_CONNECTION) {
      return;
    }
    for (SessionLease<C> other : others(lease)) {
      if (other.isLive() && displaces(lease, other)) {
        end(other, LeaseEnd.REPLACED, ended);
      }
    }
  }

  /** Whether a lease takes the place of another one of its player that is live. */
  private boolean displaces(SessionLease<C> lease, SessionLease<C> other) {
    return switch (rule) {
      case MANY, FIRST_CONNECTION -> false;
      case ONE_CONNECTION -> true;
      case ONE_SESSION ->
          lease.sessionOrNull() == null
              || !Objects.equals(lease.sessionOrNull(), other.sessionOrNull());
    };
  }

  private List<SessionLease<C>> others(SessionLease<C> lease) {
    List<SessionLease<C>> others = byPlayer.find(lease.issuer(), lease.subject());
    others.remove(lease);
    return others;
  }

  /** Whether a player's other leases all end before {@code until}. */
  private boolean outlastsOthers(SessionLease<C> lease, long until) {
    if (observer == LeaseObserver.NONE) {
      return false;
    }
    return others(lease).stream()
        .allMatch(other -> !other.isLive() || other.endsAtMillis() < until);
  }

  private void entered(SessionLease<C> lease) {
    observer.entered(lease.issuer(), lease.subject(), Instant.ofEpochMilli(lease.endsAtMillis()));
  }

  /**
   * Lets a lease hang on a newer token, or says what speaks against that.
   *
   * @param until when the newer token ends
   * @param ended the lease, if this ended it
   */
  LeaseRenewal renew(
      SessionLease<C> lease, TokenTrace newer, long until, Collection<SessionLease<C>> ended) {
    lock.lock();
    try {
      long now = time.now();
      if (lease.deadline <= now) {
        end(lease, LeaseEnd.EXPIRED, ended); // the wheel is late, and shall not be outrun
      }
      if (withdrawals.names(lease.issuer(), newer, now)) {
        end(lease, LeaseEnd.KEY_WITHDRAWN, ended);
      }
      if (!lease.isLive()) {
        return LeaseRenewal.ENDED;
      }
      if (newer.isOlderThan(lease.trace())) {
        return LeaseRenewal.OLDER;
      }
      if (until - time.wall() < minimumMillis) {
        return LeaseRenewal.TOO_SHORT;
      }
      if (until <= lease.endsAtMillis()) {
        return LeaseRenewal.UNCHANGED;
      }
      boolean lasts = outlastsOthers(lease, until);
      lease.hangOn(newer, until);
      wheel.remove(lease);
      await(lease, now);
      if (lasts) {
        entered(lease);
      }
      return LeaseRenewal.RENEWED;
    } finally {
      lock.unlock();
    }
  }

  /** Ends a lease if it still hangs on a token that {@code meant} means. */
  void endIf(
      SessionLease<C> lease,
      Predicate<TokenTrace> meant,
      LeaseEnd why,
      Collection<SessionLease<C>> ended) {
    lock.lock();
    try {
      if (meant.test(lease.trace())) {
        end(lease, why, ended);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends leases that have not ended.
   *
   * @return how many; those that were only entered are not to be told
   */
  int end(List<SessionLease<C>> leases, LeaseEnd why, Collection<SessionLease<C>> ended) {
    lock.lock();
    try {
      int count = 0;
      for (SessionLease<C> lease : leases) {
        count += end(lease, why, ended) ? 1 : 0;
      }
      return count;
    } finally {
      lock.unlock();
    }
  }

  private boolean end(SessionLease<C> lease, LeaseEnd why, Collection<SessionLease<C>> ended) {
    if (lease.endOrNull() != null) {
      return false;
    }
    lease.endBecause(why);
    wheel.remove(lease);
    byId.remove(lease.connectionId(), lease);
    List<SessionLease<C>> others = observer == LeaseObserver.NONE ? List.of() : others(lease);
    byPlayer.remove(lease);
    bySession.remove(lease);
    if (lease.wasAdmitted()) {
      ended.add(lease);
      if (others.stream().noneMatch(SessionLease::isLive)) {
        observer.left(lease.issuer(), lease.subject());
      }
    }
    return true;
  }

  /**
   * Ends who is over, and finds who is to be told that the end is near. After a jump of the time of
   * day all deadlines are looked at.
   */
  Due<C> due() {
    lock.lock();
    try {
      if (time.wentAhead()) {
        byId.values().forEach(this::hasten);
      }
      long now = time.now();
      List<SessionLease<C>> soon = new ArrayList<>();
      List<SessionLease<C>> over = new ArrayList<>();
      List<SessionLease<C>> due = wheel.due(now, BATCH);
      for (SessionLease<C> lease : due) {
        if (lease.deadline <= now) {
          end(lease, LeaseEnd.EXPIRED, over);
        } else {
          wheel.add(lease, lease.deadline);
          soon.add(lease);
        }
      }
      return new Due<>(soon, over, due.size() >= BATCH);
    } finally {
      lock.unlock();
    }
  }

  /** Brings a deadline forward that the time of day has overtaken; none is put off. */
  private void hasten(SessionLease<C> lease) {
    long by = lease.deadline - time.at(lease.endsAtMillis());
    if (by > 0) {
      lease.deadline -= by;
      wheel.remove(lease);
      wheel.add(lease, lease.dueAt - by);
    }
  }

  /** Notes which keys came and went. */
  void keysChanged(KeysChanged change) {
    lock.lock();
    try {
      withdrawals.takeBack(change.issuer(), change.added());
      withdrawals.add(change.issuer(), change.removed(), time.now());
      withdrawals.add(change.issuer(), change.replaced(), time.now());
    } finally {
      lock.unlock();
    }
  }

  @Nullable SessionLease<C> find(String connectionId) {
    return byId.get(connectionId);
  }

  /** All there are, those that are just being opened among them. */
  Collection<SessionLease<C>> all() {
    return byId.values();
  }

  int size() {
    return byId.size();
  }

  List<SessionLease<C>> ofPlayer(String issuer, String subject) {
    lock.lock();
    try {
      return byPlayer.find(issuer, subject);
    } finally {
      lock.unlock();
    }
  }

  List<SessionLease<C>> ofSession(String issuer, String sessionId) {
    lock.lock();
    try {
      return bySession.find(issuer, sessionId);
    } finally {
      lock.unlock();
    }
  }

  /** Enters nothing any more, and ends what there is. */
  void close(Collection<SessionLease<C>> ended) {
    lock.lock();
    try {
      closed = true;
      for (SessionLease<C> lease : List.copyOf(byId.values())) {
        end(lease, LeaseEnd.SERVER_STOPPING, ended);
      }
    } finally {
      lock.unlock();
    }
  }
}
