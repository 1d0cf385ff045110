// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import java.util.concurrent.TimeUnit;
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
 * What does the token cache save a server whose players mostly come again?
 *
 * <p>Session tokens (515 characters) as bytes: of twenty, 19 are remembered ones, by chance out of
 * 1,000 or 100,000, and one is computed with and then remembered. {@link HitMix} says how. A
 * million takes minutes to sign, the first time, and some 3 GB: {@code -p known=1000000
 * -jvmArgsAppend -Xmx6g}. A listener counts, and the trial fails unless its share of remembered
 * tokens was what it says. What a hit alone costs is {@link VerifyBenchmark}'s {@code
 * GAMEAUTH_HIT_BYTES}; what an entry weighs, {@link MemoryPerEntry}.
 *
 * <pre>{@code
 * java -jar jmh-benchmarks/target/benchmarks.jar HitBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HitBenchmark {
  /** How many tokens are remembered. */
  @Param({"1000", "100000"})
  public int known;

  private final Shares shares = new Shares();
  private HitMix mix;

  /** Signs the tokens and has them remembered. */
  @Setup(Level.Trial)
  public void remember() {
    mix = new HitMix(known, 4096, shares);
    shares.forget();
  }

  /** One token of the mix. */
  @Benchmark
  public String mixed(Turn turn) {
    return mix.next(turn.turn);
  }

  /**
   * Ends its threads.
   *
   * @throws IllegalStateException if not 19 of 20 were remembered
   */
  @TearDown(Level.Trial)
  public void close() {
    mix.close();
    shares.require(1 - 1.0 / HitMix.COLD_EVERY);
  }

  /** Each thread on its own way through the mix. */
  @State(Scope.Thread)
  public static class Turn {
    final HitMix.Turn turn = new HitMix.Turn();
  }
}
