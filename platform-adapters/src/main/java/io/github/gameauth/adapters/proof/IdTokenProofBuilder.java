// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import io.github.gameauth.claim.AudiencePolicy;
import io.github.gameauth.claim.ClaimPolicy;
import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.JwksCache;
import io.github.gameauth.key.JwksCacheBuilder;
import io.github.gameauth.key.JwksSettings;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.token.TokenLimits;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.TrustedIssuerBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says which tokens an {@link IdTokenProof} takes. Issuers, keys and clients must be said. Not safe
 * to share.
 */
public final class IdTokenProofBuilder {
  final Platform platform;
  final AdapterContext context;
  String replayKind;
  Duration leeway = Duration.ofSeconds(30);
  Reason early = Reason.INVALID;
  private List<String> issuers = List.of();
  private @Nullable JwksCacheBuilder keys;
  private JwksSettings jwksSettings = JwksSettings.DEFAULT;
  private @Nullable AudiencePolicy audience;
  private TokenProfile profile = TokenProfile.jwt();
  private Set<Algorithm> algorithms = EnumSet.of(Algorithm.RS256);
  private Duration maxLifetime = Duration.ofHours(24);
  private String subjectClaim = "sub";
  private boolean keyIdRequired = true;
  private TokenLimits limits = TokenLimits.DEFAULT;
  private final List<ClaimPolicy> policies = new ArrayList<>();

  IdTokenProofBuilder(Platform platform, AdapterContext context) {
    this.platform = platform;
    this.context = context;
    this.replayKind = platform.name().substring(0, Math.min(16, platform.name().length()));
  }

  /** Every spelling in which the platform writes {@code iss}; the key set is the same for all. */
  public IdTokenProofBuilder issuers(String first, String... others) {
    Set<String> all = new LinkedHashSet<>(List.of(others));
    all.add(first);
    this.issuers = List.copyOf(all);
    return this;
  }

  /** Where the keys lie: an address of the adapter's or the settings', never of a token. */
  public IdTokenProofBuilder keySet(String url) {
    this.keys = JwksCache.at(URI.create(url));
    return this;
  }

  /**
   * The same for a platform that publishes a JSON list of certificates in base64: tokens name a
   * certificate in {@code kid} by what {@code x5t} would say, its SHA-1 in base64url.
   */
  public IdTokenProofBuilder certificates(String url) {
    this.keys = JwksCache.at(URI.create(url)).translated(CertificateList::keySet);
    return this;
  }

  /**
   * Where the issuer's discovery document says that the keys lie.
   *
   * @param hosts hosts beside the issuer's own where they may lie
   */
  public IdTokenProofBuilder discovered(String issuer, String... hosts) {
    JwksCacheBuilder discovering = JwksCache.discoveredFrom(issuer);
    List.of(hosts).forEach(discovering::keySetHost);
    this.keys = discovering;
    return this;
  }

  /** How long keys are kept. Defaults to {@link JwksSettings#DEFAULT}. */
  public IdTokenProofBuilder jwksSettings(JwksSettings settings) {
    this.jwksSettings = settings;
    return this;
  }

  /**
   * Our clients: one of them stands in {@code aud}; {@code azp}, where it is there, names one, and
   * it is there where {@code aud} names several. The token has what OpenID Connect requires of an
   * id token.
   */
  public IdTokenProofBuilder clients(Collection<String> clients) {
    String[] names = clients.toArray(String[]::new);
    this.audience = AudiencePolicy.anyOf(names);
    this.profile = TokenProfile.idTokenIssuedTo(names);
    return this;
  }

  /** For tokens that are no OpenID Connect id tokens: who must be named, and the profile. */
  public IdTokenProofBuilder audience(AudiencePolicy audience, TokenProfile profile) {
    this.audience = audience;
    this.profile = profile;
    return this;
  }

