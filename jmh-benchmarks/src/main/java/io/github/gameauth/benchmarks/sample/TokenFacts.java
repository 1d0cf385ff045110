// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.sample;

import java.time.Duration;
import java.time.Instant;

/**
 * What makes a token good or bad.
 *
 * @param number tells it from other tokens
 */
public record TokenFacts(
    int number, String issuer, String audience, Instant issuedAt, Instant expiresAt) {
  /** Facts that nobody can object to for an hour. */
  public static TokenFacts good(int number, Instant now) {
    return new TokenFacts(
        number,
        SampleIssuer.NAME,
        SampleIssuer.AUDIENCE,
        now.minusSeconds(5),
        now.plus(Duration.ofHours(1)));
  }

  /** Whom the token is about. */
  public String subject() {
    return subject(number);
  }

  /** Whom a token of that number is about. */
  public static String subject(int number) {
    return "p-%06d".formatted(number);
  }

  /** The same, expired an hour ago: beyond anybody's leeway. */
  public TokenFacts expired() {
    Duration twoHours = Duration.ofHours(2);
    return new TokenFacts(
        number, issuer, audience, issuedAt.minus(twoHours), expiresAt.minus(twoHours));
  }

  /** The same from another issuer. */
  public TokenFacts issuer(String other) {
    return new TokenFacts(number, other, audience, issuedAt, expiresAt);
  }

  /** The same for somebody else. */
  public TokenFacts audience(String other) {
    return new TokenFacts(number, issuer, other, issuedAt, expiresAt);
  }
}
