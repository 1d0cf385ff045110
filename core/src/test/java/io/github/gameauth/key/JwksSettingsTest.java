// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class JwksSettingsTest {
  private static String complaint(UnaryOperator<JwksSettings> mistake) {
    return assertThrows(IllegalArgumentException.class, () -> mistake.apply(JwksSettings.DEFAULT))
        .getMessage();
  }

  @Test
  void hasTheDefaultsThatItPromises() {
    assertEquals(
        new JwksSettings(
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofSeconds(10),
            262_144,
            100),
        JwksSettings.DEFAULT);
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertEquals(
        "freshFor: PT9.999S (expected: PT10S to PT24H)",
        complaint(settings -> settings.freshFor(Duration.ofMillis(9_999))));
    assertEquals(
        "freshFor: PT24H0.001S (expected: PT10S to PT24H)",
        complaint(settings -> settings.freshFor(Duration.ofHours(24).plusMillis(1))));
    assertEquals(
        "staleFor: PT-1S (expected: PT0S to PT24H)",
        complaint(settings -> settings.staleFor(Duration.ofSeconds(-1))));
    assertEquals(
        "unknownKeyCooldown: PT4S (expected: PT5S to PT10M)",
        complaint(settings -> settings.unknownKeyCooldown(Duration.ofSeconds(4))));
    assertEquals(
        "maxDocumentBytes: 1048577 (expected: 1024 to 1048576)",
        complaint(settings -> settings.maxDocumentBytes(1_048_577)));
    assertEquals("maxKeys: 0 (expected: 1 to 1000)", complaint(settings -> settings.maxKeys(0)));
  }

  @Test
  void refusesNumbersThatContradictEachOther() {
    assertEquals(
        "freshAtLeast: PT11M (expected: PT10S to PT10M)",
        complaint(settings -> settings.freshAtLeast(Duration.ofMinutes(11))));
    assertEquals(
        "freshAtMost: PT9M (expected: PT10M to PT24H)",
        complaint(settings -> settings.freshAtMost(Duration.ofMinutes(9))));
    assertEquals(
        "unknownKeyCooldown: PT1M (expected: PT5S to PT30S)",
        complaint(
            settings ->
                settings
                    .freshFor(Duration.ofSeconds(30))
                    .unknownKeyCooldown(Duration.ofMinutes(1))));
  }

  @Test
  void makesRoomForAnotherFreshness() {
    JwksSettings brief = JwksSettings.DEFAULT.freshFor(Duration.ofSeconds(10));
    JwksSettings calm = JwksSettings.DEFAULT.freshFor(Duration.ofHours(24));

    assertEquals(Duration.ofSeconds(10), brief.freshAtLeast());
    assertEquals(Duration.ofHours(1), brief.freshAtMost());
    assertEquals(Duration.ofMinutes(1), calm.freshAtLeast());
    assertEquals(Duration.ofHours(24), calm.freshAtMost());
  }
}
