// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.keyset.CallerThreads;
import io.github.gameauth.benchmarks.load.LoadPlan;
import io.github.gameauth.benchmarks.load.LoginLoad;
import io.github.gameauth.benchmarks.report.LoadRun;
import io.github.gameauth.benchmarks.report.ResultFile;
import io.github.gameauth.benchmarks.report.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Does a server keep up with 100 logins in a second by a platform that takes 200 ms for each
 * answer?
 *
 * <p>Counts and waits. Players come at random moments that are decided beforehand, and wait for
 * nobody; the platform is a server on loopback, asked by our adapter for Steam. On a pool of
 * threads, and since JDK 21 on virtual ones, too. Takes half a minute for each.
 *
 * <pre>{@code
 * java -cp jmh-benchmarks/target/benchmarks.jar io.github.gameauth.benchmarks.Logins
 * java -cp jmh-benchmarks/target/benchmarks.jar io.github.gameauth.benchmarks.Logins \
 *     rate=100 seconds=30 latency=200 threads=PLATFORM pool=64 idle=5,64 json=logins.json
 * }</pre>
 */
public final class Logins {
  private Logins() {}

  /**
   * Has them come, and prints.
   *
   * @param arguments {@code rate=100} a second; {@code seconds=30}; {@code latency=200}
   *     milliseconds; {@code threads=} of {@link CallerThreads}, all that the JVM has by default;
   *     {@code pool=64} platform threads; {@code idle=} how many connections are kept for later, 0
   *     or nothing for what everybody has; {@code json=} a file to write
   */
  public static void main(String[] arguments) throws Exception {
    Options options = Options.of(arguments);
    List<LoadRun> runs = new ArrayList<>();
    for (CallerThreads threads : options.several("threads", CallerThreads.class)) {
      for (String idle : options.text("idle", "0").split(",", -1)) {
        if (threads.isAvailable()) {
          runs.add(
              LoginLoad.run(
                  new LoadPlan(
                      options.number("rate", 100),
                      options.number("seconds", 30),
                      Duration.ofMillis(options.number("latency", 200)),
                      threads,
                      options.number("pool", 64),
                      Integer.parseInt(idle))));
        }
      }
    }
    System.out.println(Tables.loads(runs).markdown());
    runs.forEach(run -> System.out.println(run.threads() + " under way: " + run.underWay()));
    if (options.has("json")) {
      ResultFile.ofLoads(runs).writeTo(Path.of(options.text("json")));
    }
    System.exit(0); // the pool's threads are still there
  }
}
