// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Wants claims to be there, whatever they say; {@code null} is not there.
 *
 * <p>Objects with {@code CLAIM} and the first missing name. Immutable and safe to share.
 *
 * @param names the claims, at least one
 */
public record RequiredClaims(Set<String> names) implements ClaimPolicy {
  /**
   * Copies the names.
   *
   * @throws IllegalArgumentException if there is none, or one is blank
   */
  public RequiredClaims {
    names = Configured.texts("claim", names);
  }

  /** Requires these claims. */
  public static RequiredClaims of(String... names) {
    return new RequiredClaims(Configured.set("claim", names));
  }

  @Override
  public boolean changesWithTime() {
    return false;
  }

  @Override
  public Optional<Rejection> objectionTo(Claims claims, Instant now) {
    for (String name : names) {
      if (!claims.says(name)) {
        return Optional.of(Rejection.ofClaim(name, name + " is missing"));
      }
    }
    return Optional.empty();
  }
}
