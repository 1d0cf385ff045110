// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import io.github.gameauth.check.Require;
import io.github.gameauth.verify.VerifiedPlayer;

/**
 * A player as servers call them among each other: the subject of their tokens, which is unique
 * within its issuer alone. Prints neither part.
 *
 * @param issuer the issuer's name, 1 to {@value #LONGEST} characters, no controls
 * @param subject the player's {@code sub}, 1 to {@value #LONGEST} characters, no controls
 */
public record ConnectedPlayer(String issuer, String subject) {
  /** The longest issuer and the longest subject that a directory takes, in characters. */
  public static final int LONGEST = 255;

  /** Checks both texts. */
  public ConnectedPlayer {
    Require.text("issuer", issuer, 1, LONGEST);
    Require.text("subject", subject, 1, LONGEST);
  }

  /**
   * The player that a token speaks of.
   *
   * @throws IllegalArgumentException if its issuer or subject is longer than a directory takes
   */
  public static ConnectedPlayer of(VerifiedPlayer player) {
    return new ConnectedPlayer(player.issuer(), player.subject());
  }

  /** {@code ConnectedPlayer(…)}: who plays stays out of logs. */
  @Override
  public String toString() {
    return "ConnectedPlayer(…)";
  }
}
