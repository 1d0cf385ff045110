// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A game server that tells what it holds: for each line on standard input, a line that begins with
 * {@value #FIGURES}. The server is the same; this only looks at its process.
 */
final class LoadedServer {
  static final String FIGURES = "figures: ";

  private static final int COLLECTIONS = 4;

  private LoadedServer() {}

  /** Starts a server with the arguments of {@link GameServer}, and answers until its input ends. */
  public static void main(String... arguments) throws IOException {
    GameServer server =
        GameServer.start(Options.parse(System.getenv(), arguments), GameTime.real());
    System.out.println("Game server ready: " + server.address());
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      while (in.readLine() != null) {
        System.out.println(FIGURES + Json.text(figures(server)));
      }
    }
    server.close();
    System.exit(0);
  }

  private static Map<String, Long> figures(GameServer server) {
    return Map.of(
        "heap", heapInUse(),
        "direct", directInUse(),
        "threads", (long) ManagementFactory.getThreadMXBean().getThreadCount(),
        "leases", (long) server.players().size(),
        "connections", (long) server.connections());
  }

  /** What is reachable: the least of several collections, as some things need two to go. */
  private static long heapInUse() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  private static long directInUse() {
    return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider
        ? provider.metric().usedDirectMemory()
        : 0;
  }
}
