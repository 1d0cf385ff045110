// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.testing.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceTest {
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");

  @Test
  void allowsSoManyAtOnceAndSoManyAPeriod() {
    Pace pace = Pace.single(3, Duration.ofSeconds(3), clock);

    assertTrue(pace.allows() && pace.allows() && pace.allows());
    assertFalse(pace.allows());
    clock.advance(Duration.ofMillis(999));
    assertFalse(pace.allows());
    clock.advance(Duration.ofMillis(1));
    assertTrue(pace.allows());
    assertFalse(pace.allows());
  }

  @Test
  void countsEachSourceByItself() {
    Pace pace = Pace.perSource(1, Duration.ofSeconds(10), clock);

    assertEquals(Duration.ZERO, pace.waitOf("a"));
    assertEquals(Duration.ofSeconds(10), pace.waitOf("a"));
    assertEquals(Duration.ZERO, pace.waitOf("b"));
  }
}
