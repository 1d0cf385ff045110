// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.identitypool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.IdentityPoolId;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.Nothing;
import io.github.gameauth.cognito.service.RetrySettings;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.cognito.wire.AwsJsonApi;
import io.github.gameauth.cognito.wire.Repeat;
import io.github.gameauth.cognito.wire.Sense;
import io.github.gameauth.cognito.wire.WireJson;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.upstream.JsonHttp;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An identity pool; needs no AWS credentials, but gives some to players.
 *
 * <pre>{@code
 * IdentityPool pool = IdentityPool.builder(IdentityPoolId.of("eu-west-1:1a2b3c4d-…"))
 *     .http(JsonHttp.create())
 *     .build();
 * Logins logins = Logins.of(Login.userPool(userPoolId, idToken));
 * CognitoAnswer<PlayerCredentials> answer =
 *     pool.identity(logins).then(identity -> pool.credentials(identity, logins));
 * }</pre>
 *
 * <p>Immutable and safe to share. Calls are made on the calling thread. Credentials are throttled:
 * keep them while they last, or have {@link RefreshingCredentials} do it.
 */
public final class IdentityPool {
  private final IdentityPoolId id;
  private final AwsJsonApi api;
  private final Optional<String> accountId;

  private IdentityPool(IdentityPoolId id, AwsJsonApi api, Optional<String> accountId) {
    this.id = id;
    this.api = api;
    this.accountId = accountId;
  }

  /** A pool, to be told how to get there. */
  public static Builder builder(IdentityPoolId id) {
    return new Builder(id);
  }

  /** Which pool it is. */
  public IdentityPoolId id() {
    return id;
  }

  /**
   * The identity that these logins belong to; a new one if there is none yet, and for a guest each
   * time. Operation {@code GetId}.
   */
  public CognitoAnswer<IdentityId> identity(Logins logins) {
    ObjectNode request = WireJson.newObject();
    accountId.ifPresent(account -> request.put("AccountId", account));
    request.put("IdentityPoolId", id.id());
    logins.addTo(request);
    return Sense.of(call("GetId", request, Repeat.FREELY), IdentityPool::identityIn);
  }

  /**
   * AWS credentials in the role that the pool picks: the enhanced flow. Operation {@code
   * GetCredentialsForIdentity}.
   */
  public CognitoAnswer<PlayerCredentials> credentials(IdentityId identity, Logins logins) {
    return credentials(identity, logins, Optional.empty());
  }

  /**
   * AWS credentials in one of several roles that the logins open.
   *
   * @param roleArn the role's ARN
   */
  public CognitoAnswer<PlayerCredentials> credentials(
      IdentityId identity, Logins logins, String roleArn) {
    return credentials(identity, logins, Optional.of(RoleArn.checked(roleArn)));
  }

  CognitoAnswer<PlayerCredentials> credentials(
      IdentityId identity, Logins logins, Optional<String> roleArn) {
    ObjectNode request = WireJson.newObject().put("IdentityId", identity.id());
    logins.addTo(request);
    roleArn.ifPresent(role -> request.put("CustomRoleArn", role));
    return Sense.of(
        call("GetCredentialsForIdentity", request, Repeat.FREELY), IdentityPool::credentialsIn);
  }

  /**
   * A token of the pool's own, valid for 10 minutes: the first half of the basic flow, which {@link
   * WebIdentityRole} completes. The pool must allow it. Operation {@code GetOpenIdToken}.
   */
  public CognitoAnswer<OpenIdToken> openIdToken(IdentityId identity, Logins logins) {
    ObjectNode request = WireJson.newObject().put("IdentityId", identity.id());
    logins.addTo(request);
    return Sense.of(call("GetOpenIdToken", request, Repeat.FREELY), IdentityPool::tokenIn);
  }

  /**
   * Takes logins away from an identity. An identity whose last login is gone cannot be reached any
   * more. Operation {@code UnlinkIdentity}.
   *
   * @param logins those that prove the right to do so, with the ones to be taken away among them
   * @param remove which of them to take away
   * @throws IllegalArgumentException if one of {@code remove} is not among the logins, or if there
   *     is none
   */
  public CognitoAnswer<Nothing> unlink(
      IdentityId identity, Logins logins, Set<LoginProvider> remove) {
    if (remove.isEmpty()) {
      throw new IllegalArgumentException("remove: none (expected: at least one provider)");
    }
    ObjectNode request = WireJson.newObject().put("IdentityId", identity.id());
    logins.addTo(request);
    ArrayNode names = request.putArray("LoginsToRemove");
    for (LoginProvider provider : remove) {
      if (logins.list().stream().noneMatch(login -> login.provider().equals(provider))) {
        throw new IllegalArgumentException(
            "remove: " + provider + " (expected: one of " + logins + ")");
      }
      names.add(provider.name());
    }
    return Sense.nothing(call("UnlinkIdentity", request, Repeat.WHEN_REFUSED_ONLY));
  }

