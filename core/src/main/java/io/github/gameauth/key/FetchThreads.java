// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads to fetch key sets on: daemons, started when there is work and gone when closed. A cache
 * that is given none makes its own; many caches may share one.
 */
public final class FetchThreads implements AutoCloseable {
  /** One fetches, another may still be stuck in the name resolver, a third tells a listener. */
  private static final int FETCHERS_EACH = 4;

  private final ScheduledThreadPoolExecutor timer;
  private final ThreadPoolExecutor fetchers;

  /**
   * Threads for so many key sets.
   *
   * @param keySets how many caches share them, at least 1
   */
  public FetchThreads(int keySets) {
    timer = new ScheduledThreadPoolExecutor(1, daemons("gameauth-keys-timer"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    fetchers =
        new ThreadPoolExecutor(
            0,
            Math.multiplyExact(FETCHERS_EACH, keySets),
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            daemons("gameauth-keys-fetch"));
  }

  private static ThreadFactory daemons(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** For {@link JwksCacheBuilder#timer}. */
  public ScheduledExecutorService timer() {
    return timer;
  }

  /** For {@link JwksCacheBuilder#fetchers}. */
  public Executor fetchers() {
    return fetchers;
  }

  /** Ends them; a fetch under way is interrupted. */
  @Override
  public void close() {
    timer.shutdownNow();
    fetchers.shutdownNow();
  }
}
