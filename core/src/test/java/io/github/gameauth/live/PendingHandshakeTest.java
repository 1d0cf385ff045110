// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static io.github.gameauth.live.Door.assertAccepted;
import static io.github.gameauth.live.Door.assertRefused;
import static io.github.gameauth.live.Door.assertUndecided;
import static io.github.gameauth.live.Door.now;
import static io.github.gameauth.live.Door.request;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.testing.StartGate;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class PendingHandshakeTest {
  private final Door here = new Door();
  private final HandshakeAuthenticator door = here.open();
  private final AtomicInteger closed = new AtomicInteger();

  @AfterEach
  void close() {
    here.close();
  }

  private PendingHandshake pending() {
    PendingHandshake pending = request().pendingAt(door);
    pending.onTimeout(closed::incrementAndGet);
    return pending;
  }

  private static String auth(String token) {
    return "{\"type\":\"auth\",\"token\":\"" + token + "\"}";
  }

  @Nested
  @DisplayName("The message")
  class Message {
    @Test
    void acceptsTheTokenInBothForms() {
      String token = here.good();
      String object = "  { \"token\" : \"" + token + "\", \"type\" : \"auth\" }\n";

      for (String message : List.of(token, auth(token), object)) {
        assertAccepted(HandshakeWay.FIRST_MESSAGE, now(pending().firstMessage(message)));
        ByteBuffer buffer = ByteBuffer.wrap(("##" + message + "##").getBytes(UTF_8));
        buffer.position(2).limit(2 + message.length());
        assertAccepted(HandshakeWay.FIRST_MESSAGE, now(pending().firstMessage(buffer)));
        assertEquals(2, buffer.position());
      }
      assertEquals(0, door.pending());
    }

    @Test
    void refusesEveryOtherForm() {
      String token = here.good();

      for (String message :
          List.of(
              "",
              " ",
              "=",
              "[]",
              "{}",
              "null",
              "\"" + token + "\"",
              " " + token,
              token + "\n",
              token + " " + token,
              "Bearer " + token,
              "{\"token\":\"" + token + "\"}",
              "{\"type\":\"auth\"}",
              "{\"type\":\"Auth\",\"token\":\"" + token + "\"}",
              "{\"type\":1,\"token\":\"" + token + "\"}",
              "{\"type\":\"auth\",\"token\":[\"" + token + "\"]}",
              "{\"type\":\"auth\",\"token\":{\"a\":1}}",
              "{\"type\":\"auth\",\"token\":null}",
              "{\"type\":\"auth\",\"token\":\"\"}",
              "{\"type\":\"auth\",\"token\":\" " + token + "\"}",
              "{\"type\":\"auth\",\"token\":\"é\"}",
              "{\"type\":\"auth\",\"token\":\"" + token + "\",\"user\":\"p-18\"}",
              "{\"type\":\"auth\",\"type\":\"auth\",\"token\":\"" + token + "\"}",
              "{\"type\":\"auth\",\"token\":\"x\",\"token\":\"" + token + "\"}",
              "{\"type\":\"auth\",\"token\":\"x\",\"tok\\u0065n\":\"" + token + "\"}",
              auth(token) + auth(token),
              auth(token) + "x",
              auth(token).substring(1),
              auth(token).replace("}", ""))) {
        // "null" has the form of a token, and is none.
        HandshakeRefusal expected =
            message.equals("null") ? HandshakeRefusal.TOKEN : HandshakeRefusal.MALFORMED;
        assertRefused(expected, now(pending().firstMessage(message)));
      }
      assertEquals(0, here.keysAsked.get());
      assertEquals(0, door.pending());
      assertEquals(0, closed.get());
    }

    @Test
    void refusesBytesThatAreNoText() {
      byte[] message = auth(here.good()).replace("auth", "aut\u00e9").getBytes(ISO_8859_1);

      assertRefused(
          HandshakeRefusal.MALFORMED, now(pending().firstMessage(ByteBuffer.wrap(message))));
    }

    @Test
    void isReadUpToTheCapAndNotAByteBeyond() {
      assertRefused(HandshakeRefusal.TOKEN, now(pending().firstMessage("a".repeat(4096))));
      assertRefused(HandshakeRefusal.TOO_LARGE, now(pending().firstMessage("a".repeat(4097))));
      assertRefused(HandshakeRefusal.TOO_LARGE, now(pending().firstMessage("é".repeat(2049))));
      assertRefused(
          HandshakeRefusal.TOO_LARGE, now(pending().firstMessage(ByteBuffer.allocate(4097))));
      assertEquals(0, door.pending());
    }

    @Test
    void thatIsTooLongIsNotCopied() {
      CharSequence huge =
          new CharSequence() {
            @Override
            public int length() {
              return Integer.MAX_VALUE;
            }

            @Override
            public char charAt(int index) {
              throw new AssertionError("read at " + index);
            }

            @Override
            public CharSequence subSequence(int start, int end) {
              throw new AssertionError("read from " + start);
            }

            @Override
            public String toString() {
              throw new AssertionError("copied");
            }
          };

      assertRefused(HandshakeRefusal.TOO_LARGE, now(pending().firstMessage(huge)));
    }

    @Test
    void needsATokenThatLivesLongEnough() {
      assertRefused(HandshakeRefusal.EXPIRES_SOON, now(pending().firstMessage(here.endingIn(4))));
    }

    @Test
    void isUndecidedWhileThereAreNoKeysAndLeavesTheClosingToTheHost() {
      here.keyAnswer = new KeyAnswer.Unavailable(Duration.ofSeconds(3));

      assertUndecided(now(pending().firstMessage(here.good())));

      assertEquals(0, closed.get());
      assertEquals(0, door.pending());
    }

    @Test
    void thatIsTheSecondEndsTheHandshake() {
      here.keyAnswer = new KeyAnswer.Pending(new CompletableFuture<>());
      PendingHandshake pending = pending();
      CompletableFuture<Handshake> first = pending.firstMessage(here.good());

      CompletableFuture<Handshake> second = pending.firstMessage("{\"type\":\"move\"}");

      assertRefused(HandshakeRefusal.EARLY_MESSAGE, now(first));
      assertRefused(HandshakeRefusal.EARLY_MESSAGE, now(second));
      assertEquals(List.of("refused EARLY_MESSAGE"), here.heard);
      assertEquals(0, door.pending());
    }

    @Test
    void thatComesAfterTheOutcomeDoesNotChangeIt() {
      PendingHandshake pending = pending();
      now(pending.firstMessage(here.good()));

      assertRefused(HandshakeRefusal.EARLY_MESSAGE, now(pending.firstMessage(here.good())));

      assertAccepted(HandshakeWay.FIRST_MESSAGE, now(pending.outcome()));
      assertEquals(List.of("accepted FIRST_MESSAGE"), here.heard);
    }
  }

  @Nested
  @DisplayName("Time")
  class Time {
    @Test
    void isOverAfterFiveSeconds() {
      PendingHandshake pending = pending();
      assertEquals(here.clock.instant().plusSeconds(5), pending.deadline());

      here.advance(Duration.ofMillis(4999));
      assertFalse(pending.outcome().isDone());
      here.advance(Duration.ofMillis(1));

      assertRefused(HandshakeRefusal.TIMEOUT, now(pending.outcome()));
      assertEquals(1, closed.get());
      assertEquals(0, door.pending());
      assertEquals(List.of("refused TIMEOUT"), here.heard);
      assertRefused(HandshakeRefusal.TIMEOUT, now(pending.firstMessage(here.good())));
    }

    @Test
    void isEnoughForAMessageInItsLastMillisecond() {
      PendingHandshake pending = pending();
      here.advance(Duration.ofMillis(4999));

      assertAccepted(HandshakeWay.FIRST_MESSAGE, now(pending.firstMessage(here.good())));

      here.advance(Duration.ofMillis(1));
      assertEquals(0, closed.get());
      assertEquals(List.of("accepted FIRST_MESSAGE"), here.heard);
    }

    @Test
    void isOverForAMessageThatComesBeforeALateTimer() {
      HandshakeAuthenticator slow = here.open(here.settings().scheduler(new LateScheduler()));
      PendingHandshake pending = request().pendingAt(slow);
      pending.onTimeout(closed::incrementAndGet);
      here.advance(Duration.ofSeconds(5));

      assertRefused(HandshakeRefusal.TIMEOUT, now(pending.firstMessage(here.good())));

      assertEquals(0, here.keysAsked.get());
      assertEquals(1, closed.get());
      assertEquals(0, slow.pending());
    }

    @Test
    void countsTheVerdictIn() {
      CompletableFuture<Void> fetch = new CompletableFuture<>();
      here.keyAnswer = new KeyAnswer.Pending(fetch);
      PendingHandshake pending = pending();
      CompletableFuture<Handshake> outcome = pending.firstMessage(here.good());

      here.advance(Duration.ofSeconds(5));
      here.keyAnswer = null;
      fetch.complete(null);

      assertRefused(HandshakeRefusal.TIMEOUT, now(outcome));
      assertEquals(1, closed.get());
    }

    @Test
    void countsTheVerdictInEvenIfTheTimerIsLate() {
      CompletableFuture<Void> fetch = new CompletableFuture<>();
      here.keyAnswer = new KeyAnswer.Pending(fetch);
      HandshakeAuthenticator slow = here.open(here.settings().scheduler(new LateScheduler()));
      CompletableFuture<Handshake> outcome = request().pendingAt(slow).firstMessage(here.good());

      here.advance(Duration.ofSeconds(5));
      here.keyAnswer = null;
      fetch.complete(null);

      assertRefused(HandshakeRefusal.TIMEOUT, outcome.join());
    }

    @Test
    void doesNotMoveWithTheTimeOfDay() {
      PendingHandshake pending = pending();
      here.clock.jumpWall(Duration.ofHours(-2));
      here.advance(Duration.ofMillis(4999));
      assertFalse(pending.outcome().isDone());

      here.advance(Duration.ofMillis(1));

      assertRefused(HandshakeRefusal.TIMEOUT, now(pending.outcome()));
    }

    @Test
    void thatIsOverClosesAtOnceWhereTheHostIsLateToAsk() {
      PendingHandshake pending = request().pendingAt(door);
      here.advance(Duration.ofSeconds(5));

      pending.onTimeout(closed::incrementAndGet);

      assertEquals(1, closed.get());
    }

    @Test
    void isWatchedByOneTaskHoweverManyWait() {
      for (int i = 0; i < 5000; i++) {
        request().from("source-" + i).pendingAt(door);
      }

      assertEquals(1, here.scheduler.waiting());
      here.advance(Duration.ofSeconds(5));
      assertEquals(0, door.pending());
      assertEquals(0, here.scheduler.waiting());
    }

    @Test
    void ofEachIsItsOwn() {
      PendingHandshake first = pending();
      here.advance(Duration.ofSeconds(2));
      PendingHandshake second = pending();
      PendingHandshake third = pending();
      third.gone();

      here.advance(Duration.ofSeconds(3));
      assertRefused(HandshakeRefusal.TIMEOUT, now(first.outcome()));
      assertFalse(second.outcome().isDone());
      here.advance(Duration.ofSeconds(2));

      assertRefused(HandshakeRefusal.TIMEOUT, now(second.outcome()));
      assertEquals(2, closed.get());
    }

    @Test
    void isOverForAllThoughOneHostThrows() {
      request()
          .pendingAt(door)
          .onTimeout(
              () -> {
                throw new IllegalStateException("the test's host");
              });
      PendingHandshake other = pending();

      here.advance(Duration.ofSeconds(5));

      assertRefused(HandshakeRefusal.TIMEOUT, now(other.outcome()));
      assertEquals(1, closed.get());
    }
  }

  @Nested
  @DisplayName("Places")
  class Places {
    @Test
    void areEightForOneSource() {
      List<PendingHandshake> eight = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        eight.add(pending());
      }

      assertRefused(HandshakeRefusal.CROWDED, request().at(door));
      assertInstanceOf(Handshake.FirstMessageDue.class, request().from("198.51.100.1").at(door));

      eight.get(3).gone();
      pending();
      assertRefused(HandshakeRefusal.CROWDED, request().at(door));
    }

    @Test
    void areLimitedInAll() {
      HandshakeAuthenticator small = here.open(here.settings().pendingPerSource(2).pendingInAll(3));
      PendingHandshake first = request().from("a").pendingAt(small);
      request().from("b").pendingAt(small);
      request().from("c").pendingAt(small);

      assertRefused(HandshakeRefusal.FULL, request().from("d").at(small));

      now(first.firstMessage(here.good()));
      request().from("d").pendingAt(small);
      assertEquals(3, small.pending());
    }

    @Test
    void areFreeOnceHoweverOftenTheEndIsTold() {
      PendingHandshake pending = pending();
      pending.gone();
      pending.gone();
      assertRefused(HandshakeRefusal.GONE, now(pending.firstMessage(here.good())));
      assertRefused(HandshakeRefusal.GONE, now(pending.outcome()));
      here.advance(Duration.ofSeconds(9));

      assertEquals(0, door.pending());
      assertEquals(0, closed.get());
      assertEquals(List.of("refused GONE"), here.heard);
      for (int i = 0; i < 8; i++) {
        pending();
      }
      assertRefused(HandshakeRefusal.CROWDED, request().at(door));
    }

    @Test
    void areNotTakenByRequestsWithAToken() {
      for (int i = 0; i < 20; i++) {
        assertAccepted(HandshakeWay.HEADER, request().bearing(here.good()).at(door));
      }

      assertEquals(0, door.pending());
    }

    @Test
    void areLeftByEverybodyWhenTheAuthenticatorCloses() {
      PendingHandshake pending = pending();

      door.close();
      door.close();

      assertUndecided(now(pending.outcome()));
      assertEquals(1, closed.get());
      assertEquals(0, door.pending());
      assertUndecided(request().at(door));
      assertUndecided(request().query("ticket=" + here.ticket()).at(door));
    }

    @Test
    void areNotGivenWhereNobodyWatchesTheTime() {
      ScheduledExecutorService ended = Executors.newSingleThreadScheduledExecutor();
      ended.shutdownNow();
      HandshakeAuthenticator blind = here.open(here.settings().scheduler(ended));

      assertUndecided(request().at(blind));
      assertEquals(0, blind.pending());
    }
  }

  @Nested
  @DisplayName("Races")
  class Races {
    @Test
    void haveOneOutcomeWhoeverComesFirst() throws Exception {
      String token = here.good();
      for (int round = 0; round < 200; round++) {
        here.heard.clear();
        closed.set(0);
        PendingHandshake pending = pending();
        List<Callable<Object>> all =
            List.of(
                () -> pending.firstMessage(token).join(),
                () -> {
                  here.advance(Duration.ofSeconds(5));
                  return "late";
                },
                () -> {
                  pending.gone();
                  return "gone";
                },
                () -> pending.firstMessage(token).join());

        StartGate.<Object>together(4, all::get);

        Handshake outcome = now(pending.outcome());
        assertEquals(1, here.heard.size(), here.heard::toString);
        assertEquals(heardOf(outcome), here.heard.get(0));
        boolean late =
            outcome instanceof Handshake.Refused refused
                && refused.refusal() == HandshakeRefusal.TIMEOUT;
        assertEquals(late ? 1 : 0, closed.get());
        assertEquals(0, door.pending());
      }
    }

    private String heardOf(Handshake outcome) {
      return outcome instanceof Handshake.Refused refused
          ? "refused " + refused.refusal()
          : "accepted FIRST_MESSAGE";
    }

    @Test
    void giveNoMorePlacesThanThereAre() throws Exception {
      HandshakeAuthenticator small =
          here.open(here.settings().pendingPerSource(5).pendingInAll(12));

      List<Handshake> outcomes =
          StartGate.together(16, i -> () -> request().from("source-" + i % 2).at(small));

      assertEquals(10, count(outcomes, Handshake.FirstMessageDue.class));
      assertEquals(10, small.pending());
      outcomes.forEach(
          outcome -> {
            if (outcome instanceof Handshake.FirstMessageDue due) {
              due.pending().gone();
            }
          });
      assertEquals(0, small.pending());
    }

    private int count(List<Handshake> outcomes, Class<?> type) {
      return (int) outcomes.stream().filter(type::isInstance).count();
    }

    @Test
    void endOnTheThreadsOfItsOwnAsWell() {
      HandshakeAuthenticator own =
          here.open(
              HandshakeAuthenticator.verifying(here.verifier)
                  .clock(here.clock)
                  .firstMessageWithin(Duration.ofMillis(100))
                  .tickets(here.tickets));
      PendingHandshake pending = request().pendingAt(own);

      assertRefused(HandshakeRefusal.TIMEOUT, pending.outcome().join());
      assertAccepted(
          HandshakeWay.TICKET,
          own.authenticate(request().query("ticket=" + here.ticket()).made()).join());
    }
  }
}
