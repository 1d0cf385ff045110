// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a revocation may name a token by, taken from verified claims.
 *
 * @param issuer the issuer's configured name
 * @param subject the verified {@code sub}
 * @param sessionId the {@code sid}
 * @param tokenId the {@code jti}
 * @param keyId the {@code kid} of the key that the signature was checked with
 * @param startedAt when the session began: {@code auth_time}, else {@code iat}
 * @param sessionEpoch the session epoch that the token carries
 */
public record TokenMark(
    String issuer,
    String subject,
    Optional<String> sessionId,
    Optional<String> tokenId,
    Optional<String> keyId,
    Optional<Instant> startedAt,
    OptionalLong sessionEpoch) {
  /** {@code TokenMark(…)}: claim values stay out of logs. */
  @Override
  public String toString() {
    return "TokenMark(…)";
  }
}
