// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.benchmarks.Contest.Spread;
import io.github.gameauth.benchmarks.report.RatioRun;
import io.github.gameauth.benchmarks.sample.KeptSessions;
import io.github.gameauth.benchmarks.sample.TokenShape;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What measures is itself in order; nothing is timed. */
final class MeasuringTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void everyoneMeetsEveryTokenOfARound(int threads) throws Exception {
    Contest contest = new Contest(threads, 4, 10, 0);
    AtomicInteger met = new AtomicInteger();
    contest.enter("FLOOR", (thread, token) -> token);
    contest.enter("OTHER", (thread, token) -> met.incrementAndGet());

    List<RatioRun.Line> lines = contest.run("FLOOR", null);

    assertEquals(List.of("FLOOR", "OTHER"), lines.stream().map(RatioRun.Line::name).toList());
    assertEquals(1.0, lines.get(0).ratio());
    assertEquals(threads == 1 ? 40 : 4 * 10 * 3, met.get());
  }

  @Test
  void spreadIsMedianAndNotch() {
    Spread spread = Spread.of(new double[] {4, 1, 3, 2, 100});

    assertEquals(3, spread.median());
    assertEquals(1.57 * (4 - 2) / Math.sqrt(5), spread.error(), 1e-9);
  }

  @Test
  void sharesFailATrialThatRemembersLessThanItSays() {
    Shares shares = new Shares();
    for (int i = 0; i < 20_000; i++) {
      shares.tokenAccepted("issuer", i % 10 != 0);
    }

    shares.require(0.9);
    assertThrows(IllegalStateException.class, () -> shares.require(0.95));
  }

  @Test
  void keptSessionsAreTheSameInTheNextRun(@TempDir Path directory) {
    byte[][] three = KeptSessions.in(directory).first(3);
    byte[][] five = KeptSessions.in(directory).first(5);

    for (int i = 0; i < three.length; i++) {
      assertArrayEquals(three[i], five[i]);
    }
    assertEquals(5, five.length);
  }

  @Test
  void memoryIsMeasuredOfTokensThatAreRemembered() {
    KeptSessions kept = KeptSessions.ofThisBuild();

    assertEquals(
        50,
        MemoryPerEntry.line(TokenShape.SESSION, kept.issuer(), kept.first(50), KeptSessions.NOW)
            .entries());
  }
}
