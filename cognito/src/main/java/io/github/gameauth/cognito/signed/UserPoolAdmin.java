// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.signed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.Nothing;
import io.github.gameauth.cognito.service.RetrySettings;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.cognito.wire.Attributes;
import io.github.gameauth.cognito.wire.Repeat;
import io.github.gameauth.cognito.wire.Sense;
import io.github.gameauth.cognito.wire.WireJson;
import io.github.gameauth.upstream.JsonHttp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the operator of a user pool does to its users: mirrors accounts that were made from a
 * platform's login into the pool, and lets a ban in the game reach it. Needs AWS credentials with
 * permission for the operations that each method names.
 *
 * <p>A ban takes both: {@link #disable} keeps the player from signing in again and refreshing,
 * {@link #signOut} makes the tokens worthless that are out. Neither reaches servers that verify
 * tokens by themselves; there they last until they expire.
 *
 * <p>Immutable and safe to share. Calls are made on the calling thread.
 */
public final class UserPoolAdmin {
  private static final int MAX_USER_NAME = 128;

  private final UserPoolId pool;
  private final SignedCalls calls;

  private UserPoolAdmin(UserPoolId pool, SignedCalls calls) {
    this.pool = pool;
    this.calls = calls;
  }

  /** The operator of that pool, to be told how to get there. */
  public static Builder builder(UserPoolId pool) {
    return new Builder(pool);
  }

  static void requireUserName(String userName) {
    if (userName.isEmpty() || userName.length() > MAX_USER_NAME) {
      throw new IllegalArgumentException(
          "userName: " + userName.length() + " characters (expected: 1 to " + MAX_USER_NAME + ")");
    }
  }

  /** Makes a user. Operation {@code AdminCreateUser}. */
  public CognitoAnswer<PoolUser> create(NewUser user) {
    ObjectNode request = request(user.userName());
    if (!user.attributes().isEmpty()) {
      Attributes.write(user.attributes(), request.putArray("UserAttributes"));
    }
    user.temporaryPassword()
        .ifPresent(password -> request.put("TemporaryPassword", password.reveal()));
    if (user.takesAliasOver()) {
      request.put("ForceAliasCreation", true);
    }
    user.invitation().action().ifPresent(action -> request.put("MessageAction", action));
    if (!user.invitation().mediums().isEmpty()) {
      ArrayNode mediums = request.putArray("DesiredDeliveryMediums");
      user.invitation().mediums().stream().sorted().forEach(mediums::add);
    }
    if (!user.metadata().isEmpty()) {
      ObjectNode metadata = request.putObject("ClientMetadata");
      user.metadata().forEach(metadata::put);
    }
    return Sense.of(
        calls.call("AdminCreateUser", request, Repeat.WHEN_REFUSED_ONLY),
        answer -> userIn(answer.path("User"), "Attributes"));
  }

  /** What the pool knows of a user. Operation {@code AdminGetUser}. */
  public CognitoAnswer<PoolUser> user(String userName) {
    return Sense.of(
        calls.call("AdminGetUser", request(userName), Repeat.FREELY),
        answer -> userIn(answer, "UserAttributes"));
  }

  /**
   * Lets somebody who signs in by a provider of the pool be this user from now on. Operation {@code
   * AdminLinkProviderForUser}.
   *
   * @param userName the user who is there
   * @param provider the provider's name in the pool, such as {@code Google} or {@code MyGame}
   * @param providerUserId who they are there: the {@code sub} of its tokens
   */
  public CognitoAnswer<Nothing> link(String userName, String provider, String providerUserId) {
    return link(userName, provider, "Cognito_Subject", providerUserId);
  }

  /**
   * The same for a SAML provider, where another attribute may say who somebody is.
   *
   * @param attribute that attribute's name
   */
  public CognitoAnswer<Nothing> link(
      String userName, String provider, String attribute, String providerUserId) {
    requireUserName(userName);
    ObjectNode request = WireJson.newObject().put("UserPoolId", pool.id());
    request
        .putObject("DestinationUser")
        .put("ProviderName", "Cognito")
        .put("ProviderAttributeValue", userName);
    request
        .putObject("SourceUser")
        .put("ProviderName", provider)
        .put("ProviderAttributeName", attribute)
        .put("ProviderAttributeValue", providerUserId);
    return Sense.nothing(calls.call("AdminLinkProviderForUser", request, Repeat.WHEN_REFUSED_ONLY));
  }

  /**
   * Makes all tokens of a user worthless to the pool, on all clients. Operation {@code
   * AdminUserGlobalSignOut}.
   */
  public CognitoAnswer<Nothing> signOut(String userName) {
    return done("AdminUserGlobalSignOut", userName);
  }

  /** Keeps a user from signing in. Operation {@code AdminDisableUser}. */
  public CognitoAnswer<Nothing> disable(String userName) {
    return done("AdminDisableUser", userName);
  }

  /** Lets a user sign in again. Operation {@code AdminEnableUser}. */
  public CognitoAnswer<Nothing> enable(String userName) {
    return done("AdminEnableUser", userName);
  }

  private CognitoAnswer<Nothing> done(String operation, String userName) {
    return Sense.nothing(calls.call(operation, request(userName), Repeat.FREELY));
  }

  private ObjectNode request(String userName) {
    requireUserName(userName);
    return WireJson.newObject().put("UserPoolId", pool.id()).put("Username", userName);
  }

  private static Optional<PoolUser> userIn(JsonNode user, String attributes) {
    JsonNode enabled = user.path("Enabled");
    @Nullable String userName = WireJson.text(user, "Username").orElse(null);
    // Absent is not enabled: nobody is let in for what was not said.
    if (userName == null || !enabled.isBoolean()) {
      return Optional.empty();
    }
    List<String> mfa = new ArrayList<>();
    user.path("UserMFASettingList").forEach(each -> mfa.add(each.asText()));
    return Optional.of(
        new PoolUser(
            userName,
            Attributes.read(user.path(attributes)),
            enabled.booleanValue(),
            WireJson.text(user, "UserStatus").orElse("UNKNOWN"),
            WireJson.instant(user, "UserCreateDate"),
            WireJson.instant(user, "UserLastModifiedDate"),
            WireJson.text(user, "PreferredMfaSetting"),
            mfa));
  }

  /** The pool. */
  @Override
  public String toString() {
    return "UserPoolAdmin(" + pool + ")";
  }

  /** Says how to get to the pool. Not safe to share. */
  public static final class Builder {
    private final UserPoolId pool;
    private final SignedCalls.Settings settings;

    private Builder(UserPoolId pool) {
      this.pool = pool;
      this.settings = new SignedCalls.Settings(ServiceEndpoint.userPools(pool.region()));
    }

    /** Whereby to ask. Required, and worth sharing. */
    public Builder http(JsonHttp http) {
      settings.http = http;
      return this;
    }

    /** The operator's AWS credentials. Required. */
    public Builder keys(AwsKeySource keys) {
      settings.keys = keys;
      return this;
    }

    /**
     * Where to ask. Defaults to AWS's host for the region in the pool's id.
     *
     * @throws IllegalArgumentException if it is one of identity pools
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
     * The operator; nothing is sent yet.
     *
     * @throws IllegalStateException if the {@link JsonHttp} or the keys were not said
     */
    public UserPoolAdmin build() {
      return new UserPoolAdmin(pool, settings.calls());
    }
  }
}
