// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.check.Require;
import io.github.gameauth.mint.MintedToken;
import io.github.gameauth.mint.PlayerClaims;
import io.github.gameauth.mint.SigningKeysUnavailableException;
import io.github.gameauth.mint.TokenLifetimes;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.mint.TokenSpec;
import io.github.gameauth.token.Claims;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Makes lesser tokens of players' tokens: for one service to call another on a player's behalf.
 * Such a token is for another audience, names who acts, allows no more than the player's, and does
 * not outlive it. None can be made of one that was made so itself.
 *
 * <p>Safe to share.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8693#section-1.1">RFC 8693 §1.1</a>
 */
public final class Delegation {
  private final TokenMinter minter;
  private final InstantSource clock;

  /**
   * Delegation of the minter's own tokens.
   *
   * @param minter signs for the issuer of the players' tokens
   * @param clock the time of day, that of the minter
   */
  public Delegation(TokenMinter minter, InstantSource clock) {
    this.minter = minter;
    this.clock = clock;
  }

  /**
   * What is wanted.
   *
   * @param audience whom the token is for
   * @param actor the calling service, {@code act.sub}
   * @param scope what it shall allow; some or all of what the player's token does
   * @param lifetime how long it shall live; 1 minute to 24 hours, and less if the player's ends
   */
  public record Request(String audience, String actor, Set<String> scope, Duration lifetime) {
    /** Checks the names and the lifetime. */
    public Request {
      Require.printable("audience", audience);
      Require.printable("actor", actor);
      scope = Scopes.checked(scope);
      Require.between("lifetime", lifetime, TokenLifetimes.SHORTEST, TokenLifetimes.LONGEST);
    }
  }

  /** What came of it. */
  public sealed interface Outcome {
    /** The lesser token. */
    record Accepted(MintedToken token) implements Outcome {}

    /** None; what to tell who asked. */
    record Rejected(OAuthError error) implements Outcome {}

    /** Nothing can be signed now. */
    record Undecided(Duration retryAfter) implements Outcome {}
  }

  /**
   * A lesser token.
   *
   * @param player who was verified a moment ago
   * @throws IllegalArgumentException if the player's token is another issuer's, or the lifetime is
   *     longer than the keys allow
   */
  public Outcome lesser(VerifiedPlayer player, Request request) {
    Claims claims = player.claims();
    if (!player.issuer().equals(minter.issuer())) {
      throw new IllegalArgumentException(
          "player: of " + player.issuer() + " (expected: of " + minter.issuer() + ")");
    }
    if (claims.has("act") || claims.has("cnf")) {
      return refused("invalid_request"); // its chain would be cut, or its binding lost
    }
    if (!granted(claims).containsAll(request.scope())) {
      return refused("invalid_scope");
    }
    Optional<Instant> end = player.expiresAt().filter(at -> at.isAfter(now().plusSeconds(1)));
    if (end.isEmpty()) {
      return refused("invalid_request"); // over, or before the minter has looked at its clock
    }
    try {
      return new Outcome.Accepted(minter.mint(spec(player, request), end.get()));
    } catch (SigningKeysUnavailableException e) {
      return new Outcome.Undecided(e.retryAfter());
    }
  }

  private Instant now() {
    return Instant.ofEpochSecond(clock.instant().getEpochSecond());
  }

  private static Outcome refused(String error) {
    return new Outcome.Rejected(OAuthError.of(error));
  }

  private static Set<String> granted(Claims claims) {
    return claims.text("scope").flatMap(Scopes::parse).orElse(Set.of());
  }

  /** What was settled at the player's login stays as it is, so that bans and logouts reach it. */
  private TokenSpec spec(VerifiedPlayer player, Request request) {
    Claims claims = player.claims();
    TokenSpec spec =
        TokenSpec.forSubject(player.subject())
            .audience(request.audience())
            .actedBy(request.actor())
            .livingFor(request.lifetime());
    if (!request.scope().isEmpty()) {
      spec = spec.scope(Scopes.text(request.scope()));
    }
    spec = claims.text("client_id").map(spec::clientId).orElse(spec);
    spec = player.sessionId().map(spec::sessionId).orElse(spec);
    spec = claims.time("auth_time").map(spec::authenticatedAt).orElse(spec);
    spec = claims.text("acr").map(spec::assurance).orElse(spec);
    Optional<PlayerClaims> ours = minter.playerClaims(claims.asMap());
    return ours.map(spec::player).orElse(spec);
  }
}
