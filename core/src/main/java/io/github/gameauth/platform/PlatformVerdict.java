// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.platform;

import java.time.Duration;

/**
 * What came of proving a credential. A caller who forgets to look holds no identity, so forgetting
 * is safe.
 */
public sealed interface PlatformVerdict {
  /**
   * The platform vouches for this player.
   *
   * @param identity who it says the player is
   */
  record Accepted(PlatformIdentity identity) implements PlatformVerdict {}

  /**
   * The credential proves nothing; the same one will not do later either.
   *
   * @param reason why, for the server's eyes
   */
  record Rejected(Reason reason) implements PlatformVerdict {}

  /**
   * Nobody can tell right now. Never a verdict on the player.
   *
   * @param cause who has to act
   * @param retryAfter when asking again may help
   */
  record Undecided(Cause cause, Duration retryAfter) implements PlatformVerdict {}

  /** Why a credential proves nothing. Stable codes, fit for metrics; new ones may be added. */
  enum Reason {
    /** Forged, malformed, unknown or withdrawn. */
    INVALID,
    /** Good once; the client has to fetch another. */
    EXPIRED,
    /** Seen before, and good for one time only. */
    REPLAYED,
    /** Good, but made for another game, client or environment. */
    WRONG_APP,
    /** The platform knows the player and says no: no licence, banned, too young. */
    DENIED
  }

  /** Why nobody can tell. Stable codes, fit for metrics; new ones may be added. */
  enum Cause {
    /** The platform does not answer, or not sensibly. */
    OUTAGE,
    /** We asked too often, or ask too much at once. */
    THROTTLED,
    /** The platform refuses us, not the player: our key, our rights, our settings. */
    MISCONFIGURED
  }
}
