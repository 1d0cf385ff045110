// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.GuardedListener;
import io.github.gameauth.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Calls of the client, repeated where another one got in the way or the service asks to come later.
 * A condition that does not hold is an answer and is never repeated here.
 *
 * <p>The client has its own retries for the network; what it gives up on is a {@link
 * StoreException} at once.
 */
final class Calls {
  /** How often a call is tried. */
  static final int TRIES = 5;

  /** How often a step is tried that others got ahead of; each time one of them was done. */
  static final int RACES = 64;

  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 200;

  private static final String CONDITION = "ConditionalCheckFailed";
  private static final Set<String> COME_LATER =
      Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

  /** How time is let pass. */
  @FunctionalInterface
  interface Pause {
    void millis(long millis) throws InterruptedException;
  }

  private static final String ENGINE = "dynamodb";

  private final Pause pause;
  private final AuthListener listener;

  Calls(Pause pause) {
    this(pause, AuthListener.NONE);
  }

  private Calls(Pause pause, AuthListener listener) {
    this.pause = pause;
    this.listener = listener;
  }

  /** The same, telling {@code listener} of each call. */
  Calls telling(AuthListener listener) {
    return new Calls(pause, GuardedListener.around(listener));
  }

  /**
   * The answer of {@code call}.
   *
   * @param step what it is part of, for the message of a failure and for meters: one of a few fixed
   *     words, with no value in it
   * @throws ConditionalCheckFailedException as an answer
   * @throws TransactionCanceledException as an answer, if a condition did not hold
   */
  <T> T answer(String step, Supplier<T> call) {
    if (listener == AuthListener.NONE) {
      return repeated(step, call);
    }
    long begin = System.nanoTime();
    boolean failed = false;
    try {
      return repeated(step, call);
    } catch (StoreException e) {
      failed = true;
      throw e;
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      listener.storeAnswered(ENGINE, step, failed, took);
    }
  }

  private <T> T repeated(String step, Supplier<T> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (SdkException e) {
        if (isAnswer(e)) {
          throw e;
        }
        if (!isLater(e) || attempt == TRIES) {
          throw new StoreException("dynamodb: " + step + " failed", e);
        }
        pauseAfter(attempt, step);
      }
    }
  }

  /** Tries {@code step} until it was not disturbed, that is, until its answer is not empty. */
  <T> T undisturbed(String step, Supplier<Optional<T>> once) {
    for (int attempt = 1; attempt <= RACES; attempt++) {
      Optional<T> answer = once.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      pauseAfter(attempt, step);
    }
    throw new StoreException("dynamodb: " + step + " failed: too many others at once");
  }

  /** Full jitter: anything from nothing to twice as long as the last time. */
  void pauseAfter(int attempt, String step) {
    long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt - 1, 10));
    pause(ThreadLocalRandom.current().nextLong(longest + 1), step);
  }

  /** Lets some time pass. */
  void pause(long millis, String step) {
    try {
      pause.millis(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("dynamodb: " + step + " was interrupted", e);
    }
  }

  private static boolean isAnswer(SdkException e) {
    return e instanceof ConditionalCheckFailedException
        || (e instanceof TransactionCanceledException cancelled
            && reasons(cancelled).contains(CONDITION));
  }

  private static boolean isLater(SdkException e) {
    if (e instanceof TransactionCanceledException cancelled) {
      return reasons(cancelled).stream().anyMatch(COME_LATER::contains);
    }
    return e instanceof TransactionConflictException
        || e instanceof TransactionInProgressException
        || e instanceof ProvisionedThroughputExceededException
        || e instanceof RequestLimitExceededException
        || e instanceof ThrottlingException
        || (e instanceof DynamoDbException other && other.isThrottlingException());
  }

  private static List<String> reasons(TransactionCanceledException e) {
    return e.cancellationReasons().stream().map(CancellationReason::code).toList();
  }
}
