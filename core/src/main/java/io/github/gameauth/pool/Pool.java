// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.pool;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A few objects that are dear to make and not safe to share: taken by one thread at a time, given
 * back when done. Not bound to threads, of which there may be a million, and never more than
 * {@value #SLOTS}; what finds no place is left to the collector.
 */
public final class Pool<T> {
  private static final int SLOTS = 64;

  /** How many places a thread looks at before it goes without. */
  private static final int TRIES = 4;

  /** Places lie a cache line apart, so that two cores do not fight over one. */
  private static final int STRIDE = 16;

  private final AtomicReferenceArray<@Nullable T> slots =
      new AtomicReferenceArray<>(SLOTS * STRIDE);

  /** One that somebody gave back, the caller's alone until given back; null if none is at hand. */
  public @Nullable T take() {
    int slot = firstSlot();
    for (int i = 0; i < TRIES; i++) {
      int at = ((slot + i) & (SLOTS - 1)) * STRIDE;
      if (slots.getPlain(at) != null) {
        T taken = slots.getAndSet(at, null);
        if (taken != null) {
          return taken;
        }
      }
    }
    return null;
  }

  /** Gives one back for whoever comes next. The caller must not touch it any more. */
  public void give(T object) {
    int slot = firstSlot();
    for (int i = 0; i < TRIES; i++) {
      int at = ((slot + i) & (SLOTS - 1)) * STRIDE;
      if (slots.getPlain(at) == null && slots.compareAndSet(at, null, object)) {
        return;
      }
    }
  }

  @SuppressWarnings("deprecation") // threadId() came with Java 19
  private static int firstSlot() {
    return (int) Thread.currentThread().getId();
  }
}
