// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An identity pool on loopback that is as strict as the real one: it judges logins, links them,
 * knows guests and developer identities, verifies the signatures of signed calls, and refuses in
 * the real service's words. A stand-in of the Security Token Service for the basic flow is beside
 * it.
 *
 * <p>Holds a bounded number of everything, the oldest goes first. Safe to share.
 */
public final class TestIdentityPool implements AutoCloseable {
  private final IdentityState state;
  private final AwsJsonServer server;

  private TestIdentityPool(TestIdentitySettings settings) {
    state = new IdentityState(settings);
    OpenIdTokens tokens = new OpenIdTokens(state);
    LoginJudge judge = new LoginJudge(state);
    Operations operations = new Operations(state);
    new IdentityOperations(state, judge, tokens).addTo(operations);
    new DeveloperOperations(state, judge, tokens).addTo(operations);
    server =
        new AwsJsonServer(
            "AWSCognitoIdentityService",
            operations,
            new SignatureV4(
                settings.keyId(),
                settings.secretKey(),
                settings.region(),
                "cognito-identity",
                this::now));
    server.also("/.well-known/jwks_uri", TestIdentityPool::serveKeys);
    server.also("/sts", new StsStandIn(state, tokens));
  }

  /** Starts a pool in {@code eu-west-1} that trusts that user pool, without guests. */
  public static TestIdentityPool start(TestUserPool trusted) {
    return start(
        TestIdentitySettings.named("eu-west-1:11111111-2222-4333-8444-555555555555")
            .trusting(trusted));
  }

  /** Starts a pool with these settings; later changes to them change nothing here. */
  public static TestIdentityPool start(TestIdentitySettings settings) {
    return new TestIdentityPool(settings.copied());
  }

  /** Where it listens: plain HTTP, with a slash at the end. */
  public URI endpoint() {
    return server.uri();
  }

  /** Where {@code AssumeRoleWithWebIdentity} can be posted to. */
  public URI stsEndpoint() {
    return endpoint().resolve("/sts");
  }

  /** Where the keys of its OpenID tokens are. */
  public URI jwksUri() {
    return endpoint().resolve("/.well-known/jwks_uri");
  }

  /** The pool's id. */
  public String poolId() {
    return state.settings.poolId();
  }

  /** Sets this pool's clock forward against the one it was given, or back. */
  public void advanceClock(Duration by) {
    synchronized (state) {
      state.advance(by);
    }
  }

  /** The pool's time. */
  public Instant now() {
    synchronized (state) {
      return state.now();
    }
  }

  /** Lets the next call go wrong, whatever it is. Several wait in a row. */
  public void failNext(TestFault fault) {
    server.failNext(Optional.empty(), fault);
  }

  /** Lets the next call of one operation go wrong. */
  public void failNext(String operation, TestFault fault) {
    server.failNext(Optional.of(operation), fault);
  }

  /** The calls so far, in order, up to a thousand; those that were refused, too. */
  public List<ReceivedCall> calls() {
    return server.received();
  }

  /** Stops listening; calls that hang end. */
  @Override
  public void close() {
    server.close();
  }

  private static void serveKeys(HttpExchange exchange) throws IOException {
    try (exchange) {
      AwsJsonServer.send(exchange, 200, "application/json", Json.bytes(OpenIdTokens.jwks()));
    }
  }
}
