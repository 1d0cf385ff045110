// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.claim.ClaimPolicy;
import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Wants a token of Epic's to come from our deployments and sandboxes: one client id may serve
 * several of them, and those for development are not to be let into the live game.
 *
 * <p>It objects in the name of {@code aud}, since that is what the two claims refine: a token from
 * elsewhere is good, and made for another game.
 */
record EpicPlace(List<String> deploymentIds, List<String> sandboxIds) implements ClaimPolicy {
  @Override
  public boolean changesWithTime() {
    return false;
  }

  @Override
  public Optional<Rejection> objectionTo(Claims claims, Instant now) {
    if (claims.text("pfdid").filter(deploymentIds::contains).isEmpty()) {
      return Optional.of(Rejection.ofClaim("aud", "pfdid names no deployment of ours"));
    }
    return claims.text("pfsid").filter(sandboxIds::contains).isEmpty()
        ? Optional.of(Rejection.ofClaim("aud", "pfsid names no sandbox of ours"))
        : Optional.empty();
  }
}
