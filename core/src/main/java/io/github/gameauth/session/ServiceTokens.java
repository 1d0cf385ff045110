// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.check.Require;
import io.github.gameauth.mint.MintedToken;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.mint.TokenSpec;
import java.time.Duration;
import java.util.Set;

/**
 * Mints tokens by which services know each other: {@code sub} and {@code client_id} are the
 * service, and nothing in them is a player's. Give services audiences of their own, that no
 * player's token has; a verifier of players' tokens that shares an audience with them has to insist
 * on {@code sid}.
 *
 * <p>Safe to share.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2.2">RFC 9068 §2.2, on {@code
 *     sub}</a>
 */
public final class ServiceTokens {
  private final TokenMinter minter;
  private final Duration lifetime;

  /**
   * Tokens of that lifetime.
   *
   * @param minter what mints them
   * @param lifetime 5 to 15 minutes
   */
  public ServiceTokens(TokenMinter minter, Duration lifetime) {
    this.minter = minter;
    this.lifetime =
        Require.between("lifetime", lifetime, Duration.ofMinutes(5), Duration.ofMinutes(15));
  }

  /**
   * A token for a service whose identity the caller has checked.
   *
   * @param service the service's id
   * @param audience whom the token is for
   * @param scope what it allows
   * @throws io.github.gameauth.mint.SigningKeysUnavailableException if nothing can be signed now
   */
  public MintedToken mint(String service, String audience, Set<String> scope) {
    TokenSpec spec =
        TokenSpec.forSubject(service).audience(audience).clientId(service).livingFor(lifetime);
    return minter.mint(scope.isEmpty() ? spec : spec.scope(Scopes.text(Scopes.checked(scope))));
  }
}
