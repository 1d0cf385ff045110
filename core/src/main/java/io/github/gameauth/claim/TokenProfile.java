// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import java.util.ArrayList;
import java.util.List;

/**
 * A kind of token: the type that its header states, and what its claims must say beyond issuer,
 * audience and lifetime, which are judged for every kind. Two kinds under one key are told apart by
 * this alone.
 *
 * <p>Immutable and safe to share.
 *
 * @param type what {@code typ} must be
 * @param policies what the claims must fulfil, in this order
 */
public record TokenProfile(TypePolicy type, List<ClaimPolicy> policies) {
  /** Copies the list. */
  public TokenProfile {
    policies = List.copyOf(policies);
  }

  /**
   * The tokens that GameAuth's {@code TokenMinter} makes: {@code typ} is {@code at+jwt}, and {@code
   * iss}, {@code exp}, {@code aud}, {@code sub}, {@code iat} and {@code jti} are there. The same as
   * {@link #accessToken()}, except that {@code client_id} may be left out.
   */
  public static TokenProfile playerToken() {
    return new TokenProfile(
        TypePolicy.accessToken(),
        List.of(
            RequiredClaims.of("iss", "exp", "aud", "sub", "iat", "jti"),
            ConfirmationPolicy.BEARER_TOKENS_ONLY));
  }

  /**
   * Access tokens of RFC 9068: {@code typ} is {@code at+jwt}, and {@code iss}, {@code exp}, {@code
   * aud}, {@code sub}, {@code client_id}, {@code iat} and {@code jti} are there.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2.2">RFC 9068 §2.2</a>
   */
  public static TokenProfile accessToken() {
    return new TokenProfile(
        TypePolicy.accessToken(),
        List.of(
            RequiredClaims.of("iss", "exp", "aud", "sub", "iat", "jti"),
            new RequiredText("client_id"),
            ConfirmationPolicy.BEARER_TOKENS_ONLY));
  }

  /**
   * Tickets for one game server, good once: {@code typ} is {@code join+jwt}, and {@code iss},
   * {@code exp}, {@code aud}, {@code sub}, {@code iat} and {@code jti} are there. A profile cannot
   * tell whether one was used before; {@code JoinGate} does.
   */
  public static TokenProfile joinTicket() {
    return new TokenProfile(
        TypePolicy.named("join+jwt"),
        List.of(
            RequiredClaims.of("iss", "exp", "aud", "sub", "iat", "jti"),
            ConfirmationPolicy.BEARER_TOKENS_ONLY));
  }

  /**
   * Id tokens of OpenID Connect for a single audience: {@code typ} is {@code JWT} or absent, {@code
   * iss}, {@code sub}, {@code aud}, {@code exp} and {@code iat} are there, and nothing marks a
   * security event, a logout or a proof. {@code azp} is not looked at.
   *
   * <p>Add {@link NoncePolicy} or {@link MaxAuthAgePolicy} by {@link #and} where the request had
   * one.
   *
   * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID
   *     Connect Core §3.1.3.7</a>
   */
  public static TokenProfile idToken() {
    return idToken(AuthorizedPartyPolicy.forSingleAudiences());
  }

  /**
   * The same as {@link #idToken()}, for tokens issued to one of these clients: {@code azp} must
   * name one of them where it is there, and be there where {@code aud} names several.
   */
  public static TokenProfile idTokenIssuedTo(String... clients) {
    return idToken(AuthorizedPartyPolicy.anyOf(clients));
  }

  private static TokenProfile idToken(AuthorizedPartyPolicy authorizedParty) {
    return new TokenProfile(
        TypePolicy.jwtOrAbsent(),
        List.of(
            RequiredClaims.of("iss", "sub", "aud", "exp", "iat"),
            ForbiddenClaims.OF_EVENTS_AND_PROOFS,
            authorizedParty,
            ConfirmationPolicy.BEARER_TOKENS_ONLY));
  }

  /**
   * Tokens of issuers that follow no profile: {@code typ} is {@code JWT} or absent, and nothing
   * marks a security event, a logout, a proof or a bound token. Where the same issuer signs several
   * kinds of token without {@code typ}, tell them apart: add {@link ForbiddenClaims} or an {@link
   * ExactClaim} by {@link #and}.
   */
  public static TokenProfile jwt() {
    return new TokenProfile(
        TypePolicy.jwtOrAbsent(),
        List.of(ForbiddenClaims.OF_EVENTS_AND_PROOFS, ConfirmationPolicy.BEARER_TOKENS_ONLY));
  }

  /** The same policies for tokens of another type. */
  public TokenProfile type(TypePolicy other) {
    return new TokenProfile(other, policies);
  }

  /** The same with one more policy, asked last. */
  public TokenProfile and(ClaimPolicy policy) {
    List<ClaimPolicy> more = new ArrayList<>(policies);
    more.add(policy);
    return new TokenProfile(type, more);
  }

  /**
   * The same, but tokens bound by {@code cnf} are accepted: the caller checks the proof that goes
   * with them before it acts on one.
   */
  public TokenProfile proofCheckedByCaller() {
    List<ClaimPolicy> others = new ArrayList<>(policies);
    others.removeIf(ConfirmationPolicy.BEARER_TOKENS_ONLY::equals);
    others.add(ConfirmationPolicy.PROOF_CHECKED_BY_CALLER);
    return new TokenProfile(type, others);
  }
}
