// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static io.github.gameauth.testing.StartGate.together;
import static io.github.gameauth.testing.TestPlayers.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.store.OnceKey;
import io.github.gameauth.store.OnceStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link OnceStore} must do; each engine's test implements it. */
public interface OnceStoreContract extends StoresContract {
  /** When what these tests keep expires. */
  Instant SOON = NOW.plusSeconds(30);

  private static OnceKey ticket(String name) {
    return new OnceKey("ticket", Fingerprint.of(name));
  }

  @Test
  default void knowsNothingAtFirst() {
    assertEquals(Optional.empty(), emptyStores().once().consume(ticket("a"), NOW));
  }

  @Test
  default void givesAPayloadToOneTaker() {
    Stores stores = emptyStores();
    assertTrue(stores.once().claim(ticket("a"), "payload", NOW, SOON));

    assertEquals(
        Optional.of("payload"), sameStoresElsewhere(stores).once().consume(ticket("a"), NOW));
    assertEquals(Optional.empty(), stores.once().consume(ticket("a"), NOW));
  }

  @Test
  default void keepsTheFirstClaim() {
    Stores stores = emptyStores();
    assertTrue(stores.once().claim(ticket("a"), "first", NOW, SOON));

    assertFalse(sameStoresElsewhere(stores).once().claim(ticket("a"), "second", NOW, SOON));
    assertFalse(stores.once().claim(ticket("a"), "first", NOW, SOON));

    assertEquals(Optional.of("first"), stores.once().consume(ticket("a"), NOW));
  }

  @Test
  default void keepsNamespacesAndKeysApart() {
    OnceStore once = emptyStores().once();
    Fingerprint same = Fingerprint.of("a");
    assertTrue(once.claim(new OnceKey("link", same), "1", NOW, SOON));
    assertTrue(once.claim(new OnceKey("ticket", same), "2", NOW, SOON));
    assertTrue(once.claim(new OnceKey("a-name_of.16char", same), "3", NOW, SOON));
    assertTrue(once.claim(ticket("b"), "4", NOW, SOON));

    assertEquals(Optional.of("1"), once.consume(new OnceKey("link", same), NOW));
    assertEquals(Optional.of("2"), once.consume(new OnceKey("ticket", same), NOW));
    assertEquals(Optional.of("3"), once.consume(new OnceKey("a-name_of.16char", same), NOW));
    assertEquals(Optional.of("4"), once.consume(ticket("b"), NOW));
  }

  @Test
  default void holdsAClaimUntilTheMillisecondBeforeItExpires() {
    OnceStore once = emptyStores().once();
    once.claim(ticket("a"), "first", NOW, SOON);

    assertFalse(once.claim(ticket("a"), "second", SOON.minusMillis(1), SOON.plusSeconds(9)));

    assertEquals(Optional.of("first"), once.consume(ticket("a"), SOON.minusMillis(1)));
  }

  @Test
  default void handsOutNothingThatHasExpired() {
    OnceStore once = emptyStores().once();
    once.claim(ticket("a"), "payload", NOW, SOON);

    assertEquals(Optional.empty(), once.consume(ticket("a"), SOON));
  }

  @Test
  default void letsAnotherClaimWhatHasExpired() {
    OnceStore once = emptyStores().once();
    once.claim(ticket("a"), "first", NOW, SOON);

    assertTrue(once.claim(ticket("a"), "second", SOON, SOON.plusSeconds(30)));
    assertFalse(once.claim(ticket("a"), "third", SOON, SOON.plusSeconds(60)));

    assertEquals(Optional.of("second"), once.consume(ticket("a"), SOON.plusSeconds(29)));
  }

  @Test
  default void letsAnotherClaimWhatWasTaken() {
    OnceStore once = emptyStores().once();
    once.claim(ticket("a"), "first", NOW, SOON);
    once.consume(ticket("a"), NOW);

    assertTrue(once.claim(ticket("a"), "second", NOW, SOON));
  }

