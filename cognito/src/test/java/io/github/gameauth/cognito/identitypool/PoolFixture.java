// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.identitypool;

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
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Done;
import io.github.gameauth.cognito.service.CognitoAnswer.Refused;
import io.github.gameauth.cognito.service.CognitoAnswer.Undecided;
import io.github.gameauth.cognito.service.Refusal;
import io.github.gameauth.cognito.service.RetrySettings;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.testing.TestUpstream;
import io.github.gameauth.upstream.JsonHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** An identity pool whose service answers what the test says, operation by operation. */
final class PoolFixture implements AutoCloseable {
  static final IdentityPoolId POOL =
      IdentityPoolId.of("eu-west-1:11111111-2222-3333-4444-555555555555");
  static final IdentityId IDENTITY =
      IdentityId.of("eu-west-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee");
  static final IdentityId OTHER = IdentityId.of("eu-west-1:99999999-bbbb-cccc-dddd-eeeeeeeeeeee");

  private static final ObjectMapper JSON = new ObjectMapper();

  final TestUpstream upstream = TestUpstream.start();
  final JsonHttp http = JsonHttp.builder().wholeCall(Duration.ofSeconds(10)).build();
  final IdentityPool pool = builder().build();

  IdentityPool.Builder builder() {
    return IdentityPool.builder(POOL)
        .http(http)
        .retry(new RetrySettings(Duration.ofMillis(1), Duration.ofMillis(1), 2))
        .endpoint(
            ServiceEndpoint.identityPools(AwsRegion.of("local")).atPlainHttp(upstream.url("/")));
  }

  PoolFixture answer(String operation, ResponseDefinitionBuilder response) {
    upstream
        .server()
        .stubFor(
            WireMock.post("/")
                .withHeader(
                    "X-Amz-Target", WireMock.equalTo("AWSCognitoIdentityService." + operation))
                .willReturn(response));
    return this;
  }

  PoolFixture identity(IdentityId identity) {
    return answer("GetId", json("{\"IdentityId\":\"" + identity + "\"}"));
  }

  PoolFixture credentials(IdentityId identity, String key, String expiration) {
    return answer("GetCredentialsForIdentity", json(credentialsJson(identity, key, expiration)));
  }

  static String credentialsJson(IdentityId identity, String key, String expiration) {
    return ("{'IdentityId':'%s','Credentials':{'AccessKeyId':'%s','SecretKey':'s-1',"
            + "'SessionToken':'t-1','Expiration':%s},'Future':1}")
        .formatted(identity, key, expiration)
        .replace('\'', '"');
  }

  /** The body of the only request so far. */
  JsonNode onlyRequest(String operation) {
    List<LoggedRequest> all = upstream.received();
    assertEquals(1, all.size());
    assertEquals("AWSCognitoIdentityService." + operation, all.get(0).getHeader("X-Amz-Target"));
    assertEquals("application/x-amz-json-1.1", all.get(0).getHeader("Content-Type"));
    assertEquals(null, all.get(0).getHeader("Authorization"));
    return tree(all.get(0).getBodyAsString());
  }

  long requests(String operation) {
    return upstream.received().stream()
        .filter(each -> each.getHeader("X-Amz-Target").endsWith("." + operation))
        .count();
  }

  /** With {@code '} for {@code "}. */
  static JsonNode tree(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ResponseDefinitionBuilder error(String type, String message) {
    return WireMock.aResponse()
        .withStatus(400)
        .withBody(
            "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(type, message.replace("\"", "")));
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
