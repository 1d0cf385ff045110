// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.access.AccessAnswer.Granted;
import io.github.gameauth.access.AccessAnswer.Refused;
import io.github.gameauth.access.AccessAnswer.Unknown;
import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.event.AuthListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class AccessChecksTest {
  private static final AccessRequest REQUEST = Requests.of("player");
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch forGood = new CountDownLatch(1);
  private final AuthListener listener =
      new AuthListener() {
        @Override
        public void accessUndecided(String check, String cause, boolean remembered) {
          events.add(check + " " + cause + (remembered ? " remembered" : ""));
        }
      };

  @AfterEach
  void letGo() {
    forGood.countDown();
  }

  private AccessChecks.Builder checks() {
    return AccessChecks.builder().listener(listener);
  }

  private static AccessCheck check(String name, Function<AccessRequest, AccessAnswer> answer) {
    return new AccessCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public AccessAnswer check(AccessRequest request) {
        return answer.apply(request);
      }
    };
  }

  private static AccessCheck saying(String name, AccessAnswer answer) {
    return check(name, request -> answer);
  }

  private static Refused no(Code code) {
    return new Refused(AccessRefusal.of(code));
  }

  /** Waits through interrupts, as a hook in a bad driver does. */
  private AccessAnswer hang() {
    boolean interrupted = false;
    while (true) {
      try {
        forGood.await();
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        return Granted.NOTHING_MORE;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS), "waited in vain");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void grantWhereNothingIsChecked() {
    assertEquals(Granted.NOTHING_MORE, AccessChecks.none().decide(REQUEST));
    AccessChecks.none().close();
    assertEquals(Granted.NOTHING_MORE, AccessChecks.none().decide(REQUEST));
  }

  @Test
  void gatherWhatAllOfThemGranted() {
    try (AccessChecks checks =
        checks()
            .check(saying("one", new Granted(Set.of("base"))))
            .check(saying("two", new Granted(Set.of("gold"))), FailurePolicy.closed())
            .check(saying("three", Granted.NOTHING_MORE), FailurePolicy.closed())
            .build()) {
      assertEquals(new Granted(Set.of("base", "gold")), checks.decide(REQUEST));
    }
  }

  @Test
  void refuseTwoChecksOfOneName() {
    AccessChecks.Builder builder = checks().check(saying("ban", Granted.NOTHING_MORE));

    assertThrows(
        IllegalArgumentException.class,
        () -> builder.check(saying("ban", Granted.NOTHING_MORE), FailurePolicy.closed()));
  }

  @Nested
  @DisplayName("The order")
  class Order {
    @Test
    void ofDeclarationDecidesBetweenRefusalsAndNotTheirSpeed() {
      CountDownLatch secondAnswered = new CountDownLatch(1);
      AccessCheck slow =
          check(
              "slow",
              request -> {
                await(secondAnswered);
                return no(Code.MODERATED);
              });
      AccessCheck quick =
          check(
              "quick",
              request -> {
                secondAnswered.countDown();
                return no(Code.NOT_ENTITLED);
              });
      try (AccessChecks checks =
          checks()
              .check(slow, LONG, FailurePolicy.closed())
              .check(quick, LONG, FailurePolicy.closed())
              .build()) {
        assertEquals(no(Code.MODERATED), checks.decide(REQUEST));
      }
    }

    @Test
    void letsARefusalEndTheWaitForThoseAfterIt() {
      CountDownLatch interrupted = new CountDownLatch(1);
      CountDownLatch begun = new CountDownLatch(1);
      AccessCheck hanging =
          check(
              "hanging",
              request -> {
                try {
                  begun.countDown();
                  forGood.await();
                } catch (InterruptedException e) {
                  interrupted.countDown();
                }
                return Granted.NOTHING_MORE;
              });
      AccessCheck refusing =
          check(
              "refusing",
              request -> {
                await(begun);
                return no(Code.MODERATED);
              });
      try (AccessChecks checks =
          checks()
              .check(refusing, LONG, FailurePolicy.closed())
              .check(hanging, LONG, FailurePolicy.closed())
              .build()) {
        assertEquals(no(Code.MODERATED), checks.decide(REQUEST));
        await(interrupted);
        assertEquals(List.of(), events);
      }
    }

    @Test
    void putsRefusalsBeforeWhatNobodyKnows() {
      try (AccessChecks checks =
          checks()
              .check(saying("dark", new Unknown("dark", LONG)), FailurePolicy.closed())
              .check(saying("clear", no(Code.NOT_ENTITLED)), FailurePolicy.closed())
              .build()) {
        assertEquals(no(Code.NOT_ENTITLED), checks.decide(REQUEST));
      }
    }

    @Test
    void namesTheFirstThatCannotTell() {
      try (AccessChecks checks =
          checks()
              .check(saying("one", new Unknown("another's name", LONG)), FailurePolicy.closed())
              .check(saying("two", new Unknown("two", SHORT)), FailurePolicy.closed())
              .build()) {
        assertEquals(new Unknown("one", LONG), checks.decide(REQUEST));
      }
    }

    @Test
    void asksWhatIsQuickBeforeWhatMayBlock() {
      AtomicInteger asked = new AtomicInteger();
      AccessCheck hook =
          check(
              "hook",
              request -> {
                asked.incrementAndGet();
                return Granted.NOTHING_MORE;
              });
      try (AccessChecks checks =
          checks()
              .check(hook, FailurePolicy.closed())
              .check(saying("ban", no(Code.ACCOUNT_SUSPENDED)))
              .build()) {
        assertEquals(no(Code.ACCOUNT_SUSPENDED), checks.decide(REQUEST));
        assertEquals(0, asked.get());
      }
    }
  }

  @Nested
  @DisplayName("A check that fails")
  class Failing {
    @Test
    void makesTheAnswerUnknownAndTellsWhy() {
      AccessCheck throwing =
          check(
              "throwing",
              request -> {
                throw new IllegalStateException("x");
              });
      AccessCheck broken =
          check(
              "broken",
              request -> {
                throw new NoClassDefFoundError("x");
              });
      @SuppressWarnings("NullAway") // as a hook in another language does
      AccessCheck silent = check("silent", request -> null);
      for (AccessCheck each : List.of(throwing, broken, silent)) {
        events.clear();
        try (AccessChecks blocking = checks().check(each, FailurePolicy.closed()).build();
            AccessChecks quick = checks().check(each).build()) {
          assertEquals(each.name(), unknown(blocking.decide(REQUEST)).check());
          assertEquals(each.name(), unknown(quick.decide(REQUEST)).check());
          assertEquals(List.of(each.name() + " FAILED", each.name() + " FAILED"), events);
        }
      }
    }

    @Test
    void byHangingIsUnknownAfterItsTimeOut() {
      try (AccessChecks checks =
          checks()
              .check(check("hanging", request -> hang()), SHORT, FailurePolicy.closed())
              .build()) {
        assertEquals("hanging", unknown(checks.decide(REQUEST)).check());
        assertEquals(List.of("hanging TIMEOUT"), events);
      }
    }

    @Test
    void takesNoMoreThreadsThanItHasPlacesAndNoneFromOthers() {
      AtomicInteger begun = new AtomicInteger();
      AccessCheck hanging =
          check(
              "hanging",
              request -> {
                begun.incrementAndGet();
                return hang();
              });
      try (AccessChecks checks =
          checks()
              .atOnce(3)
              .check(hanging, SHORT, FailurePolicy.closed())
              .check(saying("other", no(Code.NOT_ENTITLED)), LONG, FailurePolicy.closed())
              .build()) {
        for (int i = 0; i < 10; i++) {
          assertEquals(no(Code.NOT_ENTITLED), checks.decide(REQUEST));
        }
        assertEquals(3, begun.get());
        assertEquals(3, Collections.frequency(events, "hanging TIMEOUT"));
        assertEquals(7, Collections.frequency(events, "hanging BUSY"));
      }
    }

    @Test
    void getsItsPlacesBackWhenItHasEnded() {
      CountDownLatch ended = new CountDownLatch(1);
      AtomicInteger calls = new AtomicInteger();
      AccessCheck slowAtFirst =
          check(
              "slow",
              request -> {
                if (calls.getAndIncrement() == 0) {
                  hang();
                }
                return Granted.NOTHING_MORE;
              });
      Executor executor =
          work ->
              new Thread(
                      () -> {
                        work.run();
                        ended.countDown();
                      })
                  .start();
      try (AccessChecks checks =
          checks()
              .atOnce(1)
              .executor(executor)
              .check(slowAtFirst, SHORT, FailurePolicy.closed())
              .build()) {
        unknown(checks.decide(REQUEST));
        forGood.countDown();
        await(ended);

        assertEquals(Granted.NOTHING_MORE, checks.decide(REQUEST));
      }
    }

    @Test
    void byAnExecutorThatRefusesOrForgetsKeepsNoPlace() {
      List<Executor> executors =
          List.of(
              work -> {},
              work -> {
                throw new RejectedExecutionException();
              });
      for (Executor each : executors) {
        events.clear();
        AtomicInteger left = new AtomicInteger(3);
        Executor betterLater =
            work -> {
              if (left.getAndDecrement() > 0) {
                each.execute(work);
              } else {
                work.run();
              }
            };
        try (AccessChecks checks =
            checks()
                .atOnce(1)
                .executor(betterLater)
                .check(saying("hook", Granted.NOTHING_MORE), SHORT, FailurePolicy.closed())
                .build()) {
          for (int i = 0; i < 3; i++) {
            assertEquals("hook", unknown(checks.decide(REQUEST)).check());
          }
          assertEquals(Granted.NOTHING_MORE, checks.decide(REQUEST));
        }
      }
    }

    @Test
    void isNotWaitedForByAThreadThatIsInterrupted() {
      AccessCheck hanging = check("hanging", request -> hang());
      try (AccessChecks checks =
          checks().check(hanging, LONG, FailurePolicy.open(Duration.ofHours(1))).build()) {
        Thread.currentThread().interrupt();

        assertEquals("hanging", unknown(checks.decide(REQUEST)).check());
        assertTrue(Thread.interrupted(), "the interrupt was swallowed");
      }
    }

    @Test
    void isToldOnAListenerThatMayThrow() { // O3
      AuthListener throwing =
          new AuthListener() {
            @Override
            public void accessUndecided(String check, String cause, boolean remembered) {
              throw new IllegalStateException("x");
            }
          };
      try (AccessChecks checks =
          AccessChecks.builder()
              .listener(throwing)
              .check(saying("dark", new Unknown("dark", LONG)), FailurePolicy.closed())
              .build()) {
        assertEquals(new Unknown("dark", LONG), checks.decide(REQUEST));
      }
    }

    @Test
    void maySayWhenToComeAgainWithinReason() {
      for (Duration said : List.of(Duration.ZERO, Duration.ofDays(-1), Duration.ofDays(400))) {
        try (AccessChecks checks =
            checks()
                .check(saying("dark", new Unknown("dark", said)), FailurePolicy.closed())
                .build()) {
          Duration retry = unknown(checks.decide(REQUEST)).retryAfter();
          assertFalse(retry.compareTo(Duration.ofSeconds(1)) < 0, said::toString);
          assertFalse(retry.compareTo(Duration.ofMinutes(5)) > 0, said::toString);
        }
      }
    }
  }

  @Nested
  @DisplayName("Their end")
  class Closing {
    @Test
    void mayComeTwiceAndLeavesNobodyIn() {
      AccessChecks checks =
          checks().check(saying("hook", Granted.NOTHING_MORE), FailurePolicy.closed()).build();
      assertEquals(Granted.NOTHING_MORE, checks.decide(REQUEST));

      checks.close();
      checks.close();

      assertEquals("hook", unknown(checks.decide(REQUEST)).check());
    }

    @Test
    void interruptsAHookAndEndsTheThreads() throws InterruptedException {
      List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
      AccessCheck sleeping =
          check(
              "sleeping",
              request -> {
                threads.add(Thread.currentThread());
                try {
                  forGood.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                return Granted.NOTHING_MORE;
              });
      AccessChecks checks = checks().check(sleeping, SHORT, FailurePolicy.closed()).build();
      unknown(checks.decide(REQUEST));

      checks.close();

      assertEquals(1, threads.size());
      assertTrue(threads.get(0).isDaemon());
      threads.get(0).join(20_000);
      assertFalse(threads.get(0).isAlive());
    }
  }

  private static Unknown unknown(AccessAnswer answer) {
    return assertInstanceOf(Unknown.class, answer);
  }
}
