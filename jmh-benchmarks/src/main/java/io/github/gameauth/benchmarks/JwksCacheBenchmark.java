// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.sample.KeySetServer;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.JwksCache;
import io.github.gameauth.key.KeyAnswer;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to find a key that was fetched, and do threads hinder each other there?
 *
 * <p>A set of 1, 10 or 100 keys, fetched once from a server on loopback; the key ids in turn, each
 * a text of its own as it comes out of a token. {@link IssuersBenchmark} asks the same of issuers.
 *
 * <pre>{@code
 * java -jar jmh-benchmarks/target/benchmarks.jar JwksCache -t 1
 * java -jar jmh-benchmarks/target/benchmarks.jar JwksCache -t 2
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JwksCacheBenchmark {
  /** How many keys the set has. */
  @Param({"1", "10", "100"})
  public int keys;

  private KeySetServer server;
  private JwksCache cache;

  /** Fetches the set, and sees to it that it has every key and no other. */
  @Setup(Level.Trial)
  public void fetch() {
    List<String> ids = IntStream.range(0, keys).mapToObj(number -> "k" + number).toList();
    server = KeySetServer.of(SampleIssuer.create(), ids);
    cache = JwksCache.at(URI.create(server.url())).build();
    cache.warmUp().toCompletableFuture().join();
    for (String id : ids) {
      if (!(cache.find(Algorithm.RS256, id) instanceof KeyAnswer.Found)) {
        throw new IllegalStateException("key " + id + ": missing (expected: found)");
      }
    }
    if (cache.find(Algorithm.RS256, "stranger") instanceof KeyAnswer.Found) {
      throw new IllegalStateException("key stranger: found (expected: unknown)");
    }
  }

  /** One key. */
  @Benchmark
  public KeyAnswer find(Names names) {
    return cache.find(Algorithm.RS256, names.next());
  }

  /** Ends its threads. */
  @TearDown(Level.Trial)
  public void close() {
    cache.close();
    server.close();
  }

  /** The key ids in turn, for each thread on its own. */
  @State(Scope.Thread)
  public static class Names {
    private String[] ids;
    private int next;

    /** Makes texts that are equal to the set's and not the same. */
    @Setup(Level.Trial)
    public void write(JwksCacheBenchmark benchmark) {
      ids =
          IntStream.range(0, benchmark.keys)
              .mapToObj(number -> "k" + number)
              .toArray(String[]::new);
    }

    private String next() {
      next = next + 1 == ids.length ? 0 : next + 1;
      return ids[next];
    }
  }
}
