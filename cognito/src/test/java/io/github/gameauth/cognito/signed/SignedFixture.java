// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.signed;

import static io.github.gameauth.testing.TestUpstream.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.cognito.AwsRegion;
import io.github.gameauth.cognito.IdentityPoolId;
import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Done;
import io.github.gameauth.cognito.service.CognitoAnswer.Refused;
import io.github.gameauth.cognito.service.CognitoAnswer.Undecided;
import io.github.gameauth.cognito.service.Refusal;
import io.github.gameauth.cognito.service.RetrySettings;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestUpstream;
import io.github.gameauth.upstream.JsonHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Both services behind one answer, and clients that sign. */
final class SignedFixture implements AutoCloseable {
  static final IdentityPoolId IDENTITY_POOL =
      IdentityPoolId.of("eu-west-1:11111111-2222-3333-4444-555555555555");
  static final UserPoolId USER_POOL = UserPoolId.of("eu-west-1_AbC");
  static final AwsKeys KEYS = AwsKeys.of("AKIA1", Secret.of("secret/1"));

  private static final AwsRegion REGION = AwsRegion.of("eu-west-1");
  private static final ObjectMapper JSON = new ObjectMapper();

  final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  final TestUpstream upstream = TestUpstream.start();
  final JsonHttp http = JsonHttp.builder().wholeCall(Duration.ofSeconds(10)).build();

  DeveloperIdentities.Builder identities() {
    return DeveloperIdentities.builder(IDENTITY_POOL, "login.mygame")
        .http(http)
        .keys(() -> KEYS)
        .clock(clock)
        .retry(new RetrySettings(Duration.ofMillis(1), Duration.ofMillis(1), 2))
        .endpoint(ServiceEndpoint.identityPools(REGION).atPlainHttp(upstream.url("/")));
  }

  UserPoolAdmin.Builder admin() {
    return UserPoolAdmin.builder(USER_POOL)
        .http(http)
        .keys(() -> KEYS)
        .clock(clock)
        .retry(new RetrySettings(Duration.ofMillis(1), Duration.ofMillis(1), 2))
        .endpoint(ServiceEndpoint.userPools(REGION).atPlainHttp(upstream.url("/")));
  }

  /** With {@code '} for {@code "}. */
  void answer(String body) {
    upstream.answer("/", json(body.replace('\'', '"')));
  }

  void answer(ResponseDefinitionBuilder response) {
    upstream.answer("/", response);
  }

  static ResponseDefinitionBuilder error(String type, String message) {
    return WireMock.aResponse()
        .withStatus(400)
        .withBody("{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(type, message));
  }

  /** The body of the only request so far, whose signature is right. */
  JsonNode onlyRequest(String target) {
    assertEquals(1, upstream.requests());
    LoggedRequest request = upstream.received().get(0);
    assertEquals(target, request.getHeader("X-Amz-Target"));
    assertEquals("application/x-amz-json-1.1", request.getHeader("Content-Type"));
    assertEquals(true, SigV4.of(request, "secret/1").isRight);
    return tree(request.getBodyAsString());
  }

  /** With {@code '} for {@code "}. */
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
