// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static io.github.gameauth.testing.TestPlayers.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.Ban;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.Health;
import io.github.gameauth.mint.KeyStoreException;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationsUnavailableException;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.store.OnceKey;
import io.github.gameauth.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** What the local database never says: conflicts, throttling, outages. */
final class DynamoDbTroubleTest implements DynamoDbContracts {
  private final FaultyClient faulty = new FaultyClient(LocalDynamoDb.client());
  private final List<Long> pauses = new ArrayList<>();

  private static SdkException cancelled(String... codes) {
    return (SdkException)
        TransactionCanceledException.builder()
            .cancellationReasons(
                Arrays.stream(codes)
                    .map(code -> CancellationReason.builder().code(code).build())
                    .toList())
            .message("cancelled")
            .build();
  }

  static Stream<Supplier<SdkException>> passing() {
    return Stream.of(
        () -> cancelled("None", "TransactionConflict", "None"),
        () -> cancelled("ThrottlingError", "None"),
        () -> cancelled("ProvisionedThroughputExceeded"),
        () -> (SdkException) TransactionConflictException.builder().build(),
        () -> (SdkException) TransactionInProgressException.builder().build(),
        () -> (SdkException) ProvisionedThroughputExceededException.builder().build(),
        () -> (SdkException) RequestLimitExceededException.builder().build(),
        () -> (SdkException) ThrottlingException.builder().build());
  }

  @ParameterizedTest
  @MethodSource("passing")
  void triesFiveTimesWhatIsOnlyDelayed(Supplier<SdkException> trouble) {
    DynamoDbStores stores = emptyStores();
    Steps.MERGE.prepare(stores);
    failing(4, "transactWriteItems", trouble);

    assertEquals("Merged", Steps.MERGE.run(through(stores)).getClass().getSimpleName());

    assertEquals(5, times("transactWriteItems"));
    assertEquals(4, pauses.size());
  }

  @ParameterizedTest
  @MethodSource("passing")
  void givesUpAfterFiveTries(Supplier<SdkException> trouble) {
    DynamoDbStores stores = emptyStores();
    Steps.BAN.prepare(stores);
    failing(5, "transactWriteItems", trouble);

    assertThrows(StoreException.class, () -> Steps.BAN.run(through(stores)));

    assertEquals(5, times("transactWriteItems"));
    assertEquals(0, stores.accounts().find(id("ada")).orElseThrow().sessionEpoch());
  }

  @Test
  void pausesNoLongerEachTimeThanTwiceAsLong() {
    DynamoDbStores stores = emptyStores();
    failing(
        Integer.MAX_VALUE, "getItem", () -> (SdkException) ThrottlingException.builder().build());

    for (int i = 0; i < 50; i++) {
      assertThrows(StoreException.class, () -> through(stores).accounts().find(id("ada")));
    }

    List<Long> longest = List.of(20L, 40L, 80L, 160L);
    for (int i = 0; i < pauses.size(); i++) {
      assertTrue(pauses.get(i) >= 0 && pauses.get(i) <= longest.get(i % 4), pauses::toString);
    }
    assertTrue(pauses.stream().distinct().count() > 10, "full jitter");
  }

  @Test
  void takesAConditionThatDidNotHoldForAnAnswer() {
    DynamoDbStores stores = emptyStores();
    Steps.FIND_OR_CREATE.prepare(stores);
    // Both at once: somebody else was first, and somebody else is at it.
    failing(
        1,
        "transactWriteItems",
        () -> cancelled("None", "TransactionConflict", "ConditionalCheckFailed"));

    Steps.FIND_OR_CREATE.run(through(stores));

    // Read again, and decided anew.
    assertEquals(
        List.of("getItem", "transactWriteItems", "getItem", "transactWriteItems"),
        faulty.operations());
  }

  @Test
  void doesNotRepeatWhatTheServiceCallsWrong() {
    DynamoDbStores stores = emptyStores();
    failing(1, "transactWriteItems", () -> cancelled("ValidationError", "None"));

    assertThrows(StoreException.class, () -> Steps.FIND_OR_CREATE.run(through(stores)));

    assertEquals(1, times("transactWriteItems"));
  }

  @Test
  void tellsOfEachCallInWordsWithoutValues() {
    DynamoDbStores stores = emptyStores();
    List<String> heard = new ArrayList<>();
    AuthListener listener =
        new AuthListener() {
          @Override
          public void storeAnswered(String engine, String step, boolean failed, Duration took) {
            assertFalse(took.isNegative());
            heard.add(engine + " " + step + (failed ? " failed" : " well"));
          }
        };
    failing(4, "getItem", () -> (SdkException) ThrottlingException.builder().build());
    assertTrue(through(stores).listener(listener).accounts().find(id("ada")).isEmpty());
    failing(1, "getItem", () -> SdkClientException.create("no route to host"));
    assertThrows(
        StoreException.class, () -> through(stores).listener(listener).accounts().find(id("ada")));
    assertEquals(
        List.of("dynamodb find an account well", "dynamodb find an account failed"), heard);

    for (Steps step : Steps.values()) {
      heard.clear();
      faulty.heal();
      DynamoDbStores telling = through(emptyStores()).listener(listener);
      step.prepare(telling);
      step.run(telling);

      assertEquals(faulty.operations().size(), heard.size());
      assertTrue(
          heard.stream().allMatch(each -> each.matches("dynamodb [a-z' ]{5,40} well")),
          heard::toString);
    }
  }

