// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.service;

import java.time.Duration;

/**
 * How often, and after which pauses, a call is tried that was throttled or that may be repeated.
 * The pause before try <i>n</i> + 1 is anything up to {@code base} · 2<sup>n−1</sup>, but never
 * beyond {@code cap} (full jitter). Where the service says how long to wait, that counts, if it is
 * within {@code cap}; if not, the caller is told.
 *
 * @param base 100 ms by default; 1 ms to 10 s
 * @param cap 5 s by default; {@code base} to 60 s
 * @param tries how often altogether; 3 by default, 1 to 10
 */
public record RetrySettings(Duration base, Duration cap, int tries) {
  private static final Duration MIN_BASE = Duration.ofMillis(1);
  private static final Duration MAX_BASE = Duration.ofSeconds(10);
  private static final Duration MAX_CAP = Duration.ofSeconds(60);
  private static final int MAX_TRIES = 10;

  /** What suits most servers. */
  public static final RetrySettings DEFAULT =
      new RetrySettings(Duration.ofMillis(100), Duration.ofSeconds(5), 3);

  /** Never tries again. */
  public static final RetrySettings ONCE = DEFAULT.tries(1);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException naming the number and its range
   */
  public RetrySettings {
    requireBetween("base", base, MIN_BASE, MAX_BASE);
    requireBetween("cap", cap, base, MAX_CAP);
    if (tries < 1 || tries > MAX_TRIES) {
      throw new IllegalArgumentException("tries: " + tries + " (expected: 1 to " + MAX_TRIES + ")");
    }
  }

  private static void requireBetween(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " to " + most + ")");
    }
  }

  /** Another first pause. */
  public RetrySettings base(Duration base) {
    return new RetrySettings(base, cap, tries);
  }

  /** Another longest pause. */
  public RetrySettings cap(Duration cap) {
    return new RetrySettings(base, cap, tries);
  }

  /** Another number of tries. */
  public RetrySettings tries(int tries) {
    return new RetrySettings(base, cap, tries);
  }
}
