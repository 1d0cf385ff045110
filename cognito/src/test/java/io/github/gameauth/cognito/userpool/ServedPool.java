// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import io.github.gameauth.cognito.AwsRegion;
import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.cognito.service.RetrySettings;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.cognito.testing.ReceivedCall;
import io.github.gameauth.cognito.testing.TestPoolSettings;
import io.github.gameauth.cognito.testing.TestUserPool;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.upstream.JsonHttp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A strict user pool, and the client that asks it; both by one clock. */
final class ServedPool implements AutoCloseable {
  static final String ID = "eu-west-1_TestPool1";

  final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  final TestUserPool server;
  final JsonHttp http;

  private ServedPool(TestPoolSettings settings, Duration wholeCall) {
    server = TestUserPool.start(settings.clock(clock));
    http = JsonHttp.builder().connect(wholeCall).read(wholeCall).wholeCall(wholeCall).build();
  }

  static ServedPool start() {
    return start(TestPoolSettings.named(ID));
  }

  static ServedPool start(TestPoolSettings settings) {
    return new ServedPool(settings, Duration.ofSeconds(15));
  }

  /** One whose client does not wait for long. */
  static ServedPool impatient(TestPoolSettings settings) {
    return new ServedPool(settings, Duration.ofMillis(1500));
  }

  UserPool.Builder builder() {
    UserPool.Builder builder =
        UserPool.builder(UserPoolId.of(server.poolId()))
            .client(server.client().id())
            .http(http)
            .endpoint(
                ServiceEndpoint.userPools(AwsRegion.of("local")).atPlainHttp(server.endpoint()))
            .retry(RetrySettings.DEFAULT.base(Duration.ofMillis(1)).cap(Duration.ofMillis(1)))
            .clock(clock);
    Optional<String> secret = server.client().secret();
    return secret.isEmpty()
        ? builder
        : builder.client(server.client().id(), Secret.of(secret.get()));
  }

  /** A new client each time: another node. */
  UserPool pool() {
    return builder().build();
  }

  /** The operations called so far. */
  List<String> operations() {
    return server.calls().stream().map(ReceivedCall::operation).toList();
  }

  @Override
  public void close() {
    http.close();
    server.close();
  }
}
