// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import io.github.gameauth.revocation.RevocationView;
import io.github.gameauth.verify.TrustedIssuer;
import java.util.List;
import java.util.Set;

/**
 * A user pool as somebody whose tokens are believed, for a {@code TokenVerifier}.
 *
 * <p>Two things must be said beside the pool: which of its two kinds of token is expected, and for
 * which app clients. Everything else has a default: RS256 alone, {@code exp} required, 30 seconds
 * of leeway, no tokens of machines, both forms of the issuer's name, keys from where AWS publishes
 * them.
 *
 * <pre>{@code
 * CognitoIssuer pool =
 *     CognitoIssuer.of(UserPoolId.of("eu-west-1_AbCdEf123"))
 *         .accessTokens()                           // or idTokens(), or anyTokenUse()
 *         .client("1h57kf5cpq17m0eml12EXAMPLE")     // or anyClient()
 *         .build();
 * TokenVerifier verifier = TokenVerifier.trusting(pool.trustedIssuers());
 * if (verifier.verify(token) instanceof Verification.Accepted accepted) {
 *   CognitoClaims claims = CognitoClaims.of(accepted.player());
 *   join(claims.subject(), claims.groups());
 * }
 * }</pre>
 *
 * <p>Several pools go into one verifier, each with rules of its own: {@code
 * TokenVerifier.builder().trust(one.trustedIssuers()).trust(other.trustedIssuers())}. One pool
 * stands there once.
 *
 * <p>Immutable and safe to share.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html">Verifying
 *     JSON web tokens</a>
 */
public final class CognitoIssuer {
  private final UserPoolId pool;
  private final List<TrustedIssuer> issuers;
  private final Set<String> names;
  private final boolean machines;

  CognitoIssuer(UserPoolId pool, List<TrustedIssuer> issuers, Set<String> names, boolean machines) {
    this.pool = pool;
    this.issuers = List.copyOf(issuers);
    this.names = Set.copyOf(names);
    this.machines = machines;
  }

  /** Begins with the pool. */
  public static CognitoIssuerBuilder of(UserPoolId pool) {
    return new CognitoIssuerBuilder(pool);
  }

  /** The pool. */
  public UserPoolId pool() {
    return pool;
  }

  /**
   * What a {@code TokenVerifier} is to trust: one for each name that the pool's tokens may give it,
   * all under the same rules. A new array at each call.
   */
  public TrustedIssuer[] trustedIssuers() {
    return issuers.toArray(TrustedIssuer[]::new);
  }

  /** The names that the pool's tokens may give it in {@code iss}. */
  public Set<String> names() {
    return names;
  }

  /** Whether tokens of machines are accepted, whose {@code sub} is no player. */
  boolean takesMachines() {
    return machines;
  }

  /**
   * What {@code view} revokes of this pool's tokens, whichever name they give the pool: the view is
   * asked as if all of them said {@code name}. Tokens of others are left to it as they are.
   *
   * <p>Cognito tells nobody who verifies tokens locally that somebody signed out; this is how a
   * server hears of it. A session is named by {@code origin_jti}, which all tokens of one sign-in
   * share, a player by {@code sub}, with the time up to which sign-ins are ended:
   *
   * <pre>{@code
   * Revocation.of(RevocationKind.SESSION, originJti, accessTokensLastUntil);
   * Revocation.upTo(RevocationKind.SUBJECT, sub, signedOutAt, accessTokensLastUntil);
   * }</pre>
   *
   * @param name the name that the view knows the pool by, such as a {@code RevocationFeed}'s issuer
   */
  public RevocationView revocations(String name, RevocationView view) {
    return token ->
        view.revokes(names.contains(token.issuer()) ? new RenamedMark(name, token) : token);
  }

  /** The pool's id. */
  @Override
  public String toString() {
    return "CognitoIssuer(" + pool + ")";
  }
}
