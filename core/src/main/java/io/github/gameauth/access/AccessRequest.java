// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.GameId;
import io.github.gameauth.platform.PlatformFacts;
import java.util.Optional;

/**
 * Who wants in, as far as that is proven.
 *
 * @param account the player's account
 * @param game the game they want to play
 * @param identity the identity that they proved at login
 * @param facts what the platform vouched for at login; nothing at a refresh
 * @param country where the request came from, if the edge told and was believed
 * @param refresh whether this is a refresh, and not a login
 */
public record AccessRequest(
    Account account,
    GameId game,
    ExternalIdentity identity,
    PlatformFacts facts,
    Optional<String> country,
    boolean refresh) {
  /** {@code AccessRequest(…)}: it is about a person. */
  @Override
  public String toString() {
    return "AccessRequest(…)";
  }
}
