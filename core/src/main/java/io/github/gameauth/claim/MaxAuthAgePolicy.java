// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Wants the player to have proved who they are not long ago: {@code auth_time} must be there, not
 * in the future, and at most {@code maxAge} old. A token may be fresh although the sign-in behind
 * it is not.
 *
 * <p>Objects with {@code CLAIM(auth_time)}. Immutable and safe to share.
 *
 * @param maxAge how long ago, 0 to 366 days
 * @param leeway how far the issuer's clock and ours may disagree, 0 to 5 minutes; granted on both
 *     sides
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID
 *     Connect Core §3.1.3.7, step 13</a>
 */
public record MaxAuthAgePolicy(Duration maxAge, Duration leeway) implements ClaimPolicy {
  private static final Duration LONGEST = Duration.ofDays(366);

  private static final Optional<Rejection> MISSING =
      Optional.of(Rejection.ofClaim("auth_time", "auth_time is missing or no NumericDate"));
  private static final Optional<Rejection> FROM_THE_FUTURE =
      Optional.of(Rejection.ofClaim("auth_time", "auth_time lies in the future"));
  private static final Optional<Rejection> TOO_OLD =
      Optional.of(Rejection.ofClaim("auth_time", "auth_time lies too far back"));

  /** Checks the ranges. */
  public MaxAuthAgePolicy {
    Configured.between("maxAge", maxAge, Duration.ZERO, LONGEST);
    Configured.between("leeway", leeway, Duration.ZERO, LifetimePolicy.MAX_LEEWAY);
  }

  /** At most {@code maxAge} ago, with 30 seconds of leeway. */
  public static MaxAuthAgePolicy of(Duration maxAge) {
    return new MaxAuthAgePolicy(maxAge, LifetimePolicy.DEFAULT.leeway());
  }

  @Override
  public Optional<Rejection> objectionTo(Claims claims, Instant now) {
    Optional<Instant> authenticated = claims.time("auth_time");
    if (authenticated.isEmpty()) {
      return MISSING;
    }
    if (authenticated.get().minus(leeway).isAfter(now)) {
      return FROM_THE_FUTURE;
    }
    return authenticated.get().plus(maxAge).plus(leeway).isBefore(now) ? TOO_OLD : Optional.empty();
  }
}
