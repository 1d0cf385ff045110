// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.claim.ClaimPolicy;
import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells Epic's id tokens from its other tokens, which the same keys sign: if a claim names the
 * kind, it has to name this one.
 */
record EpicKind(String claim, String kind) implements ClaimPolicy {
  @Override
  public boolean changesWithTime() {
    return false;
  }

  @Override
  public Optional<Rejection> objectionTo(Claims claims, Instant now) {
    return claims.has(claim) && claims.text(claim).filter(kind::equals).isEmpty()
        ? Optional.of(Rejection.ofClaim(claim, claim + " names another kind of token"))
        : Optional.empty();
  }
}