  /**
   * For platforms that name our game in another claim than {@code aud}: {@code policy} must object
   * to tokens for other games, with that claim's name; see {@link #audience} for the rest.
   */
  public IdTokenProofBuilder anyAudienceBut(ClaimPolicy policy, TokenProfile profile) {
    this.audience = null;
    this.profile = profile;
    this.policies.add(policy);
    return this;
  }

  /** The algorithms that the platform signs by. Defaults to RS256 alone. */
  public IdTokenProofBuilder algorithms(Algorithm first, Algorithm... others) {
    this.algorithms = EnumSet.of(first, others);
    return this;
  }

  /** How far clocks may differ, 0 to 5 minutes. Defaults to 30 seconds. */
  public IdTokenProofBuilder leeway(Duration leeway) {
    this.leeway = leeway;
    return this;
  }

  /** What a token is that will be good later. Defaults to INVALID. */
  public IdTokenProofBuilder earlyMeans(Reason reason) {
    this.early = reason;
    return this;
  }

  /** How long a token may be. Defaults to {@link TokenLimits#DEFAULT}. */
  public IdTokenProofBuilder limits(TokenLimits limits) {
    this.limits = limits;
    return this;
  }

  /** How far ahead {@code exp} may lie, at most 30 days. Defaults to 24 hours. */
  public IdTokenProofBuilder maxLifetime(Duration maxLifetime) {
    this.maxLifetime = maxLifetime;
    return this;
  }

  /** Which claim names the player. Defaults to {@code sub}. */
  public IdTokenProofBuilder subjectFrom(String claim) {
    this.subjectClaim = claim;
    return this;
  }

  /**
   * Takes tokens that name no key, as long as the platform has exactly one that fits. Off by
   * default.
   */
  public IdTokenProofBuilder allowingMissingKeyId() {
    this.keyIdRequired = false;
    return this;
  }

  /** Further conditions; all must hold. */
  public IdTokenProofBuilder require(ClaimPolicy... policies) {
    this.policies.addAll(List.of(policies));
    return this;
  }

  /**
   * What uses of tokens are noted under. Defaults to the platform's name, cut to 16 characters; two
   * kinds of token of one platform may share it.
   */
  public IdTokenProofBuilder replayKind(String kind) {
    this.replayKind = kind;
    return this;
  }

  /**
   * The proof. Nothing is fetched yet.
   *
   * @throws IllegalStateException if issuers, keys or clients were not said
   * @throws IllegalArgumentException if a value is out of range
   */
  public IdTokenProof build() {
    JwksCacheBuilder building = keys;
    if (issuers.isEmpty() || building == null || (audience == null && policies.isEmpty())) {
      throw new IllegalStateException("proof: incomplete (expected: issuers, keys, clients)");
    }
    building
        .label(platform.name())
        .settings(jwksSettings)
        .clock(context.clock())
        .ticker(context.ticker())
        .listener(context.listener())
        .http(context.http());
    context.timer().ifPresent(building::timer);
    context.fetchers().ifPresent(building::fetchers);
    JwksCache cache = building.build();
    TrustedIssuer[] trusted =
        issuers.stream().map(issuer -> trusted(issuer, cache)).toArray(TrustedIssuer[]::new);
    TokenVerifier verifier =
        TokenVerifier.builder()
            .clock(context.clock())
            .ticker(context.ticker())
            .listener(context.listener())
            .limits(limits)
            .trust(trusted)
            .build();
    return new IdTokenProof(this, verifier, cache);
  }

  private TrustedIssuer trusted(String issuer, JwksCache cache) {
    Algorithm[] all = algorithms.toArray(Algorithm[]::new);
    TrustedIssuerBuilder trusted =
        TrustedIssuer.named(issuer)
            .keys(cache)
            .algorithms(all[0], all)
            .leeway(leeway)
            .maxLifetime(maxLifetime)
            .profile(profile)
            .subjectFrom(subjectClaim)
            .require(policies.toArray(ClaimPolicy[]::new));
    if (!keyIdRequired) {
      trusted.allowingMissingKeyId();
    }
    return (audience == null ? trusted.anyAudience() : trusted.audience(audience)).build();
  }
}
