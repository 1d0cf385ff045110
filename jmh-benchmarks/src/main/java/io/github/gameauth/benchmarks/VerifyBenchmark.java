// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.Tokens.Turn;
import io.github.gameauth.benchmarks.peer.Proof;
import io.github.gameauth.benchmarks.peer.Verifier;
import io.github.gameauth.benchmarks.peer.VerifySubject;
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
 * What does it cost to learn from a token who its bearer is?
 *
 * <p>64 access tokens (1,129 characters, 15 claims) or session tokens (515 characters, 5 claims) in
 * turn, RSA 2048, through every library of {@link Verifier}: signature, {@code iss}, {@code aud},
 * {@code exp}, {@code sub}, the key known. Each is proven to refuse bad tokens before it is timed.
 * {@link FloorBenchmark} has what nobody can go below.
 *
 * <pre>{@code
 * java -jar jmh-benchmarks/target/benchmarks.jar 'Verify|Floor' -prof gc
 * java -jar jmh-benchmarks/target/benchmarks.jar Verify -p verifier=GAMEAUTH,NIMBUS -t 2
 * java -jar jmh-benchmarks/target/benchmarks.jar 'Verify|Floor' -p provider=CORRETTO
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class VerifyBenchmark {
  /** Who verifies. */
  @Param public Verifier verifier;

  private VerifySubject subject;

  /** Sets it up, and has it prove itself. */
  @Setup(Level.Trial)
  public void prove(Tokens tokens) {
    subject = verifier.trusting(tokens.trust());
    Proof.require(subject, tokens.token, tokens.issuer, tokens.good);
  }

  /** One token, from arrival to the player's name. */
  @Benchmark
  public String verify(Tokens tokens, Turn turn) throws Exception {
    return subject.verify(tokens.good[turn.next()]);
  }

  /** Ends its threads. */
  @TearDown(Level.Trial)
  public void close() {
    subject.close();
  }
}
