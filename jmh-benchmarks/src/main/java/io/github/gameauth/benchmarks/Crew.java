// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.Contest.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The threads that work a block off; with several, the first does the same alone right before. */
final class Crew implements AutoCloseable {
  private final ExecutorService workers;
  private final CyclicBarrier start;
  private final int threads;
  private volatile Object sink = "";

  Crew(int threads) {
    this.threads = threads;
    this.start = new CyclicBarrier(threads);
    this.workers =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "crew");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Has every thread take so many tokens at the same time. */
  Block block(Contender contender, int tokens) throws Exception {
    if (threads == 1) {
      Share share = workers.submit(() -> share(contender, 0, tokens)).get();
      return new Block(share.micros, share.bytes, 1);
    }
    Share alone = workers.submit(() -> share(contender, 0, tokens)).get();
    List<Future<Share>> futures = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int thread = i;
      futures.add(
          workers.submit(
              () -> {
                start.await();
                return share(contender, thread, tokens);
              }));
    }
    double micros = 0;
    double bytes = 0;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Future<Share> future : futures) {
      Share share = future.get();
      micros += share.micros / threads;
      bytes += share.bytes / threads;
      first = Math.min(first, share.from);
      last = Math.max(last, share.to);
    }
    double scaling = threads * (double) (alone.to - alone.from) / (last - first);
    return new Block(micros, bytes, scaling);
  }

  /** What one thread took for one token, and when it began and ended. */
  private record Share(double micros, double bytes, long from, long to) {}

  private Share share(Contender contender, int thread, int tokens) throws Exception {
    long from = System.nanoTime();
    long bytes = ThreadMeter.allocatedBytes();
    long nanos = ThreadMeter.cpuNanos();
    Object last = "";
    for (int i = 0; i < tokens; i++) {
      last = contender.meet(thread, i & (Tokens.COUNT - 1));
    }
    double micros = (ThreadMeter.cpuNanos() - nanos) / 1e3 / tokens;
    double allocated = (double) (ThreadMeter.allocatedBytes() - bytes) / tokens;
    sink = last;
    return new Share(micros, allocated, from, System.nanoTime());
  }

  @Override
  public void close() {
    workers.shutdown();
    if (sink.hashCode() == 42) {
      System.out.print(""); // nobody can tell that what was computed is not needed
    }
  }
}
