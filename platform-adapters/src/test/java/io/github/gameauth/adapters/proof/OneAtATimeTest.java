// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.platform.PlatformVerdict.Rejected;
import io.github.gameauth.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class OneAtATimeTest {
  private final OneAtATime codes = new OneAtATime();
  private final Secret code = Secret.of("code-of-a-player");

  @Test
  void letsOneOfManyThroughWhoBringTheSameCode() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch turnedAway = new CountDownLatch(7);
    AtomicInteger sent = new AtomicInteger();
    try {
      List<Future<Integer>> futures = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        futures.add(
            threads.submit(
                () -> {
                  gate.await();
                  try {
                    return codes.with(
                        code,
                        () -> {
                          await(turnedAway);
                          return sent.incrementAndGet();
                        });
                  } catch (NotProvedException e) {
                    assertEquals(new Rejected(Reason.REPLAYED), e.verdict());
                    turnedAway.countDown();
                    return 0;
                  }
                }));
      }
      gate.countDown();
      int total = 0;
      for (Future<Integer> future : futures) {
        total += future.get();
      }

      assertEquals(1, total);
      assertEquals(1, sent.get());
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void doesNotHoldUpOtherCodes() throws NotProvedException {
    String both = codes.with(code, () -> "a" + codes.with(Secret.of("code-of-another"), () -> "b"));

    assertEquals("ab", both);
  }

  @Test
  void forgetsACodeWhenItsLoginIsOverHoweverItEnded() throws NotProvedException {
    assertEquals(1, codes.with(code, () -> 1));
    assertThrows(
        NotProvedException.class,
        () ->
            codes.with(
                code,
                () -> {
                  throw NotProvedException.outage();
                }));
    assertThrows(
        IllegalStateException.class,
        () ->
            codes.with(
                code,
                () -> {
                  throw new IllegalStateException();
                }));

    assertEquals(2, codes.with(code, () -> 2));
    assertEquals("OneAtATime(0)", codes.toString());
  }
}
