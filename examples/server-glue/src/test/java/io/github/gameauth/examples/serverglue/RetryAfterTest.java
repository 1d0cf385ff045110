// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RetryAfterTest {
  @Test
  void isWholeSecondsAndAtLeastOne() {
    assertEquals("1", RetryAfter.seconds(Duration.ZERO));
    assertEquals("1", RetryAfter.seconds(Duration.ofSeconds(1)));
    assertEquals("2", RetryAfter.seconds(Duration.ofMillis(1001)));
  }
}
