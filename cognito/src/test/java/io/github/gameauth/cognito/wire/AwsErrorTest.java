// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AwsErrorTest {
  private static final WireFixture SERVICE = new WireFixture();

  @AfterAll
  static void stop() {
    SERVICE.close();
  }

  private static AwsError read(ResponseDefinitionBuilder answer) throws Exception {
    SERVICE.answer(answer);
    return AwsError.of(SERVICE.http.post(SERVICE.upstream.url("/"), "a/b", new byte[0], Map.of()));
  }

  private static ResponseDefinitionBuilder body(String body) {
    return aResponse().withStatus(400).withBody(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TooManyRequestsException",
        "TooManyRequestsException:",
        "TooManyRequestsException:http://internal.amazon.com/coral/com.amazon.coral.service/",
        "com.amazonaws.cognito.idp#TooManyRequestsException",
        "com.amazonaws.cognito.idp#TooManyRequestsException:http://internal.amazon.com/#x",
        " TooManyRequestsException "
      })
  void cutsATypeDownToItsName(String type) throws Exception {
    AwsError expected = new AwsError(400, "TooManyRequestsException", "");

    assertEquals(expected, read(body("").withHeader("x-amzn-errortype", type)));
    assertEquals(expected, read(body("{\"__type\":\"" + type + "\"}")));
    assertEquals(expected, read(body("{\"code\":\"" + type + "\"}")));
  }

  @Test
  void believesTheHeaderFirst() throws Exception {
    String both = "{\"__type\":\"SecondException\",\"code\":\"ThirdException\"}";

    assertEquals(
        "FirstException", read(body(both).withHeader("x-amzn-errortype", "FirstException")).type());
    assertEquals("SecondException", read(body(both)).type());
    assertEquals("SecondException", read(body(both).withHeader("x-amzn-errortype", "")).type());
    assertEquals("SecondException", read(body(both).withHeader("x-amzn-errortype", ":")).type());
    assertEquals("ThirdException", read(body("{\"code\":\"ThirdException\"}")).type());
  }

  @Test
  void findsTheMessageWhereverItStands() throws Exception {
    assertEquals(
        "a", read(body("{\"message\":\"a\",\"Message\":\"b\",\"errorMessage\":\"c\"}")).message());
    assertEquals("b", read(body("{\"Message\":\"b\",\"errorMessage\":\"c\"}")).message());
    assertEquals(
        "c",
        read(body("{\"errorMessage\":\"c\"}").withHeader("x-amzn-errormessage", "d")).message());
    assertEquals(
        "d", read(body("{\"message\":7}").withHeader("x-amzn-errormessage", "d")).message());
    assertEquals("", read(body("<html>no</html>")).message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Log\\nForged", "A B", "7up", "<script>", "ä"})
  void takesNoStrangersTextForAType(String type) throws Exception {
    assertEquals("", read(body("{\"__type\":\"" + type + "\"}")).type());
    assertEquals("", read(body("{\"__type\":\"" + "A".repeat(101) + "\"}")).type());
  }

  @Test
  void printsNoMessage() throws Exception {
    assertEquals(
        "AwsError(400, AException)",
        read(body("{\"__type\":\"AException\",\"message\":\"secret\"}")).toString());
  }
}
