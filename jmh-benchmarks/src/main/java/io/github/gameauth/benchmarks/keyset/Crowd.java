// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.keyset;

import io.github.gameauth.benchmarks.peer.VerifySubject;
import io.github.gameauth.benchmarks.sample.Sample;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/** Callers who all ask at once, each on a thread of its own. */
final class Crowd {
  private static final Told[] ANSWERS = Told.values();

  private final AtomicIntegerArray told = new AtomicIntegerArray(ANSWERS.length);
  private final AtomicLong longestNanos = new AtomicLong();
  private final int callers;
  private final Duration patience;

  private Crowd(int callers, Duration patience) {
    this.callers = callers;
    this.patience = patience;
  }

  /**
   * Has them ask, the n-th about its own token, and waits for the last answer; whoever has none
   * after {@code patience} is left waiting.
   */
  static Crowd asking(
      VerifySubject client,
      ThreadFactory threads,
      int callers,
      Duration patience,
      IntFunction<Sample> tokens) {
    Crowd crowd = new Crowd(callers, patience);
    CountDownLatch ready = new CountDownLatch(callers);
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(callers);
    for (int i = 0; i < callers; i++) {
      Sample token = tokens.apply(i);
      threads
          .newThread(
              () -> {
                ready.countDown();
                try {
                  gate.await();
                  crowd.ask(client, token);
                  done.countDown();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              })
          .start();
    }
    try {
      ready.await();
      gate.countDown();
      if (!done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        crowd.longestNanos.set(Long.MAX_VALUE);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return crowd;
  }

  private void ask(VerifySubject client, Sample token) {
    long start = System.nanoTime();
    told.incrementAndGet(once(client, token).ordinal());
    longestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
  }

  /** What one caller is told. */
  static Told once(VerifySubject client, Sample token) {
    try {
      client.verify(token);
      return Told.ACCEPTED;
    } catch (Exception e) {
      return Told.by(e);
    }
  }

  /** How many were told that. */
  int told(Told answer) {
    return told.get(answer.ordinal());
  }

  /** How many came. */
  int size() {
    return callers;
  }

  /** How long the unluckiest waited; the whole patience if somebody waits still. */
  Duration longest() {
    return someWait() ? patience : Duration.ofNanos(longestNanos.get());
  }

  /** Whether somebody had no answer when patience ended. */
  boolean someWait() {
    return longestNanos.get() == Long.MAX_VALUE;
  }
}
