// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.claim.AudiencePolicy;
import io.github.gameauth.claim.ClaimPolicy;
import io.github.gameauth.claim.LifetimePolicy;
import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.JwksSettings;
import io.github.gameauth.key.KeySource;
import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whose tokens are believed, and under which conditions. Plain data: one {@link TokenVerifier}
 * takes any number of them, and looks for a token's key only among those of the issuer that the
 * token names.
 *
 * <p>Three things must be said: the issuer's name, the audience, and where its keys come from.
 * Immutable and safe to share; several verifiers may be built with the same one.
 */
public final class TrustedIssuer {
  private final String name;
  private final boolean namedInTokens;
  private final Keys keys;
  private final Set<String> withdrawnKeys;
  private final Set<Algorithm> algorithms;
  private final Optional<AudiencePolicy> audience;
  private final LifetimePolicy lifetime;
  private final TokenProfile profile;
  private final List<ClaimPolicy> policies;
  private final String subjectClaim;
  private final Optional<String> sessionEpochClaim;
  private final boolean keyIdRequired;
  private final String sessionIdClaim;
  private final boolean fetchedWhenNamed;

  TrustedIssuer(TrustedIssuerBuilder builder, Keys keys) {
    this.name = builder.name;
    this.namedInTokens = builder.namedInTokens;
    this.keys = keys;
    this.withdrawnKeys = Set.copyOf(builder.withdrawnKeys);
    this.algorithms = Collections.unmodifiableSet(EnumSet.copyOf(builder.algorithms));
    this.audience = Optional.ofNullable(builder.audience);
    this.lifetime = builder.lifetime;
    this.profile = builder.profile;
    this.policies = List.copyOf(builder.policies);
    this.subjectClaim = builder.subjectClaim;
    this.sessionEpochClaim = Optional.ofNullable(builder.sessionEpochClaim);
    this.keyIdRequired = builder.keyIdRequired;
    this.sessionIdClaim = builder.sessionIdClaim;
    this.fetchedWhenNamed = builder.fetchedWhenNamed;
  }

  /** Where an issuer's keys come from. */
  sealed interface Keys {
    /** A source that the caller keeps, and closes if it needs closing. */
    record Handed(KeySource source) implements Keys {}

    /** A key set at an address fixed here. */
    record Fetched(URI url, JwksSettings settings, Optional<String> seed) implements Keys {}

    /** A key set whose address the issuer's discovery document tells. */
    record Discovered(JwksSettings settings, Optional<String> seed, Set<String> hosts)
        implements Keys {}
  }

  /**
   * Begins with the issuer's name, as its tokens say it in {@code iss}. It is compared letter by
   * letter: a slash more at the end is another issuer.
   *
   * @throws IllegalArgumentException if {@code issuer} is blank
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7519#section-4.1.1">RFC 7519 §4.1.1</a>
   */
  public static TrustedIssuerBuilder named(String issuer) {
    return new TrustedIssuerBuilder(issuer, true);
  }

  /**
   * Begins with an issuer whose tokens have no {@code iss}, such as a Nakama server. A verifier
   * takes at most one of this kind, and believes it only tokens that name no issuer.
   *
   * @param label what to call it in events and in {@link VerifiedPlayer#issuer()}
   */
  public static TrustedIssuerBuilder withoutIssuerClaim(String label) {
    return new TrustedIssuerBuilder(label, false);
  }

  /** The name, as tokens say it. */
  public String name() {
    return name;
  }

  boolean isNamedInTokens() {
    return namedInTokens;
  }

  Keys keys() {
    return keys;
  }

  Set<String> withdrawnKeys() {
    return withdrawnKeys;
  }

  Set<Algorithm> algorithms() {
    return algorithms;
  }

  Optional<AudiencePolicy> audience() {
    return audience;
  }

  LifetimePolicy lifetime() {
    return lifetime;
  }

  TokenProfile profile() {
    return profile;
  }

  List<ClaimPolicy> policies() {
    return policies;
  }

  String subjectClaim() {
    return subjectClaim;
  }

  /** The claim of its own that carries the session epoch; empty if it stands among the player's. */
  Optional<String> sessionEpochClaim() {
    return sessionEpochClaim;
  }

  boolean isKeyIdRequired() {
    return keyIdRequired;
  }

  String sessionIdClaim() {
    return sessionIdClaim;
  }

  /** Whether its keys are fetched for a token that names it and not before. */
  boolean isFetchedWhenNamed() {
    return fetchedWhenNamed;
  }

  /**
   * The same issuer with the same keys, believed for another kind of token alone.
   *
   * @throws IllegalArgumentException if that kind could not be told to be this issuer's
   */
  TrustedIssuer forOnly(TokenProfile kind, String audience) {
    if (!namedInTokens || algorithms.contains(Algorithm.HS256)) {
      throw new IllegalArgumentException(
          "issuer: " + name + " (expected: one that is named in its tokens, with public keys)");
    }
    TrustedIssuerBuilder other =
        new TrustedIssuerBuilder(name, true).audience(audience).profile(kind);
    other.lifetime = LifetimePolicy.DEFAULT.leeway(lifetime.leeway());
    other.algorithms = algorithms;
    other.fetchedWhenNamed = fetchedWhenNamed;
    other.withdrawnKeys.addAll(withdrawnKeys);
    return new TrustedIssuer(other, keys);
  }

  /** The issuer's name. */
  @Override
  public String toString() {
    return "TrustedIssuer(" + name + ")";
  }
}
