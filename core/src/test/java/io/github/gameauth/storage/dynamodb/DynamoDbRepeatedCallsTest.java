// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The answer of a call is lost on the way, and the client repeats the call, as the SDK's clients do
 * by themselves. The step is done once, and says so.
 */
final class DynamoDbRepeatedCallsTest implements DynamoDbContracts {
  private final FaultyClient faulty = new FaultyClient(LocalDynamoDb.client());

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "CONSUME")
  void whatIsSentTwiceIsDoneOnce(Steps step) {
    DynamoDbStores undisturbed = emptyStores();
    step.prepare(undisturbed);
    Object expected = step.run(undisturbed);
    Set<Map<String, AttributeValue>> done = Dump.of(undisturbed);
    DynamoDbStores stores = emptyStores();
    step.prepare(stores);
    faulty.fault(
        (number, operation, call) -> {
          Object lost = call.get();
          assertNotNull(lost);
          return call.get();
        });

    Object outcome = step.run(through(stores));

    assertEquals(expected, outcome);
    assertEquals(done, Dump.of(stores));
  }

  /** Whose answer was lost cannot be told from one who comes late, and gets nothing. */
  @Test
  void aTicketWhoseAnswerIsLostIsSpent() {
    DynamoDbStores stores = emptyStores();
    Steps.CONSUME.prepare(stores);
    faulty.fault(
        (number, operation, call) -> {
          Object lost = call.get();
          assertNotNull(lost);
          return call.get();
        });

    assertEquals(Optional.empty(), Steps.CONSUME.run(through(stores)));
    assertEquals(Optional.empty(), Steps.CONSUME.run(stores));
  }

  private DynamoDbStores through(DynamoDbStores stores) {
    return DynamoDbStores.over(
        faulty.client(), stores.tables().main().name(), CLOCK, Thread::sleep);
  }
}
