// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a {@link RevocationFeed} stands; fit for a health endpoint.
 *
 * @param stage whether it knows enough
 * @param entries how many targets it knows of
 * @param lastSuccess when it last heard from its source
 * @param age how long ago that is
 * @param failures how often in a row it failed to since
 * @param revision grows with every change of what it knows
 */
public record FeedState(
    Stage stage,
    int entries,
    Optional<Instant> lastSuccess,
    Optional<Duration> age,
    int failures,
    long revision) {
  /** Whether a feed knows enough. Stable codes. */
  public enum Stage {
    /** It never heard from its source. */
    EMPTY,
    /** It knows what is revoked. */
    FRESH,
    /** It has not heard from its source for longer than it should. */
    STALE,
    /** There are more revocations than it has room for; it forgot none that it knew. */
    FULL,
    /** It was closed. */
    CLOSED
  }
}
