// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How far a reader has come: the source's own time at the last reading. Rows may become visible
 * later than rows that were written after them, so a source goes back from here by more than the
 * longest transaction.
 *
 * @param readAt the source's time, in whole milliseconds
 */
public record RevocationCursor(Instant readAt) {
  /** Asks for everything. */
  public static final RevocationCursor START = new RevocationCursor(Instant.EPOCH);

  /** Cuts the time to milliseconds. */
  public RevocationCursor {
    readAt = readAt.truncatedTo(ChronoUnit.MILLIS);
  }
}
