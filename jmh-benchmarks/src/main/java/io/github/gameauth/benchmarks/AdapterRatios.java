// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.proof.LocalProof;
import io.github.gameauth.benchmarks.proof.ProofSubject;
import io.github.gameauth.benchmarks.report.RatioRun;
import io.github.gameauth.benchmarks.report.ResultFile;
import io.github.gameauth.benchmarks.report.Tables;
import io.github.gameauth.benchmarks.sample.Crypto;
import java.nio.file.Path;
import java.util.List;

/**
 * How many of a platform's credentials are proved here in a second, and what is that beside the
 * cryptography that each takes?
 *
 * <p>Measured like {@link Ratios}: all in one JVM, in short blocks by turns, by the processor time
 * of one thread. {@link AdapterBenchmark} says what is proved, and asks the same by JMH.
 *
 * <pre>{@code
 * java -cp jmh-benchmarks/target/benchmarks.jar io.github.gameauth.benchmarks.AdapterRatios
 * java -cp jmh-benchmarks/target/benchmarks.jar io.github.gameauth.benchmarks.AdapterRatios \
 *     who=STEAM,APPLE provider=CORRETTO json=adapters.json
 * }</pre>
 */
public final class AdapterRatios {
  /** How many credentials are gone through before their uses are forgotten. */
  static final int POOL = 2048;

  private static final int BLOCK = 256;
  private static final String BARE = "_BARE";

  private AdapterRatios() {}

  /**
   * Measures and prints.
   *
   * @param arguments {@code who=} a {@link LocalProof} list, all by default; {@code provider=} a
   *     {@link Crypto}; {@code rounds=60}; {@code warmup=2500} milliseconds for each; {@code json=}
   *     a file to write
   */
  public static void main(String[] arguments) throws Exception {
    Options options = Options.of(arguments);
    Crypto crypto = Crypto.valueOf(options.text("provider", "JDK"));
    crypto.use();
    Contest contest =
        new Contest(1, options.number("rounds", 60), BLOCK, options.number("warmup", 2500));
    for (LocalProof platform : options.several("who", LocalProof.class)) {
      ProofSubject subject = platform.open(POOL);
      subject.requireHonest();
      contest.enter(platform + BARE, (thread, token) -> subject.bare());
      contest.enter(platform.name(), (thread, token) -> subject.prove());
    }
    List<RatioRun.Line> lines = contest.run(name -> name.endsWith(BARE) ? name : name + BARE);
    RatioRun run = new RatioRun("ADAPTERS", "–", crypto.name(), 1, lines);
    System.out.println(Tables.ratios(run).markdown());
    if (options.has("json")) {
      ResultFile.of(run).writeTo(Path.of(options.text("json")));
    }
    System.exit(0); // some have threads of their own
  }
}
