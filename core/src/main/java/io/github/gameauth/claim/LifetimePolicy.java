// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import io.github.gameauth.token.Claims;
import io.github.gameauth.token.RegisteredClaims;
import io.github.gameauth.token.Rejection;
import io.github.gameauth.token.Rejection.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Wants the token to be alive: begun, not expired, and not living longer than anybody meant it to.
 *
 * <p>{@code exp} must be there. The token is dead on and after {@code exp} plus leeway, and not yet
 * alive before {@code nbf} less leeway, if it has one. {@code iat} may not lie in the future, and
 * {@code exp} no further ahead than {@code maxLifetime}; both are granted the leeway, too, so that
 * an issuer who mints for the full time and whose clock runs ahead is not refused.
 *
 * <p>Objects with {@code EXPIRED}, {@code NOT_YET_VALID}, {@code CLAIM(exp)} or {@code CLAIM(iat)}.
 * Immutable and safe to share.
 *
 * @param leeway how far the issuer's clock and ours may disagree, 0 to 5 minutes; {@link #DEFAULT}
 *     has 30 seconds
 * @param maxLifetime how far ahead {@code exp} may lie, 1 second to 30 days; {@link #DEFAULT} has
 *     24 hours. It catches stolen signing keys, and an {@code exp} in milliseconds
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4">RFC 7519 §4.1.4</a>
 */
public record LifetimePolicy(Duration leeway, Duration maxLifetime) implements ClaimPolicy {
  /** The most leeway we accept; beyond it the clocks want mending, not forgiving. */
  public static final Duration MAX_LEEWAY = Duration.ofMinutes(5);

  /** The largest {@link #maxLifetime} that may be asked for. */
  public static final Duration LONGEST_LIFETIME = Duration.ofDays(30);

  /** 30 seconds of leeway, 24 hours of life. */
  public static final LifetimePolicy DEFAULT =
      new LifetimePolicy(Duration.ofSeconds(30), Duration.ofHours(24));

  private static final Optional<Rejection> NO_EXPIRY =
      Optional.of(Rejection.ofClaim("exp", "exp is missing"));
  private static final Optional<Rejection> EXPIRED =
      Optional.of(Rejection.of(Reason.EXPIRED, "exp has passed"));
  private static final Optional<Rejection> TOO_LONG =
      Optional.of(Rejection.ofClaim("exp", "exp lies further ahead than any token may live"));
  private static final Optional<Rejection> NOT_YET_VALID =
      Optional.of(Rejection.of(Reason.NOT_YET_VALID, "nbf lies ahead"));
  private static final Optional<Rejection> FROM_THE_FUTURE =
      Optional.of(Rejection.ofClaim("iat", "iat lies in the future"));

  /** Checks the ranges. */
  public LifetimePolicy {
    Configured.between("leeway", leeway, Duration.ZERO, MAX_LEEWAY);
    Configured.between("maxLifetime", maxLifetime, Duration.ofSeconds(1), LONGEST_LIFETIME);
  }

  /** The same with another leeway. */
  public LifetimePolicy leeway(Duration other) {
    return new LifetimePolicy(other, maxLifetime);
  }

  /** The same with another maximum of life. */
  public LifetimePolicy maxLifetime(Duration other) {
    return new LifetimePolicy(leeway, other);
  }

  @Override
  public Optional<Rejection> objectionTo(Claims claims, Instant now) {
    return objectionTo(claims.registered(), now);
  }

  /** What speaks against these claims at {@code now}, verified or not, or empty. */
  public Optional<Rejection> objectionTo(RegisteredClaims registered, Instant now) {
    long expiry = registered.expirySecond();
    if (expiry == RegisteredClaims.NO_TIME) {
      return NO_EXPIRY;
    }
    if (!isAfter(expiry + leeway.getSeconds(), leeway.getNano(), now)) {
      return EXPIRED;
    }
    if (isAfter(
        expiry - maxLifetime.getSeconds() - leeway.getSeconds(),
        -maxLifetime.getNano() - leeway.getNano(),
        now)) {
      return TOO_LONG;
    }
    if (isAhead(registered.notBeforeSecond(), now)) {
      return NOT_YET_VALID;
    }
    return isAhead(registered.issuedAtSecond(), now) ? FROM_THE_FUTURE : Optional.empty();
  }

  private boolean isAhead(long second, Instant now) {
    return second != RegisteredClaims.NO_TIME
        && isAfter(second - leeway.getSeconds(), -leeway.getNano(), now);
  }

  /**
   * Whether a second, moved by up to two seconds of nanoseconds, lies after {@code now}. Claims lie
   * in the years 1970 to 9999, so moving them cannot overflow; moving {@code now} could.
   */
  private static boolean isAfter(long second, int nanos, Instant now) {
    long whole = second + Math.floorDiv(nanos, 1_000_000_000);
    int rest = Math.floorMod(nanos, 1_000_000_000);
    long nowSecond = now.getEpochSecond();
    return whole > nowSecond || (whole == nowSecond && rest > now.getNano());
  }
}
