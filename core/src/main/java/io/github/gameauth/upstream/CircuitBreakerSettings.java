// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.upstream;

import java.time.Duration;

/**
 * When a {@link CircuitBreaker} opens, and for how long.
 *
 * @param window failures count together for this long; 10 seconds by default, 1 second to 10
 *     minutes
 * @param failures so many within the window open it; 5 by default, 1 to 1000
 * @param openFor how long it stays open before it lets one call through; 10 seconds by default, 1
 *     second to 10 minutes
 */
public record CircuitBreakerSettings(Duration window, int failures, Duration openFor) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** What suits most platforms. */
  public static final CircuitBreakerSettings DEFAULT =
      new CircuitBreakerSettings(Duration.ofSeconds(10), 5, Duration.ofSeconds(10));

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException naming the number and its range
   */
  public CircuitBreakerSettings {
    requireInRange("window", window);
    requireInRange("openFor", openFor);
    if (failures < 1 || failures > 1000) {
      throw new IllegalArgumentException("failures: " + failures + " (expected: 1 to 1000)");
    }
  }

  private static void requireInRange(String name, Duration value) {
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + SHORTEST + " to " + LONGEST + ")");
    }
  }

  /** Another window. */
  public CircuitBreakerSettings window(Duration window) {
    return new CircuitBreakerSettings(window, failures, openFor);
  }

  /** Another number of failures. */
  public CircuitBreakerSettings failures(int failures) {
    return new CircuitBreakerSettings(window, failures, openFor);
  }

  /** Another time to stay open. */
  public CircuitBreakerSettings openFor(Duration openFor) {
    return new CircuitBreakerSettings(window, failures, openFor);
  }
}
