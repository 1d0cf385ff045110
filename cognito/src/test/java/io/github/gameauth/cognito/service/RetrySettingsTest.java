// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class RetrySettingsTest {
  private static final RetrySettings DEFAULT = RetrySettings.DEFAULT;

  @Test
  void triesThreeTimesWithinSeconds() {
    assertEquals(new RetrySettings(Duration.ofMillis(100), Duration.ofSeconds(5), 3), DEFAULT);
    assertEquals(1, RetrySettings.ONCE.tries());
  }

  @Test
  void takesTheLimitsThemselves() {
    RetrySettings least = DEFAULT.base(Duration.ofMillis(1)).cap(Duration.ofMillis(1)).tries(1);
    assertEquals(new RetrySettings(Duration.ofMillis(1), Duration.ofMillis(1), 1), least);
    RetrySettings most = DEFAULT.cap(Duration.ofSeconds(60)).base(Duration.ofSeconds(10)).tries(10);
    assertEquals(new RetrySettings(Duration.ofSeconds(10), Duration.ofSeconds(60), 10), most);
  }

  @Test
  void refusesWhatIsBeyondThem() {
    assertEquals(
        "base: PT0S (expected: PT0.001S to PT10S)", complaint(() -> DEFAULT.base(Duration.ZERO)));
    assertEquals(
        "base: PT11S (expected: PT0.001S to PT10S)",
        complaint(() -> DEFAULT.base(Duration.ofSeconds(11))));
    assertEquals(
        "cap: PT0.099S (expected: PT0.1S to PT1M)",
        complaint(() -> DEFAULT.cap(Duration.ofMillis(99))));
    assertEquals(
        "cap: PT1M1S (expected: PT0.1S to PT1M)",
        complaint(() -> DEFAULT.cap(Duration.ofSeconds(61))));
    assertEquals("tries: 0 (expected: 1 to 10)", complaint(() -> DEFAULT.tries(0)));
    assertEquals("tries: 11 (expected: 1 to 10)", complaint(() -> DEFAULT.tries(11)));
  }

  private static String complaint(Supplier<RetrySettings> mistake) {
    return assertThrows(IllegalArgumentException.class, mistake::get).getMessage();
  }
}
