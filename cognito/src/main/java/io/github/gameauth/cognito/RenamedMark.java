// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import io.github.gameauth.revocation.TokenMark;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** A token's mark under the one name that a pool of several names is known by. */
record RenamedMark(String issuer, TokenMark mark) implements TokenMark {
  @Override
  public String subject() {
    return mark.subject();
  }

  @Override
  public Optional<String> sessionId() {
    return mark.sessionId();
  }

  @Override
  public Optional<String> tokenId() {
    return mark.tokenId();
  }

  @Override
  public Optional<String> keyId() {
    return mark.keyId();
  }

  @Override
  public Optional<Instant> startedAt() {
    return mark.startedAt();
  }

  @Override
  public OptionalLong sessionEpoch() {
    return mark.sessionEpoch();
  }

  /** {@code TokenMark(…)}: claim values stay out of logs. */
  @Override
  public String toString() {
    return "TokenMark(…)";
  }
}
