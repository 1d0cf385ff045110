// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RateLimitTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // it may overflow
  private final RateLimit limit = RateLimit.of(3, Duration.ofSeconds(3), nanos::get);

  @Test
  void letsASourceDoSoManyAtOnceAndNoMore() {
    for (int i = 0; i < 3; i++) {
      assertEquals(Duration.ZERO, limit.waitOf("a"));
    }

    assertEquals(Duration.ofSeconds(1), limit.waitOf("a"));
  }

  @Test
  void letsItGoOnAsTimePasses() {
    for (int i = 0; i < 3; i++) {
      limit.count("a");
    }
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    limit.count("a");

    assertEquals(429, assertThrows(Refusal.class, () -> limit.count("a")).status());
  }

  @Test
  void saysWhenToComeAgain() {
    for (int i = 0; i < 3; i++) {
      limit.count("a");
    }

    Refusal refusal = assertThrows(Refusal.class, () -> limit.count("a"));

    assertEquals("1", refusal.headers().get("Retry-After"));
  }

  @Test
  void countsEachSourceForItself() {
    for (int i = 0; i < 3; i++) {
      limit.count("a");
    }

    assertEquals(Duration.ZERO, limit.waitOf("b"));
  }

  @Test
  void savesNothingUpBeyondTheFirst() {
    limit.count("a");
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    for (int i = 0; i < 3; i++) {
      limit.count("a");
    }

    assertTrue(limit.waitOf("a").toMillis() > 0);
  }

  @Test
  void countsThreadsTogether() throws InterruptedException {
    AtomicInteger passed = new AtomicInteger();
    CountDownLatch gate = new CountDownLatch(1);
    Thread[] threads = new Thread[16];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          new Thread(
              () -> {
                try {
                  gate.await();
                } catch (InterruptedException e) {
                  return;
                }
                if (limit.waitOf("a").isZero()) {
                  passed.incrementAndGet();
                }
              });
      threads[i].start();
    }

    gate.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals(3, passed.get());
  }
}
