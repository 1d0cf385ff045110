// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Lets another caller in at the worst moment: between a look and the start of a flight, where the
 * clock is read.
 */
final class JwksCacheRaceTest {
  private final CacheFixture fixture = new CacheFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  /** A cache whose clock, at its {@code reading}th reading from now, first does something else. */
  private static final class Interrupted {
    private final AtomicInteger readings = new AtomicInteger();
    private final int reading;
    private final JwksCache cache;
    private Runnable meanwhile = () -> {};

    Interrupted(CacheFixture fixture, int reading) {
      this.reading = reading;
      this.cache = fixture.builder().ticker(() -> read(fixture)).build();
    }

    private long read(CacheFixture fixture) {
      if (readings.incrementAndGet() == reading) {
        meanwhile.run();
      }
      return fixture.clock.getAsLong();
    }

    void meanwhile(Runnable work) {
      readings.set(0);
      meanwhile = work;
    }
  }

  @Test // K5
  void doesNotAskForWhatCameWhileItLooked() {
    Interrupted interrupted = new Interrupted(fixture, 1);
    JwksCache cache = interrupted.cache;
    interrupted.meanwhile(() -> cache.warmUp().toCompletableFuture().join());

    KeyAnswer answer = cache.find(Algorithm.RS256, fixture.issuer.kid());

    assertInstanceOf(KeyAnswer.Found.class, answer);
    assertEquals(1, fixture.upstream.requests());
  }

  @Test // K5
  void joinsTheFlightThatBeganWhileItLooked() {
    fixture.fetchers.hold();
    Interrupted interrupted = new Interrupted(fixture, 2);
    JwksCache cache = interrupted.cache;
    KeyAnswer[] theirs = new KeyAnswer[1];
    interrupted.meanwhile(() -> theirs[0] = cache.find(Algorithm.RS256, "theirs"));

    KeyAnswer mine = cache.find(Algorithm.RS256, "mine");

    assertSame(theirs[0], mine);
    assertEquals(1, fixture.fetchers.waiting());
  }
}
