// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.signed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.IdentityPoolId;
import io.github.gameauth.cognito.identitypool.IdentityId;
import io.github.gameauth.cognito.identitypool.Login;
import io.github.gameauth.cognito.identitypool.OpenIdToken;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.Nothing;
import io.github.gameauth.cognito.service.RetrySettings;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.cognito.wire.Repeat;
import io.github.gameauth.cognito.wire.Sense;
import io.github.gameauth.cognito.wire.WireJson;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.upstream.JsonHttp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Identities of an identity pool for which this server vouches, under one developer provider name
 * of the pool. The player's client gets the token, and with it AWS credentials:
 *
 * <pre>{@code
 * OpenIdToken token = identities.token("player-17", TokenRequest.DEFAULT).orElseThrow();
 * identityPool.credentials(token.identity(), Logins.of(Login.developer(token)));
 * }</pre>
 *
 * <p>Whoever can make this server ask for a token for a player is that player: verify them first.
 *
 * <p>Immutable and safe to share. Calls are made on the calling thread.
 */
public final class DeveloperIdentities {
  private static final int MAX_RESULTS = 60;

  private final IdentityPoolId pool;
  private final String provider;
  private final SignedCalls calls;

  private DeveloperIdentities(IdentityPoolId pool, String provider, SignedCalls calls) {
    this.pool = pool;
    this.provider = provider;
    this.calls = calls;
  }

  /**
   * Identities of that pool, to be told how to get there.
   *
   * @param provider the developer provider name as the pool knows it, such as {@code login.mygame}
   * @throws IllegalArgumentException if it is not 1 to 100 letters, digits and {@code ._-}
   */
  public static Builder builder(IdentityPoolId pool, String provider) {
    return new Builder(pool, provider);
  }

  /**
   * A token for a player, whose identity is made if there is none. Operation {@code
   * GetOpenIdTokenForDeveloperIdentity}.
   *
   * @param userId the player's name with us; 1 to 1024 characters, and never used for another one
   */
  public CognitoAnswer<OpenIdToken> token(String userId, TokenRequest wish) {
    UserId.require("userId", userId);
    ObjectNode request = request();
    wish.identity().ifPresent(identity -> request.put("IdentityId", identity.id()));
    ObjectNode logins = request.putObject("Logins").put(provider, userId);
    for (Login login : wish.logins()) {
      if (logins.has(login.provider().name())) {
        throw new IllegalArgumentException(
            "logins: " + login.provider() + " twice (expected: one for each provider)");
      }
      logins.put(login.provider().name(), login.token().reveal());
    }
    if (!wish.principalTags().isEmpty()) {
      ObjectNode tags = request.putObject("PrincipalTags");
      wish.principalTags().forEach(tags::put);
    }
    request.put("TokenDuration", wish.life().toSeconds());
    return Sense.of(
        calls.call("GetOpenIdTokenForDeveloperIdentity", request, Repeat.FREELY),
        answer -> {
          Optional<Secret> token = WireJson.text(answer, "Token").map(Secret::of);
          return identityIn(answer)
              .flatMap(identity -> token.map(text -> new OpenIdToken(identity, text)));
        });
  }

  /**
   * One page of a look-up.
   *
   * @param identity whose
   * @param userIds the players' names with us that belong to it
   * @param next leads to the following page; empty at the last one
   */
  public record Found(IdentityId identity, List<String> userIds, Optional<String> next) {
    /** Copies the names. */
    public Found {
      userIds = List.copyOf(userIds);
    }
  }

  /**
   * Which names belong to which identity. Refused as {@code CONFLICT} where a name and an identity
   * are asked for that do not belong together. Operation {@code LookupDeveloperIdentity}.
   */
  public CognitoAnswer<Found> lookup(Lookup lookup) {
    ObjectNode request = request();
    lookup.identity().ifPresent(identity -> request.put("IdentityId", identity.id()));
    lookup.userId().ifPresent(userId -> request.put("DeveloperUserIdentifier", userId));
    request.put("MaxResults", MAX_RESULTS);
    lookup.next().ifPresent(next -> request.put("NextToken", next));
    return Sense.of(
        calls.call("LookupDeveloperIdentity", request, Repeat.FREELY),
        answer ->
            identityIn(answer)
                .map(
                    identity ->
                        new Found(
                            identity, userIdsIn(answer), WireJson.text(answer, "NextToken"))));
  }

