// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.cognito.wire.WireFixture.ask;
import static io.github.gameauth.cognito.wire.WireFixture.done;
import static io.github.gameauth.cognito.wire.WireFixture.error;
import static io.github.gameauth.cognito.wire.WireFixture.refused;
import static io.github.gameauth.cognito.wire.WireFixture.undecided;
import static io.github.gameauth.testing.TestUpstream.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.CognitoAnswer.Undecided;
import io.github.gameauth.cognito.service.Refusal;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.service.RetrySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AwsJsonApiTest {
  private static final WireFixture SERVICE = new WireFixture();

  @BeforeEach
  void forget() {
    SERVICE.reset();
  }

  @AfterAll
  static void stop() {
    SERVICE.close();
  }

  @Test
  void postsWhatTheProtocolAsksFor() {
    SERVICE.answer(json("{\"ChallengeName\":\"SMS_MFA\"}"));

    JsonNode value = done(ask(SERVICE.api(), Repeat.WHEN_REFUSED_ONLY));

    LoggedRequest request = SERVICE.upstream.received().get(0);
    assertEquals("POST", request.getMethod().value());
    assertEquals("/", request.getUrl());
    assertEquals("application/x-amz-json-1.1", request.getHeader("Content-Type"));
    assertEquals(
        "AWSCognitoIdentityProviderService.InitiateAuth", request.getHeader("X-Amz-Target"));
    assertEquals("no-store", request.getHeader("Cache-Control"));
    assertFalse(request.containsHeader("Authorization"));
    assertEquals("{\"ClientId\":\"c-1\"}", request.getBodyAsString());
    assertEquals("SMS_MFA", value.path("ChallengeName").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}"})
  void takesAnEmptyBodyForAnEmptyObject(String body) {
    SERVICE.answer(aResponse().withStatus(200).withBody(body));

    assertEquals(WireJson.newObject(), done(ask(SERVICE.api(), Repeat.WHEN_REFUSED_ONLY)));
  }

  @Test
  void readsNumbersAsDecimals() {
    SERVICE.answer(json("{\"Expiration\":1.715052180417E9}"));

    JsonNode value = done(ask(SERVICE.api(), Repeat.FREELY));

    assertEquals(
        Optional.of(Instant.parse("2024-05-07T03:23:00.417Z")),
        WireJson.instant(value, "Expiration"));
  }

  @Test
  void tellsARefusal() {
    SERVICE.answer(error(400, "NotAuthorizedException", "Incorrect username or password."));

    Refusal refusal = refused(ask(SERVICE.api(), Repeat.FREELY));

    assertEquals(
        new Refusal(
            RefusalReason.WRONG_CREDENTIALS,
            "NotAuthorizedException",
            Optional.of("r-1"),
            Optional.empty()),
        refusal);
    assertEquals(1, SERVICE.upstream.requests());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "ü"})
  void keepsNoRequestIdThatIsNone(String id) {
    SERVICE.answer(error(400, "NotAuthorizedException", "").withHeader("x-amzn-requestid", id));

    assertEquals(Optional.empty(), refused(ask(SERVICE.api(), Repeat.FREELY)).requestId());
  }

  @ParameterizedTest
  @EnumSource(Repeat.class)
  void triesAgainWhenItIsThrottled(Repeat repeat) {
    SERVICE.answerInTurn(
        error(400, "TooManyRequestsException", "Rate exceeded"),
        error(400, "TooManyRequestsException", "Rate exceeded"),
        json("{}"));

    done(ask(SERVICE.api(), repeat));

    assertEquals(3, SERVICE.upstream.requests());
    // Half of 100 ms, and half of the double.
    assertEquals(List.of(Duration.ofMillis(50), Duration.ofMillis(100)), SERVICE.pauses);
  }

  @Test
  void saysSoWhenItIsThrottledOnAndOn() {
    SERVICE.answer(error(400, "TooManyRequestsException", "Rate exceeded"));

    Undecided<JsonNode> undecided = undecided(ask(SERVICE.api(), Repeat.WHEN_REFUSED_ONLY));

    assertEquals(new Undecided<>(Cause.THROTTLED, Duration.ofSeconds(5)), undecided);
    assertEquals(3, SERVICE.upstream.requests());
    assertEquals(2, SERVICE.pauses.size());
  }

  @Test
  void triesAsOftenAsItIsTold() {
    SERVICE.answer(error(400, "TooManyRequestsException", "Rate exceeded"));

    undecided(ask(SERVICE.api(RetrySettings.ONCE), Repeat.FREELY));
    assertEquals(1, SERVICE.upstream.requests());
    undecided(ask(SERVICE.api(RetrySettings.DEFAULT.tries(7)), Repeat.FREELY));

    assertEquals(8, SERVICE.upstream.requests());
  }

  @Test
  void waitsAsLongAsTheServiceAsks() {
    SERVICE.answerInTurn(
        error(429, "TooManyRequestsException", "").withHeader("Retry-After", "3"), json("{}"));

    done(ask(SERVICE.api(), Repeat.WHEN_REFUSED_ONLY));

    assertEquals(List.of(Duration.ofSeconds(3)), SERVICE.pauses);
  }

  @Test
  void leavesALongWaitToTheCaller() {
    SERVICE.answer(error(429, "TooManyRequestsException", "").withHeader("Retry-After", "60"));

    Undecided<JsonNode> undecided = undecided(ask(SERVICE.api(), Repeat.FREELY));

    assertEquals(new Undecided<>(Cause.THROTTLED, Duration.ofSeconds(60)), undecided);
    assertEquals(1, SERVICE.upstream.requests());
    assertEquals(List.of(), SERVICE.pauses);
  }

  @Test
  void stopsWaitingWhenItIsInterruptedAndKeepsTheFlag() {
    SERVICE.answer(error(400, "TooManyRequestsException", "Rate exceeded"));
    AwsJsonApi interrupted =
        AwsJsonApi.of(
            SERVICE.api().endpoint(),
            SERVICE.http,
            RetrySettings.DEFAULT,
            pause -> {
              throw new InterruptedException();
            },
            () -> 0.5);

    assertEquals(Cause.THROTTLED, undecided(ask(interrupted, Repeat.FREELY)).cause());
    assertTrue(Thread.interrupted());
    assertEquals(1, SERVICE.upstream.requests());
  }

  @Test
  void asksForFurtherHeadersOncePerTry() {
    SERVICE.answerInTurn(error(400, "TooManyRequestsException", ""), json("{}"));
    List<String> signed = new ArrayList<>();

    done(
        SERVICE
            .api()
            .call(
                "AdminGetUser",
                WireJson.newObject().put("Username", "zoë"),
                Repeat.FREELY,
                (uri, headers, body) -> {
                  signed.add(uri + " " + headers.get("X-Amz-Target") + new String(body, UTF_8));
                  return Map.of("Authorization", "try " + signed.size());
                }));

    String all =
        SERVICE.upstream.url("/")
            + " AWSCognitoIdentityProviderService.AdminGetUser{\"Username\":\"zoë\"}";
    assertEquals(List.of(all, all), signed);
    assertEquals("try 1", SERVICE.upstream.received().get(0).getHeader("Authorization"));
    assertEquals("try 2", SERVICE.upstream.received().get(1).getHeader("Authorization"));
  }

  @Test
  void wipesTheBytesThatItSent() {
    SERVICE.answer(json("{}"));
    List<byte[]> sent = new ArrayList<>();

    done(
        SERVICE
            .api()
            .call(
                "ChangePassword",
                WireJson.newObject().put("ProposedPassword", "pass-word"),
                Repeat.WHEN_REFUSED_ONLY,
                (uri, headers, body) -> {
                  sent.add(body);
                  return Map.of();
                }));

    assertTrue(SERVICE.upstream.received().get(0).getBodyAsString().contains("pass-word"));
    assertArrayEquals(new byte[sent.get(0).length], sent.get(0));
  }
}
