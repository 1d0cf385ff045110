// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.revocation.TokenMark;
import io.github.gameauth.token.Claims;
import java.time.Instant;
import java.util.Optional;

/**
 * Who a token proves it is. Only {@link TokenVerifier} makes one, after every check has passed, so
 * holding one is the proof.
 *
 * <p>Immutable and safe to share. It prints no claim and is not {@link java.io.Serializable}.
 */
public final class VerifiedPlayer {
  private final TrustedIssuer issuer;
  private final String subject;
  private final Claims claims;

  VerifiedPlayer(TrustedIssuer issuer, String subject, Claims claims) {
    this.issuer = issuer;
    this.subject = subject;
    this.claims = claims;
  }

  /** Who the player is: the verified {@code sub}. Unique within {@link #issuer()} alone. */
  public String subject() {
    return subject;
  }

  /** Whose word it is: the name of the {@link TrustedIssuer}. */
  public String issuer() {
    return issuer.name();
  }

  /** When the token ends. */
  public Optional<Instant> expiresAt() {
    return claims.expiresAt();
  }

  /**
   * The session, if the token names one: {@code sid}, or the claim that {@link
   * TrustedIssuerBuilder#sessionIdFrom} was told.
   */
  public Optional<String> sessionId() {
    return claims.text(issuer.sessionIdClaim());
  }

  /** What a revocation may name the token by; for what outlives its check. */
  public TokenMark mark() {
    return new ClaimsMark(issuer, this);
  }

  /** Everything the token says. */
  public Claims claims() {
    return claims;
  }

  /** {@code VerifiedPlayer(…)}: claim values stay out of logs. */
  @Override
  public String toString() {
    return "VerifiedPlayer(…)";
  }
}
