// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * One check about one player, under way on some thread. It occupies one of the check's places until
 * it has really ended: a check that hangs holds its place though nobody waits for it any more.
 */
final class Question implements Runnable {
  private final Semaphore places;
  private final FutureTask<AccessAnswer> answer;
  private final AtomicBoolean taken = new AtomicBoolean();

  /** A question that occupies the place that the caller has acquired. */
  Question(Function<Question, AccessAnswer> check, Semaphore places) {
    this.places = places;
    this.answer = new FutureTask<>(() -> check.apply(this));
  }

  @Override
  public void run() {
    if (taken.compareAndSet(false, true)) {
      try {
        answer.run();
      } finally {
        places.release();
      }
    }
  }

  AccessAnswer await(Duration atMost)
      throws InterruptedException, ExecutionException, TimeoutException {
    return answer.get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
  }

  /** Nobody wants to know any more. One that runs is interrupted, one that waits never runs. */
  void drop() {
    answer.cancel(true);
    if (taken.compareAndSet(false, true)) {
      places.release();
    }
  }

  boolean isDropped() {
    return answer.isCancelled();
  }
}
