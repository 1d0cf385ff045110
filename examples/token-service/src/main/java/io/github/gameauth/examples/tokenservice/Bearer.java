// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.Accounts;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.Persona;
import io.github.gameauth.account.PersonaId;
import io.github.gameauth.account.PersonaStore;
import io.github.gameauth.mint.PlayerClaims;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.session.BearerHeader;
import io.github.gameauth.session.WwwAuthenticate;
import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.Verification;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Collections;

/** Finds out whose access token a request bears (RFC 6750 §2.1). */
final class Bearer {
  private final TokenVerifier verifier;
  private final PersonaStore personas;
  private final Accounts accounts;
  private final TokenMinter minter;
  private final InstantSource clock;

  Bearer(Issuer issuer, PersonaStore personas, InstantSource clock) {
    this.verifier = issuer.verifier();
    this.personas = personas;
    this.accounts = issuer.accounts();
    this.minter = issuer.minter();
    this.clock = clock;
  }

  /** What a request bears. */
  static BearerHeader header(Context context) {
    return BearerHeader.of(Collections.list(context.req().getHeaders("Authorization")));
  }

  /** The player. What the token says of the account is compared with the account as it is now. */
  Player player(Context context) {
    String token =
        header(context)
            .token()
            .orElseThrow(
                () ->
                    Refusal.of(401, "invalid_token", "an access token is needed")
                        .header("WWW-Authenticate", WwwAuthenticate.bearer().value()));
    Claims claims = verified(token);
    PlayerClaims told = minter.playerClaims(claims.asMap()).orElseThrow(Bearer::revoked);
    Persona persona =
        personas
            .find(new GameId(told.game()), new PersonaId(claims.subject().orElseThrow()))
            .filter(each -> each.aliasOf().isEmpty())
            .orElseThrow(Bearer::revoked);
    Account account =
        accounts
            .find(persona.account())
            .filter(each -> each.isActiveAt(clock.instant()))
            .filter(each -> told.sessionEpoch() >= each.sessionEpoch())
            .orElseThrow(Bearer::revoked);
    return new Player(
        account,
        persona,
        claims.text("sid").orElseThrow(Bearer::revoked),
        claims.time("auth_time").orElseThrow(Bearer::revoked),
        told.degraded());
  }

  private Claims verified(String token) {
    Verification verification = verifier.verify(token);
    if (verification instanceof Verification.Accepted accepted) {
      return accepted.player().claims();
    }
    if (verification instanceof Verification.Undecided undecided) {
      throw Refusal.unavailable("unavailable", undecided.retryAfter());
    }
    Rejection rejection = ((Verification.Rejected) verification).rejection();
    throw switch (rejection.reason()) {
      case EXPIRED -> Refusal.bearer("expired_token", "the access token has expired");
      case REVOKED -> revoked();
      default -> Refusal.bearer("invalid_token", "the access token is not good");
    };
  }

  private static Refusal revoked() {
    return Refusal.bearer("revoked", "the session has ended");
  }
}
