// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.Tokens.Turn;
import io.github.gameauth.benchmarks.sample.BadToken;
import io.github.gameauth.benchmarks.sample.Sample;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What is the least that a verification can cost, cold and remembered?
 *
 * <p>The tokens of {@link VerifyBenchmark}, cut up and decoded in advance: the signature check
 * alone, by a {@link Signature} that is made and given its key once, and the SHA-256 that a cache
 * keyed by digest cannot do without. Neither looks at a claim.
 *
 * <pre>{@code
 * java -jar jmh-benchmarks/target/benchmarks.jar 'Verify|Floor' -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FloorBenchmark {
  private final byte[] digest = new byte[32];
  private byte[][] signed;
  private byte[][] signatures;
  private Signature signature;
  private MessageDigest sha256;

  /** Cuts the tokens up; the check must refuse a tampered one, which is all it can know of. */
  @Setup(Level.Trial)
  public void prove(Tokens tokens) throws GeneralSecurityException {
    signed = Arrays.stream(tokens.good).map(Sample::signedBytes).toArray(byte[][]::new);
    signatures = Arrays.stream(tokens.good).map(Sample::signature).toArray(byte[][]::new);
    sha256 = tokens.provider.sha256();
    signature = tokens.provider.rs256();
    signature.initVerify(tokens.issuer.publicKey());
    Sample bad = BadToken.TAMPERED.in(tokens.token, tokens.issuer);
    if (!verifies(signed[0], signatures[0]) || verifies(bad.signedBytes(), bad.signature())) {
      throw new IllegalStateException(
          "signature check: wrong (expected: tells good from tampered)");
    }
  }

  /** The signature check with everything at hand. */
  @Benchmark
  public boolean rawVerify(Turn turn) throws GeneralSecurityException {
    int next = turn.next();
    return verifies(signed[next], signatures[next]);
  }

  /**
   * The same as it is usually written: a {@link Signature} made and given its key for each token.
   */
  @Benchmark
  public boolean rawVerifyFresh(Tokens tokens, Turn turn) throws GeneralSecurityException {
    int next = turn.next();
    Signature fresh = tokens.provider.rs256();
    fresh.initVerify(tokens.issuer.publicKey());
    fresh.update(signed[next]);
    return fresh.verify(signatures[next]);
  }

  /** The digest of the whole token. */
  @Benchmark
  public byte[] sha256(Tokens tokens, Turn turn) throws GeneralSecurityException {
    sha256.update(tokens.good[turn.next()].bytes());
    sha256.digest(digest, 0, digest.length);
    return digest;
  }

  private boolean verifies(byte[] content, byte[] proof) throws GeneralSecurityException {
    signature.update(content);
    return signature.verify(proof);
  }
}
