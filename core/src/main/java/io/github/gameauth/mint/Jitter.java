// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Keeps herds apart: players who came together, after an outage or at a launch, shall not all come
 * back together.
 */
final class Jitter {
  private static final double EARLIEST_REFRESH = 0.7;
  private static final double LATEST_REFRESH = 0.9;

  private final double share;
  private final Optional<RandomGenerator> random;

  Jitter(double share, Optional<RandomGenerator> random) {
    this.share = share;
    this.random = random;
  }

  /** A lifetime near {@code lifetime} in whole seconds, never beyond {@code longest}. */
  Duration around(Duration lifetime, Duration longest) {
    long least = Math.round(lifetime.toSeconds() * (1 - share));
    // Cut off before drawing: to cut afterwards would gather a part of the herd at the longest.
    long most = Math.min(Math.round(lifetime.toSeconds() * (1 + share)), longest.toSeconds());
    return Duration.ofSeconds(least + (long) (next() * (most - least + 1)));
  }

  /** When to refresh a token of that lifetime. */
  Duration refreshWithin(Duration lifetime) {
    double part = EARLIEST_REFRESH + next() * (LATEST_REFRESH - EARLIEST_REFRESH);
    return Duration.ofMillis((long) (lifetime.toMillis() * part));
  }

  private double next() {
    if (random.isEmpty()) {
      return ThreadLocalRandom.current().nextDouble();
    }
    RandomGenerator shared = random.get();
    synchronized (shared) {
      return shared.nextDouble();
    }
  }
}
