// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A minute of load in each build; ten with {@code -Psoak}. */
final class LoadTest {
  @TempDir Path temp;

  @Test
  void closesNobodyWronglyAndLeavesNothingBehind() throws Exception {
    int players = Math.min(Integer.getInteger("load.players", 1000), possible());
    Duration duration = Duration.parse(System.getProperty("load.duration", "PT60S"));

    LoadReport report = Load.run(new Load.Plan(players, duration), temp);

    System.out.println(report);
    assertEquals(List.of(), report.leftBehind());
    assumeFalse(
        report.isTooBusy() && !report.happened().isEmpty(),
        "skipped: the machine is too busy to judge by it who should have been closed");
    assertEquals(List.of(), report.happened());
  }

  /** Each player is a file to each of two processes, and some systems allow few. */
  private static int possible() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? (int) Math.max(100, Math.min(Integer.MAX_VALUE, system.getMaxFileDescriptorCount() - 700))
        : Integer.MAX_VALUE;
  }
}
