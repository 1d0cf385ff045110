// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.Tokens.Turn;
import io.github.gameauth.benchmarks.sample.Sample;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.github.gameauth.benchmarks.sample.TokenFacts;
import io.github.gameauth.benchmarks.sample.TokenShape;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.FixedKeys;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.Verification.Accepted;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
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
 * Does a verification cost more where many issuers are trusted?
 *
 * <p>64 session tokens in turn, from 1, 10 or 100 issuers that one verifier trusts, each with a key
 * of its own object; no token cache.
 *
 * <pre>{@code
 * java -jar jmh-benchmarks/target/benchmarks.jar Issuers -prof gc
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class IssuersBenchmark {
  /** How many are trusted. */
  @Param({"1", "10", "100"})
  public int issuers;

  private TokenVerifier verifier;
  private Sample[] good;

  /** Sees to it that each token is accepted as its own issuer's, and a stranger's is not. */
  @Setup(Level.Trial)
  public void prove() {
    SampleIssuer signer = SampleIssuer.create();
    TrustedIssuer[] trusted =
        IntStream.range(0, issuers)
            .mapToObj(number -> trusted(signer, number))
            .toArray(TrustedIssuer[]::new);
    verifier =
        TokenVerifier.builder().provider(SignatureProvider.platform()).trust(trusted).build();
    good =
        IntStream.range(0, Tokens.COUNT)
            .mapToObj(number -> token(signer, number, number % issuers))
            .toArray(Sample[]::new);
    for (int i = 0; i < good.length; i++) {
      Verification verdict = verifier.verify(good[i].text());
      if (!(verdict instanceof Accepted accepted)
          || !accepted.player().issuer().equals(name(i % issuers))) {
        throw new IllegalStateException("token " + i + ": " + verdict);
      }
    }
    if (verifier.verify(token(signer, 0, issuers).text()) instanceof Accepted) {
      throw new IllegalStateException("accepts an issuer that nobody trusts");
    }
  }

  private static Sample token(SampleIssuer signer, int number, int issuer) {
    TokenFacts facts = TokenFacts.good(number, Instant.now()).issuer(name(issuer));
    return TokenShape.SESSION.signedBy(signer, facts);
  }

  private static TrustedIssuer trusted(SampleIssuer signer, int number) {
    VerificationKey key =
        new VerificationKey(
            Optional.of(SampleIssuer.KEY_ID), signer.publicKey(), Set.of(Algorithm.RS256));
    return TrustedIssuer.named(name(number))
        .audience(SampleIssuer.AUDIENCE)
        .keys(FixedKeys.of(key))
        .build();
  }

  private static String name(int number) {
    return "https://id%02d.mygame.example".formatted(number);
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
  }
}
