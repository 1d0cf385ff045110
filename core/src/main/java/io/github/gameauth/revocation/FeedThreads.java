// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** What a feed runs on: threads that were handed in, or daemons that end when it is closed. */
final class FeedThreads {
  /** One may hang in the source and one in a listener; the third sees that. */
  private static final int THREADS = 3;

  private final ScheduledExecutorService scheduler;
  private final boolean own;

  private FeedThreads(ScheduledExecutorService scheduler, boolean own) {
    this.scheduler = scheduler;
    this.own = own;
  }

  static FeedThreads orOwn(@Nullable ScheduledExecutorService handed) {
    return handed == null ? new FeedThreads(daemons(), true) : new FeedThreads(handed, false);
  }

  private static ScheduledThreadPoolExecutor daemons() {
    ScheduledThreadPoolExecutor daemons =
        new ScheduledThreadPoolExecutor(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "gameauth-revocations");
              thread.setDaemon(true);
              return thread;
            });
    daemons.setRemoveOnCancelPolicy(true);
    daemons.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return daemons;
  }

  ScheduledExecutorService scheduler() {
    return scheduler;
  }

  void close() {
    if (own) {
      scheduler.shutdownNow();
    }
  }
}
