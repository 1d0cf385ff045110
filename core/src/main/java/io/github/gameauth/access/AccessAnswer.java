// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import java.time.Duration;
import java.util.Set;

/** What came of asking whether a proven player may play. */
public sealed interface AccessAnswer {
  /**
   * They may.
   *
   * @param entitlements what they own, for the token; empty if nobody said
   */
  record Granted(Set<String> entitlements) implements AccessAnswer {
    /** They may, and nothing more was said. */
    public static final Granted NOTHING_MORE = new Granted(Set.of());

    /** Copies the set. */
    public Granted {
      entitlements = Set.copyOf(entitlements);
    }
  }

  /**
   * They may not.
   *
   * @param refusal why, for the player's eyes, too
   */
  record Refused(AccessRefusal refusal) implements AccessAnswer {}

  /**
   * Nobody can tell right now.
   *
   * @param check the name of the check that could not be made
   * @param retryAfter when asking again may help
   */
  record Unknown(String check, Duration retryAfter) implements AccessAnswer {}
}
