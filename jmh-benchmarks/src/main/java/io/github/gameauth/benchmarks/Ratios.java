// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.peer.MintProof;
import io.github.gameauth.benchmarks.peer.MintSubject;
import io.github.gameauth.benchmarks.peer.Minter;
import io.github.gameauth.benchmarks.peer.Proof;
import io.github.gameauth.benchmarks.peer.Trust;
import io.github.gameauth.benchmarks.peer.Verifier;
import io.github.gameauth.benchmarks.peer.VerifySubject;
import io.github.gameauth.benchmarks.report.RatioRun;
import io.github.gameauth.benchmarks.report.ResultFile;
import io.github.gameauth.benchmarks.report.Tables;
import io.github.gameauth.benchmarks.sample.Crypto;
import io.github.gameauth.benchmarks.sample.Sample;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.github.gameauth.benchmarks.sample.TokenShape;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;

/**
 * How do all verifiers, or all minters, compare, on a machine that others work on, too?
 *
 * <p>Ratios are what lasts, and on a busy machine they are lost when one is timed now and another
 * minutes later. So everybody runs in one JVM, in short blocks by turns, measured by the processor
 * time of the threads; a ratio is the median of the rounds' ratios. With two threads both take a
 * block at the same time, right after one of them did so alone, and {@code scaling} says how much
 * more that was by the clock on the wall: the one figure here for which the machine must be quiet.
 * {@link VerifyBenchmark} and {@link FloorBenchmark} ask the same by JMH, each in a JVM of its own.
 *
 * <pre>{@code
 * java -cp jmh-benchmarks/target/benchmarks.jar io.github.gameauth.benchmarks.Ratios
 * java -cp jmh-benchmarks/target/benchmarks.jar io.github.gameauth.benchmarks.Ratios \
 *     question=VERIFY token=ACCESS provider=CORRETTO threads=2 json=ratios.json
 * java -cp jmh-benchmarks/target/benchmarks.jar io.github.gameauth.benchmarks.Ratios question=MINT
 * }</pre>
 */
public final class Ratios {
  private static final String RAW_VERIFY = "RAW_VERIFY";
  private static final String RAW_SIGN = "RAW_SIGN";
  private static final String SHA_256 = "SHA_256";
  private static final int SIGNED_BYTES = 220;

  private final SampleIssuer issuer = SampleIssuer.create();
  private final TokenShape shape;
  private final Crypto crypto;
  private final int threads;

  private Ratios(TokenShape shape, Crypto crypto, int threads) {
    this.shape = shape;
    this.crypto = crypto;
    this.threads = threads;
  }

  /**
   * Measures and prints.
   *
   * @param arguments {@code question=VERIFY} or {@code MINT}; {@code token=} a {@link TokenShape};
   *     {@code provider=} a {@link Crypto}; {@code threads=1}; {@code who=} a {@link Verifier} or
   *     {@link Minter} list, nimbus among them, all by default; {@code rounds=40}; {@code
   *     warmup=2500} milliseconds for each; {@code json=} a file to write
   */
  public static void main(String[] arguments) throws Exception {
    Options options = Options.of(arguments);
    TokenShape shape = TokenShape.valueOf(options.text("token", "ACCESS"));
    Crypto crypto = Crypto.valueOf(options.text("provider", "JDK"));
    int threads = options.number("threads", 1);
    String question = options.text("question", "VERIFY");
    Ratios ratios = new Ratios(shape, crypto, threads);
    List<RatioRun.Line> lines =
        question.equals("MINT") ? ratios.mint(options) : ratios.verify(options);
    RatioRun run = new RatioRun(question, shape.name(), crypto.name(), threads, lines);
    System.out.println(Tables.ratios(run).markdown());
    if (options.has("json")) {
      ResultFile.of(run).writeTo(Path.of(options.text("json")));
    }
    System.exit(0); // some have threads of their own
  }

  private Contest contest(Options options, int block) {
    return new Contest(
        threads, options.number("rounds", 40), block, options.number("warmup", 2500));
  }

  private List<RatioRun.Line> verify(Options options) throws Exception {
    Sample[] good = shape.signedBy(issuer, Tokens.COUNT);
    Contest contest = contest(options, 500);
    contest.enter(RAW_VERIFY, rawVerify(good));
    contest.enter(SHA_256, sha256(good));
    for (Verifier verifier : options.several("who", Verifier.class)) {
      VerifySubject subject = verifier.trusting(new Trust(issuer, crypto));
      Proof.require(subject, shape, issuer, good);
      contest.enter(verifier.name(), (thread, token) -> subject.verify(good[token]));
    }
    return contest.run(RAW_VERIFY, SHA_256);
  }

  private List<RatioRun.Line> mint(Options options) throws Exception {
    Contest contest = contest(options, 25);
    contest.enter(RAW_SIGN, rawSign());
    for (Minter minter : options.several("who", Minter.class)) {
      MintSubject subject = minter.signingAs(new Trust(issuer, crypto));
      MintProof.require(subject, issuer);
      contest.enter(minter.name(), (thread, token) -> subject.mint("p-000017"));
    }
    return contest.run(RAW_SIGN, null);
  }

  private Contender rawVerify(Sample[] good) throws GeneralSecurityException {
    byte[][] signed = Arrays.stream(good).map(Sample::signedBytes).toArray(byte[][]::new);
    byte[][] signatures = Arrays.stream(good).map(Sample::signature).toArray(byte[][]::new);
    Signature[] each = new Signature[threads];
    for (int i = 0; i < threads; i++) {
      each[i] = crypto.rs256();
      each[i].initVerify(issuer.publicKey());
    }
    return (thread, token) -> {
      each[thread].update(signed[token]);
      return each[thread].verify(signatures[token]);
    };
  }

  private Contender rawSign() throws GeneralSecurityException {
    Signature[] each = new Signature[threads];
    for (int i = 0; i < threads; i++) {
      each[i] = crypto.rs256();
      each[i].initSign(issuer.privateKey());
    }
    return (thread, token) -> {
      each[thread].update(new byte[SIGNED_BYTES]);
      return each[thread].sign();
    };
  }

  private Contender sha256(Sample[] good) throws GeneralSecurityException {
    MessageDigest[] each = new MessageDigest[threads];
    for (int i = 0; i < threads; i++) {
      each[i] = crypto.sha256();
    }
    byte[][] into = new byte[threads][32];
    return (thread, token) -> {
      each[thread].update(good[token].bytes());
      return each[thread].digest(into[thread], 0, 32);
    };
  }
}
