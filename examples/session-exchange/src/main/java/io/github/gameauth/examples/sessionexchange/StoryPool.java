// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

import io.github.gameauth.cognito.CognitoIssuer;
import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoException;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.cognito.testing.TestPoolSettings;
import io.github.gameauth.cognito.testing.TestUserPool;
import io.github.gameauth.cognito.userpool.SignInStep;
import io.github.gameauth.cognito.userpool.UserPool;
import io.github.gameauth.cognito.userpool.UserPoolSession;
import io.github.gameauth.cognito.userpool.UserPoolTokens;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.upstream.JsonHttp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A user pool of this process, whose clock can be hurried, with one player in it. */
final class StoryPool implements Pool {
  private static final String PLAYER = "zoe";
  private static final String PASSWORD = "Correct-Horse-7!";

  private final StoryClock clock = new StoryClock("2030-01-01T12:00:00Z");
  private final TestUserPool server =
      TestUserPool.start(TestPoolSettings.named("eu-west-1_TestPool1").clock(clock));
  private final JsonHttp http = Stage.patientHttp();
  private final UserPoolId id = UserPoolId.of(server.poolId());
  private final UserPool pool =
      UserPool.builder(id)
          .client(server.client().id())
          .http(http)
          .endpoint(ServiceEndpoint.userPools(id.region()).atPlainHttp(server.endpoint()))
          .clock(clock)
          .build();

  StoryPool() {
    server.addUser(PLAYER, PASSWORD);
  }

  @Override
  public String id() {
    return id.id();
  }

  @Override
  public CognitoIssuer issuer() {
    return CognitoIssuer.of(id)
        .idTokens()
        .client(server.client().id())
        .jwks(server.jwksUri())
        .build();
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  @Override
  public LongSupplier ticker() {
    return () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
  }

  @Override
  public Secret idToken() throws CognitoException, StoppedException {
    return signIn().idToken().orElseThrow();
  }

  /** Signs the player in, by SRP. */
  UserPoolTokens signIn() throws CognitoException, StoppedException {
    SignInStep step = pool.signIn(PLAYER).bySrp(Secret.of(PASSWORD));
    if (step instanceof SignInStep.SignedIn in) {
      return in.tokens();
    }
    throw new StoppedException("the pool does not let the player in: " + step);
  }

  /** Whether the pool gives new tokens for the refresh token of these. */
  boolean refreshes(UserPoolTokens tokens) throws CognitoException {
    return !(UserPoolSession.of(pool, tokens).build().tokensInsteadOf(tokens)
        instanceof CognitoAnswer.Refused);
  }

  void signOutEverywhere(UserPoolTokens tokens) throws CognitoException {
    pool.account(tokens.accessToken()).signOutEverywhere().orElseThrow();
  }

  /** How often the pool was asked anything. */
  int calls() {
    return server.calls().size();
  }

  void skip(Duration span) {
    clock.skip(span);
  }

  @Override
  public void close() {
    http.close();
    server.close();
  }
}
