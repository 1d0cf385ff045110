// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Many real threads that start at the same moment. */
final class Crowd {
  private final int size;

  private Crowd(int size) {
    this.size = size;
  }

  static Crowd of(int size) {
    return new Crowd(size);
  }

  /** What came out, once each has done its work. */
  <T> List<T> doing(IntFunction<T> work) throws InterruptedException {
    List<T> results = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int number = i;
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                results.add(work.apply(number));
              },
              "crowd-" + i);
      thread.start();
      threads.add(thread);
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    return List.copyOf(results);
  }

  /** What came out of a list of things that they share among themselves. */
  <A, T> List<T> sharing(List<A> things, Function<A, T> work) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    List<T> results = Collections.synchronizedList(new ArrayList<>());
    doing(
        ignored -> {
          for (int i = next.getAndIncrement(); i < things.size(); i = next.getAndIncrement()) {
            results.add(work.apply(things.get(i)));
          }
          return ignored;
        });
    return List.copyOf(results);
  }
}
