// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.token.Rejection.Reason;
import java.util.List;
import java.util.Set;

/**
 * Leads tokens through this package as the verifier does: parsed, then checked with the keys that
 * fit their id. Issuer, policies and caches are other packages' business.
 */
record Door(TokenLimits limits, Set<Algorithm> allowed, List<VerificationKey> keys) {
  /** A door for RS256 alone, as it is by default. */
  static Door with(VerificationKey... keys) {
    return new Door(TokenLimits.DEFAULT, Set.of(Algorithm.RS256), List.of(keys));
  }

  /** The same for other algorithms. */
  Door allowing(Algorithm... algorithms) {
    return new Door(limits, Set.of(algorithms), keys);
  }

  /** The same with other limits. */
  Door within(TokenLimits other) {
    return new Door(other, allowed, keys);
  }

  /** The claims of a token, or what speaks against it. */
  Claims claims(String token) throws TokenRejectedException {
    UnverifiedToken unverified = UnverifiedToken.parse(token, limits, allowed);
    List<VerificationKey> fitting =
        keys.stream()
            .filter(key -> unverified.keyId().isEmpty() || unverified.keyId().equals(key.keyId()))
            .toList();
    if (fitting.isEmpty()) {
      throw new TokenRejectedException(Rejection.of(Reason.KEY_UNKNOWN, "no such key"));
    }
    return unverified.verifiedBy(fitting, SignatureProvider.platform());
  }

  /** The claims of a token that must come in. */
  Claims letsIn(String token) {
    try {
      return claims(token);
    } catch (TokenRejectedException e) {
      throw new AssertionError("refused, " + e.rejection() + ": " + token, e);
    }
  }

  /** Why a token that must not come in is refused. Nothing out of the token may stand in it. */
  Rejection refuses(String token) {
    Claims claims;
    try {
      claims = claims(token);
    } catch (TokenRejectedException e) {
      if (token.length() > 8) {
        assertFalse(e.rejection().toString().contains(token), token);
      }
      assertEquals(e.rejection().code(), e.getMessage());
      assertEquals(0, e.getStackTrace().length);
      return e.rejection();
    }
    throw new AssertionError("let in with " + claims.asMap() + ": " + token);
  }

  /** Insists on a reason. */
  void refuses(Reason reason, String token) {
    assertEquals(reason, refuses(token).reason(), token);
  }

  /** Insists on {@code CLAIM} and the claim. */
  void refusesClaim(String claim, String token) {
    assertEquals("CLAIM(" + claim + ")", refuses(token).code(), token);
  }
}
