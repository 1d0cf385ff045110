// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.keyset;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Fifty strangers who try one random kid after another, each fifty times a second at most: enough
 * to show who asks the issuer for each, and not so many that the machine is what gives way.
 */
final class Flood implements AutoCloseable {
  private static final int STRANGERS = 50;
  private static final int PAUSE_MILLIS = 20;

  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile int fetchesAtItsEnd = -1;

  private Flood() {}

  static Flood of(Stage stage) {
    Flood flood = new Flood();
    long end = System.nanoTime() + stage.size.flood().toNanos();
    for (int i = 0; i < STRANGERS; i++) {
      stage.threads.newThread(() -> flood.run(stage)).start();
    }
    CallerThreads.PLATFORM.named("flood-clock").newThread(() -> flood.countAt(end, stage)).start();
    return flood;
  }

  private void run(Stage stage) {
    try {
      while (!stopped.get()) {
        stage.ask(stage.tokens.guess());
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void countAt(long end, Stage stage) {
    try {
      Thread.sleep(Math.max(0, (end - System.nanoTime()) / 1_000_000));
      fetchesAtItsEnd = stage.server.fetches();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How often the issuer had been asked when the flood's time was over; it may go on after. */
  int fetchesAtItsEnd() throws InterruptedException {
    while (fetchesAtItsEnd < 0) {
      Thread.sleep(10);
    }
    return fetchesAtItsEnd;
  }

  @Override
  public void close() {
    stopped.set(true);
  }
}
