// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.secret.Secret;
import java.util.Optional;

/**
 * What a client got from itch.io: the token of the app or an OAuth key, one of them.
 *
 * @param token what the itch.io app puts into {@code ITCHIO_API_KEY} where the game's manifest asks
 *     for the scope {@code profile:me}
 * @param key what a login by OAuth gave
 */
public record ItchCredential(Optional<Secret> token, Optional<Secret> key) {
  /** Insists on one of the two. */
  public ItchCredential {
    if (token.isPresent() == key.isPresent()) {
      throw new IllegalArgumentException("credential: both or neither (expected: token or key)");
    }
  }

  /** The token of the itch.io app. */
  public static ItchCredential ofToken(Secret token) {
    return new ItchCredential(Optional.of(token), Optional.empty());
  }

  /** An OAuth key. */
  public static ItchCredential ofKey(Secret key) {
    return new ItchCredential(Optional.empty(), Optional.of(key));
  }
}
