// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationFeed;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.revocation.RevocationStore;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.storage.memory.MemoryLimits;
import io.github.gameauth.testing.BreakableStore;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestScheduler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Those of verifiers are tested beside the verifier's health, which needs an upstream. */
final class AuthGaugesTest {
  private static final String ISSUER = "https://id.mygame.example";

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final InMemoryStores stores = new InMemoryStores(MemoryLimits.USUAL, clock);
  private final BreakableStore breakable = new BreakableStore();

  @Test
  void showAFeed() {
    try (RevocationFeed feed =
        RevocationFeed.following(breakable.before(RevocationStore.class, stores.revocations()))
            .issuer(ISSUER)
            .clock(clock)
            .ticker(clock)
            .scheduler(new TestScheduler(clock))
            .build()) {
      AuthGauges.in(registry).feed(feed);
      assertTrue(Double.isNaN(gauge("age")));
      assertEquals(0, gauge("fresh"));

      stores
          .revocations()
          .append(
              List.of(
                  Revocation.of(
                      RevocationKind.TOKEN, "t-1", clock.instant().plus(Duration.ofHours(1)))));
      feed.refreshNow();
      assertEquals(1, gauge("entries"));
      assertEquals(1, gauge("fresh"));
      assertEquals(0, gauge("failures"));

      breakable.breakDown();
      clock.advance(Duration.ofMinutes(30));
      assertEquals(
          1800, registry.get("gameauth.revocations.age").timeGauge().value(TimeUnit.SECONDS));
      assertEquals(0, gauge("fresh"));
      assertTrue(gauge("failures") > 0);
    }
  }

  private double gauge(String name) {
    return registry.get("gameauth.revocations." + name).tag("issuer", ISSUER).gauge().value();
  }

  @Test
  void showLiveLeases() {
    AtomicInteger live = new AtomicInteger(7);

    AuthGauges.in(registry).leases(live::get);
    live.incrementAndGet();

    assertEquals(8, registry.get("gameauth.leases.live").gauge().value());
  }

  @Test
  void keepAliveWhatCountsLeases() {
    AuthGauges.in(registry).leases(new AtomicInteger(7)::get);

    System.gc();

    assertEquals(7, registry.get("gameauth.leases.live").gauge().value());
  }
}
