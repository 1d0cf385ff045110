// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.IdTokenProofBuilder;
import io.github.gameauth.claim.AudiencePolicy;
import io.github.gameauth.claim.ClaimPolicy;
import io.github.gameauth.claim.MaxAuthAgePolicy;
import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.token.Rejection;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which id tokens of a provider are taken.
 *
 * @param algorithms what it may sign by, 1 to 10; RS256 alone by default
 * @param otherIssuers further spellings of {@code iss}, 1 to 8, for the same players under the same
 *     keys; none by default
 * @param authorizedParties further clients that may stand in {@code azp}, 1 to 16; by default those
 *     that may stand in {@code aud}
 * @param subject the claim that names the player; {@code sub} by default. Never one that a player
 *     may change or that passes to somebody else, such as an e-mail address
 * @param maxAuthAge how long ago the sign-in behind the token may be ({@code auth_time}), 1 minute
 *     to 366 days; not looked at by default
 * @param leeway how far clocks may differ, 0 to 5 minutes; 1 minute by default
 * @param maxLifetime how far ahead {@code exp} may lie, 1 minute to 30 days; 24 hours by default
 * @param requiredClaims claims that must say exactly this, such as the tenant; by name or JSON
 *     pointer, 1 to 16. Whole numbers, true and false are compared as text
 */
public record OidcRules(
    Optional<List<Algorithm>> algorithms,
    Optional<List<String>> otherIssuers,
    Optional<List<String>> authorizedParties,
    Optional<String> subject,
    Optional<Duration> maxAuthAge,
    Optional<Duration> leeway,
    Optional<Duration> maxLifetime,
    Optional<Map<String, String>> requiredClaims) {
  /** The defaults. */
  public static final OidcRules DEFAULT =
      new OidcRules(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static final Duration LEEWAY = Duration.ofSeconds(60);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the value and its range
   */
  public OidcRules {
    algorithms = algorithms.map(all -> Require.some("algorithms", all, 10));
    if (algorithms.orElse(List.of()).contains(Algorithm.HS256)) {
      throw new IllegalArgumentException(
          "algorithms: HS256 (expected: algorithms with published keys)");
    }
    otherIssuers = otherIssuers.map(all -> Require.printables("otherIssuers", all, 8));
    authorizedParties =
        authorizedParties.map(all -> Require.printables("authorizedParties", all, 16));
    subject.ifPresent(claim -> Require.printable("subject", claim, 255));
    maxAuthAge.ifPresent(
        age -> Require.between("maxAuthAge", age, Duration.ofMinutes(1), Duration.ofDays(366)));
    leeway.ifPresent(span -> Require.between("leeway", span, Duration.ZERO, Duration.ofMinutes(5)));
    maxLifetime.ifPresent(
        span -> Require.between("maxLifetime", span, Duration.ofMinutes(1), Duration.ofDays(30)));
    requiredClaims = requiredClaims.map(Map::copyOf);
    requiredClaims.ifPresent(
        all -> {
          Require.between("requiredClaims", all.size(), 1, 16);
          all.keySet().forEach(path -> OidcClaim.checked("requiredClaims", path));
        });
  }

  void addTo(IdTokenProofBuilder proof, String issuer, List<String> clientIds) {
    Set<String> parties = new LinkedHashSet<>(clientIds);
    parties.addAll(authorizedParties.orElse(List.of()));
    Duration span = leeway.orElse(LEEWAY);
    proof
        .issuers(issuer, texts(otherIssuers.orElse(List.of())))
        .audience(
            AudiencePolicy.anyOf(texts(clientIds)), TokenProfile.idTokenIssuedTo(texts(parties)))
        .leeway(span)
        .subjectFrom(subject.orElse("sub"));
    algorithms
        .map(all -> all.toArray(Algorithm[]::new))
        .ifPresent(all -> proof.algorithms(all[0], all));
    maxLifetime.ifPresent(proof::maxLifetime);
    maxAuthAge.ifPresent(age -> proof.require(new MaxAuthAgePolicy(age, span)));
    requiredClaims
        .orElse(Map.of())
        .forEach((path, text) -> proof.require(saying(OidcClaim.at(path), text)));
  }

  private static String[] texts(Collection<String> texts) {
    return texts.toArray(String[]::new);
  }

  private static ClaimPolicy saying(OidcClaim claim, String text) {
    Optional<Rejection> objection =
        Optional.of(Rejection.ofClaim(claim.name(), "it does not say what is required"));
    return (claims, now) ->
        claim.textOf(claims).equals(Optional.of(text)) ? Optional.empty() : objection;
  }
}
