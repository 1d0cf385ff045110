// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.keyset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Without virtual threads there is nothing to pin. */
@EnabledForJreRange(min = JRE.JAVA_21)
final class PinsTest {
  /** A class initializer pins whoever waits in it, on every JDK there is. */
  private static final class Waiting {
    static {
      LockSupport.parkNanos(20_000_000);
    }

    static void load() {}
  }

  @Test
  void pinnedThreadIsCountedByItsName() throws InterruptedException {
    try (Pins pins = new Pins()) {
      Thread pinned = CallerThreads.VIRTUAL.named("PINNED").newThread(Waiting::load);
      Thread free =
          CallerThreads.VIRTUAL.named("FREE").newThread(() -> LockSupport.parkNanos(20_000_000));
      pinned.start();
      free.start();
      pinned.join();
      free.join();

      assertEquals(Map.of("PINNED", 1), pins.counted());
    }
  }
}
