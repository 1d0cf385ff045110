// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.testing.TestUpstream.json;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Done;
import io.github.gameauth.cognito.service.CognitoException;
import io.github.gameauth.testing.CapturedLogs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class WireLogsNoSecretsTest {
  private static final String SENT = "sent-pass-word";
  private static final String RECEIVED = "received-token";

  private final WireFixture service = new WireFixture();
  @RegisterExtension final CapturedLogs logs = CapturedLogs.ofEverythingOurs();

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void neitherLinesNorExceptionsShowWhatWasSentOrReceived() {
    List<ResponseDefinitionBuilder> answers =
        List.of(
            json("{\"AccessToken\":\"" + RECEIVED + "\"}"),
            json("{\"AccessToken\":\"" + RECEIVED + "\", !}"),
            json("{\"" + RECEIVED + "\":1,\"" + RECEIVED + "\":2}"),
            json("{\"AccessToken\":\"" + RECEIVED),
            WireFixture.error(400, "NotAuthorizedException", RECEIVED + SENT),
            WireFixture.error(400, "UserLambdaValidationException", "failed with error " + SENT),
            WireFixture.error(400, "TooManyRequestsException", RECEIVED + SENT),
            WireFixture.error(400, SENT + " " + RECEIVED, ""),
            WireFixture.error(500, "InternalErrorException", SENT),
            aResponse().withStatus(403).withBody("<html>" + SENT + RECEIVED + "</html>"),
            aResponse().withStatus(302).withHeader("Location", "/" + RECEIVED),
            aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));
    List<String> shown = new ArrayList<>();
    for (ResponseDefinitionBuilder answer : answers) {
      service.answer(answer);
      CognitoAnswer<JsonNode> told =
          service
              .api()
              .call(
                  "RespondToAuthChallenge",
                  WireJson.newObject().put("PASSWORD", SENT),
                  Repeat.FREELY);
      if (!(told instanceof Done<JsonNode>)) {
        CognitoException thrown = assertThrows(CognitoException.class, told::orElseThrow);
        shown.add(told.toString());
        shown.add(thrown.toString() + thrown.getCause());
      }
    }
    shown.addAll(logs.texts());

    assertTrue(logs.lines().size() >= answers.size() - 1, () -> logs.lines().toString());
    for (String each : shown) {
      assertFalse(each.contains(SENT) || each.contains(RECEIVED), each);
    }
  }
}
