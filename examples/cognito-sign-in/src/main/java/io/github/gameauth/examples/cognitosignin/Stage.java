// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.cognitosignin;

import io.github.gameauth.cognito.AwsRegion;
import io.github.gameauth.cognito.CognitoIssuer;
import io.github.gameauth.cognito.CognitoIssuerBuilder;
import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.cognito.testing.TestPoolSettings;
import io.github.gameauth.cognito.testing.TestUserPool;
import io.github.gameauth.cognito.userpool.UserPool;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.upstream.JsonHttp;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;

/**
 * Where the story takes place: in a pool of this process, or in one of the reader's.
 *
 * @param pool the pool, to sign in to
 * @param issuer the pool, as one whose tokens are believed
 * @param player who signs in
 * @param clock what time it is there
 * @param end what is left to do when it is over
 */
record Stage(UserPool pool, CognitoIssuer issuer, Player player, InstantSource clock, Runnable end)
    implements AutoCloseable {
  static final String USAGE =
      """
      Usage: (nothing)           a user pool of this process, and a player of its own
             POOL_ID CLIENT_ID   a real user pool, and you; everything is asked on standard input
      Environment, all of it optional:
        COGNITO_CLIENT_SECRET   the app client's secret, if it has one
        COGNITO_REGION          where to ask, if not in the region of the pool's id
        COGNITO_ENDPOINT        an emulator on loopback, such as http://127.0.0.1:9229/
      """;

  /** A pool that asks players whether to remember their devices, and nobody for a second factor. */
  private static Stage ofTheStory() {
    StoryClock clock = new StoryClock("2030-01-01T12:00:00Z");
    TestUserPool server =
        TestUserPool.start(
            TestPoolSettings.named("eu-west-1_TestPool1")
                .clock(clock)
                .devices(TestPoolSettings.Devices.ASK));
    UserPoolId id = UserPoolId.of(server.poolId());
    JsonHttp http = patientHttp();
    UserPool pool =
        UserPool.builder(id)
            .client(server.client().id())
            .http(http)
            .endpoint(ServiceEndpoint.userPools(id.region()).atPlainHttp(server.endpoint()))
            .clock(clock)
            .build();
    CognitoIssuer issuer =
        CognitoIssuer.of(id).idTokens().client(server.client().id()).jwks(server.jwksUri()).build();
    return new Stage(
        pool,
        issuer,
        new PlayerOfTheStory(server, clock),
        clock,
        () -> {
          http.close();
          server.close();
        });
  }

  /**
   * The pool that the arguments name, or one of this process.
   *
   * @throws IllegalArgumentException if the arguments are not as {@link #USAGE} says
   */
  static Stage of(String[] arguments, Map<String, String> environment, PrintStream out)
      throws IOException {
    if (arguments.length == 0) {
      return ofTheStory();
    }
    if (arguments.length != 2) {
      throw new IllegalArgumentException(
          "arguments: " + arguments.length + " (expected: none, or POOL_ID CLIENT_ID)");
    }
    UserPoolId id = UserPoolId.of(arguments[0]);
    String clientId = arguments[1];
    String region = environment.getOrDefault("COGNITO_REGION", id.region().name());
    ServiceEndpoint endpoint = ServiceEndpoint.userPools(new AwsRegion(region));
    CognitoIssuerBuilder issuer = CognitoIssuer.of(id).idTokens().client(clientId);
    if (!region.equals(id.region().name())) {
      issuer.replicaIn(endpoint.region());
    }
    String emulator = environment.getOrDefault("COGNITO_ENDPOINT", "");
    if (!emulator.isEmpty()) {
      endpoint = endpoint.atPlainHttp(URI.create(emulator));
      issuer.jwks(URI.create(emulator).resolve("/" + id.id() + "/.well-known/jwks.json"));
    }
    Player player = new PlayerAtTheTerminal(out);
    JsonHttp http = patientHttp();
    UserPool.Builder pool = UserPool.builder(id).http(http).endpoint(endpoint);
    String secret = environment.getOrDefault("COGNITO_CLIENT_SECRET", "");
    if (secret.isEmpty()) {
      pool.client(clientId);
    } else {
      pool.client(clientId, Secret.of(secret));
    }
    return new Stage(pool.build(), issuer.build(), player, InstantSource.system(), http::close);
  }

  /** A story is told to its end, on a busy machine, too; a server keeps the defaults. */
  private static JsonHttp patientHttp() {
    return JsonHttp.builder().read(JsonHttp.MAX_TIMEOUT).wholeCall(JsonHttp.MAX_TIMEOUT).build();
  }

  @Override
  public void close() {
    end.run();
  }
}
