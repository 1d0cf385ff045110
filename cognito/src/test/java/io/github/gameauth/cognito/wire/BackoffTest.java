// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.cognito.service.RetrySettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackoffTest {
  private static final RetrySettings TEN = RetrySettings.DEFAULT.tries(10);

  @ParameterizedTest
  @CsvSource({
    "1, PT0.05S",
    "2, PT0.1S",
    "3, PT0.2S",
    "4, PT0.4S",
    "6, PT1.6S",
    "7, PT2.5S",
    "9, PT2.5S"
  })
  void doublesUpToItsCap(int tries, Duration half) {
    assertEquals(half, new Backoff(TEN, () -> 0.5).after(tries));
  }

  @Test
  void isAnythingFromNothingToTheWhole() {
    assertEquals(Duration.ZERO, new Backoff(TEN, () -> 0.0).after(3));
    assertEquals(400, new Backoff(TEN, () -> Math.nextDown(1.0)).after(3).plusNanos(1).toMillis());
  }

  @Test
  void doesNotOverflow() {
    RetrySettings most =
        RetrySettings.DEFAULT.cap(Duration.ofSeconds(60)).base(Duration.ofSeconds(10)).tries(10);

    assertEquals(Duration.ofSeconds(30), new Backoff(most, () -> 0.5).after(9));
  }
}
