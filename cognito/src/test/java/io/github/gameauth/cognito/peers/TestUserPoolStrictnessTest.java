// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.cognito.testing.TestFault;
import io.github.gameauth.cognito.testing.TestUserPool;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wire format, and answers that go wrong when asked to. */
final class TestUserPoolStrictnessTest {
  private static final String RESEND = "ResendConfirmationCode";
  private static final String BODY = "{\"ClientId\":\"testclient1\",\"Username\":\"zoe\"}";

  private final TestUserPool pool = TestUserPool.start();
  private final RawCalls raw = new RawCalls(pool.endpoint());

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void answersWhatIsWellFormed() throws Exception {
    HttpResponse<String> answer = raw.post(RESEND, BODY, Map.of());

    assertEquals(400, answer.statusCode());
    assertEquals("UserNotFoundException: User does not exist.", RawCalls.refusal(answer));
    assertEquals(
        "UserNotFoundException:", answer.headers().firstValue("x-amzn-errortype").orElse(""));
    assertTrue(answer.headers().firstValue("x-amzn-requestid").isPresent());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'ClientId':'testclient1'}|InvalidParameterException",
        "{'ClientId':'testclient1','Username':null}|SerializationException",
        "{'ClientId':'testclient1','Username':7}|SerializationException",
        "{'ClientId':'testclient1','Username':'a b'}|InvalidParameterException",
        "{'ClientId':'testclient1','Username':'zoe','username':'zoe'}|SerializationException",
        "{'ClientId':'testclient1','Username':'zoe','Username':'zoe'}|SerializationException",
        "{'ClientId':'nobody','Username':'zoe'}|ResourceNotFoundException",
        "['ClientId']|SerializationException",
        "{'ClientId':|SerializationException",
      })
  void refusesABodyThatIsNot(String body, String type) throws Exception {
    String refusal = raw.refusal(RESEND, body.replace('\'', '"'));

    assertTrue(refusal.startsWith(type), refusal);
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Type, application/json, SerializationException",
    "Content-Type, application/x-amz-json-1.1; charset=utf-8, SerializationException",
    "X-Amz-Target, AWSCognitoIdentityService.GetId, UnknownOperationException",
    "X-Amz-Target, AWSCognitoIdentityProviderService.Nothing, UnknownOperationException",
    "Authorization, AWS4-HMAC-SHA256 Credential=x, IncompleteSignatureException",
  })
  void refusesHeadersThatHaveNoPlaceThere(String name, String value, String type) throws Exception {
    String refusal = RawCalls.refusal(raw.post(RESEND, BODY, Map.of(name, value)));

    assertTrue(refusal.startsWith(type), refusal);
  }

  @Test
  void failsWhenAskedToAndThenNoMore() throws Exception {
    pool.failNext(TestFault.tooManyRequests(Duration.ofSeconds(7)));
    pool.failNext(TestFault.htmlForbidden());
    pool.failNext("SignUp", TestFault.unknownServerError());
    pool.failNext(TestFault.truncatedJson());

    HttpResponse<String> busy = raw.post(RESEND, BODY, Map.of());
    assertEquals(429, busy.statusCode());
    assertEquals("7", busy.headers().firstValue("retry-after").orElse(""));
    assertEquals(403, raw.post(RESEND, BODY, Map.of()).statusCode());
    assertEquals(200, raw.post(RESEND, BODY, Map.of()).statusCode());
    assertEquals(400, raw.post(RESEND, BODY, Map.of()).statusCode());
    assertEquals(500, raw.post("SignUp", BODY, Map.of()).statusCode());
  }

  @Test
  void losesAnswersBeforeOrAfterTheWork() {
    String body =
        "{\"ClientId\":\"testclient1\",\"Username\":\"NAME\",\"Password\":\"Correct-Horse-7!\"}";
    pool.failNext(TestFault.reset());
    assertThrows(
        IOException.class, () -> raw.post("SignUp", body.replace("NAME", "one"), Map.of()));
    pool.failNext(TestFault.answerLost());
    assertThrows(
        IOException.class, () -> raw.post("SignUp", body.replace("NAME", "two"), Map.of()));
    pool.failNext(TestFault.answerCut());
    assertThrows(
        IOException.class, () -> raw.post("SignUp", body.replace("NAME", "three"), Map.of()));

    assertTrue(!pool.hasUser("one"));
    assertTrue(pool.hasUser("two"));
    assertTrue(pool.hasUser("three"));
  }
}
