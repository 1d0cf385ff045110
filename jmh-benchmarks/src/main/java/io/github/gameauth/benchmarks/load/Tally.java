// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.load;

import io.github.gameauth.benchmarks.report.LoadRun;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts logins: those that came, those under way in each second, and what became of them. */
final class Tally {
  private final Map<String, Integer> told = new ConcurrentSkipListMap<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicLongArray nanos;
  private final int[] mostUnderWay; // written by the thread alone that says who came

  Tally(int logins, int seconds) {
    nanos = new AtomicLongArray(logins);
    mostUnderWay = new int[seconds];
  }

  /** Somebody comes, so long after the start; nobody else may say so at the same time. */
  void came(long afterNanos) {
    int second = (int) TimeUnit.NANOSECONDS.toSeconds(afterNanos);
    mostUnderWay[second] = Math.max(mostUnderWay[second], underWay.incrementAndGet());
  }

  /** Somebody is told the outcome. */
  void told(String outcome, long tookNanos) {
    told.merge(outcome, 1, Integer::sum);
    nanos.set(taken.getAndIncrement(), tookNanos);
  }

  /** Somebody is through. */
  void left() {
    underWay.decrementAndGet();
  }

  LoadRun run(
      String threads,
      int perSecond,
      long latencyMillis,
      int requests,
      int connections,
      int mostAtHost,
      int idle,
      double loadAverage) {
    long[] sorted = new long[taken.get()];
    Arrays.setAll(sorted, nanos::get);
    Arrays.sort(sorted);
    List<Double> millis =
        LoadRun.PERCENTILES.stream().map(part -> percentile(sorted, part) / 1e6).toList();
    return new LoadRun(
        threads,
        perSecond,
        latencyMillis,
        nanos.length(),
        Map.copyOf(told),
        Arrays.stream(mostUnderWay).boxed().toList(),
        millis,
        requests,
        connections,
        mostAtHost,
        idle,
        loadAverage);
  }

  /** What so many per cent of all did not take longer than. */
  static double percentile(long[] sorted, double percent) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100) - 1)];
  }
}
