// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.event.Health;
import io.github.gameauth.event.Health.Status;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestScheduler;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FeedHealthTest {
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final SlowStore store = new SlowStore(clock);

  private RevocationFeed feed(StalePolicy whenStale) {
    return RevocationFeed.following(store)
        .issuer(Marks.ISSUER)
        .clock(clock)
        .ticker(clock)
        .scheduler(new TestScheduler(clock))
        .whenStale(whenStale)
        .build();
  }

  private static Health health(Status status, String detail) {
    return new Health(status, Map.of(Marks.ISSUER, detail));
  }

  @ParameterizedTest
  @CsvSource({"CONTINUE, DEGRADED", "FAIL_CLOSED, UNAVAILABLE"})
  void isAsBadAsWhatItDoesWithoutKnowing(StalePolicy policy, Status status) {
    try (RevocationFeed feed = feed(policy)) {
      assertEquals(health(status, "EMPTY"), feed.health());

      store.fail(true);
      clock.advance(Duration.ZERO);
      assertEquals(health(status, "EMPTY, 1 failures"), feed.health());

      store.fail(false);
      feed.refreshNow();
      assertEquals(health(Status.READY, "FRESH"), feed.health());

      store.fail(true);
      clock.advance(Duration.ofHours(2));
      assertEquals(status, feed.health().status());
    }
  }

  @Test
  void isReadyThoughOneRefreshFailed() {
    try (RevocationFeed feed = feed(StalePolicy.FAIL_CLOSED)) {
      feed.refreshNow();
      store.fail(true);

      clock.advance(Duration.ofSeconds(10));

      assertEquals(health(Status.READY, "FRESH, 1 failures"), feed.health());
    }
  }

  @Test
  void isNotReadyOnceItIsClosed() {
    RevocationFeed feed = feed(StalePolicy.CONTINUE);
    feed.refreshNow();

    feed.close();

    assertEquals(health(Status.DEGRADED, "CLOSED"), feed.health());
  }
}
