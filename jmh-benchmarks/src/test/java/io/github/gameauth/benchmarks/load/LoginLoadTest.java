// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.benchmarks.keyset.CallerThreads;
import io.github.gameauth.benchmarks.report.LoadRun;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The program counts right; nothing is timed. */
final class LoginLoadTest {
  private static LoadPlan plan(int pool) {
    return new LoadPlan(50, 2, Duration.ofMillis(20), CallerThreads.PLATFORM, pool, 0);
  }

  @Test
  void everyPlayerWhoComesGetsInOnceAndSteamIsAskedOnceForEach() throws Exception {
    LoadRun run = LoginLoad.run(plan(16));

    assertEquals(Map.of(LoadRun.ACCEPTED, 100), run.told());
    assertEquals(100, run.done());
    assertEquals(100, run.requests());
    assertEquals(2, run.underWay().size());
    assertTrue(run.connections() >= 1 && run.connections() <= 100, "" + run.connections());
  }

  @Test
  void oneThreadAsksOneQuestionAtATimeWhileOthersWait() throws Exception {
    LoadPlan plan = new LoadPlan(500, 1, Duration.ofMillis(2), CallerThreads.PLATFORM, 1, 0);

    LoadRun run = LoginLoad.run(plan);

    assertEquals(500, run.done());
    assertEquals(1, run.mostAtHost());
    assertTrue(run.mostAtLast() > 1, "who waits for a thread is under way, too");
  }

  @Test
  void playersComeAtTheSameMomentsInEveryRun() {
    long[] arrivals = plan(1).arrivals();

    assertEquals(100, arrivals.length);
    assertArrayEquals(arrivals, plan(64).arrivals());
    assertTrue(Arrays.stream(arrivals).allMatch(nanos -> nanos >= 0 && nanos < 2_000_000_000L));
  }

  @Test
  void percentileIsWhatSoManyDidNotTakeLongerThan() {
    long[] sorted = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

    assertEquals(5, Tally.percentile(sorted, 50));
    assertEquals(10, Tally.percentile(sorted, 99.9));
    assertEquals(10, Tally.percentile(sorted, 100));
  }
}
