// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what was revoked, in order, one thing at a time, and not on the thread that
 * refreshes: a slow listener delays what it hears and nothing else.
 */
final class Hearers {
  private static final Logger log = LoggerFactory.getLogger(RevocationFeed.class);

  private final List<RevocationListener> listeners;
  private final Executor executor;
  private final int most;
  private final ConcurrentLinkedQueue<Revocation> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicBoolean telling = new AtomicBoolean();
  private final AtomicBoolean logged = new AtomicBoolean();

  Hearers(List<RevocationListener> listeners, Executor executor, int most) {
    this.listeners = new CopyOnWriteArrayList<>(listeners);
    this.executor = executor;
    this.most = most;
  }

  void add(RevocationListener listener) {
    listeners.add(listener);
  }

  void queue(Revocation revocation) {
    if (listeners.isEmpty()) {
      return;
    }
    waiting.add(revocation);
    if (count.incrementAndGet() > most && waiting.poll() != null) {
      count.decrementAndGet(); // a listener as far behind as there are revocations has stopped
    }
  }

  /** Has what waits told. */
  void tell() {
    if (!waiting.isEmpty()) {
      try {
        executor.execute(this::drain);
      } catch (RejectedExecutionException e) {
        log.debug("revocations are not told any more", e);
      }
    }
  }

  private void drain() {
    // Looked at again after the end: something may have been added just before.
    while (!waiting.isEmpty() && telling.compareAndSet(false, true)) {
      try {
        @Nullable Revocation next = waiting.poll();
        while (next != null) {
          count.decrementAndGet();
          tell(next);
          next = waiting.poll();
        }
      } finally {
        telling.set(false);
      }
    }
  }

  private void tell(Revocation revocation) {
    for (RevocationListener each : listeners) {
      try {
        each.revoked(revocation);
      } catch (Exception | LinkageError e) { // Kotlin and others throw checked ones unannounced
        if (logged.compareAndSet(false, true)) {
          log.warn(
              "{} threw {}; further ones are ignored",
              each.getClass().getName(),
              e.getClass().getName());
        }
      }
    }
  }
}
