// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import io.github.gameauth.token.TokenLimits;
import io.github.gameauth.token.TokenRejectedException;
import io.github.gameauth.token.UnverifiedToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What becomes of a really signed token in the hands of one policy. */
final class Verdicts {
  static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
  static final String ACCEPTED = "accepted";

  private static final TestIssuer ISSUER = TestIssuer.create(InstantSource.fixed(NOW));

  private Verdicts() {}

  static TestToken token() {
    return ISSUER.token();
  }

  /** {@link #ACCEPTED} or the rejection's code, be it the policy's or that of the token's form. */
  static String of(ClaimPolicy policy, TestToken token) {
    try {
      Claims claims =
          UnverifiedToken.parse(token.signed(), TokenLimits.DEFAULT, Set.of(Algorithm.RS256))
              .verifiedBy(List.of(ISSUER.key().forVerification()), SignatureProvider.platform());
      return of(policy, claims);
    } catch (TokenRejectedException e) {
      return e.rejection().code();
    }
  }

  static String of(ClaimPolicy policy, Claims claims) {
    Optional<Rejection> objection = policy.objectionTo(claims, NOW);
    objection.ifPresent(rejection -> requireThatItTellsNothing(rejection, claims));
    return objection.map(Rejection::code).orElse(ACCEPTED);
  }

  private static void requireThatItTellsNothing(Rejection rejection, Claims claims) {
    for (Object value : claims.asMap().values()) {
      if (value instanceof String text && text.length() > 2) {
        assertFalse(rejection.toString().contains(text), rejection.toString());
      }
    }
  }
}
