// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.event.AuthListener;
import java.util.concurrent.atomic.LongAdder;

/** Counts which tokens were remembered, at some nanoseconds for each, and holds a mix to it. */
final class Shares implements AuthListener {
  private static final double TOLERANCE = 0.002;
  private static final long ENOUGH = 10_000;

  private final LongAdder hits = new LongAdder();
  private final LongAdder cold = new LongAdder();

  @Override
  public void tokenAccepted(String issuer, boolean remembered) {
    (remembered ? hits : cold).increment();
  }

  /** Begins to count. */
  void forget() {
    hits.reset();
    cold.reset();
  }

  long hits() {
    return hits.sum();
  }

  long cold() {
    return cold.sum();
  }

  /**
   * Demands that this part of all was remembered, if enough were seen to tell.
   *
   * @throws IllegalStateException if another part was
   */
  void require(double share) {
    long all = hits() + cold();
    double remembered = (double) hits() / all;
    if (all >= ENOUGH && Math.abs(remembered - share) > TOLERANCE) {
      throw new IllegalStateException(
          "remembered: " + remembered + " of " + all + " (expected: " + share + ")");
    }
  }
}
