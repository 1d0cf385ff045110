// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static io.github.gameauth.testing.StartGate.together;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static io.github.gameauth.testing.TestPlayers.UNTIL;
import static io.github.gameauth.testing.TestPlayers.revocations;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCause;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.revocation.RevocationPage;
import io.github.gameauth.revocation.RevocationStore;
import io.github.gameauth.storage.Stores;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link RevocationStore} must do; each engine's test implements it. */
public interface RevocationStoreContract extends StoresContract {
  private static Revocation session(String target) {
    return session(target, UNTIL);
  }

  private static Revocation session(String target, Instant until) {
    return Revocation.of(RevocationKind.SESSION, target, until);
  }

  private static Set<Revocation> since(Stores stores, RevocationCursor cursor) {
    return new HashSet<>(stores.revocations().since(cursor).revocations());
  }

  @Test
  default void answersWholeAndEmptyAtFirst() {
    RevocationPage page = emptyStores().revocations().since(RevocationCursor.START);

    assertEquals(List.of(), page.revocations());
    assertTrue(page.whole());
  }

  @Test
  default void givesBackEveryKindOfRevocation() {
    Stores stores = emptyStores();
    Instant cutOff = Instant.parse("2030-01-01T11:59:59Z");
    List<Revocation> given = new ArrayList<>();
    for (RevocationKind kind : RevocationKind.values()) {
      given.add(Revocation.of(kind, "all", UNTIL));
      given.add(Revocation.beforeEpoch(kind, "epoch", 7, UNTIL));
      given.add(Revocation.beforeEpoch(kind, "far epoch", Long.MAX_VALUE, UNTIL));
      given.add(Revocation.upTo(kind, "cut off", cutOff, UNTIL));
      given.add(new Revocation(kind, "both", OptionalLong.of(0), Optional.of(cutOff), UNTIL));
    }

    stores.revocations().append(given);

    assertEquals(new HashSet<>(given), revocations(sameStoresElsewhere(stores)));
  }

  @Test
  default void givesBackWhy() {
    Stores stores = emptyStores();
    Revocation logout = Revocation.beforeEpoch(RevocationKind.SUBJECT, "a", 7, UNTIL);
    List<Revocation> given = List.of(logout, logout.because(RevocationCause.BANNED));

    stores.revocations().append(given);

    assertEquals(Set.copyOf(given), revocations(sameStoresElsewhere(stores)));
  }

  @Test
  default void givesBackAnyTarget() {
    Stores stores = emptyStores();
    List<Revocation> given =
        HostileTexts.any().stream().map(RevocationStoreContract::session).toList();

    stores.revocations().append(given);

    assertEquals(new HashSet<>(given), revocations(stores));
  }

  @Test
  default void takesManyAtOnce() {
    Stores stores = emptyStores();
    List<Revocation> given = IntStream.range(0, 120).mapToObj(i -> session("s" + i)).toList();

    stores.revocations().append(given);

    assertEquals(new HashSet<>(given), revocations(stores));
  }

  @Test
  default void takesNone() {
    Stores stores = emptyStores();

    stores.revocations().append(List.of());

    assertEquals(Set.of(), revocations(stores));
  }

  @Test
  default void takesTheSameTwice() {
    Stores stores = emptyStores();
    stores.revocations().append(List.of(session("a"), session("a")));

    stores.revocations().append(List.of(session("a")));

    assertEquals(Set.of(session("a")), revocations(stores));
  }

  @Test
  default void keepsAllVerdictsOnOneTarget() {
    Stores stores = emptyStores();
    Revocation weak = Revocation.beforeEpoch(RevocationKind.SUBJECT, "a", 1, UNTIL);
    Revocation strong = Revocation.beforeEpoch(RevocationKind.SUBJECT, "a", 2, UNTIL);
    Revocation longer =
        Revocation.beforeEpoch(RevocationKind.SUBJECT, "a", 1, UNTIL.plusSeconds(9));

    stores.revocations().append(List.of(strong));
    stores.revocations().append(List.of(weak, longer));

    // A store may drop what another covers; these two nothing covers.
    assertTrue(revocations(stores).containsAll(Set.of(strong, longer)));
  }

