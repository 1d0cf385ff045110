// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.upstream.CircuitBreaker.Permit;
import io.github.gameauth.upstream.CircuitBreaker.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CircuitBreakerTest {
  private static final Duration INSTANT = Duration.ofNanos(1);

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final List<String> changes = new ArrayList<>();
  private final CircuitBreaker breaker =
      new CircuitBreaker(
          "steam",
          new CircuitBreakerSettings(Duration.ofSeconds(10), 3, Duration.ofSeconds(30)),
          clock,
          (name, from, to) -> changes.add(name + " " + from + ">" + to));

  private Permit permit() {
    return breaker.acquire().orElseThrow();
  }

  private void open() {
    for (int i = 0; i < 3; i++) {
      permit().failed();
    }
  }

  @Test
  void opensAtTheLastOfEnoughFailuresWithinTheWindow() {
    permit().failed();
    clock.advance(Duration.ofSeconds(5));
    permit().failed();
    clock.advance(Duration.ofSeconds(5));
    assertEquals(State.CLOSED, breaker.state());

    permit().failed();

    assertEquals(State.OPEN, breaker.state());
    assertEquals(Optional.empty(), breaker.acquire());
    assertEquals(Duration.ofSeconds(30), breaker.retryAfter());
    assertEquals(List.of("steam CLOSED>OPEN"), changes);
  }

  @Test
  void staysClosedWhereFailuresAreFurtherApart() {
    for (int i = 0; i < 100; i++) {
      permit().failed();
      clock.advance(Duration.ofSeconds(5).plus(INSTANT));
    }

    assertEquals(State.CLOSED, breaker.state());
    assertEquals(Duration.ZERO, breaker.retryAfter());
  }

  @Test
  void letsOneCallThroughAfterItsTimeAndClosesIfThatSucceeds() {
    open();
    clock.advance(Duration.ofSeconds(30).minus(INSTANT));
    assertEquals(Optional.empty(), breaker.acquire());
    clock.advance(INSTANT);

    Permit probe = permit();

    assertEquals(State.HALF_OPEN, breaker.state());
    assertEquals(Optional.empty(), breaker.acquire());
    probe.succeeded();
    assertEquals(State.CLOSED, breaker.state());
    assertTrue(breaker.acquire().isPresent());
    assertEquals(
        List.of("steam CLOSED>OPEN", "steam OPEN>HALF_OPEN", "steam HALF_OPEN>CLOSED"), changes);
  }

  @Test
  void opensAgainIfTheProbeFails() {
    open();
    clock.advance(Duration.ofSeconds(30));

    permit().failed();

    assertEquals(State.OPEN, breaker.state());
    assertEquals(Duration.ofSeconds(30), breaker.retryAfter());
  }

  @Test
  void startsCountingAnewAfterItHasClosed() {
    open();
    clock.advance(Duration.ofSeconds(30));
    permit().succeeded();

    permit().failed();
    permit().failed();

    assertEquals(State.CLOSED, breaker.state());
  }

  @Test
  void letsAnotherThroughIfTheProbeNeverReportsBack() {
    open();
    clock.advance(Duration.ofSeconds(30));
    Permit lost = permit();
    clock.advance(Duration.ofSeconds(30));

    Permit next = permit();

    lost.succeeded();
    assertEquals(State.HALF_OPEN, breaker.state());
    next.succeeded();
    assertEquals(State.CLOSED, breaker.state());
  }

  @Test
  void ignoresTheEndOfCallsThatBeganBeforeItOpened() {
    Permit slow = permit();
    open();
    clock.advance(Duration.ofSeconds(30));
    Permit probe = permit();

    slow.succeeded();
    assertEquals(State.HALF_OPEN, breaker.state());
    slow.failed();
    assertEquals(State.HALF_OPEN, breaker.state());

    probe.succeeded();
    assertEquals(State.CLOSED, breaker.state());
  }

  @Test
  void countsEachCallOnce() {
    Permit permit = permit();

    permit.failed();
    permit.failed();
    permit.failed();

    assertEquals(State.CLOSED, breaker.state());
  }

  @Test
  void tellsAnAuthListenerToo() {
    AuthListener listener =
        new AuthListener() {
          @Override
          public void breakerChanged(String breaker, String from, String to) {
            changes.add(breaker + " " + from + ">" + to);
            throw new IllegalStateException("x");
          }
        };

    CircuitBreaker.Listener.telling(listener).changed("steam", State.CLOSED, State.HALF_OPEN);

    assertEquals(List.of("steam CLOSED>HALF_OPEN"), changes);
  }

  @Test
  void goesOnIfItsListenerThrows() {
    CircuitBreaker told =
        new CircuitBreaker(
            "steam",
            CircuitBreakerSettings.DEFAULT.failures(1),
            clock,
            (name, from, to) -> {
              throw new IllegalStateException("listener");
            });

    told.acquire().orElseThrow().failed();

    assertEquals(State.OPEN, told.state());
  }

  @Test
  void letsExactlyOneOfManyThreadsProbe() throws InterruptedException {
    open();
    clock.advance(Duration.ofSeconds(30));
    CountDownLatch gate = new CountDownLatch(1);
    AtomicInteger probes = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  gate.await();
                } catch (InterruptedException e) {
                  return;
                }
                breaker.acquire().ifPresent(permit -> probes.incrementAndGet());
              });
      threads.add(thread);
      thread.start();
    }
    gate.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals(1, probes.get());
  }

  @Test
  void refusesSettingsOutOfRange() {
    CircuitBreakerSettings settings = CircuitBreakerSettings.DEFAULT;

    assertEquals(
        "failures: 0 (expected: 1 to 1000)",
        assertThrows(IllegalArgumentException.class, () -> settings.failures(0)).getMessage());
    assertEquals(
        "window: PT0.5S (expected: PT1S to PT10M)",
        assertThrows(IllegalArgumentException.class, () -> settings.window(Duration.ofMillis(500)))
            .getMessage());
    assertEquals(
        "openFor: PT10M0.000000001S (expected: PT1S to PT10M)",
        assertThrows(
                IllegalArgumentException.class,
                () -> settings.openFor(Duration.ofMinutes(10).plusNanos(1)))
            .getMessage());
  }
}
