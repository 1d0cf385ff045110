// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.claim.AudiencePolicy;
import io.github.gameauth.claim.ClaimPolicy;
import io.github.gameauth.claim.LifetimePolicy;
import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.JwksSettings;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.key.SharedSecretKeys;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  private TrustedIssuer(Builder builder, Keys keys) {
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
  public static Builder named(String issuer) {
    return new Builder(issuer, true);
  }

  /**
   * Begins with an issuer whose tokens have no {@code iss}, such as a Nakama server. A verifier
   * takes at most one of this kind, and believes it only tokens that name no issuer.
   *
   * @param label what to call it in events and in {@link VerifiedPlayer#issuer()}
   */
  public static Builder withoutIssuerClaim(String label) {
    return new Builder(label, false);
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
    Builder other = new Builder(name, true).audience(audience).profile(kind);
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

  /** Says under which conditions an issuer is believed. Not safe to share between threads. */
  public static final class Builder {
    private final String name;
    private final boolean namedInTokens;
    private final List<ClaimPolicy> policies = new ArrayList<>();
    private @Nullable AudiencePolicy audience;
    private boolean audienceSaid;
    private @Nullable KeySource source;
    private @Nullable URI url;
    private boolean discovered;
    private final Set<String> keySetHosts = new HashSet<>();
    private final Set<String> withdrawnKeys = new HashSet<>();
    private JwksSettings settings = JwksSettings.DEFAULT;
    private @Nullable String seed;
    private Set<Algorithm> algorithms = EnumSet.of(Algorithm.RS256);
    private LifetimePolicy lifetime = LifetimePolicy.DEFAULT;
    private TokenProfile profile = TokenProfile.jwt();
    private String subjectClaim = "sub";
    private @Nullable String sessionEpochClaim;
    private boolean keyIdRequired = true;
    private String sessionIdClaim = "sid";
    private boolean fetchedWhenNamed;

    private Builder(String name, boolean namedInTokens) {
      if (name.isBlank()) {
        throw new IllegalArgumentException("issuer: blank (expected: its name in iss)");
      }
      this.name = name;
      this.namedInTokens = namedInTokens;
    }

    /**
     * Whom a token must be meant for: one of these is in {@code aud}, letter by letter.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3">RFC 7519 §4.1.3</a>
     */
    public Builder audience(String... anyOf) {
      return audience(AudiencePolicy.anyOf(anyOf));
    }

    /**
     * Whom a token must be meant for, by a policy: {@link AudiencePolicy#onlyOneOf} for instance.
     */
    public Builder audience(AudiencePolicy policy) {
      this.audience = policy;
      this.audienceSaid = true;
      return this;
    }

    /**
     * Takes tokens that are meant for anybody. A token that a player got for another service of the
     * same issuer is then good here as well: say this only if that is wanted.
     */
    public Builder anyAudience() {
      this.audience = null;
      this.audienceSaid = true;
      return this;
    }

    /**
     * The address of the issuer's key set: https, or http on loopback. It is the only address
     * asked; nothing in a token chooses one.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517 §5</a>
     */
    public Builder jwks(String url) {
      try {
        return jwks(new URI(url));
      } catch (URISyntaxException e) {
        // Its message holds the address whole, with whatever key stands in the query.
        throw new IllegalArgumentException("jwks: no URL (expected: https, or http on loopback)");
      }
    }

    /** The address of the issuer's key set; see {@link #jwks(String)}. */
    public Builder jwks(URI url) {
      this.url = url;
      return this;
    }

    /** How the key set is fetched and kept. Defaults to {@link JwksSettings#DEFAULT}. */
    public Builder jwksSettings(JwksSettings settings) {
      this.settings = settings;
      return this;
    }

    /**
     * A key set to begin with, so that the first player need not wait and an outage at start-up
     * does not matter. It is replaced by the first set that is fetched.
     *
     * @param jwks the key set's JSON text
     */
    public Builder seedKeys(String jwks) {
      this.seed = jwks;
      return this;
    }

    /**
     * Asks the issuer's discovery document for the address of its key set. The document must name
     * this very issuer, and an address on the issuer's own host.
     *
     * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID Connect
     *     Discovery 1.0 §4</a>
     */
    public Builder discovered() {
      this.discovered = true;
      return this;
    }

    /**
     * A host beside the issuer's own where a discovered key set may lie, such as {@code
     * www.googleapis.com} for Google. May be called several times.
     */
    public Builder keySetHost(String host) {
      this.keySetHosts.add(host);
      return this;
    }

    /**
     * Never trusts the key of that RFC 7638 thumbprint, even if the issuer's key set, or a cache in
     * front of it, goes on publishing it. May be called several times.
     */
    public Builder withdrawnKey(String thumbprint) {
      this.withdrawnKeys.add(thumbprint);
      return this;
    }

    /** The issuer's keys by a source of the caller's, which stays the caller's to close. */
    public Builder keys(KeySource source) {
      this.source = source;
      return this;
    }

    /**
     * The algorithms that tokens may be signed with. Defaults to RS256 alone; {@link
     * SharedSecretKeys} imply HS256 alone.
     */
    public Builder algorithms(Algorithm first, Algorithm... others) {
      this.algorithms = EnumSet.of(first, others);
      return this;
    }

    /** How far clocks may differ, 0 to 5 minutes. Defaults to 30 seconds. */
    public Builder leeway(Duration leeway) {
      this.lifetime = lifetime.leeway(leeway);
      return this;
    }

    /**
     * How far in the future {@code exp} may lie, at most 30 days. Defaults to 24 hours: a token for
     * ten years is a mistake or a theft.
     */
    public Builder maxLifetime(Duration maxLifetime) {
      this.lifetime = lifetime.maxLifetime(maxLifetime);
      return this;
    }

    /**
     * What kind of token is expected. Defaults to {@link TokenProfile#jwt()}: {@code typ} is {@code
     * JWT} or absent. Tokens of our own minter are {@link TokenProfile#playerToken()}.
     */
    public Builder profile(TokenProfile profile) {
      this.profile = profile;
      return this;
    }

    /** Further conditions; all must hold. */
    public Builder require(ClaimPolicy... policies) {
      this.policies.addAll(List.of(policies));
      return this;
    }

    /** The claim that says who the player is. Defaults to {@code sub}. */
    public Builder subjectFrom(String claim) {
      if (claim.isBlank()) {
        throw new IllegalArgumentException("subjectFrom: blank (expected: a claim's name)");
      }
      this.subjectClaim = claim;
      return this;
    }

    /**
     * The claim that carries the session epoch, which revocations ask for; {@code gp_sep} for a
     * minter that writes player's claims flat under {@code gp_}. Defaults to {@code sep} among the
     * player's claims under the issuer's name.
     */
    public Builder sessionEpochFrom(String claim) {
      if (claim.isBlank()) {
        throw new IllegalArgumentException("sessionEpochFrom: blank (expected: a claim's name)");
      }
      this.sessionEpochClaim = claim;
      return this;
    }

    /**
     * The claim that says which session a token belongs to, for {@link VerifiedPlayer#sessionId}
     * and for revocations of a session. Defaults to {@code sid}.
     */
    public Builder sessionIdFrom(String claim) {
      if (claim.isBlank()) {
        throw new IllegalArgumentException("sessionIdFrom: blank (expected: a claim's name)");
      }
      this.sessionIdClaim = claim;
      return this;
    }

    /**
     * Leaves this issuer out of {@link TokenVerifier#warmUp()}: its keys are fetched for the first
     * token that names it. For a further name of an issuer that may never be used, and whose keys
     * may not be there.
     */
    public Builder fetchedWhenNamed() {
      this.fetchedWhenNamed = true;
      return this;
    }

    /**
     * Takes tokens that name no key, as long as the issuer has exactly one key that fits. Off by
     * default: which key to use is then a guess, and rotation an outage.
     */
    public Builder allowingMissingKeyId() {
      this.keyIdRequired = false;
      return this;
    }

    /**
     * The issuer, if what was said fits together.
     *
     * @throws IllegalArgumentException if a value is out of range
     * @throws IllegalStateException if the audience or the source of the keys was not said, or more
     *     than one source was
     */
    public TrustedIssuer build() {
      if (!audienceSaid) {
        throw new IllegalStateException(
            "audience: not said (expected: audience(…), or anyAudience() to take all)");
      }
      Keys keys = keys();
      if (source instanceof SharedSecretKeys) {
        algorithms = EnumSet.of(Algorithm.HS256);
        keyIdRequired = false;
      } else if (algorithms.contains(Algorithm.HS256)) {
        throw new IllegalStateException("algorithms: HS256 (expected: only with SharedSecretKeys)");
      }
      return new TrustedIssuer(this, keys);
    }

    private Keys keys() {
      int said = (source == null ? 0 : 1) + (url == null ? 0 : 1) + (discovered ? 1 : 0);
      if (said != 1) {
        throw new IllegalStateException(
            "keys: " + said + " sources (expected: exactly one of jwks, discovered, keys)");
      }
      if (source != null) {
        if (seed != null) {
          throw new IllegalStateException(
              "seedKeys: said (expected: only with jwks or discovered)");
        }
        return new Keys.Handed(source);
      }
      Optional<String> seedKeys = Optional.ofNullable(seed);
      if (url != null) {
        return new Keys.Fetched(url, settings, seedKeys);
      }
      if (!namedInTokens) {
        throw new IllegalStateException(
            "discovered: an issuer without iss (expected: a named one)");
      }
      return new Keys.Discovered(settings, seedKeys, Set.copyOf(keySetHosts));
    }
  }
}
