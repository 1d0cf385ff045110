// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What turns the wheel: a scheduler that was handed in, or one daemon thread of our own. */
final class LeaseThreads {
  private final ScheduledExecutorService scheduler;
  private final boolean own;
  private final Future<?> turning;

  private LeaseThreads(ScheduledExecutorService scheduler, boolean own, Future<?> turning) {
    this.scheduler = scheduler;
    this.own = own;
    this.turning = turning;
  }

  /** Begins to turn; {@code turn} must not throw, or it is not called again. */
  static LeaseThreads turning(
      @Nullable ScheduledExecutorService handed, Runnable turn, long tickMillis) {
    ScheduledExecutorService scheduler = handed == null ? daemon() : handed;
    Future<?> turning =
        scheduler.scheduleWithFixedDelay(turn, tickMillis, tickMillis, TimeUnit.MILLISECONDS);
    return new LeaseThreads(scheduler, handed == null, turning);
  }

  private static ScheduledExecutorService daemon() {
    ScheduledThreadPoolExecutor daemon =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "gameauth-leases");
              thread.setDaemon(true);
              return thread;
            });
    daemon.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    return daemon;
  }

  /** Interrupts nobody: the thread may be the one that closes. */
  void close() {
    turning.cancel(false);
    if (own) {
      scheduler.shutdown();
    }
  }
}
