// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.sample.KeySetServer;
import io.github.gameauth.benchmarks.sample.Sample;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.Verification;
import java.util.List;
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
 * What does a flood of bad tokens cost?
 *
 * <p>One token of each {@link Refusal}, in the shape of an access token, again and again, by a
 * verifier with its keys fetched from a server on loopback. The unknown key was asked for until the
 * verifier stopped asking its issuer; once in ten seconds it asks again, behind the caller's back.
 *
 * <pre>{@code
 * java -jar jmh-benchmarks/target/benchmarks.jar Rejection -prof gc
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RejectionBenchmark {
  /** What is wrong with the token. */
  @Param public Refusal refusal;

  private KeySetServer server;
  private TokenVerifier verifier;
  private Sample bad;

  /** Has the verifier fetch its keys, refuse the token for the right reason, and cool down. */
  @Setup(Level.Trial)
  public void prove() {
    SampleIssuer issuer = SampleIssuer.create();
    server = KeySetServer.of(issuer, List.of(SampleIssuer.KEY_ID));
    verifier =
        TokenVerifier.builder()
            .provider(SignatureProvider.platform())
            .trust(
                TrustedIssuer.named(SampleIssuer.NAME)
                    .audience(SampleIssuer.AUDIENCE)
                    .jwks(server.url())
                    .build())
            .build();
    verifier.warmUp().toCompletableFuture().join();
    bad = refusal.in(issuer);
    for (int i = 0; i < 5; i++) {
      Verification verdict = verifier.verify(bad.text());
      if (!(verdict instanceof Verification.Rejected rejected)
          || rejected.rejection().reason() != refusal.reason) {
        throw new IllegalStateException(refusal + ": " + verdict);
      }
    }
  }

  /** One refusal. */
  @Benchmark
  public Verification reject() {
    return verifier.verify(bad.text());
  }

  /** Ends its threads. */
  @TearDown(Level.Trial)
  public void close() {
    verifier.close();
    server.close();
  }
}
