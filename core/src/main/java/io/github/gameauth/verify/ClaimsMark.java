// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.revocation.TokenMark;
import io.github.gameauth.token.Claims;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The mark of a token that was just verified; a claim is read when a view asks for it. */
final class ClaimsMark implements TokenMark {
  private static final String PLAYER_CLAIMS = "/claims/player";
  private static final String SESSION_EPOCH = "sep";

  private final TrustedIssuer issuer;
  private final VerifiedPlayer player;
  private final Claims claims;

  ClaimsMark(TrustedIssuer issuer, VerifiedPlayer player) {
    this.issuer = issuer;
    this.player = player;
    this.claims = player.claims();
  }

  @Override
  public String issuer() {
    return issuer.name();
  }

  @Override
  public String subject() {
    return player.subject();
  }

  @Override
  public Optional<String> sessionId() {
    return player.sessionId();
  }

  @Override
  public Optional<String> tokenId() {
    return claims.tokenId();
  }

  @Override
  public Optional<String> keyId() {
    return claims.key().keyId();
  }

  @Override
  public Optional<Instant> startedAt() {
    return claims.time("auth_time").or(claims::issuedAt);
  }

  @Override
  public OptionalLong sessionEpoch() {
    Optional<Long> epoch =
        issuer.sessionEpochClaim().isPresent()
            ? claims.number(issuer.sessionEpochClaim().get())
            : claims
                .object(issuer.name() + PLAYER_CLAIMS)
                .map(members -> members.get(SESSION_EPOCH))
                .filter(Long.class::isInstance)
                .map(Long.class::cast);
    return epoch.isPresent() ? OptionalLong.of(epoch.get()) : OptionalLong.empty();
  }

  /** {@code TokenMark(…)}: claim values stay out of logs. */
  @Override
  public String toString() {
    return "TokenMark(…)";
  }
}
