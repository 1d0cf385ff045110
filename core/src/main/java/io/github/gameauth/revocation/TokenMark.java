// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a revocation may name a token by, taken from verified claims. A verifier reads a claim only
 * when it is asked for, so a view should ask for no more than it needs.
 *
 * <p>It prints no claim.
 */
public interface TokenMark {
  /** The issuer's configured name. */
  String issuer();

  /** The verified {@code sub}. */
  String subject();

  /** The {@code sid}, or what the issuer has instead of it. */
  Optional<String> sessionId();

  /** The {@code jti}. */
  Optional<String> tokenId();

  /** The {@code kid} of the key that the signature was checked with. */
  Optional<String> keyId();

  /** When the session began: {@code auth_time}, else {@code iat}. */
  Optional<Instant> startedAt();

  /** The session epoch that the token carries. */
  OptionalLong sessionEpoch();

  /** A mark whose parts are all there. */
  static TokenMark of(
      String issuer,
      String subject,
      Optional<String> sessionId,
      Optional<String> tokenId,
      Optional<String> keyId,
      Optional<Instant> startedAt,
      OptionalLong sessionEpoch) {
    return new WholeMark(issuer, subject, sessionId, tokenId, keyId, startedAt, sessionEpoch);
  }

  /** This mark with all its parts read now, to be asked many times. */
  default TokenMark whole() {
    return of(issuer(), subject(), sessionId(), tokenId(), keyId(), startedAt(), sessionEpoch());
  }
}
