// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import io.github.gameauth.claim.AudiencePolicy;
import io.github.gameauth.claim.ClaimPolicy;
import io.github.gameauth.claim.ScopePolicy;
import io.github.gameauth.key.JwksSettings;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.upstream.JsonHttp;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.TrustedIssuerBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says under which conditions a user pool's tokens are believed. Not safe to share between threads.
 */
public final class CognitoIssuerBuilder {
  /** A pool's access token may live for a day; clocks get their leeway besides. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private final UserPoolId pool;
  private final IssuerNames names;
  private final List<ClaimPolicy> policies = new ArrayList<>();
  private final Set<String> resources = new LinkedHashSet<>();
  private final Set<String> withdrawnKeys = new LinkedHashSet<>();
  private final Set<TokenUse> uses = EnumSet.noneOf(TokenUse.class);
  private @Nullable Set<String> clients;
  private boolean anyClient;
  private boolean anyResource;
  private boolean machines;
  private boolean scopes;
  private @Nullable URI jwks;
  private @Nullable KeySource keys;
  private @Nullable String seed;
  private @Nullable JwksSettings settings;
  private @Nullable Duration leeway;

  CognitoIssuerBuilder(UserPoolId pool) {
    this.pool = pool;
    this.names = new IssuerNames(pool);
  }

  /** Takes id tokens, {@code token_use} {@code id}, and no others. */
  public CognitoIssuerBuilder idTokens() {
    return uses(TokenUse.ID);
  }

  /** Takes access tokens, {@code token_use} {@code access}, and no others. */
  public CognitoIssuerBuilder accessTokens() {
    return uses(TokenUse.ACCESS);
  }

  /**
   * Takes id and access tokens alike. They mean different things: an access token says what its
   * bearer was let do, an id token merely who signed in. Say this only if that is all the same.
   */
  public CognitoIssuerBuilder anyTokenUse() {
    return uses(TokenUse.ID, TokenUse.ACCESS);
  }

  private CognitoIssuerBuilder uses(TokenUse... expected) {
    uses.clear();
    uses.addAll(List.of(expected));
    return this;
  }

  /**
   * The app clients whose tokens are taken: {@code aud} of an id token, {@code client_id} of an
   * access token is one of them, letter by letter.
   */
  public CognitoIssuerBuilder client(String... anyOf) {
    clients = Configured.names("client", anyOf);
    anyClient = false;
    return this;
  }

  /**
   * Takes tokens of every app client of the pool. A token that a player got for another application
   * of the same pool is then good here as well: say this only if that is wanted.
   */
  public CognitoIssuerBuilder anyClient() {
    clients = null;
    anyClient = true;
    return this;
  }

  /** Wants the player to be in at least one of these groups of the pool. */
  public CognitoIssuerBuilder groupsAnyOf(String... groups) {
    policies.add(new GroupPolicy(Configured.names("group", groups), false));
    return this;
  }

  /** Wants the player to be in each of these groups of the pool. */
  public CognitoIssuerBuilder groupsAllOf(String... groups) {
    policies.add(new GroupPolicy(Configured.names("group", groups), true));
    return this;
  }

  /** Wants an access token with at least one of these scopes. Id tokens have none. */
  public CognitoIssuerBuilder scopesAnyOf(String... scopes) {
    this.scopes = true;
    return require(ScopePolicy.anyOf(scopes));
  }

  /** Wants an access token with each of these scopes. Id tokens have none. */
  public CognitoIssuerBuilder scopesAllOf(String... scopes) {
    this.scopes = true;
    return require(ScopePolicy.allOf(scopes));
  }

  /**
   * Takes access tokens that a client bound to one of these resources, as the pool's OAuth endpoint
   * offers. By default a token that is bound to anything but its own client is refused: it was made
   * for somebody else.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8707#section-2">RFC 8707 §2</a>
   */
  public CognitoIssuerBuilder resource(String... anyOf) {
    resources.addAll(Configured.names("resource", anyOf));
    return this;
  }

  /** Takes access tokens whatever resource they are bound to. See {@link #resource}. */
  public CognitoIssuerBuilder anyResource() {
    anyResource = true;
    return this;
  }

  /**
   * Takes access tokens of the client-credentials grant, too. Nobody signed in for those: there is
   * no {@code username}, and {@code sub} is the app client, which is no player.
   */
  public CognitoIssuerBuilder allowingMachineTokens() {
    machines = true;
    return this;
  }

  /**
   * Believes only the original form of the name, {@code https://cognito-idp.…}. By default both are
   * believed, whichever the pool is set to; the keys of the updated one are not fetched before a
   * token names it.
   */
  public CognitoIssuerBuilder originalIssuerOnly() {
    names.forms(true, false);
    return this;
  }

  /**
   * Believes only the updated form of the name, {@code https://issuer-cognito-idp.…}, to which a
   * pool can be switched.
   */
  public CognitoIssuerBuilder updatedIssuerOnly() {
    names.forms(false, true);
    return this;
  }

