// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** A mark that was read as a whole. */
record WholeMark(
    String issuer,
    String subject,
    Optional<String> sessionId,
    Optional<String> tokenId,
    Optional<String> keyId,
    Optional<Instant> startedAt,
    OptionalLong sessionEpoch)
    implements TokenMark {
  @Override
  public TokenMark whole() {
    return this;
  }

  /** {@code TokenMark(…)}: claim values stay out of logs. */
  @Override
  public String toString() {
    return "TokenMark(…)";
  }
}
