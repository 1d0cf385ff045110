// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import io.github.gameauth.check.Require;
import java.time.Duration;

/**
 * What happens when a check cannot be made: it throws, is too slow, or says that it cannot tell.
 * Immutable.
 *
 * @param lastGoodFor how long the last good answer may stand in, up to 30 days; zero if none may
 */
public record FailurePolicy(Duration lastGoodFor) {
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final FailurePolicy CLOSED = new FailurePolicy(Duration.ZERO);

  /** Checks the range. */
  public FailurePolicy {
    Require.between("lastGoodFor", lastGoodFor, Duration.ZERO, LONGEST);
  }

  /** The player has to come again: the answer is {@link AccessAnswer.Unknown}. */
  public static FailurePolicy closed() {
    return CLOSED;
  }

  /**
   * The last answer stands in that this very check gave about the same account, game and identity,
   * if that was {@link AccessAnswer.Granted}, was given on this server, and is not older than
   * {@code maxAge}. A player of whom nothing is known has to come again.
   *
   * @param maxAge 1 second to 30 days
   */
  public static FailurePolicy open(Duration maxAge) {
    return new FailurePolicy(Require.between("maxAge", maxAge, Duration.ofSeconds(1), LONGEST));
  }

  boolean isOpen() {
    return !lastGoodFor.isZero();
  }
}
