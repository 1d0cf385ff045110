// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.Tokens.Turn;
import io.github.gameauth.benchmarks.sample.KeySetServer;
import io.github.gameauth.benchmarks.sample.Sample;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.github.gameauth.benchmarks.sample.TokenShape;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.Verification.Accepted;
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
 * Does a verification cost more where the issuer publishes many keys?
 *
 * <p>64 session tokens in turn, each naming one of 1, 10 or 100 keys, from a set fetched once from
 * a server on loopback; no token cache. {@link JwksCacheBenchmark} asks for the look-up alone.
 *
 * <pre>{@code
 * java -jar jmh-benchmarks/target/benchmarks.jar KeySetSize -prof gc
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KeySetSizeBenchmark {
  /** How many keys the set has. */
  @Param({"1", "10", "100"})
  public int keys;

  private KeySetServer server;
  private TokenVerifier verifier;
  private Sample[] good;

  /** Fetches the set, and sees to it that each token is accepted, and one of no key is not. */
  @Setup(Level.Trial)
  public void prove() {
    SampleIssuer issuer = SampleIssuer.create();
    List<String> ids = IntStream.range(0, keys).mapToObj(number -> "k" + number).toList();
    server = KeySetServer.of(issuer, ids);
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
    good =
        IntStream.range(0, Tokens.COUNT)
            .mapToObj(number -> token(issuer, ids.get(number % keys)))
            .toArray(Sample[]::new);
    for (Sample token : good) {
      verifier.verify(token.text()).orElseThrow();
    }
    if (verifier.verify(token(issuer, "stranger").text()) instanceof Accepted) {
      throw new IllegalStateException("accepts a key that is not in the set");
    }
  }

  private static Sample token(SampleIssuer issuer, String keyId) {
    return issuer.withHeader(TokenShape.SESSION, "{\"alg\":\"RS256\",\"kid\":\"" + keyId + "\"}");
  }

  /** One token. */
  @Benchmark
  public Verification verify(Turn turn) {
    return verifier.verify(good[turn.next()].text());
  }

  /** Ends its threads. */
  @TearDown(Level.Trial)
  public void close() {
    verifier.close();
    server.close();
  }
}