  private CognitoAnswer<JsonNode> call(String operation, ObjectNode request, Repeat repeat) {
    return api.call(operation, request, repeat);
  }

  private static Optional<IdentityId> identityIn(JsonNode answer) {
    return WireJson.text(answer, "IdentityId").flatMap(IdentityId::find);
  }

  private static Optional<OpenIdToken> tokenIn(JsonNode answer) {
    Optional<Secret> token = WireJson.text(answer, "Token").map(Secret::of);
    return identityIn(answer).flatMap(who -> token.map(text -> new OpenIdToken(who, text)));
  }

  private static Optional<PlayerCredentials> credentialsIn(JsonNode answer) {
    JsonNode credentials = answer.path("Credentials");
    Optional<IdentityId> identity = identityIn(answer);
    Optional<String> accessKeyId = WireJson.text(credentials, "AccessKeyId");
    Optional<Secret> secretKey = WireJson.text(credentials, "SecretKey").map(Secret::of);
    Optional<Secret> sessionToken = WireJson.text(credentials, "SessionToken").map(Secret::of);
    Optional<Instant> expiry = WireJson.instant(credentials, "Expiration");
    if (identity.isEmpty()
        || accessKeyId.isEmpty()
        || secretKey.isEmpty()
        || sessionToken.isEmpty()
        || expiry.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PlayerCredentials(
            identity.get(), accessKeyId.get(), secretKey.get(), sessionToken.get(), expiry.get()));
  }

  /** The pool. */
  @Override
  public String toString() {
    return "IdentityPool(" + id + ")";
  }

  /** Says how to get to the pool. Not safe to share. */
  public static final class Builder {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    private final IdentityPoolId id;
    private @Nullable JsonHttp http;
    private ServiceEndpoint endpoint;
    private RetrySettings retry = RetrySettings.DEFAULT;
    private Optional<String> accountId = Optional.empty();

    private Builder(IdentityPoolId id) {
      this.id = id;
      this.endpoint = ServiceEndpoint.identityPools(id.region());
    }

    /** Whereby to ask. Required, and worth sharing. */
    public Builder http(JsonHttp http) {
      this.http = http;
      return this;
    }

    /**
     * Where to ask. Defaults to AWS's host for the region in the pool's id, which alone knows the
     * pool.
     *
     * @throws IllegalArgumentException if it is one of user pools
     */
    public Builder endpoint(ServiceEndpoint endpoint) {
      String expected = ServiceEndpoint.identityPools(endpoint.region()).targetPrefix();
      if (!endpoint.targetPrefix().equals(expected)) {
        throw new IllegalArgumentException(
            "endpoint: " + endpoint + " (expected: one of ServiceEndpoint.identityPools)");
      }
      this.endpoint = endpoint;
      return this;
    }

    /** How often a call is tried. Defaults to {@link RetrySettings#DEFAULT}. */
    public Builder retry(RetrySettings retry) {
      this.retry = retry;
      return this;
    }

    /**
     * The AWS account of the pool. Defaults to none, as the service does not need it.
     *
     * @throws IllegalArgumentException if it is not twelve digits
     */
    public Builder accountId(String accountId) {
      if (!ACCOUNT.matcher(accountId).matches()) {
        throw new IllegalArgumentException(
            "accountId: " + accountId.length() + " characters (expected: 12 digits)");
      }
      this.accountId = Optional.of(accountId);
      return this;
    }

    /**
     * The pool; nothing is sent yet.
     *
     * @throws IllegalStateException if the {@link JsonHttp} was not said
     */
    public IdentityPool build() {
      if (http == null) {
        throw new IllegalStateException("http: not said (expected: http(…))");
      }
      return new IdentityPool(id, AwsJsonApi.of(endpoint, http, retry), accountId);
    }
  }
}
