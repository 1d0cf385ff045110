// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener what happened, in order, one thing at a time, and never on a thread that others
 * wait for: a slow listener delays what it hears and nothing else.
 */
final class OrderedEvents {
  /** A listener this far behind does not come back. */
  private static final int MAX_WAITING = 1000;

  private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicBoolean telling = new AtomicBoolean();

  /** Notes what is to be told; the order of calls is the order of telling. */
  void add(Runnable event) {
    if (count.incrementAndGet() > MAX_WAITING) {
      count.decrementAndGet();
    } else {
      waiting.add(event);
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Tells what waits, unless another thread is at it. */
  void tell() {
    // Looked at again after the end: something may have been added just before.
    while (!waiting.isEmpty() && telling.compareAndSet(false, true)) {
      try {
        @Nullable Runnable event = waiting.poll();
        while (event != null) {
          count.decrementAndGet();
          event.run();
          event = waiting.poll();
        }
      } finally {
        telling.set(false);
      }
    }
  }
}
