// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import static io.github.gameauth.testing.TestFamilies.fresh;
import static io.github.gameauth.testing.TestPlayers.account;
import static io.github.gameauth.testing.TestPlayers.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.mint.KeyStoreException;
import io.github.gameauth.store.StoreException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A server dies in the middle of a step, at each call that the step makes: before the call took
 * effect, and after. Nothing is half done, and another server can do the step.
 */
final class DynamoDbCrashTest implements DynamoDbContracts {
  /** Steps that are done again when they are done twice. */
  private static final Set<Steps> COUNTED =
      EnumSet.of(Steps.RAISE_EPOCH, Steps.BAN, Steps.APPEND_REVOCATIONS);

  private final FaultyClient faulty = new FaultyClient(LocalDynamoDb.client());

  @ParameterizedTest
  @EnumSource
  void nothingIsHalfDone(Steps step) {
    Set<Map<String, AttributeValue>> done = doneWithoutTrouble(step);
    int calls = faulty.operations().size();
    assertTrue(calls > 0, "a step without a call would prove nothing");

    for (int last = 1; last <= calls; last++) {
      crash(step, last, false, done);
      crash(step, last, true, done);
    }
  }

  private Set<Map<String, AttributeValue>> doneWithoutTrouble(Steps step) {
    DynamoDbStores stores = emptyStores();
    step.prepare(stores);
    faulty.heal();
    step.run(through(stores));
    return Dump.of(stores);
  }

  private void crash(
      Steps step, int last, boolean tookEffect, Set<Map<String, AttributeValue>> done) {
    DynamoDbStores stores = emptyStores();
    step.prepare(stores);
    Set<Map<String, AttributeValue>> before = Dump.of(stores);
    faulty.fault(
        (number, operation, call) -> {
          if (number < last) {
            return call.get();
          }
          if (number == last && tookEffect) {
            Object lost = call.get();
            assertNotNull(lost);
          }
          throw SdkClientException.create("the server died");
        });

    RuntimeException failed = assertThrows(RuntimeException.class, () -> step.run(through(stores)));

    assertTrue(failed instanceof StoreException || failed instanceof KeyStoreException);
    Set<Map<String, AttributeValue>> left = Dump.of(stores);
    if (!left.equals(before) && !left.equals(done)) {
      assertSafeBetween(step, stores);
    }

    // Another server, to which nothing happens.
    step.run(stores);
    if (!COUNTED.contains(step)) {
      assertEquals(done, Dump.of(stores), () -> step + " after call " + last);
    }
  }

  /** The two steps that take more than one write leave something, and it does no harm. */
  private static void assertSafeBetween(Steps step, DynamoDbStores stores) {
    switch (step) {
      case CREATE_FAMILY ->
          assertTrue(stores.refreshFamilies().find(fresh("f", id("ada")).id()).isEmpty());
      case DELETE -> assertEquals(AccountStatus.DELETED, account(stores, id("ada")).status());
      default -> throw new AssertionError(step + " is half done");
    }
  }

  private DynamoDbStores through(DynamoDbStores stores) {
    return DynamoDbStores.over(
        faulty.client(), stores.tables().main().name(), CLOCK, Thread::sleep);
  }
}
