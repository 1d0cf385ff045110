// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class WaitingRoomTest {
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestScheduler scheduler = new TestScheduler(clock);
  private final WaitingRoom room = new WaitingRoom(2, 3, clock, scheduler);
  private final List<String> told = new ArrayList<>();

  private Waiting guest(String source) {
    long deadline = clock.getAsLong() + Duration.ofSeconds(5).toNanos();
    return new Waiting() {
      @Override
      public String source() {
        return source;
      }

      @Override
      public long deadlineNanos() {
        return deadline;
      }

      @Override
      public void timeIsUp() {
        told.add("late " + source);
      }

      @Override
      public void stopped() {
        told.add("stopped " + source);
      }
    };
  }

  private Waiting seated(String source) {
    Waiting guest = guest(source);
    assertNull(room.enter(guest));
    return guest;
  }

  @Test
  void givesAPlaceBackOnce() {
    Waiting first = seated("a");
    seated("a");
    room.leave(first);
    room.leave(first);
    seated("a");

    assertEquals(HandshakeRefusal.CROWDED, room.enter(guest("a")));
    assertEquals(2, room.size());
  }

  @Test
  void forgetsASourceThatNobodyComesFromAnyMore() {
    for (int i = 0; i < 100; i++) {
      room.leave(seated("source-" + i));
    }

    assertEquals(0, room.sources());
    assertEquals(0, room.size());
  }

  @Test
  void keepsThePlaceOfOneWhoseTimeIsOverUntilItLeaves() {
    Waiting guest = seated("a");
    seated("a");
    clock.advance(Duration.ofSeconds(5));

    assertEquals(List.of("late a", "late a"), told);
    assertEquals(HandshakeRefusal.CROWDED, room.enter(guest("a")));
    room.leave(guest);
    seated("a");
  }

  @Test
  void remembersNobodyOnceItIsClosed() {
    Waiting late = seated("a");
    clock.advance(Duration.ofSeconds(5));
    seated("b");

    room.close();
    room.close();
    room.leave(late);

    assertEquals(List.of("late a", "stopped b"), told);
    assertEquals(0, room.size() + room.sources());
    assertEquals(0, scheduler.waiting());
    assertThrows(RejectedExecutionException.class, () -> room.enter(guest("a")));
  }

  @Test
  void sendsEverybodyAwayWhenNobodyCanWakeItAgain() {
    seated("a");
    clock.advance(Duration.ofSeconds(1));
    seated("b");
    scheduler.shutdown();

    clock.advance(Duration.ofSeconds(4));

    assertEquals(List.of("late a", "late b"), told);
  }
}