  @Test
  void takesAConditionThatDidNotHoldForNoFailure() {
    DynamoDbStores stores = emptyStores();
    List<Boolean> failures = new ArrayList<>();
    AuthListener listener =
        new AuthListener() {
          @Override
          public void storeAnswered(String engine, String step, boolean failed, Duration took) {
            failures.add(failed);
          }
        };
    OnceKey key = new OnceKey("ticket", Fingerprint.of("a"));

    assertTrue(stores.listener(listener).once().claim(key, "", NOW, UNTIL));
    assertFalse(stores.listener(listener).once().claim(key, "", NOW, UNTIL));

    assertEquals(List.of(false, false), failures);
  }

  @Test
  void isUnavailableForAHealthPage() {
    DynamoDbStores stores = emptyStores();
    assertEquals(Health.Status.READY, stores.health().status());

    faulty.fault(
        (number, operation, call) -> {
          throw SdkClientException.create("no route to host");
        });

    assertEquals(
        new Health(Health.Status.UNAVAILABLE, Map.of("engine", "FAILS")), through(stores).health());
    assertEquals(List.of("getItem"), faulty.operations());
  }

  @Test
  void endsARaceThatNobodyWins() {
    DynamoDbStores stores = emptyStores();
    failing(Integer.MAX_VALUE, "transactWriteItems", () -> cancelled("ConditionalCheckFailed"));

    StoreException failed =
        assertThrows(StoreException.class, () -> Steps.FIND_OR_CREATE.run(through(stores)));

    assertEquals(Calls.RACES, times("transactWriteItems"));
    assertTrue(failed.getMessage().contains("too many"));
  }

  @Test
  void stopsWhenItIsInterrupted() {
    DynamoDbStores stores = emptyStores();
    failing(1, "getItem", () -> (SdkException) ThrottlingException.builder().build());
    DynamoDbStores impatient =
        DynamoDbStores.over(
            faulty.client(),
            stores.tables().main().name(),
            CLOCK,
            millis -> {
              throw new InterruptedException();
            });

    assertThrows(StoreException.class, () -> impatient.accounts().find(id("ada")));

    assertTrue(Thread.interrupted());
  }

  @ParameterizedTest
  @EnumSource
  void saysThatTheStoreFailedAndNoValue(Steps step) {
    DynamoDbStores stores = emptyStores();
    step.prepare(stores);
    SdkException outage = SdkClientException.create("no route to host");
    faulty.fault(
        (number, operation, call) -> {
          throw outage;
        });

    RuntimeException failed = assertThrows(RuntimeException.class, () -> step.run(through(stores)));

    if (failed instanceof KeyStoreException) {
      failed = (RuntimeException) failed.getCause();
    }
    assertSame(outage, assertThrows(StoreException.class, thrower(failed)).getCause());
    for (String value : List.of("ada", "steam", "ticket", "kid", "gameauth-")) {
      assertFalse(failed.getMessage().contains(value), failed.getMessage());
    }
    assertEquals(1, faulty.operations().size());
    assertEquals(List.of(), pauses);
  }

  private static org.junit.jupiter.api.function.Executable thrower(RuntimeException e) {
    return () -> {
      throw e;
    };
  }

  @Test
  void leavesErrorsOfTheServiceToTheClient() {
    DynamoDbStores stores = emptyStores();
    failing(1, "getItem", () -> (SdkException) InternalServerErrorException.builder().build());

    assertThrows(StoreException.class, () -> through(stores).accounts().find(id("ada")));

    assertEquals(List.of(), pauses);
  }

  @Test
  void saysThatRevocationsCannotBeRead() {
    DynamoDbStores stores = emptyStores();
    failing(9, "query", () -> SdkClientException.create("no route to host"));

    assertThrows(
        RevocationsUnavailableException.class,
        () -> through(stores).revocations().since(RevocationCursor.START));
  }

  @Test
  void leavesABanOutIfItsRevocationsCannotBeWritten() {
    DynamoDbStores stores = emptyStores();
    Steps.BAN.prepare(stores);
    failing(
        1,
        "transactWriteItems",
        () -> cancelled("None", "None", "ItemCollectionSizeLimitExceeded"));

    assertThrows(
        StoreException.class,
        () -> through(stores).accounts().ban(id("ada"), Ban.forever("x"), NOW, UNTIL));

    assertTrue(stores.accounts().find(id("ada")).orElseThrow().isActiveAt(NOW));
  }

  /** The first {@code times} calls of an operation fail. */
  private void failing(int times, String operation, Supplier<SdkException> trouble) {
    int[] left = {times};
    faulty.fault(
        (number, called, call) -> {
          if (called.equals(operation) && left[0]-- > 0) {
            throw trouble.get();
          }
          return call.get();
        });
  }

  private long times(String operation) {
    return faulty.operations().stream().filter(operation::equals).count();
  }

  private DynamoDbStores through(DynamoDbStores stores) {
    return DynamoDbStores.over(faulty.client(), stores.tables().main().name(), CLOCK, pauses::add);
  }
}
