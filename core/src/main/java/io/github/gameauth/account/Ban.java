// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import io.github.gameauth.check.Require;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A penalty that keeps a player out. Times are whole milliseconds.
 *
 * @param reasonCode why, for the player's eyes; 1 to 32 of {@code a-z 0-9 . _ -}
 * @param until when it ends; empty if it does not
 */
public record Ban(String reasonCode, Optional<Instant> until) {
  /** Checks the code and cuts the time. */
  public Ban {
    Require.word("reasonCode", reasonCode, 1, 32);
    until = until.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
  }

  /** A ban without an end. */
  public static Ban forever(String reasonCode) {
    return new Ban(reasonCode, Optional.empty());
  }

  /** A ban with an end. */
  public static Ban until(Instant end, String reasonCode) {
    return new Ban(reasonCode, Optional.of(end));
  }

  /** Whether it keeps its player out at {@code now}. */
  public boolean isInForceAt(Instant now) {
    return until.isEmpty() || until.get().isAfter(now);
  }

  /** Whichever of the two lasts longer; this one if they end together. */
  public Ban orLonger(Ban other) {
    if (until.isEmpty()) {
      return this;
    }
    return other.until.isEmpty() || other.until.get().isAfter(until.get()) ? other : this;
  }
}