  @Test
  default void keepsNothingIfItFailsHalfway() {
    Stores stores = emptyStores();
    List<Revocation> failing =
        new AbstractList<>() {
          @Override
          public Revocation get(int index) {
            if (index == 1) {
              throw new IllegalStateException("half way");
            }
            return session("a");
          }

          @Override
          public int size() {
            return 2;
          }
        };

    assertThrows(RuntimeException.class, () -> stores.revocations().append(failing));

    assertEquals(Set.of(), revocations(stores));
  }

  @Test
  default void tellsWhatCameAfterTheCursor() {
    Stores stores = emptyStores();
    stores.revocations().append(List.of(session("a")));
    RevocationCursor cursor = stores.revocations().since(RevocationCursor.START).next();
    stores.revocations().append(List.of(session("b")));

    assertTrue(since(sameStoresElsewhere(stores), cursor).contains(session("b")));
  }

  @Test
  default void goesBackFromTheCursorByTheOverlap() {
    Stores stores = emptyStores();
    stores.revocations().append(List.of(session("a")));
    RevocationCursor first = stores.revocations().since(RevocationCursor.START).next();

    // Written moments before the cursor, well within the overlap.
    assertTrue(since(stores, first).contains(session("a")));
    RevocationCursor second = stores.revocations().since(first).next();
    assertTrue(since(stores, second).contains(session("a")));
  }

  @Test
  default void readsFromACursorOfItsOwnTime() {
    Stores stores = emptyStores();

    RevocationCursor first = stores.revocations().since(RevocationCursor.START).next();
    RevocationCursor second = stores.revocations().since(first).next();

    assertTrue(first.readAt().isAfter(Instant.EPOCH));
    assertTrue(!second.readAt().isBefore(first.readAt()));
  }

  @Test
  default void isWholeAgainFromTheStart() {
    Stores stores = emptyStores();
    stores.revocations().append(List.of(session("a")));
    stores.revocations().since(stores.revocations().since(RevocationCursor.START).next());

    RevocationPage page = sameStoresElsewhere(stores).revocations().since(RevocationCursor.START);

    assertEquals(List.of(session("a")), page.revocations());
    assertTrue(page.whole());
  }

  @Test
  default void purgesExpiredRevocationsAndNoOthers() {
    Stores stores = emptyStores();
    RevocationStore revocations = stores.revocations();
    for (int i = 0; i < 5; i++) {
      revocations.append(List.of(session("old" + i, UNTIL)));
    }
    Revocation live = session("live", UNTIL.plusMillis(1));
    revocations.append(List.of(live));

    assertEquals(0, revocations.purge(NOW, 10));
    assertEquals(3, revocations.purge(UNTIL, 3));
    assertEquals(2, revocations.purge(UNTIL, 3));
    assertEquals(0, revocations.purge(UNTIL, 3));

    assertEquals(Set.of(live), revocations(stores));
  }

  @Test
  default void losesNothingThatManyWriteWhileOthersRead() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);

    List<Set<Revocation>> seen =
        together(
            8,
            i ->
                () -> {
                  Set<Revocation> followed = new HashSet<>();
                  RevocationCursor cursor = RevocationCursor.START;
                  for (int step = 0; step < 20; step++) {
                    if (i % 2 == 0) {
                      stores.revocations().append(List.of(session(i + "." + step)));
                    }
                    RevocationPage page = elsewhere.revocations().since(cursor);
                    followed.addAll(page.revocations());
                    cursor = page.next();
                  }
                  return followed;
                });

    assertEquals(80, revocations(elsewhere).size());
    // A reader who follows the cursor has seen at least all that it wrote itself.
    for (int i = 0; i < 8; i += 2) {
      for (int step = 0; step < 20; step++) {
        assertTrue(seen.get(i).contains(session(i + "." + step)));
      }
    }
  }
}
