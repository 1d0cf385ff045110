// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import java.time.Instant;
import java.util.Optional;

/**
 * What to do about {@code cnf}, by which an issuer binds a token to a key that its bearer must
 * prove to hold. Taken without that proof, such a token would be worth as much to a thief.
 *
 * <p>Objects with {@code CLAIM(cnf)}. Immutable and safe to share.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7800#section-3.1">RFC 7800 §3.1</a>
 */
public enum ConfirmationPolicy implements ClaimPolicy {
  /** Refuses every token with {@code cnf}: the default, since this library checks no proofs. */
  BEARER_TOKENS_ONLY {
    @Override
    public Optional<Rejection> objectionTo(Claims claims, Instant now) {
      return claims.has("cnf") ? BOUND : Optional.empty();
    }
  },

  /** Accepts tokens with {@code cnf}, because the caller checks the proof before it acts on one. */
  PROOF_CHECKED_BY_CALLER {
    @Override
    public Optional<Rejection> objectionTo(Claims claims, Instant now) {
      return claims.has("cnf") && claims.object("cnf").isEmpty() ? MALFORMED : Optional.empty();
    }
  };

  private static final Optional<Rejection> BOUND =
      Optional.of(
          Rejection.ofClaim("cnf", "cnf binds the token to a key, and no proof is checked"));
  private static final Optional<Rejection> MALFORMED =
      Optional.of(Rejection.ofClaim("cnf", "cnf is not an object"));

  @Override
  public boolean changesWithTime() {
    return false;
  }
}
