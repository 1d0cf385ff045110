// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.gameauth.cognito.service.CognitoAnswer.Done;
import io.github.gameauth.cognito.service.CognitoAnswer.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class SharedCallTest {
  private final AtomicInteger times = new AtomicInteger();

  @Test
  void isUnderWayOnce() {
    List<Runnable> turns = new ArrayList<>();
    SharedCall<Integer> call =
        SharedCall.of("test", turns::add, () -> new Done<>(times.incrementAndGet()));

    call.start();
    call.start();
    assertEquals(1, turns.size());

    turns.remove(0).run();
    call.start();
    assertEquals(1, turns.size());
  }

  @Test
  void keepsTheVirtualMachineAliveUntilTheAnswerIsThere() throws Exception {
    AtomicReference<Boolean> daemon = new AtomicReference<>();
    SharedCall<Integer> call =
        SharedCall.of(
            "test",
            () -> {
              daemon.set(Thread.currentThread().isDaemon());
              return new Done<>(1);
            });

    // Threads are what those are who make them.
    Thread caller = new Thread(call::join);
    caller.setDaemon(true);
    caller.start();
    caller.join();

    assertEquals(false, daemon.get());
  }

  @Test
  void beginsAnewAfterNoThreadWasToBeHad() {
    AtomicBoolean isFull = new AtomicBoolean(true);
    SharedCall<Integer> call =
        SharedCall.of(
            "test",
            task -> {
              if (isFull.get()) {
                throw new RejectedExecutionException();
              }
              task.run();
            },
            () -> new Done<>(times.incrementAndGet()));

    call.start();
    assertInstanceOf(Undecided.class, call.join());
    isFull.set(false);

    assertEquals(new Done<>(1), call.join());
  }
}
