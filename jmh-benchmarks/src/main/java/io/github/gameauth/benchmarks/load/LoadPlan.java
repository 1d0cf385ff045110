// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.load;

import io.github.gameauth.benchmarks.keyset.CallerThreads;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/**
 * Who comes when, and what they meet.
 *
 * @param perSecond how many players come in a second, on the average
 * @param seconds for how long
 * @param latency how long the platform takes for each answer
 * @param threads what logins run on
 * @param pool how many threads there are for them; without meaning for virtual ones
 * @param idle how many connections are kept for later; 0 for what everybody has
 */
public record LoadPlan(
    int perSecond, int seconds, Duration latency, CallerThreads threads, int pool, int idle) {
  private static final long SEED = 17;

  /** How many come altogether. */
  int logins() {
    return perSecond * seconds;
  }

  /**
   * When each comes, in nanoseconds after the start: at random, as players do who know nothing of
   * each other, and the same in every run.
   */
  long[] arrivals() {
    Random random = new Random(SEED);
    long end = seconds * 1_000_000_000L;
    long[] arrivals = new long[logins()];
    Arrays.setAll(arrivals, i -> (long) (random.nextDouble() * end));
    Arrays.sort(arrivals);
    return arrivals;
  }
}
