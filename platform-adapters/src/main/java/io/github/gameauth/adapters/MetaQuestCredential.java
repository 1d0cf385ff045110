// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.secret.Secret;
import java.util.Optional;

/**
 * What a client got from Meta's platform SDK. All of it is the client's word until Meta has
 * confirmed it.
 *
 * @param userId the id of {@code Users.GetLoggedInUser}
 * @param nonce the nonce of {@code Users.GetUserProof}, good for one check
 * @param appId which of our apps the player runs; may be left out where we have one
 */
public record MetaQuestCredential(String userId, Secret nonce, Optional<String> appId) {
  /** For a game with one app. */
  public MetaQuestCredential(String userId, Secret nonce) {
    this(userId, nonce, Optional.empty());
  }

  /** {@code MetaQuestCredential(…)}. */
  @Override
  public String toString() {
    return "MetaQuestCredential(…)";
  }
}
