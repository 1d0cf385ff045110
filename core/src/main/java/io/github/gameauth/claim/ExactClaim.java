// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import java.time.Instant;
import java.util.Optional;

/**
 * Wants a claim to say exactly one thing, such as the tenant, the title or the region where an
 * issuer signs for several. A number is no text and {@code "true"} is not {@code true}.
 *
 * <p>Objects with {@code CLAIM} and the name. Immutable and safe to share. It prints the value: do
 * not use it for secrets.
 *
 * @param name the claim
 * @param value what it must say: a {@link String}, a {@link Long} or a {@link Boolean}
 */
public record ExactClaim(String name, Object value) implements ClaimPolicy {
  /**
   * Checks the name and the kind of value.
   *
   * @throws IllegalArgumentException if the name is blank, or the value of another kind
   */
  public ExactClaim {
    Configured.text("claim", name);
    if (!(value instanceof String || value instanceof Long || value instanceof Boolean)) {
      throw new IllegalArgumentException(
          name + ": " + value.getClass().getSimpleName() + " (expected: String, Long or Boolean)");
    }
  }

  /** Wants this text, letter by letter. */
  public static ExactClaim text(String name, String value) {
    return new ExactClaim(name, value);
  }

  /** Wants this whole number. */
  public static ExactClaim number(String name, long value) {
    return new ExactClaim(name, value);
  }

  /** Wants {@code true} or {@code false}. */
  public static ExactClaim flag(String name, boolean value) {
    return new ExactClaim(name, value);
  }

  @Override
  public boolean changesWithTime() {
    return false;
  }

  @Override
  public Optional<Rejection> objectionTo(Claims claims, Instant now) {
    return claims.value(name).filter(value::equals).isPresent()
        ? Optional.empty()
        : Optional.of(Rejection.ofClaim(name, name + " does not say what is required"));
  }
}
