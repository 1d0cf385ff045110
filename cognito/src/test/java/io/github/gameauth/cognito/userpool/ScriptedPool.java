// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.cognito.AwsRegion;
import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.cognito.service.RetrySettings;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.cognito.wire.WireJson;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestUpstream;
import io.github.gameauth.upstream.JsonHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A service that answers by a script, and the user pool client that asks it. */
final class ScriptedPool implements AutoCloseable {
  static final String CLIENT = "client1";
  static final Secret SECRET = Secret.of("client-secret-of-24-char");
  static final String TOKENS =
      "{\"AuthenticationResult\":{\"AccessToken\":\"a.b.c\",\"IdToken\":\"i.b.c\","
          + "\"RefreshToken\":\"r.1.2.3.4\",\"ExpiresIn\":3600,\"TokenType\":\"Bearer\"},"
          + "\"ChallengeParameters\":{}}";

  final TestUpstream upstream = TestUpstream.start();
  final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  final JsonHttp http =
      JsonHttp.builder()
          .connect(Duration.ofSeconds(10))
          .read(Duration.ofSeconds(10))
          .wholeCall(Duration.ofSeconds(10))
          .build();

  UserPool.Builder builder() {
    return UserPool.builder(UserPoolId.of("eu-west-1_Pool"))
        .client(CLIENT)
        .http(http)
        .endpoint(ServiceEndpoint.userPools(AwsRegion.of("local")).atPlainHttp(upstream.url("/")))
        .retry(RetrySettings.DEFAULT.base(Duration.ofMillis(1)).cap(Duration.ofMillis(1)))
        .clock(clock);
  }

  UserPool pool() {
    return builder().build();
  }

  UserPool poolWithSecret() {
    return builder().client(CLIENT, SECRET).build();
  }

  /** Answers one after the other; what comes after the last is an unknown path to WireMock: 404. */
  void script(ResponseDefinitionBuilder... answers) {
    upstream.reset();
    for (int i = 0; i < answers.length; i++) {
      upstream
          .server()
          .stubFor(
              WireMock.any(WireMock.urlPathEqualTo("/"))
                  .inScenario("script")
                  .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "" + i)
                  .willReturn(answers[i])
                  .willSetStateTo("" + (i + 1)));
    }
  }

  static ResponseDefinitionBuilder ok(String json) {
    return aResponse()
        .withStatus(200)
        .withHeader("Content-Type", "application/x-amz-json-1.1")
        .withBody(json);
  }

  static ResponseDefinitionBuilder tokens() {
    return ok(TOKENS);
  }

  static ResponseDefinitionBuilder challenge(String name, String... parameters) {
    return ok(challengeJson(name, parameters));
  }

  /** With session {@code session-of-NAME}. */
  static String challengeJson(String name, String... parameters) {
    ObjectNode json =
        WireJson.newObject().put("ChallengeName", name).put("Session", "session-of-" + name);
    ObjectNode given = json.putObject("ChallengeParameters");
    for (int i = 0; i < parameters.length; i += 2) {
      given.put(parameters[i], parameters[i + 1]);
    }
    return json.toString();
  }

  /** A start of SRP that can be answered; whether rightly, a script does not judge. */
  static ResponseDefinitionBuilder passwordVerifier() {
    return challenge(
        "PASSWORD_VERIFIER",
        "SRP_B",
        "abcdef0123456789",
        "SALT",
        "1f",
        "SECRET_BLOCK",
        "YmxvY2s=",
        "USER_ID_FOR_SRP",
        "internal-zoe",
        "USERNAME",
        "internal-zoe");
  }

  static ResponseDefinitionBuilder deviceVerifier() {
    return challenge(
        "DEVICE_PASSWORD_VERIFIER",
        "SRP_B",
        "abcdef0123456789",
        "SALT",
        "1f",
        "SECRET_BLOCK",
        "YmxvY2s=",
        "DEVICE_KEY",
        "device-1",
        "USERNAME",
        "internal-zoe");
  }

  static ResponseDefinitionBuilder error(String type, String message) {
    return aResponse()
        .withStatus(400)
        .withHeader("x-amzn-errortype", type + ":")
        .withBody(WireJson.newObject().put("__type", type).put("message", message).toString());
  }

  static ResponseDefinitionBuilder wrongPassword() {
    return error("NotAuthorizedException", "Incorrect username or password.");
  }

  /** The operations called so far. */
  List<String> operations() {
    List<String> names = new ArrayList<>();
    for (LoggedRequest request : upstream.received()) {
      String target = request.getHeader("X-Amz-Target");
      assertTrue(target.startsWith("AWSCognitoIdentityProviderService."), target);
      assertEquals("POST", request.getMethod().value());
      assertEquals("application/x-amz-json-1.1", request.getHeader("Content-Type"));
      assertEquals(null, request.getHeader("Authorization"));
      names.add(target.substring(target.indexOf('.') + 1));
    }
    return names;
  }

  /** The body of the request of that number, from 0. */
  JsonNode sent(int number) {
    return WireJson.object(upstream.received().get(number).getBody())
        .orElseGet(() -> fail("no JSON object"));
  }

  /** Insists on a body, whose members are compared one by one; quotes are single. */
  void assertSent(int number, String expected) {
    assertEquals(WireJson.tree(expected.replace('\'', '"')).orElseThrow(), sent(number));
  }

  static <T extends SignInStep> T step(Class<T> type, SignInStep step) {
    return type.isInstance(step) ? type.cast(step) : fail(String.valueOf(step));
  }

  static <T extends Challenge> T asked(Class<T> type, SignInStep step) {
    Challenge challenge = step(SignInStep.ChallengeAsked.class, step).challenge();
    return type.isInstance(challenge) ? type.cast(challenge) : fail(challenge.toString());
  }

  @Override
  public void close() {
    http.close();
    upstream.close();
  }
}