  @Test
  default void givesBackAnyPayload() {
    OnceStore once = emptyStores().once();
    List<String> payloads =
        List.of(
            "",
            "{\"a\":\"'#%\\\\\"}",
            "\n\t ",
            "\ud83d\ude00",
            "x".repeat(OnceStore.MAX_PAYLOAD),
            "\u540d".repeat(OnceStore.MAX_PAYLOAD));
    for (String payload : payloads) {
      assertTrue(once.claim(ticket(payload), payload, NOW, SOON));
      assertEquals(Optional.of(payload), once.consume(ticket(payload), NOW));
    }
  }

  @Test
  default void refusesAPayloadThatIsTooLong() {
    OnceStore once = emptyStores().once();
    String payload = "x".repeat(OnceStore.MAX_PAYLOAD + 1);

    assertThrows(IllegalArgumentException.class, () -> once.claim(ticket("a"), payload, NOW, SOON));

    assertTrue(once.claim(ticket("a"), "", NOW, SOON));
  }

  @Test
  default void purgesWhatHasExpiredAndNothingElse() {
    OnceStore once = emptyStores().once();
    for (int i = 0; i < 5; i++) {
      once.claim(ticket("old" + i), "", NOW, SOON);
    }
    once.claim(ticket("live"), "payload", NOW, SOON.plusMillis(1));

    assertEquals(0, once.purge(SOON.minusMillis(1), 10));
    assertEquals(3, once.purge(SOON, 3));
    assertEquals(2, once.purge(SOON, 3));
    assertEquals(0, once.purge(SOON, 3));

    assertEquals(Optional.of("payload"), once.consume(ticket("live"), SOON));
  }

  @Test
  default void purgesNoClaimThatFollowedAnExpiredOne() {
    OnceStore once = emptyStores().once();
    once.claim(ticket("a"), "first", NOW, SOON);
    once.claim(ticket("a"), "second", SOON, SOON.plusSeconds(30));

    assertEquals(0, once.purge(SOON, 10));

    assertEquals(Optional.of("second"), once.consume(ticket("a"), SOON));
  }

  @Test
  default void racesToClaimHaveOneWinner() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 2; round++) {
      OnceKey key = ticket("race" + round);

      List<Boolean> won =
          together(
              8,
              i -> () -> (i % 2 == 0 ? stores : elsewhere).once().claim(key, "by" + i, NOW, SOON));

      assertEquals(1, won.stream().filter(each -> each).count());
      assertEquals(Optional.of("by" + won.indexOf(true)), stores.once().consume(key, NOW));
    }
  }

  @Test
  default void racesToClaimWhatHasExpiredHaveOneWinner() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    Instant later = SOON.plusSeconds(30);
    for (int round = 0; round < rounds() / 2; round++) {
      OnceKey key = ticket("race" + round);
      stores.once().claim(key, "old", NOW, SOON);

      List<Boolean> won =
          together(
              8,
              i ->
                  () -> (i % 2 == 0 ? stores : elsewhere).once().claim(key, "by" + i, SOON, later));

      assertEquals(1, won.stream().filter(each -> each).count());
      assertEquals(Optional.of("by" + won.indexOf(true)), stores.once().consume(key, SOON));
    }
  }

  @Test
  default void racesToTakeHaveOneWinner() throws Exception {
    Stores stores = emptyStores();
    Stores elsewhere = sameStoresElsewhere(stores);
    for (int round = 0; round < rounds() / 2; round++) {
      OnceKey key = ticket("race" + round);
      stores.once().claim(key, "payload", NOW, SOON);

      List<Optional<String>> taken =
          together(8, i -> () -> (i % 2 == 0 ? stores : elsewhere).once().consume(key, NOW));

      assertEquals(1, taken.stream().filter(Optional::isPresent).count());
    }
  }
}
