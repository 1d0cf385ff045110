// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.Tokens.Turn;
import io.github.gameauth.benchmarks.peer.Proof;
import io.github.gameauth.benchmarks.peer.Trust;
import io.github.gameauth.benchmarks.peer.Verifier;
import io.github.gameauth.benchmarks.peer.VerifySubject;
import io.github.gameauth.benchmarks.sample.Crypto;
import io.github.gameauth.benchmarks.sample.Sample;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.github.gameauth.benchmarks.sample.SizedTokens;
import io.github.gameauth.benchmarks.sample.TokenShape;
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
 * How does the cost of a verification grow with the token?
 *
 * <p>Session tokens of 515 to 8192 characters, the longer ones with a list of up to 150 things that
 * the player owns; 64 different ones of each length in turn, RSA 2048, on the JDK's provider.
 *
 * <pre>{@code
 * java -jar jmh-benchmarks/target/benchmarks.jar TokenSize -prof gc
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenSizeBenchmark {
  /** Characters of the compact form. */
  @Param({"515", "1024", "2048", "4096", "8192"})
  public int length;

  /** Who verifies; any {@link Verifier} may be asked for. */
  @Param({"GAMEAUTH", "GAMEAUTH_HIT_BYTES", "JAVA_JWT", "NIMBUS"})
  public Verifier verifier;

  private Sample[] good;
  private VerifySubject subject;

  /** Signs the tokens, and has the verifier prove itself. */
  @Setup(Level.Trial)
  public void prove() {
    SampleIssuer issuer = SampleIssuer.create();
    good = SizedTokens.signedBy(issuer, length, Tokens.COUNT);
    subject = verifier.trusting(new Trust(issuer, Crypto.JDK));
    Proof.require(subject, TokenShape.SESSION, issuer, good);
  }

  /** One token, from arrival to the player's name. */
  @Benchmark
  public String verify(Turn turn) throws Exception {
    return subject.verify(good[turn.next()]);
  }

  /** Ends its threads. */
  @TearDown(Level.Trial)
  public void close() {
    subject.close();
  }
}
