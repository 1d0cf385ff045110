// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an authenticator runs on: threads that were handed in, or daemons of its own that are
 * started when there is work, and end when it is closed.
 */
final class HandshakeThreads {
  private static final int LOOKUPS = 4;
  private static final int LOOKUPS_IN_LINE = 1024;

  private final ScheduledExecutorService scheduler;
  private final Executor executor;
  private final Runnable end;

  private HandshakeThreads(ScheduledExecutorService scheduler, Executor executor, Runnable end) {
    this.scheduler = scheduler;
    this.executor = executor;
    this.end = end;
  }

  static HandshakeThreads orOwn(
      @Nullable ScheduledExecutorService scheduler, @Nullable Executor executor) {
    ScheduledThreadPoolExecutor timer = scheduler == null ? timer() : null;
    ThreadPoolExecutor lookups = executor == null ? lookups() : null;
    return new HandshakeThreads(
        timer == null ? scheduler : timer,
        lookups == null ? executor : lookups,
        () -> {
          if (timer != null) {
            timer.shutdownNow();
          }
          if (lookups != null) {
            lookups.shutdownNow();
          }
        });
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, daemons("gameauth-handshakes"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return timer;
  }

  private static ThreadPoolExecutor lookups() {
    ThreadPoolExecutor lookups =
        new ThreadPoolExecutor(
            LOOKUPS,
            LOOKUPS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(LOOKUPS_IN_LINE),
            daemons("gameauth-tickets"));
    lookups.allowCoreThreadTimeOut(true);
    return lookups;
  }

  private static ThreadFactory daemons(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  ScheduledExecutorService scheduler() {
    return scheduler;
  }

  Executor executor() {
    return executor;
  }

  void close() {
    end.run();
  }
}
