// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import java.util.Optional;

/** What a user pool made a token for, as {@code token_use} says. */
public enum TokenUse {
  /** To tell an application who the player is. Carries attributes; {@code aud} is the client. */
  ID("id"),
  /** To be let in somewhere. Carries scopes; {@code client_id} is the client. */
  ACCESS("access");

  private final String claim;

  TokenUse(String claim) {
    this.claim = claim;
  }

  /** The claim's value. */
  public String claim() {
    return claim;
  }

  static Optional<TokenUse> of(Optional<String> claim) {
    for (TokenUse use : values()) {
      if (claim.filter(use.claim::equals).isPresent()) {
        return Optional.of(use);
      }
    }
    return Optional.empty();
  }
}
