// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.revocation.TokenMark;
import io.github.gameauth.token.Claims;
import io.github.gameauth.verify.Verification.Accepted;
import org.jspecify.annotations.Nullable;

/** A token that was accepted, with all that is needed to ask again whether it still is. */
final class RememberedToken {
  private final Accepted verdict;
  private final IssuerTrust trust;
  private final TokenMark mark;
  private final Algorithm algorithm;
  private final @Nullable String keyId;
  private final VerificationKey key;
  private final long deadAtMillis;
  private final int weight;
  private final long livesNanos;

  RememberedToken(VerifiedPlayer player, IssuerTrust trust, int weight, long livesNanos) {
    Claims claims = player.claims();
    this.verdict = new Accepted(player);
    this.trust = trust;
    this.mark = player.mark().whole();
    this.algorithm = claims.algorithm();
    this.keyId = claims.keyId().orElse(null);
    this.key = claims.key();
    this.deadAtMillis = trust.deadAt(claims).toEpochMilli();
    this.weight = weight;
    this.livesNanos = livesNanos;
  }

  Accepted verdict() {
    return verdict;
  }

  IssuerTrust trust() {
    return trust;
  }

  TokenMark mark() {
    return mark;
  }

  /** Whether the key that it was checked with is trusted now: it, and not another of its name. */
  boolean hasItsKey() {
    return trust.find(algorithm, keyId) instanceof KeyAnswer.Found found
        && found.candidates().contains(key);
  }

  boolean isDeadAt(long millis) {
    return millis >= deadAtMillis;
  }

  int weight() {
    return weight;
  }

  long livesNanos() {
    return livesNanos;
  }
}
