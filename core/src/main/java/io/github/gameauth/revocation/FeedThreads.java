// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** A feed's own threads: daemons that end when it is closed. */
final class FeedThreads {
  /** One may hang in the source and one in a listener; the third sees that. */
  private static final int THREADS = 3;

  private final ScheduledThreadPoolExecutor scheduler;

  FeedThreads() {
    scheduler =
        new ScheduledThreadPoolExecutor(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "gameauth-revocations");
              thread.setDaemon(true);
              return thread;
            });
    scheduler.setRemoveOnCancelPolicy(true);
    scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  ScheduledExecutorService scheduler() {
    return scheduler;
  }

  void close() {
    scheduler.shutdownNow();
  }
}
