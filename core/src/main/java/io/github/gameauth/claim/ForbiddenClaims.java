// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Wants claims not to be there, not even as {@code null}. Where an issuer sends no {@code typ},
 * this is how another kind of token under the same key is told from the one expected: by a claim
 * that only the other kind has.
 *
 * <p>Objects with {@code CLAIM} and the name. Immutable and safe to share.
 *
 * @param names the claims, at least one
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.12">RFC 8725 §3.12</a>
 */
public record ForbiddenClaims(Set<String> names) implements ClaimPolicy {
  /**
   * Refuses what only id tokens say: {@code nonce}, {@code at_hash}, {@code c_hash}. For access
   * tokens of issuers that send no {@code typ}.
   *
   * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDToken">OpenID Connect
   *     Core §2</a>
   */
  public static final ForbiddenClaims OF_ID_TOKENS = of("nonce", "at_hash", "c_hash");

  /**
   * Refuses what tokens say that tell of something rather than somebody: {@code events} of security
   * events and logouts, {@code htm} and {@code htu} of DPoP proofs.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8417#section-2.2">RFC 8417 §2.2</a>
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-4.2">RFC 9449 §4.2</a>
   */
  public static final ForbiddenClaims OF_EVENTS_AND_PROOFS = of("events", "htm", "htu");

  /**
   * Copies the names.
   *
   * @throws IllegalArgumentException if there is none, or one is blank
   */
  public ForbiddenClaims {
    names = Configured.texts("claim", names);
  }

  /** Forbids these claims. */
  public static ForbiddenClaims of(String... names) {
    return new ForbiddenClaims(Configured.set("claim", names));
  }

  @Override
  public boolean changesWithTime() {
    return false;
  }

  @Override
  public Optional<Rejection> objectionTo(Claims claims, Instant now) {
    for (String name : names) {
      if (claims.has(name)) {
        return Optional.of(Rejection.ofClaim(name, name + " marks another kind of token"));
      }
    }
    return Optional.empty();
  }
}
