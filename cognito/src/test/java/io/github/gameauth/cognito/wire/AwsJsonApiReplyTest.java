// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import static io.github.gameauth.testing.TestUpstream.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Done;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AwsJsonApiReplyTest {
  private final WireFixture service = new WireFixture();

  @AfterEach
  void close() {
    service.close();
  }

  private CognitoAnswer<ServiceReply> reply(Supplier<ObjectNode> body) {
    return service.api().reply("InitiateAuth", body, Repeat.FREELY, RequestHeaders.NONE);
  }

  private Optional<Instant> date() {
    Done<?> done = assertInstanceOf(Done.class, reply(WireJson::newObject));
    return ((ServiceReply) done.value()).date();
  }

  @Test
  void tellsTheServicesTimeAndNoneWhereTheHeaderMakesNoSense() {
    service.answer(json("{}").withHeader("Date", "Wed, 07 May 2025 00:09:40 GMT"));
    assertEquals(Optional.of(Instant.parse("2025-05-07T00:09:40Z")), date());

    service.answer(json("{}").withHeader("Date", "a while ago"));
    assertEquals(Optional.empty(), date());
  }

  @Test
  void asksForANewBodyWithEachTry() {
    service.answerInTurn(
        WireFixture.error(500, "InternalErrorException", ""),
        WireFixture.error(400, "TooManyRequestsException", ""),
        json("{}"));
    AtomicInteger made = new AtomicInteger();

    assertInstanceOf(
        Done.class, reply(() -> WireJson.newObject().put("n", made.incrementAndGet())));

    List<String> sent = new ArrayList<>();
    service.upstream.received().forEach(request -> sent.add(request.getBodyAsString()));
    assertEquals(List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}"), sent);
  }
}
