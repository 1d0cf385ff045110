// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.sample.Crypto;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import java.security.GeneralSecurityException;
import java.security.Signature;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What is the least that minting can cost?
 *
 * <p>An RS256 signature over as many bytes as {@link MintBenchmark} signs, by a {@link Signature}
 * that is made and given its key once.
 *
 * <pre>{@code
 * java -jar jmh-benchmarks/target/benchmarks.jar 'Mint|SignFloor' -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SignFloorBenchmark {
  /** Who computes signatures. */
  @Param("JDK")
  public Crypto provider;

  private final byte[] content = new byte[220];
  private Signature signature;

  /** Gives it its key. */
  @Setup(Level.Trial)
  public void prepare() throws GeneralSecurityException {
    signature = provider.rs256();
    signature.initSign(SampleIssuer.create().privateKey());
  }

  /** The signature alone. */
  @Benchmark
  public byte[] rawSign() throws GeneralSecurityException {
    content[0]++;
    signature.update(content);
    return signature.sign();
  }
}
