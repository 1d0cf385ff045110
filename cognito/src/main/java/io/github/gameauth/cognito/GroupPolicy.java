// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import io.github.gameauth.claim.ClaimPolicy;
import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Wants the player to be in groups of the user pool, as {@code cognito:groups} lists them. Names
 * are compared letter by letter. Objects with {@code CLAIM(cognito:groups)}.
 *
 * @param wanted the groups, at least one
 * @param all whether the player must be in each of them, rather than in one
 */
record GroupPolicy(Set<String> wanted, boolean all) implements ClaimPolicy {
  static final String GROUPS = "cognito:groups";

  private static final Optional<Rejection> MISSING =
      Optional.of(Rejection.ofClaim(GROUPS, GROUPS + " is missing or no list of texts"));
  private static final Optional<Rejection> NOT_IN =
      Optional.of(Rejection.ofClaim(GROUPS, GROUPS + " lacks a group that is wanted"));

  @Override
  public boolean changesWithTime() {
    return false;
  }

  @Override
  public Optional<Rejection> objectionTo(Claims claims, Instant now) {
    Optional<List<String>> groups = claims.texts(GROUPS);
    if (groups.isEmpty()) {
      return MISSING;
    }
    boolean enough =
        all ? groups.get().containsAll(wanted) : wanted.stream().anyMatch(groups.get()::contains);
    return enough ? Optional.empty() : NOT_IN;
  }
}
