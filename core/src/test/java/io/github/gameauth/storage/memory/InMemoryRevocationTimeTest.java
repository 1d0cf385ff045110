// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.revocation.RevocationPage;
import io.github.gameauth.revocation.RevocationStore;
import io.github.gameauth.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InMemoryRevocationTimeTest {
  private static final Duration MILLISECOND = Duration.ofMillis(1);

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00.123456789Z");
  private final RevocationStore store = new InMemoryStores(MemoryLimits.USUAL, clock).revocations();

  private static Revocation session(String target) {
    return Revocation.of(RevocationKind.SESSION, target, Instant.parse("2030-01-02T12:00:00Z"));
  }

  private RevocationCursor readAll() {
    return store.since(RevocationCursor.START).next();
  }

  @Test
  void readsAtItsOwnTimeInMilliseconds() {
    assertEquals(Instant.parse("2030-01-01T12:00:00.123Z"), readAll().readAt());
  }

  @Test
  void goesBackByTheOverlapAndNoFurther() {
    store.append(List.of(session("old")));
    clock.advance(MILLISECOND);
    store.append(List.of(session("new")));
    clock.advance(RevocationStore.OVERLAP);
    RevocationCursor cursor = readAll();

    RevocationPage page = store.since(cursor);

    assertEquals(List.of(session("new")), page.revocations());
    assertFalse(page.whole());
  }

  @Test
  void isWholeFromTheStartHoweverOldItIs() {
    store.append(List.of(session("old")));
    clock.advance(Duration.ofHours(23));

    RevocationPage page = store.since(RevocationCursor.START);

    assertEquals(List.of(session("old")), page.revocations());
    assertTrue(page.whole());
  }

  @Test
  void losesNothingWhenItsClockIsPutBack() {
    RevocationCursor cursor = readAll();
    clock.jumpWall(Duration.ofHours(-1));
    store.append(List.of(session("a")));

    assertEquals(List.of(session("a")), store.since(cursor).revocations());
    assertEquals(cursor, store.since(cursor).next());
  }

  @Test
  void losesNothingToACursorThatIsAheadOfIt() {
    store.append(List.of(session("a")));
    RevocationCursor ahead = new RevocationCursor(clock.instant().plusSeconds(3600));

    assertEquals(List.of(session("a")), store.since(ahead).revocations());
  }
}
