// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.CognitoAnswer.Undecided;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done once at a time, however many want its result. It runs on a thread of its own,
 * so that a caller who is interrupted breaks off the waiting and not the work.
 *
 * <p>Safe to share.
 *
 * @param <T> what the work gives
 */
public final class SharedCall<T> {
  private static final Logger log = LoggerFactory.getLogger(SharedCall.class);

  private final String name;
  private final Executor executor;
  private final Supplier<CognitoAnswer<T>> work;
  private final Object lock = new Object();

  private @Nullable CompletableFuture<CognitoAnswer<T>> underWay;

  private SharedCall(String name, Executor executor, Supplier<CognitoAnswer<T>> work) {
    this.name = name;
    this.executor = executor;
    this.work = work;
  }

  /**
   * Nothing is done yet.
   *
   * @param name for the log, and for the thread
   * @param work what is done; an exception out of it is an outage to those who wait
   */
  public static <T> SharedCall<T> of(String name, Supplier<CognitoAnswer<T>> work) {
    return of(name, task -> onThread(name, task), work);
  }

  /** The same on threads of the caller's. */
  public static <T> SharedCall<T> of(
      String name, Executor executor, Supplier<CognitoAnswer<T>> work) {
    return new SharedCall<>(name, executor, work);
  }

  private static void onThread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    // A virtual machine that ends waits for it: an answer that is lost then may be a session lost.
    thread.setDaemon(false);
    thread.start();
  }

  /** Sees to it that the work is under way, and does not wait for it. */
  public void start() {
    Future<?> unused = started(); // whoever asks for the result hears of a failure
  }

  /**
   * The result of the work that is under way, or of one that is begun now.
   *
   * @return undecided if the work failed or found no thread, or if the calling thread was
   *     interrupted; the work goes on then
   */
  public CognitoAnswer<T> join() {
    try {
      return started().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Undecided<>(Cause.OUTAGE, Sense.LATER);
    } catch (ExecutionException e) {
      return new Undecided<>(Cause.OUTAGE, Sense.LATER);
    }
  }

  private CompletableFuture<CognitoAnswer<T>> started() {
    CompletableFuture<CognitoAnswer<T>> mine = new CompletableFuture<>();
    synchronized (lock) {
      if (underWay != null) {
        return underWay;
      }
      underWay = mine;
    }
    try {
      executor.execute(() -> carryOut(mine));
    } catch (RejectedExecutionException e) {
      // Full, or shut down: nobody can tell now. Whoever has something good goes on with it.
      log.warn("{}: no thread is to be had", name);
      end(mine);
      mine.completeExceptionally(e);
    } catch (RuntimeException | Error e) {
      end(mine);
      mine.completeExceptionally(e);
      throw e;
    }
    return mine;
  }

  private void carryOut(CompletableFuture<CognitoAnswer<T>> mine) {
    try {
      CognitoAnswer<T> answer = work.get();
      // First: whoever comes now begins anew, and does not get a result that is about to grow old.
      end(mine);
      mine.complete(answer);
    } catch (RuntimeException | Error e) {
      // Its message may be a stranger's.
      log.warn("{}: failed by {}", name, e.getClass().getName());
      end(mine);
      mine.completeExceptionally(e);
    }
  }

  private void end(CompletableFuture<CognitoAnswer<T>> mine) {
    synchronized (lock) {
      if (underWay == mine) {
        underWay = null;
      }
    }
  }
}
