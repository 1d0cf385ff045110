// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
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
  private final List<ExecutorService> own;

  private HandshakeThreads(
      ScheduledExecutorService scheduler, Executor executor, List<ExecutorService> own) {
    this.scheduler = scheduler;
    this.executor = executor;
    this.own = own;
  }

  static HandshakeThreads orOwn(
      @Nullable ScheduledExecutorService scheduler, @Nullable Executor executor) {
    List<ExecutorService> own = new ArrayList<>(2);
    return new HandshakeThreads(
        scheduler == null ? noted(timer(), own) : scheduler,
        executor == null ? noted(lookups(), own) : executor,
        List.copyOf(own));
  }

  private static <T extends ExecutorService> T noted(T made, List<ExecutorService> own) {
    own.add(made);
    return made;
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
    own.forEach(ExecutorService::shutdownNow);
  }
}
