// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.keyset.CallerThreads;
import io.github.gameauth.benchmarks.keyset.Playbill;
import io.github.gameauth.benchmarks.keyset.Size;
import io.github.gameauth.benchmarks.peer.KeyClient;
import io.github.gameauth.benchmarks.report.KeySetRun;
import io.github.gameauth.benchmarks.report.ResultFile;
import io.github.gameauth.benchmarks.report.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How do clients behave when keys must be fetched: by 1000 callers at once, through rotations,
 * outages and floods?
 *
 * <p>Counts and waits, not costs. Everybody verifies whole tokens, with a server on loopback that
 * takes 50 ms for an answer; everybody is proven honest first. On platform threads, and since JDK
 * 21 on virtual ones, too, where Flight Recorder counts who keeps a carrier while waiting. Takes
 * two minutes for each kind.
 *
 * <pre>{@code
 * java -cp jmh-benchmarks/target/benchmarks.jar io.github.gameauth.benchmarks.KeySets
 * java -cp jmh-benchmarks/target/benchmarks.jar io.github.gameauth.benchmarks.KeySets \
 *     json=keysets.json clients=GAMEAUTH,NIMBUS threads=PLATFORM
 * }</pre>
 */
public final class KeySets {
  private KeySets() {}

  /**
   * Plays and prints.
   *
   * @param arguments {@code json=} a file to write; {@code clients=} of {@link KeyClient}, all by
   *     default; {@code threads=} of {@link CallerThreads}, all that the JVM has by default
   */
  public static void main(String[] arguments) throws Exception {
    // Else this server's answers wait for the client's acknowledgement, which is not what we ask.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    Options options = Options.of(arguments);
    KeyClient[] clients = options.several("clients", KeyClient.class);
    List<KeySetRun> runs = new ArrayList<>();
    for (CallerThreads threads : options.several("threads", CallerThreads.class)) {
      if (threads.isAvailable()) {
        runs.add(Playbill.play(Arrays.asList(clients), Size.FULL, threads));
      }
    }
    runs.forEach(run -> System.out.println(Tables.keySets(run).markdown()));
    if (options.has("json")) {
      ResultFile.ofKeySets(runs).writeTo(Path.of(options.text("json")));
    }
    System.exit(0); // some callers may still wait
  }
}
