// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import io.github.gameauth.secret.Secret;
import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import java.time.Instant;
import java.util.Optional;

/**
 * Wants the token to answer one particular sign-in: {@code nonce} must be the value that was sent
 * with the request, compared in constant time. An id token stolen from another sign-in has another.
 *
 * <p>Each sign-in has its own nonce, and a verifier lives longer: verify first, then hold the
 * accepted claims against a new policy.
 *
 * <p>Objects with {@code CLAIM(nonce)}. Immutable and safe to share; does not print the nonce.
 *
 * @param nonce what was sent
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID
 *     Connect Core §3.1.3.7, step 11</a>
 */
public record NoncePolicy(Secret nonce) implements ClaimPolicy {
  private static final Optional<Rejection> MISSING =
      Optional.of(Rejection.ofClaim("nonce", "nonce is missing, empty or no text"));
  private static final Optional<Rejection> ANOTHER =
      Optional.of(Rejection.ofClaim("nonce", "nonce belongs to another sign-in"));

  @Override
  public boolean changesWithTime() {
    return false;
  }

  @Override
  public Optional<Rejection> objectionTo(Claims claims, Instant now) {
    Optional<String> answered = claims.text("nonce");
    if (answered.isEmpty() || answered.get().isEmpty()) {
      return MISSING;
    }
    return nonce.equals(Secret.of(answered.get())) ? Optional.empty() : ANOTHER;
  }
}
