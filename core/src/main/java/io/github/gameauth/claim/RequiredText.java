// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import java.time.Instant;
import java.util.Optional;

/**
 * Wants a claim to be a text that is not blank, whatever it says.
 *
 * <p>Objects with {@code CLAIM} and the name. Immutable and safe to share.
 *
 * @param name the claim
 */
public record RequiredText(String name) implements ClaimPolicy {
  /** Checks that the name is not blank. */
  public RequiredText {
    Configured.text("claim", name);
  }

  @Override
  public boolean changesWithTime() {
    return false;
  }

  @Override
  public Optional<Rejection> objectionTo(Claims claims, Instant now) {
    return claims.text(name).filter(text -> !text.isBlank()).isPresent()
        ? Optional.empty()
        : Optional.of(Rejection.ofClaim(name, name + " is missing, blank or no text"));
  }
}
