// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Where the threads of a race wait until all of them are there. */
public final class StartGate {
  private StartGate() {}

  /**
   * Starts {@code count} threads at once, and gathers what they find, in their order.
   *
   * @throws java.util.concurrent.ExecutionException if one of them failed
   */
  public static <T> List<T> together(int count, IntFunction<Callable<T>> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      CountDownLatch ready = new CountDownLatch(count);
      CountDownLatch gate = new CountDownLatch(1);
      List<Future<T>> futures =
          IntStream.range(0, count)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            ready.countDown();
                            gate.await();
                            return work.apply(i).call();
                          }))
              .toList();
      ready.await();
      gate.countDown();
      List<T> found = new ArrayList<>();
      for (Future<T> future : futures) {
        found.add(future.get());
      }
      return found;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Lets two different things happen at once, and gathers what came of both. */
  public static <T> List<T> together(Callable<? extends T> one, Callable<? extends T> other)
      throws Exception {
    return StartGate.<T>together(2, i -> () -> (i == 0 ? one : other).call());
  }
}
