// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.access.EdgeVerdict.Passed;
import io.github.gameauth.access.EdgeVerdict.Refused;
import io.github.gameauth.account.GameId;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The usual {@link EdgeGate}: first the origin secret, then the country. A country is believed only
 * of a request that has proven to come through the edge.
 *
 * <pre>{@code
 * EdgeGate gate =
 *     Edge.gate()
 *         .originSecret(OriginSecret.of(secret))
 *         .countries(CountryResolver.cloudFront(), policy)
 *         .build();
 * }</pre>
 */
public final class Edge {
  private static final Logger log = LoggerFactory.getLogger(Edge.class);

  private final @Nullable OriginSecret secret;
  private final @Nullable CountryResolver resolver;
  private final Supplier<CountryPolicy> policies;
  private volatile @Nullable CountryPolicy lastPolicy;

  private Edge(Builder settings) {
    this.secret = settings.secret;
    this.resolver = settings.resolver;
    this.policies = settings.policies;
    this.lastPolicy = resolver == null ? null : Objects.requireNonNull(policies.get());
  }

  /** Begins a gate. */
  public static Builder gate() {
    return new Builder();
  }

  private EdgeVerdict judge(EdgeRequest request, GameId game) {
    if (secret != null && !secret.isProvenBy(request)) {
      return new Refused(AccessRefusal.of(Code.ORIGIN));
    }
    if (resolver == null) {
      return new Passed(Optional.empty());
    }
    Optional<Place> place = placeOf(resolver, request);
    return policy().allows(place, game)
        ? new Passed(place.map(Place::country))
        : new Refused(AccessRefusal.of(Code.REGION_BLOCKED));
  }

  private static Optional<Place> placeOf(CountryResolver resolver, EdgeRequest request) {
    try {
      return Objects.requireNonNull(resolver.placeOf(request));
    } catch (RuntimeException e) {
      return Optional.empty(); // whatever it choked on, it does not know
    }
  }

  private CountryPolicy policy() {
    CountryPolicy last = Objects.requireNonNull(lastPolicy);
    try {
      CountryPolicy now = Objects.requireNonNull(policies.get());
      lastPolicy = now;
      return now;
    } catch (RuntimeException e) {
      log.debug("country policy: {}; the last one stays", e.getClass().getName());
      return last;
    }
  }

  /** What the gate looks at. Not safe to share. */
  public static final class Builder {
    private @Nullable OriginSecret secret;
    private @Nullable CountryResolver resolver;
    private Supplier<CountryPolicy> policies = CountryPolicy::allowingUnknown;
    private boolean unproven;

    private Builder() {}

    /** Lets nobody through who does not bear the secret. Defaults to no such secret. */
    public Builder originSecret(OriginSecret secret) {
      this.secret = secret;
      return this;
    }

    /** Lets nobody through from where one may not play. Needs {@link #originSecret}. */
    public Builder countries(CountryResolver resolver, CountryPolicy policy) {
      return countries(resolver, () -> policy);
    }

    /**
     * Lets nobody through from where one may not play. Needs {@link #originSecret}.
     *
     * @param policies asked for each request, so that lists can change while players come: quick,
     *     as {@code AtomicReference::get} is. While it throws, the last policy stays
     */
    public Builder countries(CountryResolver resolver, Supplier<CountryPolicy> policies) {
      this.resolver = resolver;
      this.policies = policies;
      this.unproven = false;
      return this;
    }

    /**
     * The same without an origin secret: <strong>whoever can reach this server can say to be
     * anywhere</strong>, unless the resolver itself makes sure, for instance by the address of the
     * peer.
     */
    public Builder countriesTrustingUnproven(
        CountryResolver resolver, Supplier<CountryPolicy> policies) {
      countries(resolver, policies);
      this.unproven = true;
      return this;
    }

    /**
     * The gate.
     *
     * @throws IllegalArgumentException if countries are to be believed of requests that prove
     *     nothing
     */
    public EdgeGate build() {
      if (resolver != null && secret == null && !unproven) {
        throw new IllegalArgumentException(
            "originSecret: none (expected: one, since a client can write the country itself; or"
                + " countriesTrustingUnproven)");
      }
      return new Edge(this)::judge;
    }
  }
}
