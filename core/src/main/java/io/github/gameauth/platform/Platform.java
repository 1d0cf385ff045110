// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.platform;

import io.github.gameauth.check.Require;

/**
 * Who vouches for a player, such as {@code steam}. The name is what stores and tokens keep, so it
 * never changes once players have come.
 *
 * @param name 1 to 32 of {@code a-z 0-9 . _ -}
 */
public record Platform(String name) {
  /** Guests: players whom only a secret of ours vouches for. */
  public static final Platform GUEST = new Platform("guest");

  /** Checks the name. */
  public Platform {
    Require.word("platform", name, 1, 32);
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}
