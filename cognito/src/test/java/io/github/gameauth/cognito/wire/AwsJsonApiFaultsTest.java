// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.cognito.wire.WireFixture.ask;
import static io.github.gameauth.cognito.wire.WireFixture.done;
import static io.github.gameauth.cognito.wire.WireFixture.error;
import static io.github.gameauth.cognito.wire.WireFixture.refused;
import static io.github.gameauth.cognito.wire.WireFixture.undecided;
import static io.github.gameauth.testing.TestUpstream.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.CognitoAnswer.Undecided;
import io.github.gameauth.cognito.service.Refusal;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.service.RetrySettings;
import io.github.gameauth.testing.RawUpstream;
import io.github.gameauth.upstream.JsonHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong on the way, it is no refusal, and nothing that may be done is done twice. */
final class AwsJsonApiFaultsTest {
  private static final WireFixture SERVICE = new WireFixture();
  private static final Undecided<JsonNode> OUTAGE =
      new Undecided<>(Cause.OUTAGE, Duration.ofSeconds(5));

  @BeforeEach
  void forget() {
    SERVICE.reset();
  }

  @AfterAll
  static void stop() {
    SERVICE.close();
  }

  static Stream<Named<ResponseDefinitionBuilder>> lostAnswers() {
    return Stream.of(
        Named.of("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
        Named.of("empty", aResponse().withFault(Fault.EMPTY_RESPONSE)),
        Named.of("broken off", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
        Named.of("no HTTP", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
        Named.of("truncated JSON", json("{\"AuthenticationResult\":{\"AccessTok")),
        Named.of("JSON and more", json("{} {}")),
        Named.of("an array", json("[]")),
        Named.of("a text", json("\"ok\"")),
        Named.of("null", json("null")),
        Named.of("white space", json(" ")),
        Named.of("a member twice", json("{\"Session\":\"a\",\"Session\":\"b\"}")),
        Named.of("HTML", aResponse().withStatus(200).withBody("<html>Please log in</html>")),
        Named.of("internal error", error(500, "InternalErrorException", "")),
        Named.of("internal error as 400", error(400, "InternalErrorException", "")),
        Named.of("internal server", error(500, "InternalServerException", "")),
        Named.of("unknown type", error(500, "NobodyKnowsThisException", "Incorrect password")),
        Named.of("bad gateway", aResponse().withStatus(502).withBody("<html>Bad gateway</html>")),
        Named.of("unavailable", aResponse().withStatus(503)),
        Named.of("request timeout", aResponse().withStatus(408)),
        Named.of("race", error(400, "ConcurrentModificationException", "")),
        Named.of("another service", error(400, "ExternalServiceException", "")));
  }

  @ParameterizedTest
  @MethodSource("lostAnswers")
  void neverRepeatsWhatMayHaveBeenDone(ResponseDefinitionBuilder answer) {
    SERVICE.answer(answer);

    assertEquals(OUTAGE, undecided(ask(SERVICE.api(), Repeat.WHEN_REFUSED_ONLY)));

    assertEquals(1, SERVICE.upstream.requests());
    assertEquals(List.of(), SERVICE.pauses);
  }

  @ParameterizedTest
  @MethodSource("lostAnswers")
  void repeatsWhatMayBeDoneTwice(ResponseDefinitionBuilder answer) {
    SERVICE.answerInTurn(answer, answer, json("{\"a\":1}"));

    assertEquals(1, done(ask(SERVICE.api(), Repeat.FREELY)).path("a").intValue());

    assertEquals(3, SERVICE.upstream.requests());
    assertEquals(2, SERVICE.pauses.size());
  }

  @ParameterizedTest
  @MethodSource("lostAnswers")
  void givesUpInTheEnd(ResponseDefinitionBuilder answer) {
    SERVICE.answer(answer);

    assertEquals(OUTAGE, undecided(ask(SERVICE.api(), Repeat.FREELY)));

    assertEquals(3, SERVICE.upstream.requests());
  }

  @ParameterizedTest
  @EnumSource(Repeat.class)
  void isUndecidedWhenNothingIsSaid(Repeat repeat) {
    try (RawUpstream silent = RawUpstream.hangingAfter("");
        JsonHttp impatient = JsonHttp.builder().wholeCall(Duration.ofMillis(300)).build()) {
      AwsJsonApi api = SERVICE.api(impatient, silent.url("/"), RetrySettings.DEFAULT.tries(2));

      assertEquals(OUTAGE, undecided(ask(api, repeat)));

      assertEquals(repeat == Repeat.FREELY ? 2 : 1, silent.requests());
    }
  }

  @Test
  void isUndecidedWhenTheBodyStopsHalfWay() {
    String start = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Session\":";
    try (RawUpstream silent = RawUpstream.hangingAfter(start);
        JsonHttp impatient = JsonHttp.builder().wholeCall(Duration.ofMillis(300)).build()) {
      AwsJsonApi api = SERVICE.api(impatient, silent.url("/"), RetrySettings.DEFAULT);

      assertEquals(OUTAGE, undecided(ask(api, Repeat.WHEN_REFUSED_ONLY)));
      assertEquals(1, silent.requests());
    }
  }

  @Test
  void isUndecidedWhenNobodyIsThere() throws IOException {
    URI nobody;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + closed.getLocalPort() + "/");
    }

    assertEquals(
        OUTAGE,
        undecided(ask(SERVICE.api(SERVICE.http, nobody, RetrySettings.DEFAULT), Repeat.FREELY)));
    assertEquals(2, SERVICE.pauses.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 304, 307, 308})
  void followsNoRedirection(int status) {
    SERVICE.upstream.answer("/elsewhere", json("{}"));
    SERVICE.answer(
        aResponse()
            .withStatus(status)
            .withHeader("Location", SERVICE.upstream.url("/elsewhere").toString()));

    assertEquals(OUTAGE, undecided(ask(SERVICE.api(), Repeat.FREELY)));

    assertEquals(1, SERVICE.upstream.requests());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 500})
  void readsBodiesOfALimitedSize(int status) {
    SERVICE.answer(aResponse().withStatus(status).withBody("{\"a\":\"" + "b".repeat(2000) + "\"}"));
    AwsJsonApi small =
        SERVICE.api(SERVICE.http.maxBytes(1000), SERVICE.upstream.url("/"), RetrySettings.DEFAULT);

    assertEquals(OUTAGE, undecided(ask(small, Repeat.FREELY)));
    assertEquals(1, SERVICE.upstream.requests());
  }

