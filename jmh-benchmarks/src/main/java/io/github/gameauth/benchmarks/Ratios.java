// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.peer.Proof;
import io.github.gameauth.benchmarks.peer.Trust;
import io.github.gameauth.benchmarks.peer.Verifier;
import io.github.gameauth.benchmarks.peer.VerifySubject;
import io.github.gameauth.benchmarks.sample.Crypto;
import io.github.gameauth.benchmarks.sample.Sample;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.github.gameauth.benchmarks.sample.TokenShape;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How do all verifiers compare, on a machine that others work on, too?
 *
 * <p>Ratios are what lasts, and on a busy machine they are lost when one is timed now and another
 * minutes later. So everybody runs in one JVM, in short blocks by turns, measured by the processor
 * time of the thread; of 40 blocks each shows its fourth best. {@link VerifyBenchmark} and {@link
 * FloorBenchmark} ask the same by JMH, each in a JVM of its own, for which the machine must be
 * quiet.
 *
 * <pre>{@code
 * java -cp jmh-benchmarks/target/benchmarks.jar io.github.gameauth.benchmarks.Ratios ACCESS JDK
 * java -cp jmh-benchmarks/target/benchmarks.jar io.github.gameauth.benchmarks.Ratios ACCESS CORRETTO
 * }</pre>
 */
public final class Ratios {
  private static final int BLOCK = 500;
  private static final int BLOCKS = 40;
  private static final long WARM_UP_NANOS = 2_500_000_000L;

  private final SampleIssuer issuer = SampleIssuer.create();
  private final Sample[] good;
  private final Map<String, Contender> contenders = new LinkedHashMap<>();
  private Object sink = "";

  private Ratios(TokenShape shape, Crypto crypto, Verifier[] verifiers)
      throws GeneralSecurityException {
    this.good = shape.signedBy(issuer, Tokens.COUNT);
    contenders.put("RAW_VERIFY", rawVerify(crypto));
    contenders.put("SHA_256", sha256());
    for (Verifier verifier : verifiers) {
      VerifySubject subject = verifier.trusting(new Trust(issuer, crypto));
      Proof.require(subject, shape, issuer, good);
      contenders.put(verifier.name(), token -> subject.verify(good[token]));
    }
  }

  /** Something that is done with the n-th token. */
  private interface Contender {
    Object meet(int token) throws Exception;
  }

  private Contender rawVerify(Crypto crypto) throws GeneralSecurityException {
    byte[][] signed = Arrays.stream(good).map(Sample::signedBytes).toArray(byte[][]::new);
    byte[][] signatures = Arrays.stream(good).map(Sample::signature).toArray(byte[][]::new);
    Signature signature = crypto.rs256();
    signature.initVerify(issuer.publicKey());
    return token -> {
      signature.update(signed[token]);
      return signature.verify(signatures[token]);
    };
  }

  private Contender sha256() throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256", "SUN");
    byte[] into = new byte[32];
    return token -> {
      digest.update(good[token].bytes());
      return digest.digest(into, 0, into.length);
    };
  }

  /**
   * Measures and prints.
   *
   * @param arguments a {@link TokenShape}, a {@link Crypto}, and who verifies if not all shall;
   *     nimbus must be among them
   */
  public static void main(String[] arguments) throws Exception {
    TokenShape shape = TokenShape.valueOf(arguments[0]);
    Crypto crypto = Crypto.valueOf(arguments[1]);
    Verifier[] verifiers =
        arguments.length == 2
            ? Verifier.values()
            : Arrays.stream(arguments).skip(2).map(Verifier::valueOf).toArray(Verifier[]::new);
    new Ratios(shape, crypto, verifiers).run();
    System.exit(0); // some have threads of their own
  }

  private void run() throws Exception {
    Map<String, Block[]> measured = new LinkedHashMap<>();
    for (Map.Entry<String, Contender> each : contenders.entrySet()) {
      long warm = ThreadMeter.cpuNanos() + WARM_UP_NANOS;
      while (ThreadMeter.cpuNanos() < warm) {
        block(each.getValue());
      }
      measured.put(each.getKey(), new Block[BLOCKS]);
    }
    for (int i = 0; i < BLOCKS; i++) {
      for (Map.Entry<String, Contender> each : contenders.entrySet()) {
        measured.get(each.getKey())[i] = block(each.getValue());
      }
    }
    print(measured);
  }

  private void print(Map<String, Block[]> measured) {
    double raw = typical(measured.get("RAW_VERIFY")).micros();
    double sha = typical(measured.get("SHA_256")).micros();
    double nimbus = typical(measured.get("NIMBUS")).micros();
    System.out.printf("| | µs | beside raw | beside SHA-256 | nimbus takes | bytes |%n");
    System.out.println("|---|---|---|---|---|---|");
    measured.forEach(
        (name, blocks) -> {
          Block typical = typical(blocks);
          double micros = typical.micros();
          System.out.printf(
              "| %s | %.2f | %.2f | %.2f | %.2f times as long | %.0f |%n",
              name, micros, micros / raw, micros / sha, nimbus / micros, typical.bytes());
        });
    System.out.println("<!-- " + sink.hashCode() + " -->");
  }

  /** What one token took. */
  private record Block(double micros, double bytes) {}

  private Block block(Contender contender) throws Exception {
    long bytes = ThreadMeter.allocatedBytes();
    long nanos = ThreadMeter.cpuNanos();
    for (int i = 0; i < BLOCK; i++) {
      sink = contender.meet(i & (Tokens.COUNT - 1));
    }
    return new Block(
        (ThreadMeter.cpuNanos() - nanos) / 1e3 / BLOCK,
        (double) (ThreadMeter.allocatedBytes() - bytes) / BLOCK);
  }

  /** The block at the first tenth: few enough were luckier, and those after it were disturbed. */
  private static Block typical(Block[] blocks) {
    double[] micros = Arrays.stream(blocks).mapToDouble(Block::micros).sorted().toArray();
    double[] bytes = Arrays.stream(blocks).mapToDouble(Block::bytes).sorted().toArray();
    return new Block(micros[blocks.length / 10], bytes[blocks.length / 2]);
  }
}
