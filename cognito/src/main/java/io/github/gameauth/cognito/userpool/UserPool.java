// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.cognito.service.RetrySettings;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.cognito.wire.AwsJsonApi;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.upstream.JsonHttp;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A user pool, seen by one of its app clients; needs no AWS credentials.
 *
 * <pre>{@code
 * UserPool pool = UserPool.builder(UserPoolId.of("eu-west-1_AbCdEf123"))
 *     .client("1h57kf5cpq17m0eml12EXAMPLE")
 *     .http(JsonHttp.create())
 *     .build();
 * SignInStep step = pool.signIn("zoe").bySrp(password);
 * if (step instanceof SignInStep.SignedIn in) {
 *   keep(in.tokens());
 * }
 * }</pre>
 *
 * <p>Immutable and safe to share. Calls are made on the calling thread, each within the limits of
 * the {@link JsonHttp}; passwords, codes and tokens reach no log line and no exception.
 */
public final class UserPool {
  private final PoolCalls calls;

  private UserPool(PoolCalls calls) {
    this.calls = calls;
  }

  /** A pool, to be told the app client and how to get there. */
  public static Builder builder(UserPoolId pool) {
    return new Builder(pool);
  }

  /** Which pool it is. */
  public UserPoolId id() {
    return calls.pool();
  }

  /** The app client that asks. */
  public String clientId() {
    return calls.clientId();
  }

  /** The same pool, asked on behalf of that player; for servers that ask for many. */
  public UserPool inContext(PlayerContext context) {
    return new UserPool(calls.context(context));
  }

  /**
   * Begins a sign-in; nothing is sent yet.
   *
   * @param userName what the player typed; case and accents count
   */
  public SignIn signIn(String userName) {
    return SignIn.of(calls, userName);
  }

  /** Answers what a sign-in asked, wherever it began. */
  public ChallengeAnswers answers() {
    return new ChallengeAnswers(calls);
  }

  /** Signing up. */
  public SignUps signUps() {
    return new SignUps(calls);
  }

  /** Forgotten passwords. */
  public Passwords passwords() {
    return new Passwords(calls);
  }

  /** Refreshing and revoking tokens. */
  public TokenCalls tokens() {
    return new TokenCalls(calls);
  }

  /** The account of the player whose access token that is. */
  public UserAccount account(Secret accessToken) {
    return new UserAccount(calls, accessToken);
  }

  /** The devices of the player whose access token that is. */
  public Devices devices(Secret accessToken) {
    return new Devices(calls, accessToken);
  }

  /** Pool and client. */
  @Override
  public String toString() {
    return "UserPool(" + id() + ", client " + clientId() + ")";
  }

  /** Says which app client asks, and how. Not safe to share. */
  public static final class Builder {
    private static final Pattern CLIENT_ID = Pattern.compile("[a-zA-Z0-9_+]{1,128}");

    private final UserPoolId pool;
    private @Nullable String clientId;
    private @Nullable Secret clientSecret;
    private @Nullable JsonHttp http;
    private ServiceEndpoint endpoint;
    private RetrySettings retry = RetrySettings.DEFAULT;
    private InstantSource clock = InstantSource.system();
    private SecureRandom random = new SecureRandom();
    private PlayerContext context = PlayerContext.NONE;

    private Builder(UserPoolId pool) {
      this.pool = pool;
      this.endpoint = ServiceEndpoint.userPools(pool.region());
    }

    /**
     * An app client without a secret. This or the other is required.
     *
     * @throws IllegalArgumentException if it is not an app client's id
     */
    public Builder client(String clientId) {
      // Not shown: a secret may stand in the wrong place.
      if (!CLIENT_ID.matcher(clientId).matches()) {
        throw new IllegalArgumentException(
            "clientId: "
                + clientId.length()
                + " characters (expected: 1 to 128 letters, digits, _ or +)");
      }
      this.clientId = clientId;
      this.clientSecret = null;
      return this;
    }

    /**
     * An app client with a secret.
     *
     * @throws IllegalArgumentException if it is not an app client's id
     */
    public Builder client(String clientId, Secret clientSecret) {
      client(clientId);
      this.clientSecret = clientSecret;
      return this;
    }

    /** Whereby to ask. Required, and worth sharing. */
    public Builder http(JsonHttp http) {
      this.http = http;
      return this;
    }

    /**
     * Where to ask. Defaults to AWS's host for the region in the pool's id.
     *
     * @throws IllegalArgumentException if it is one of identity pools
     */
    public Builder endpoint(ServiceEndpoint endpoint) {
      String expected = ServiceEndpoint.userPools(endpoint.region()).targetPrefix();
      if (!endpoint.targetPrefix().equals(expected)) {
        throw new IllegalArgumentException(
            "endpoint: " + endpoint + " (expected: one of ServiceEndpoint.userPools)");
      }
      this.endpoint = endpoint;
      return this;
    }

    /** How often a call is tried. Defaults to {@link RetrySettings#DEFAULT}. */
    public Builder retry(RetrySettings retry) {
      this.retry = retry;
      return this;
    }

    /** What time it is. Defaults to the system's clock. */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /** Where secrets come from. Defaults to the platform's {@link SecureRandom}. */
    public Builder random(SecureRandom random) {
      this.random = random;
      return this;
    }

    /**
     * What every call tells about the player. Defaults to nothing. A server for many players says
     * it for each by {@link UserPool#inContext}.
     */
    public Builder context(PlayerContext context) {
      this.context = context;
      return this;
    }

    /**
     * The pool; nothing is sent yet.
     *
     * @throws IllegalStateException if the app client or the {@link JsonHttp} was not said
     */
    public UserPool build() {
      if (clientId == null) {
        throw new IllegalStateException("client: not said (expected: client(…))");
      }
      if (http == null) {
        throw new IllegalStateException("http: not said (expected: http(…))");
      }
      return new UserPool(
          new PoolCalls(
              pool,
              clientId,
              Optional.ofNullable(clientSecret),
              AwsJsonApi.of(endpoint, http, retry),
              clock,
              new ProofClock(clock),
              random,
              context));
    }
  }
}
