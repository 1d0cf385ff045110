// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.platform;

import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Undecided;
import java.time.Duration;

/** What is said while one of our own stores cannot be reached. */
final class Outage {
  /** Long enough for a store to come back, short enough for a player to wait. */
  static final Undecided OF_A_STORE = new Undecided(Cause.OUTAGE, Duration.ofSeconds(5));

  private Outage() {}
}
