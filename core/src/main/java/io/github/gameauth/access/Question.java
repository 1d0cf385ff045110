// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One check about one player, under way on some thread. It occupies one of the check's places until
 * it has really ended: a check that hangs holds its place though nobody waits for it any more.
 */
final class Question extends FutureTask<AccessAnswer> {
  private final Semaphore places;
  private final AtomicBoolean taken = new AtomicBoolean();

  /** A question that occupies the place that the caller has acquired. */
  Question(Callable<AccessAnswer> check, Semaphore places) {
    super(check);
    this.places = places;
  }

  @Override
  public void run() {
    if (taken.compareAndSet(false, true)) {
      try {
        super.run();
      } finally {
        places.release();
      }
    }
  }

  /** Nobody wants to know any more. One that runs is interrupted, one that waits never runs. */
  void drop() {
    cancel(true);
    if (taken.compareAndSet(false, true)) {
      places.release();
    }
  }
}
