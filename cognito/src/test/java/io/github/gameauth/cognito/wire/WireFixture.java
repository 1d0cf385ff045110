// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.gameauth.cognito.AwsRegion;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Done;
import io.github.gameauth.cognito.service.CognitoAnswer.Refused;
import io.github.gameauth.cognito.service.CognitoAnswer.Undecided;
import io.github.gameauth.cognito.service.Refusal;
import io.github.gameauth.cognito.service.RetrySettings;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.testing.TestUpstream;
import io.github.gameauth.upstream.JsonHttp;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service that answers what the test says, and a caller whose pauses take no time. */
final class WireFixture implements AutoCloseable {
  final TestUpstream upstream = TestUpstream.start();
  final JsonHttp http =
      JsonHttp.builder()
          .connect(Duration.ofSeconds(10))
          .read(Duration.ofSeconds(10))
          .wholeCall(Duration.ofSeconds(10))
          .build();

  /** The pauses so far, in order. */
  final List<Duration> pauses = new CopyOnWriteArrayList<>();

  void reset() {
    upstream.reset();
    pauses.clear();
  }

  AwsJsonApi api() {
    return api(http, upstream.url("/"), RetrySettings.DEFAULT);
  }

  AwsJsonApi api(RetrySettings retries) {
    return api(http, upstream.url("/"), retries);
  }

  /** Pauses are half of what jitter allows. */
  AwsJsonApi api(JsonHttp by, URI at, RetrySettings retries) {
    return AwsJsonApi.of(
        ServiceEndpoint.userPools(AwsRegion.of("local")).atPlainHttp(at),
        by,
        retries,
        pauses::add,
        () -> 0.5);
  }

  void answer(ResponseDefinitionBuilder response) {
    upstream.answer("/", response);
  }

  /** Answers one after the other; the last one again and again. */
  void answerInTurn(ResponseDefinitionBuilder... responses) {
    for (int i = 0; i < responses.length; i++) {
      boolean last = i == responses.length - 1;
      upstream
          .server()
          .stubFor(
              WireMock.any(WireMock.urlPathEqualTo("/"))
                  .inScenario("turn")
                  .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "turn " + i)
                  .willReturn(responses[i])
                  .willSetStateTo(
                      last ? i == 0 ? Scenario.STARTED : "turn " + i : "turn " + (i + 1)));
    }
  }

  /** As the real service tells an error. */
  static ResponseDefinitionBuilder error(int status, String type, String message) {
    ObjectNode body = WireJson.newObject().put("__type", type).put("message", message);
    return WireMock.aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/x-amz-json-1.1")
        .withHeader("x-amzn-requestid", "r-1")
        .withHeader("x-amzn-errortype", type + ":")
        .withBody(WireJson.bytes(body));
  }

  static CognitoAnswer<JsonNode> ask(AwsJsonApi api, Repeat repeat) {
    return api.call("InitiateAuth", WireJson.newObject().put("ClientId", "c-1"), repeat);
  }

  static JsonNode done(CognitoAnswer<JsonNode> answer) {
    return answer instanceof Done<JsonNode> done ? done.value() : fail(answer::toString);
  }

  static Refusal refused(CognitoAnswer<JsonNode> answer) {
    return answer instanceof Refused<JsonNode> no ? no.refusal() : fail(answer::toString);
  }

  static Undecided<JsonNode> undecided(CognitoAnswer<JsonNode> answer) {
    return answer instanceof Undecided<JsonNode> unknown ? unknown : fail(answer::toString);
  }

  @Override
  public void close() {
    http.close();
    upstream.close();
  }
}
