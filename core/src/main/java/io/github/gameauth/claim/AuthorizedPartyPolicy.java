// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * Wants an id token to have been issued to a client of ours: {@code azp}, where it is there, must
 * name one, and where the token has several audiences it must be there.
 *
 * <p>Objects with {@code CLAIM(azp)}. Immutable and safe to share.
 *
 * @param parties our clients; if there is none, {@code azp} is not looked at, and every token with
 *     several audiences is refused, since nobody can tell to whom it was issued
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID
 *     Connect Core §3.1.3.7, steps 4 and 5</a>
 */
public record AuthorizedPartyPolicy(Set<String> parties) implements ClaimPolicy {
  private static final Optional<Rejection> MISSING =
      Optional.of(Rejection.ofClaim("azp", "azp is missing although aud names several"));
  private static final Optional<Rejection> UNTOLD =
      Optional.of(Rejection.ofClaim("azp", "aud names several, and no party is configured"));
  private static final Optional<Rejection> ANOTHER =
      Optional.of(Rejection.ofClaim("azp", "azp is none of the parties accepted here"));

  /**
   * Copies the parties.
   *
   * @throws IllegalArgumentException if one is blank
   */
  public AuthorizedPartyPolicy {
    parties = parties.isEmpty() ? Collections.emptySet() : Configured.texts("party", parties);
  }

  /** Accepts tokens issued to one of these clients. */
  public static AuthorizedPartyPolicy anyOf(String... parties) {
    return new AuthorizedPartyPolicy(Configured.set("party", parties));
  }

  /** Knows no client, and so accepts tokens for a single audience only. */
  public static AuthorizedPartyPolicy forSingleAudiences() {
    return new AuthorizedPartyPolicy(Set.of());
  }

  @Override
  public boolean changesWithTime() {
    return false;
  }

  @Override
  public Optional<Rejection> objectionTo(Claims claims, Instant now) {
    boolean severalAudiences = claims.audience().size() > 1;
    if (parties.isEmpty()) {
      return severalAudiences ? UNTOLD : Optional.empty();
    }
    if (!claims.has("azp")) {
      return severalAudiences ? MISSING : Optional.empty();
    }
    return claims.text("azp").filter(parties::contains).isPresent() ? Optional.empty() : ANOTHER;
  }
}
