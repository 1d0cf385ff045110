// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Done;
import io.github.gameauth.cognito.service.CognitoAnswer.Refused;
import io.github.gameauth.cognito.service.CognitoAnswer.Undecided;
import io.github.gameauth.cognito.service.Refusal;
import io.github.gameauth.cognito.service.RetrySettings;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.cognito.srp.SecretHash;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestUpstream;
import io.github.gameauth.upstream.JsonHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A user pool that answers each operation what the test says. Texts have ' for ". */
final class OperationsFixture implements AutoCloseable {
  static final UserPoolId POOL = UserPoolId.of("eu-west-1_AbC");
  static final Secret CLIENT_SECRET = Secret.of("clientsecretclientsecret");
  static final Secret ACCESS = Secret.of("access-1");

  private static final ObjectMapper JSON = new ObjectMapper();

  final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  final TestUpstream upstream = TestUpstream.start();
  final JsonHttp http = JsonHttp.builder().wholeCall(Duration.ofSeconds(10)).build();

  /** Of an app client without a secret. */
  final UserPool pool = builder().client("client1").build();

  /** Of one with a secret, for a player of whom something is known. */
  final UserPool secretPool =
      builder()
          .client("client1", CLIENT_SECRET)
          .context(PlayerContext.at("192.0.2.7").metadata(Map.of("world", "7")))
          .build();

  UserPool.Builder builder() {
    return UserPool.builder(POOL)
        .http(http)
        .clock(clock)
        .retry(new RetrySettings(Duration.ofMillis(1), Duration.ofMillis(1), 2))
        .endpoint(ServiceEndpoint.userPools(POOL.region()).atPlainHttp(upstream.url("/")));
  }

  OperationsFixture answer(String body) {
    upstream.answer("/", TestUpstream.json(body.replace('\'', '"')));
    return this;
  }

  OperationsFixture refuse(String type, String message) {
    upstream.answer(
        "/",
        WireMock.aResponse()
            .withStatus(400)
            .withBody("{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(type, message)));
    return this;
  }

  OperationsFixture loseAnswers() {
    upstream.answer("/", WireMock.aResponse().withFault(Fault.EMPTY_RESPONSE));
    return this;
  }

  /** Insists that the only request so far was this one, and forgets it. */
  void assertRequest(String operation, String body) {
    List<LoggedRequest> all = upstream.received();
    assertEquals(1, all.size());
    LoggedRequest only = all.get(0);
    assertEquals("AWSCognitoIdentityProviderService." + operation, only.getHeader("X-Amz-Target"));
    assertEquals("application/x-amz-json-1.1", only.getHeader("Content-Type"));
    assertEquals(null, only.getHeader("Authorization"));
    assertEquals(tree(body), tree(only.getBodyAsString()));
    upstream.server().resetRequests();
  }

  static String hash(String userName) {
    return SecretHash.of(CLIENT_SECRET, userName, "client1");
  }

  static JsonNode tree(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T done(CognitoAnswer<T> answer) {
    return answer instanceof Done<T> done ? done.value() : fail(answer::toString);
  }

  static <T> Refusal refused(CognitoAnswer<T> answer) {
    return answer instanceof Refused<T> no ? no.refusal() : fail(answer::toString);
  }

  static <T> Undecided<T> undecided(CognitoAnswer<T> answer) {
    return answer instanceof Undecided<T> unknown ? unknown : fail(answer::toString);
  }

  @Override
  public void close() {
    http.close();
    upstream.close();
  }
}
