// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.peer.MintProof;
import io.github.gameauth.benchmarks.peer.MintSubject;
import io.github.gameauth.benchmarks.peer.Minter;
import io.github.gameauth.benchmarks.peer.Trust;
import io.github.gameauth.benchmarks.sample.Crypto;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
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
 * What does it cost to mint a token?
 *
 * <p>RS256 with a key of 2048 bits, the claims of {@link MintSubject}. Each minter's tokens are
 * first read and verified by another library. {@link SignFloorBenchmark} has what nobody can go
 * below.
 *
 * <pre>{@code
 * java -jar jmh-benchmarks/target/benchmarks.jar 'Mint|SignFloor' -prof gc
 * java -jar jmh-benchmarks/target/benchmarks.jar 'Mint|SignFloor' -p provider=CORRETTO
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MintBenchmark {
  /** Who mints. */
  @Param public Minter minter;

  /** Who computes signatures. */
  @Param("JDK")
  public Crypto provider;

  private MintSubject subject;

  /** Sets it up, and has it prove itself. */
  @Setup(Level.Trial)
  public void prove() {
    SampleIssuer issuer = SampleIssuer.create();
    subject = minter.signingAs(new Trust(issuer, provider));
    MintProof.require(subject, issuer);
  }

  /** One token. */
  @Benchmark
  public String mint() throws Exception {
    return subject.mint("p-000017");
  }

  /** Ends its threads, and leaves this JVM as it was. */
  @TearDown(Level.Trial)
  public void close() {
    subject.close();
    provider.uninstall();
  }
}