  @Test
  void readsJsonOfALimitedDepth() {
    SERVICE.answer(json("{\"a\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}"));

    assertEquals(OUTAGE, undecided(ask(SERVICE.api(), Repeat.WHEN_REFUSED_ONLY)));
  }

  @Test
  void waitsAfterAnOutageAsLongAsTheServiceAsks() {
    SERVICE.answer(aResponse().withStatus(503).withHeader("Retry-After", "30"));

    assertEquals(
        new Undecided<>(Cause.OUTAGE, Duration.ofSeconds(30)),
        undecided(ask(SERVICE.api(), Repeat.FREELY)));
    assertEquals(1, SERVICE.upstream.requests());
  }

  @ParameterizedTest
  @EnumSource(Repeat.class)
  void takes429ForAThrottleWhateverItSays(Repeat repeat) {
    SERVICE.answer(aResponse().withStatus(429).withBody("<html>Slow down</html>"));

    assertEquals(
        new Undecided<>(Cause.THROTTLED, Duration.ofSeconds(5)),
        undecided(ask(SERVICE.api(), repeat)));
    assertEquals(3, SERVICE.upstream.requests());
  }

  @Test // a firewall or a proxy: says nothing about the player
  void takesAnHtml403ForAForbiddenRequest() {
    SERVICE.answer(
        aResponse()
            .withStatus(403)
            .withHeader("Content-Type", "text/html")
            .withBody("<html>Incorrect username or password</html>"));

    Refusal refusal = refused(ask(SERVICE.api(), Repeat.FREELY));

    assertEquals(RefusalReason.FORBIDDEN, refusal.reason());
    assertEquals("", refusal.type());
    assertEquals(1, SERVICE.upstream.requests());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"__type\":7}", "{\"message\":\"no\"}"})
  void takesAnErrorWithoutATypeForWhatItsStatusSays(String body) {
    SERVICE.answer(aResponse().withStatus(400).withBody(body));
    assertEquals(RefusalReason.OTHER, refused(ask(SERVICE.api(), Repeat.FREELY)).reason());
    assertEquals(1, SERVICE.upstream.requests());

    SERVICE.answer(aResponse().withStatus(500).withBody(body));
    assertEquals(OUTAGE, undecided(ask(SERVICE.api(), Repeat.WHEN_REFUSED_ONLY)));
  }

  @Test
  void asksNoMoreWhenItsHttpIsClosed() {
    JsonHttp closed = JsonHttp.create();
    closed.close();
    SERVICE.answer(json("{}"));

    AwsJsonApi api = SERVICE.api(closed, SERVICE.upstream.url("/"), RetrySettings.DEFAULT);
    assertEquals(OUTAGE, undecided(ask(api, Repeat.FREELY)));

    assertEquals(0, SERVICE.upstream.requests());
    assertEquals(List.of(), SERVICE.pauses);
  }

  @Test
  void asksNoMoreWhenItIsInterrupted() {
    SERVICE.answer(json("{}"));
    Thread.currentThread().interrupt();

    assertEquals(OUTAGE, undecided(ask(SERVICE.api(), Repeat.FREELY)));

    assertTrue(Thread.interrupted());
    assertEquals(List.of(), SERVICE.pauses);
  }
}
