// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.proof.SrpService;
import io.github.gameauth.benchmarks.proof.SrpService.Challenge;
import io.github.gameauth.cognito.srp.SrpClient;
import io.github.gameauth.cognito.srp.SrpProof;
import io.github.gameauth.cognito.srp.SrpRejectedException;
import java.security.SecureRandom;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What does a sign-in to Amazon Cognito by SRP cost the one who signs in?
 *
 * <p>Computation alone, without any call: 3072 bits, a private value of 1024. First a test pool
 * that keeps the service's half must take each proof, and refuse those for a wrong password and for
 * a challenge that was tampered with. {@code src/main/js/srp.mjs} asks AWS's own client for
 * JavaScript the same.
 *
 * <pre>{@code
 * java -jar jmh-benchmarks/target/benchmarks.jar SrpBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SrpBenchmark {
  private static final int MANY = 16;
  private static final int RIGHT_ONES = 2;

  private final SecureRandom random = new SecureRandom();
  private final SrpClient[] clients = new SrpClient[MANY];
  private final Challenge[] challenges = new Challenge[MANY];
  private SrpService service;
  private int next;

  /** Starts sign-ins, and has them proved. */
  @Setup(Level.Trial)
  public void prove() throws Exception {
    service = new SrpService();
    for (int i = 0; i < MANY; i++) {
      clients[i] = SrpClient.start(random);
      challenges[i] = service.challenge(clients[i].publicHex());
    }
    for (int i = RIGHT_ONES; i < MANY; i++) {
      require("proof", service.accepts(challenges[i], proof(clients[i], challenges[i])));
    }
    SrpProof wrong =
        challenges[0].answeredBy(clients[0], SrpService.WRONG_PASSWORD, service.timestamp());
    require("wrong password", !service.accepts(challenges[0], wrong));
    Challenge tampered = challenges[1].withAnotherSalt();
    require("another salt", !service.accepts(challenges[1], proof(clients[1], tampered)));
    require("SRP_B of nothing", isRefusedByUs(challenges[1].withZero()));
  }

  private static void require(String what, boolean asItShould) {
    if (!asItShould) {
      throw new IllegalStateException(what + ": not judged as it should be");
    }
  }

  private boolean isRefusedByUs(Challenge challenge) {
    try {
      proof(clients[1], challenge);
      return false;
    } catch (SrpRejectedException e) {
      return true;
    }
  }

  private SrpProof proof(SrpClient client, Challenge challenge) throws SrpRejectedException {
    return challenge.answeredBy(client, SrpService.PASSWORD, service.timestamp());
  }

  private int turn() {
    next = (next + 1) % MANY;
    return next;
  }

  /** {@code SRP_A}: a private value, and g to the power of it. */
  @Benchmark
  public String start() {
    return SrpClient.start(random).publicHex();
  }

  /** The signature over a challenge that has come. */
  @Benchmark
  public SrpProof answer() throws SrpRejectedException {
    int i = turn();
    return proof(clients[i], challenges[i]);
  }

  /** One after the other. The challenge is for another start, which changes no cost. */
  @Benchmark
  public SrpProof both(Blackhole sent) throws SrpRejectedException {
    SrpClient client = SrpClient.start(random);
    sent.consume(client.publicHex());
    return proof(client, challenges[turn()]);
  }

  /** Ends the service. */
  @TearDown(Level.Trial)
  public void close() {
    service.close();
  }
}
