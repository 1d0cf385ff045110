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
import io.github.gameauth.verify.TrustedIssuer.Keys;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says under which conditions an issuer is believed. Not safe to share between threads. */
public final class TrustedIssuerBuilder {
  final String name;
  final boolean namedInTokens;
  final List<ClaimPolicy> policies = new ArrayList<>();
  @Nullable AudiencePolicy audience;
  private boolean audienceSaid;
  private @Nullable KeySource source;
  private @Nullable URI url;
  private boolean discovered;
  private final Set<String> keySetHosts = new HashSet<>();
  final Set<String> withdrawnKeys = new HashSet<>();
  private JwksSettings settings = JwksSettings.DEFAULT;
  private @Nullable String seed;
  Set<Algorithm> algorithms = EnumSet.of(Algorithm.RS256);
  LifetimePolicy lifetime = LifetimePolicy.DEFAULT;
  TokenProfile profile = TokenProfile.jwt();
  String subjectClaim = "sub";
  @Nullable String sessionEpochClaim;
  boolean keyIdRequired = true;
  String sessionIdClaim = "sid";
  boolean fetchedWhenNamed;

  TrustedIssuerBuilder(String name, boolean namedInTokens) {
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
  public TrustedIssuerBuilder audience(String... anyOf) {
    return audience(AudiencePolicy.anyOf(anyOf));
  }

  /** Whom a token must be meant for, by a policy: {@link AudiencePolicy#onlyOneOf} for instance. */
  public TrustedIssuerBuilder audience(AudiencePolicy policy) {
    this.audience = policy;
    this.audienceSaid = true;
    return this;
  }

  /**
   * Takes tokens that are meant for anybody. A token that a player got for another service of the
   * same issuer is then good here as well: say this only if that is wanted.
   */
  public TrustedIssuerBuilder anyAudience() {
    this.audience = null;
    this.audienceSaid = true;
    return this;
  }

  /**
   * The address of the issuer's key set: https, or http on loopback. It is the only address asked;
   * nothing in a token chooses one.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517 §5</a>
   */
  public TrustedIssuerBuilder jwks(String url) {
    try {
      return jwks(new URI(url));
    } catch (URISyntaxException e) {
      // Its message holds the address whole, with whatever key stands in the query.
      throw new IllegalArgumentException("jwks: no URL (expected: https, or http on loopback)");
    }
  }

  /** The address of the issuer's key set; see {@link #jwks(String)}. */
  public TrustedIssuerBuilder jwks(URI url) {
    this.url = url;
    return this;
  }

  /** How the key set is fetched and kept. Defaults to {@link JwksSettings#DEFAULT}. */
  public TrustedIssuerBuilder jwksSettings(JwksSettings settings) {
    this.settings = settings;
    return this;
  }

  /**
   * A key set to begin with, so that the first player need not wait and an outage at start-up does
   * not matter. It is replaced by the first set that is fetched.
   *
   * @param jwks the key set's JSON text
   */
  public TrustedIssuerBuilder seedKeys(String jwks) {
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
  public TrustedIssuerBuilder discovered() {
    this.discovered = true;
    return this;
  }

  /**
   * A host beside the issuer's own where a discovered key set may lie, such as {@code
   * www.googleapis.com} for Google. May be called several times.
   */
  public TrustedIssuerBuilder keySetHost(String host) {
    this.keySetHosts.add(host);
    return this;
  }

  /**
   * Never trusts the key of that RFC 7638 thumbprint, even if the issuer's key set, or a cache in
   * front of it, goes on publishing it. May be called several times.
   */
  public TrustedIssuerBuilder withdrawnKey(String thumbprint) {
    this.withdrawnKeys.add(thumbprint);
    return this;
  }

  /** The issuer's keys by a source of the caller's, which stays the caller's to close. */
  public TrustedIssuerBuilder keys(KeySource source) {
    this.source = source;
    return this;
  }

  /**
   * The algorithms that tokens may be signed with. Defaults to RS256 alone; {@link
   * SharedSecretKeys} imply HS256 alone.
   */
  public TrustedIssuerBuilder algorithms(Algorithm first, Algorithm... others) {
    this.algorithms = EnumSet.of(first, others);
    return this;
  }

  /** How far clocks may differ, 0 to 5 minutes. Defaults to 30 seconds. */
  public TrustedIssuerBuilder leeway(Duration leeway) {
    this.lifetime = lifetime.leeway(leeway);
    return this;
  }

  /**
   * How far in the future {@code exp} may lie, at most 30 days. Defaults to 24 hours: a token for
   * ten years is a mistake or a theft.
   */
  public TrustedIssuerBuilder maxLifetime(Duration maxLifetime) {
    this.lifetime = lifetime.maxLifetime(maxLifetime);
    return this;
  }

  /**
   * What kind of token is expected. Defaults to {@link TokenProfile#jwt()}: {@code typ} is {@code
   * JWT} or absent. Tokens of our own minter are {@link TokenProfile#playerToken()}.
   */
  public TrustedIssuerBuilder profile(TokenProfile profile) {
    this.profile = profile;
    return this;
  }

  /** Further conditions; all must hold. */
  public TrustedIssuerBuilder require(ClaimPolicy... policies) {
    this.policies.addAll(List.of(policies));
    return this;
  }

  /** The claim that says who the player is. Defaults to {@code sub}. */
  public TrustedIssuerBuilder subjectFrom(String claim) {
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
  public TrustedIssuerBuilder sessionEpochFrom(String claim) {
    if (claim.isBlank()) {
      throw new IllegalArgumentException("sessionEpochFrom: blank (expected: a claim's name)");
    }
    this.sessionEpochClaim = claim;
    return this;
  }

  /**
   * The claim that says which session a token belongs to, for {@link VerifiedPlayer#sessionId} and
   * for revocations of a session. Defaults to {@code sid}.
   */
  public TrustedIssuerBuilder sessionIdFrom(String claim) {
    if (claim.isBlank()) {
      throw new IllegalArgumentException("sessionIdFrom: blank (expected: a claim's name)");
    }
    this.sessionIdClaim = claim;
    return this;
  }

  /**
   * Leaves this issuer out of {@link TokenVerifier#warmUp()}: its keys are fetched for the first
   * token that names it. For a further name of an issuer that may never be used, and whose keys may
   * not be there.
   */
  public TrustedIssuerBuilder fetchedWhenNamed() {
    this.fetchedWhenNamed = true;
    return this;
  }

  /**
   * Takes tokens that name no key, as long as the issuer has exactly one key that fits. Off by
   * default: which key to use is then a guess, and rotation an outage.
   */
  public TrustedIssuerBuilder allowingMissingKeyId() {
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
        throw new IllegalStateException("seedKeys: said (expected: only with jwks or discovered)");
      }
      return new Keys.Handed(source);
    }
    Optional<String> seedKeys = Optional.ofNullable(seed);
    if (url != null) {
      return new Keys.Fetched(url, settings, seedKeys);
    }
    if (!namedInTokens) {
      throw new IllegalStateException("discovered: an issuer without iss (expected: a named one)");
    }
    return new Keys.Discovered(settings, seedKeys, Set.copyOf(keySetHosts));
  }
}