  /**
   * Believes tokens that name the pool by a region which it has a replica in, beside its own. May
   * be called several times.
   */
  public CognitoIssuerBuilder replicaIn(AwsRegion... regions) {
    names.replicas(List.of(regions));
    return this;
  }

  /**
   * A further name of the pool, exactly as tokens say it. Its keys are at {@code
   * /.well-known/jwks.json} below it unless {@link #jwks} says otherwise. May be called several
   * times.
   */
  public CognitoIssuerBuilder issuer(String name) {
    names.further(name);
    return this;
  }

  /**
   * The one name of the pool, instead of AWS's own; for an emulator. Where its keys lie is as with
   * {@link #issuer}.
   */
  public CognitoIssuerBuilder onlyIssuer(String name) {
    names.only(name);
    return this;
  }

  /**
   * Where the pool's keys lie, whatever its name: https, or http on loopback. For tests and
   * emulators; by default they lie where AWS publishes them.
   */
  public CognitoIssuerBuilder jwks(URI url) {
    jwks = JsonHttp.requireAskable(url);
    return this;
  }

  /** The pool's keys by a source of the caller's, which stays the caller's to close. */
  public CognitoIssuerBuilder keys(KeySource source) {
    keys = source;
    return this;
  }

  /**
   * A key set to begin with, so that the first player need not wait and an outage at start-up does
   * not matter. It counts for the pool's first name: the original one, unless that is not believed.
   */
  public CognitoIssuerBuilder seedKeys(String document) {
    seed = document;
    return this;
  }

  /** How key sets are fetched and kept. Defaults to {@link JwksSettings#DEFAULT}. */
  public CognitoIssuerBuilder jwksSettings(JwksSettings settings) {
    this.settings = settings;
    return this;
  }

  /** Never trusts the key of that RFC 7638 thumbprint. May be called several times. */
  public CognitoIssuerBuilder withdrawnKey(String thumbprint) {
    withdrawnKeys.add(thumbprint);
    return this;
  }

  /** How far clocks may differ, 0 to 5 minutes. Defaults to 30 seconds. */
  public CognitoIssuerBuilder leeway(Duration leeway) {
    this.leeway = leeway;
    return this;
  }

  /** Further conditions; all must hold. Asked after the pool's own. */
  public CognitoIssuerBuilder require(ClaimPolicy... further) {
    policies.addAll(List.of(further));
    return this;
  }

  /**
   * The issuer, if what was said fits together.
   *
   * @throws IllegalArgumentException if a value is out of range
   * @throws IllegalStateException if the token use or the client was not said, or things were said
   *     that exclude each other
   */
  public CognitoIssuer build() {
    if (uses.isEmpty()) {
      throw new IllegalStateException(
          "tokenUse: not said (expected: idTokens(), accessTokens(), or anyTokenUse())");
    }
    if (clients == null && !anyClient) {
      throw new IllegalStateException(
          "client: not said (expected: client(…), or anyClient() to take all)");
    }
    if (scopes && !uses.contains(TokenUse.ACCESS)) {
      throw new IllegalStateException("scopes: of id tokens (expected: accessTokens())");
    }
    if (keys != null && (jwks != null || seed != null)) {
      throw new IllegalStateException(
          "keys: a source and jwks or seedKeys (expected: one or the other)");
    }
    List<TrustedIssuer> issuers = new ArrayList<>();
    Set<String> all = names.all();
    for (String name : all) {
      issuers.add(trusted(name, issuers.isEmpty()));
    }
    return new CognitoIssuer(pool, issuers, all, machines);
  }

  private TrustedIssuer trusted(String name, boolean first) {
    TrustedIssuerBuilder issuer =
        TrustedIssuer.named(name).maxLifetime(LONGEST).sessionIdFrom("origin_jti");
    if (leeway != null) {
      issuer.leeway(leeway);
    }
    if (clients != null && uses.equals(EnumSet.of(TokenUse.ID))) {
      // Here already, so that other clients' tokens never cause a fetch.
      issuer.audience(AudiencePolicy.onlyOneOf(clients.toArray(String[]::new)));
    } else {
      issuer.anyAudience();
    }
    issuer.require(
        new PoolPolicy(
            Set.copyOf(uses),
            Optional.ofNullable(clients),
            Set.copyOf(resources),
            anyResource,
            machines));
    issuer.require(policies.toArray(ClaimPolicy[]::new));
    withdrawnKeys.forEach(issuer::withdrawnKey);
    if (!first) {
      issuer.fetchedWhenNamed();
    }
    if (keys != null) {
      return issuer.keys(keys).build();
    }
    if (settings != null) {
      issuer.jwksSettings(settings);
    }
    if (seed != null && first) {
      issuer.seedKeys(seed);
    }
    return issuer.jwks(jwks != null ? jwks : IssuerNames.keysOf(name)).build();
  }
}
