// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.access.AccessAnswer.Granted;
import io.github.gameauth.access.AccessAnswer.Refused;
import io.github.gameauth.access.AccessAnswer.Unknown;
import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.check.Moment;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class FailurePolicyTest {
  private static final Duration MAX_AGE = Duration.ofHours(1);
  private static final Granted GOLD = new Granted(Set.of("gold"));
  private static final Refused NO = new Refused(AccessRefusal.of(Code.NOT_ENTITLED));
  private static final Unknown DARK = new Unknown("shop", Duration.ofSeconds(5));

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final List<String> events = new ArrayList<>();
  private AccessAnswer next = GOLD;

  private AccessChecks.Builder builder() {
    return AccessChecks.builder()
        .clock(clock)
        .ticker(clock)
        .executor(Runnable::run)
        .listener(
            new AuthListener() {
              @Override
              public void accessUndecided(String check, String cause, boolean remembered) {
                events.add(check + " " + cause + " " + remembered);
              }
            });
  }

  private final AccessCheck shop =
      new AccessCheck() {
        @Override
        public String name() {
          return "shop";
        }

        @Override
        public AccessAnswer check(AccessRequest request) {
          return next;
        }
      };
  private final AccessChecks open = builder().check(shop, FailurePolicy.open(MAX_AGE)).build();

  @Test
  void closedForgetsWhatWasGranted() {
    AccessChecks closed = builder().check(shop, FailurePolicy.closed()).build();
    assertEquals(GOLD, closed.decide(Requests.of("a")));

    next = DARK;

    assertEquals(DARK, closed.decide(Requests.of("a")));
    assertEquals(List.of("shop UNKNOWN false"), events);
  }

  @Test
  void openLetsTheLastGoodAnswerStandIn() {
    assertEquals(GOLD, open.decide(Requests.of("a")));

    next = DARK;

    assertEquals(GOLD, open.decide(Requests.of("a")));
    assertEquals(List.of("shop UNKNOWN true"), events);
  }

  @Test
  void openLetsNobodyInOfWhomNothingIsKnown() {
    assertEquals(GOLD, open.decide(Requests.of("a")));

    next = DARK;

    assertEquals(DARK, open.decide(Requests.of("b")));
    assertEquals(DARK, open.decide(Requests.of("a", Requests.OTHER_GAME, "steam")));
    assertEquals(DARK, open.decide(Requests.of("a", Requests.GAME, "xbox")));
  }

  @Test
  void openRemembersUntilTheAnswerIsTooOldAndNotLonger() {
    assertEquals(GOLD, open.decide(Requests.of("a")));
    next = DARK;

    clock.advance(MAX_AGE.minusNanos(1));
    assertEquals(GOLD, open.decide(Requests.of("a")));
    clock.advance(Duration.ofNanos(2));

    assertEquals(DARK, open.decide(Requests.of("a")));
  }

  @Test
  void openGoesByTheTimeOfDayAsWell() { // O7: a machine that slept
    assertEquals(GOLD, open.decide(Requests.of("a")));
    next = DARK;

    clock.jumpWall(MAX_AGE.plusMillis(1));

    assertEquals(DARK, open.decide(Requests.of("a")));
  }

  @Test
  void openIsNotRefreshedByStandingIn() {
    assertEquals(GOLD, open.decide(Requests.of("a")));
    next = DARK;

    clock.advance(MAX_AGE.dividedBy(2));
    assertEquals(GOLD, open.decide(Requests.of("a")));
    clock.advance(MAX_AGE.dividedBy(2).plusNanos(1));

    assertEquals(DARK, open.decide(Requests.of("a")));
  }

  @Test
  void openForgetsAGoodAnswerOnceThereWasARefusal() {
    assertEquals(GOLD, open.decide(Requests.of("a")));
    next = NO;
    assertEquals(NO, open.decide(Requests.of("a")));

    next = DARK;

    assertEquals(DARK, open.decide(Requests.of("a")));
  }

  @Test
  void openIsNotFooledByAGoodAnswerThatComesLate() throws InterruptedException {
    CountDownLatch late = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    AccessCheck slow =
        new AccessCheck() {
          private boolean first = true;

          @Override
          public String name() {
            return "slow";
          }

          @Override
          public AccessAnswer check(AccessRequest request) {
            synchronized (this) {
              if (!first) {
                return next;
              }
              first = false;
            }
            begun.countDown();
            try {
              assertTrue(late.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return GOLD;
          }
        };
    AccessChecks checks =
        builder()
            .executor(work -> new Thread(work).start())
            .check(slow, Duration.ofSeconds(20), FailurePolicy.open(MAX_AGE))
            .build();
    Thread early = new Thread(() -> checks.decide(Requests.of("a")));
    early.start();
    assertTrue(begun.await(20, TimeUnit.SECONDS));
    clock.advance(Duration.ofSeconds(1));
    next = NO;
    assertEquals(NO, checks.decide(Requests.of("a")));

    late.countDown(); // the one that was asked before the refusal
    early.join();
    next = DARK;

    assertInstanceOf(Unknown.class, checks.decide(Requests.of("a")));
  }

  @Test
  void openTakesNoYesFromAHookThatWasToldToStop() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    AccessCheck giving =
        new AccessCheck() {
          private boolean first = true;

          @Override
          public String name() {
            return "giving";
          }

          @Override
          public AccessAnswer check(AccessRequest request) {
            synchronized (this) {
              if (!first) {
                return DARK;
              }
              first = false;
            }
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              // goes on as if nothing had happened
            }
            return GOLD;
          }
        };
    AccessChecks checks =
        builder()
            .executor(
                work ->
                    new Thread(
                            () -> {
                              work.run();
                              ended.countDown();
                            })
                        .start())
            .check(giving, Duration.ofMillis(50), FailurePolicy.open(MAX_AGE))
            .build();
    assertInstanceOf(Unknown.class, checks.decide(Requests.of("a")));
    assertTrue(ended.await(20, TimeUnit.SECONDS));

    assertInstanceOf(Unknown.class, checks.decide(Requests.of("a")));
  }

  @Test
  void openRemembersSoManyAndNoMore() { // K13
    LastAnswers answers = new LastAnswers(MAX_AGE, 100, clock);

    for (int i = 0; i < 10_000; i++) {
      answers.note(Requests.of("a" + i), Optional.of(GOLD), Moment.of(clock, clock));
    }

    assertTrue(answers.size() <= 100, () -> answers.size() + " of 100");
  }

  @Test
  void ofTwoAnswersOfOneMomentTheRefusalCounts() {
    LastAnswers answers = new LastAnswers(MAX_AGE, 100, clock);
    Moment now = Moment.of(clock, clock);

    answers.note(Requests.of("a"), Optional.of(GOLD), now);
    answers.note(Requests.of("a"), Optional.empty(), now);
    answers.note(Requests.of("b"), Optional.empty(), now);
    answers.note(Requests.of("b"), Optional.of(GOLD), now);

    assertEquals(Optional.empty(), answers.find(Requests.of("a"), now));
    assertEquals(Optional.empty(), answers.find(Requests.of("b"), now));
  }

  @Test
  void doesNotReachWhatBansSay() {
    AccessChecks checks =
        builder().check(BanCheck.at(clock)).check(shop, FailurePolicy.open(MAX_AGE)).build();
    assertEquals(GOLD, checks.decide(Requests.of("a")));
    next = DARK;

    AccessAnswer answer = checks.decide(Requests.of(AccountStatus.DELETED, Optional.empty()));

    assertEquals(new Refused(AccessRefusal.of(Code.ACCOUNT_SUSPENDED)), answer);
  }

  @Test
  void checksItsRange() {
    for (Duration age : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(31))) {
      assertThrows(IllegalArgumentException.class, () -> FailurePolicy.open(age));
    }
  }
}
