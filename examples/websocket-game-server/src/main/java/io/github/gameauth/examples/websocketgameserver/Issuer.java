// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.github.gameauth.account.Ban;
import io.github.gameauth.revocation.RevocationFeed;
import io.github.gameauth.verify.TrustedIssuer;
import java.util.List;

/** Whose word a player's token is: an issuer in this process, or one elsewhere. */
sealed interface Issuer extends AutoCloseable permits HomeIssuer, FarIssuer {
  /** The game that tokens have to be for. */
  String GAME = "my-game";

  /** The client that the page is. */
  String CLIENT = "my-game-client";

  /** How a verifier knows it. */
  TrustedIssuer trusted();

  /** What it has revoked, as this server knows it. */
  RevocationFeed feed();

  /** Where players log in, and whatever else it answers on this server's port. */
  List<Route> routes();

  /** Whether it can be told to ban from here; if not, its own operators have to. */
  boolean bansHere();

  /**
   * Keeps a player out, and ends all of the player's sessions.
   *
   * @param player what tokens call the player, their {@code sub}
   * @return whether there is such a player
   */
  boolean ban(String player, Ban ban);

  /** Lets a player in again. */
  boolean unban(String player);

  @Override
  void close();
}