  private static List<String> userIdsIn(JsonNode answer) {
    List<String> userIds = new ArrayList<>();
    for (JsonNode each : answer.path("DeveloperUserIdentifierList")) {
      if (each.isTextual()) {
        userIds.add(each.textValue());
      }
    }
    return userIds;
  }

  /**
   * Makes two identities of one player one. What the first one owned elsewhere is not moved.
   * Operation {@code MergeDeveloperIdentities}.
   *
   * @param sourceUserId whose identity ends
   * @param destinationUserId whose identity stays
   * @return the identity that stays
   */
  public CognitoAnswer<IdentityId> merge(String sourceUserId, String destinationUserId) {
    UserId.require("sourceUserId", sourceUserId);
    UserId.require("destinationUserId", destinationUserId);
    ObjectNode request =
        request()
            .put("DeveloperProviderName", provider)
            .put("SourceUserIdentifier", sourceUserId)
            .put("DestinationUserIdentifier", destinationUserId);
    return Sense.of(
        calls.call("MergeDeveloperIdentities", request, Repeat.WHEN_REFUSED_ONLY),
        DeveloperIdentities::identityIn);
  }

  /**
   * Takes a player's name away from an identity. An identity without any login cannot be reached.
   * Operation {@code UnlinkDeveloperIdentity}.
   */
  public CognitoAnswer<Nothing> unlink(IdentityId identity, String userId) {
    UserId.require("userId", userId);
    ObjectNode request =
        request()
            .put("IdentityId", identity.id())
            .put("DeveloperProviderName", provider)
            .put("DeveloperUserIdentifier", userId);
    return Sense.nothing(calls.call("UnlinkDeveloperIdentity", request, Repeat.WHEN_REFUSED_ONLY));
  }

  private ObjectNode request() {
    return WireJson.newObject().put("IdentityPoolId", pool.id());
  }

  private static Optional<IdentityId> identityIn(JsonNode answer) {
    return WireJson.text(answer, "IdentityId").flatMap(IdentityId::find);
  }

  /** Pool and provider. */
  @Override
  public String toString() {
    return "DeveloperIdentities(" + pool + ", " + provider + ")";
  }

  /** Says how to get to the pool. Not safe to share. */
  public static final class Builder {
    private static final Pattern PROVIDER = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

    private final IdentityPoolId pool;
    private final String provider;
    private final SignedCalls.Settings settings;

    private Builder(IdentityPoolId pool, String provider) {
      if (!PROVIDER.matcher(provider).matches()) {
        throw new IllegalArgumentException(
            "provider: "
                + provider.length()
                + " characters (expected: 1 to 100 letters, digits and ._-)");
      }
      this.pool = pool;
      this.provider = provider;
      this.settings = new SignedCalls.Settings(ServiceEndpoint.identityPools(pool.region()));
    }

    /** Whereby to ask. Required, and worth sharing. */
    public Builder http(JsonHttp http) {
      settings.http = http;
      return this;
    }

    /** This server's AWS credentials. Required. */
    public Builder keys(AwsKeySource keys) {
      settings.keys = keys;
      return this;
    }

    /**
     * Where to ask. Defaults to AWS's host for the region in the pool's id.
     *
     * @throws IllegalArgumentException if it is one of user pools
     */
    public Builder endpoint(ServiceEndpoint endpoint) {
      settings.endpoint(endpoint);
      return this;
    }

    /** How often a call is tried. Defaults to {@link RetrySettings#DEFAULT}. */
    public Builder retry(RetrySettings retry) {
      settings.retry = retry;
      return this;
    }

    /** What time it is. Defaults to the system's clock. */
    public Builder clock(InstantSource clock) {
      settings.clock = clock;
      return this;
    }

    /**
     * The identities; nothing is sent yet.
     *
     * @throws IllegalStateException if the {@link JsonHttp} or the keys were not said
     */
    public DeveloperIdentities build() {
      return new DeveloperIdentities(pool, provider, settings.calls());
    }
  }
}
