// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The places of those whose player is not known yet: so many for each source, so many in all. All
 * may wait equally long, so they stand in line, and one timer watches the first of them.
 */
final class WaitingRoom {
  private static final Logger log = LoggerFactory.getLogger(WaitingRoom.class);

  private final int perSource;
  private final int inAll;
  private final LongSupplier ticker;
  private final ScheduledExecutorService scheduler;

  private final Object lock = new Object();

  /** Those with a place. Some of them have been told that their time is over. */
  private final Set<Waiting> inside = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Map<String, Integer> bySource = new HashMap<>();

  /** Those whose time is not over, the first first. */
  private final LinkedHashSet<Waiting> line = new LinkedHashSet<>();

  private @Nullable ScheduledFuture<?> alarm;
  private boolean closed;

  WaitingRoom(int perSource, int inAll, LongSupplier ticker, ScheduledExecutorService scheduler) {
    this.perSource = perSource;
    this.inAll = inAll;
    this.ticker = ticker;
    this.scheduler = scheduler;
  }

  /**
   * Takes a place.
   *
   * @return why there is none; {@code null} if there was
   * @throws RejectedExecutionException if the room is closed or its scheduler has ended
   */
  @Nullable HandshakeRefusal enter(Waiting one) {
    synchronized (lock) {
      if (closed) {
        throw new RejectedExecutionException("closed");
      }
      int before = bySource.getOrDefault(one.source(), 0);
      if (before >= perSource) {
        return HandshakeRefusal.CROWDED;
      }
      if (inside.size() >= inAll) {
        return HandshakeRefusal.FULL;
      }
      line.add(one);
      try {
        setAlarm();
      } catch (RejectedExecutionException e) {
        line.remove(one);
        throw e;
      }
      inside.add(one);
      bySource.put(one.source(), before + 1);
      return null;
    }
  }

  /** Gives the place back; a second time does nothing. */
  void leave(Waiting one) {
    synchronized (lock) {
      line.remove(one);
      if (inside.remove(one)) {
        bySource.merge(one.source(), -1, (now, less) -> now + less == 0 ? null : now + less);
      }
    }
  }

  /** How many have a place. */
  int size() {
    synchronized (lock) {
      return inside.size();
    }
  }

  /** How many sources are remembered. */
  int sources() {
    synchronized (lock) {
      return bySource.size();
    }
  }

  /** Sends everybody away, once. */
  void close() {
    List<Waiting> left;
    synchronized (lock) {
      closed = true;
      left = List.copyOf(line);
      line.clear();
      inside.clear();
      bySource.clear();
      if (alarm != null) {
        alarm.cancel(false);
        alarm = null;
      }
    }
    tell(left, Waiting::stopped);
  }

  private void setAlarm() {
    if (alarm == null && !line.isEmpty()) {
      long delay = line.iterator().next().deadlineNanos() - ticker.getAsLong();
      alarm = scheduler.schedule(this::wake, Math.max(0, delay), TimeUnit.NANOSECONDS);
    }
  }

  private void wake() {
    List<Waiting> due = new ArrayList<>();
    synchronized (lock) {
      alarm = null;
      long now = ticker.getAsLong();
      for (Iterator<Waiting> all = line.iterator(); all.hasNext(); ) {
        Waiting first = all.next();
        if (first.deadlineNanos() - now > 0) {
          break;
        }
        all.remove();
        due.add(first);
      }
      try {
        setAlarm();
      } catch (RejectedExecutionException e) {
        // Nobody will wake us again: better all of them now than some of them never.
        due.addAll(line);
        line.clear();
      }
    }
    tell(due, Waiting::timeIsUp);
  }

  private static void tell(List<Waiting> some, Consumer<Waiting> news) {
    for (Waiting each : some) {
      try {
        news.accept(each);
      } catch (RuntimeException | LinkageError e) { // of one connection; the others go on
        log.warn("a handshake that had ended: {}", e.getClass().getName());
      }
    }
  }
}
