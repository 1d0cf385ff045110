// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.proof.LocalProof;
import io.github.gameauth.benchmarks.proof.ProofSubject;
import io.github.gameauth.benchmarks.sample.Crypto;
import io.github.gameauth.platform.PlatformVerdict;
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
 * What does it cost to prove a platform's credential here, beside the cryptography that it takes?
 *
 * <p>{@link #prove} is the adapter's whole job, from the credential as the client sent it to the
 * player's identity, the use noted in memory; a pool of fresh credentials is gone through, and when
 * it has been, its uses are forgotten. {@link #bare} is the cryptography of the same credentials
 * alone. Each trial first sees that good ones are accepted once, and that tampered, expired and
 * used ones are refused. {@link AdapterRatios} asks the same of all in one JVM.
 *
 * <pre>{@code
 * java -jar jmh-benchmarks/target/benchmarks.jar AdapterBenchmark -prof gc
 * java -jar jmh-benchmarks/target/benchmarks.jar AdapterBenchmark -p provider=CORRETTO
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AdapterBenchmark {
  /** Whose credentials. */
  @Param public LocalProof platform;

  /** Who computes signatures; what is not a signature is always the JDK's. */
  @Param("JDK")
  public Crypto provider;

  private ProofSubject subject;

  /** Makes the pool, and has the adapter prove itself. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    provider.use();
    subject = platform.open(AdapterRatios.POOL);
    subject.requireHonest();
  }

  /** The next credential. */
  @Benchmark
  public PlatformVerdict prove() {
    return subject.prove();
  }

  /** The cryptography of the next credential. */
  @Benchmark
  public Object bare() throws Exception {
    return subject.bare();
  }

  /** Ends its threads. */
  @TearDown(Level.Trial)
  public void close() throws Exception {
    subject.close();
  }
}
