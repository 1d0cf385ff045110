// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler whose time is a {@link TestClock}: what has become due runs within {@link
 * TestClock#advance}, on the thread of the test, in the order of its time. What is put in without a
 * delay waits for the next {@code advance}, which may be one of zero.
 */
public final class TestScheduler extends AbstractExecutorService
    implements ScheduledExecutorService {
  private final TestClock clock;
  private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>();
  private long sequence;
  private boolean shutdown;

  /** A scheduler that follows {@code clock}. */
  public TestScheduler(TestClock clock) {
    this.clock = clock;
    clock.follow(this::runDue);
  }

  /** How many tasks wait. */
  public synchronized int waiting() {
    return tasks.size();
  }

  /** How long until the next task; empty-handed callers get a day. */
  public synchronized Duration untilNext() {
    @Nullable Task<?> next = tasks.peek();
    return next == null ? Duration.ofDays(1) : Duration.ofNanos(next.at - clock.getAsLong());
  }

  private void runDue() {
    for (Task<?> task = nextDue(); task != null; task = nextDue()) {
      task.run();
    }
  }

  private synchronized @Nullable Task<?> nextDue() {
    @Nullable Task<?> next = tasks.peek();
    return next != null && next.at <= clock.getAsLong() ? tasks.poll() : null;
  }

  private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
    private final long at;
    private final long number;

    Task(Callable<V> work, long at, long number) {
      super(work);
      this.at = at;
      this.number = number;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      synchronized (TestScheduler.this) {
        tasks.remove(this);
      }
      return super.cancel(mayInterrupt);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - clock.getAsLong(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      Task<?> that = (Task<?>) other;
      return at == that.at ? Long.compare(number, that.number) : Long.compare(at, that.at);
    }
  }

  @Override
  public synchronized <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
    if (shutdown) {
      throw new RejectedExecutionException("shut down");
    }
    Task<V> task = new Task<>(work, clock.getAsLong() + unit.toNanos(delay), sequence++);
    tasks.add(task);
    return task;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
    return schedule(Executors.callable(work), delay, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable work, long initialDelay, long period, TimeUnit unit) {
    return schedule(repeating(work, period, unit), initialDelay, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable work, long initialDelay, long delay, TimeUnit unit) {
    return schedule(repeating(work, delay, unit), initialDelay, unit);
  }

  private Runnable repeating(Runnable work, long delay, TimeUnit unit) {
    return new Runnable() {
      @Override
      public void run() {
        work.run();
        if (!isShutdown()) {
          ScheduledFuture<?> next = schedule(this, delay, unit);
          assert !next.isCancelled();
        }
      }
    };
  }

  @Override
  public void execute(Runnable work) {
    ScheduledFuture<?> soon = schedule(work, 0, TimeUnit.NANOSECONDS);
    assert !soon.isCancelled();
  }

  @Override
  public synchronized void shutdown() {
    shutdown = true;
  }

  @Override
  public synchronized List<Runnable> shutdownNow() {
    shutdown = true;
    List<Runnable> left = new ArrayList<>(tasks);
    tasks.clear();
    return left;
  }

  @Override
  public synchronized boolean isShutdown() {
    return shutdown;
  }

  @Override
  public synchronized boolean isTerminated() {
    return shutdown && tasks.isEmpty();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return isTerminated();
  }
}
