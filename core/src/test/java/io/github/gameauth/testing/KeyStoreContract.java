// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static io.github.gameauth.testing.StartGate.together;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.mint.KeyStore;
import io.github.gameauth.mint.SigningKeyRow;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link KeyStore} must do; each store's test implements it. */
public interface KeyStoreContract {
  /** An issuer of these tests. */
  String ISSUER = "https://id.mygame.example";

  /** When the keys of these tests are made. */
  Instant NOW = Instant.parse("2030-01-01T12:00:00.123Z");

  /** A store without keys. */
  KeyStore emptyStore();

  /** Another server's access to what {@code store} holds; the same object if there is no other. */
  default KeyStore sameStoreElsewhere(KeyStore store) {
    return store;
  }

  /** A row as any that a minter makes; what is sealed in it is told by its id. */
  static SigningKeyRow row(String issuer, Algorithm algorithm, long slot, String keyId) {
    Instant from = Instant.EPOCH.plus(Duration.ofDays(7 * slot));
    return new SigningKeyRow(
        issuer,
        algorithm,
        slot,
        keyId,
        "{\"kty\":\"EC\",\"kid\":\"" + keyId + "\"}",
        Secret.of("v1.sealed." + keyId),
        from,
        from.plus(Duration.ofDays(7)),
        NOW,
        Optional.empty());
  }

  private static SigningKeyRow row(long slot, String keyId) {
    return row(ISSUER, Algorithm.RS256, slot, keyId);
  }

  @Test
  default void isEmptyAtFirst() {
    assertEquals(List.of(), emptyStore().list(ISSUER, Algorithm.RS256));
  }

  @Test
  default void givesBackWhatItWasGiven() {
    KeyStore store = emptyStore();
    SigningKeyRow row = row(3000, "a");

    assertEquals(row, store.insertIfAbsent(row));

    assertEquals(List.of(row), store.list(ISSUER, Algorithm.RS256));
    assertEquals(List.of(row), sameStoreElsewhere(store).list(ISSUER, Algorithm.RS256));
  }

  @Test
  default void keepsTheFirstKeyOfASlot() {
    KeyStore store = emptyStore();
    SigningKeyRow first = row(3000, "a");
    store.insertIfAbsent(first);

    assertEquals(first, store.insertIfAbsent(row(3000, "b")));

    assertEquals(List.of(first), store.list(ISSUER, Algorithm.RS256));
  }

  @Test
  default void keepsSlotsIssuersAndAlgorithmsApart() {
    KeyStore store = emptyStore();
    List<SigningKeyRow> rows =
        List.of(
            row(3000, "a"),
            row(3001, "b"),
            row("https://id.mygame.example/", Algorithm.RS256, 3000, "c"),
            row("https://id.mygame.example/eu", Algorithm.RS256, 3000, "d"),
            row(ISSUER, Algorithm.PS256, 3000, "e"),
            row(ISSUER, Algorithm.RS256, -1, "f"));
    rows.forEach(row -> assertEquals(row, store.insertIfAbsent(row)));

    assertEquals(
        Set.of(rows.get(0), rows.get(1), rows.get(5)),
        new HashSet<>(store.list(ISSUER, Algorithm.RS256)));
    assertEquals(List.of(rows.get(4)), store.list(ISSUER, Algorithm.PS256));
    assertEquals(List.of(rows.get(2)), store.list("https://id.mygame.example/", Algorithm.RS256));
    assertEquals(List.of(), store.list("https://id.mygame.example/us", Algorithm.RS256));
  }

  @Test
  default void writesDownARevocation() {
    KeyStore store = emptyStore();
    store.insertIfAbsent(row(3000, "a"));
    store.insertIfAbsent(row(3001, "b"));

    Optional<SigningKeyRow> revoked = store.revoke(ISSUER, "a", NOW);

    assertEquals(Optional.of(NOW), revoked.orElseThrow().revokedAt());
    assertEquals(
        Set.of(row(3000, "a").revoked(NOW), row(3001, "b")),
        new HashSet<>(sameStoreElsewhere(store).list(ISSUER, Algorithm.RS256)));
  }

  @Test
  default void keepsTheTimeOfTheFirstRevocation() {
    KeyStore store = emptyStore();
    store.insertIfAbsent(row(3000, "a"));
    store.revoke(ISSUER, "a", NOW);

    Optional<SigningKeyRow> again = store.revoke(ISSUER, "a", NOW.plusSeconds(60));

    assertEquals(Optional.of(NOW), again.orElseThrow().revokedAt());
    assertEquals(List.of(row(3000, "a").revoked(NOW)), store.list(ISSUER, Algorithm.RS256));
  }

  @Test
  default void keepsTheSlotOfARevokedKey() {
    KeyStore store = emptyStore();
    store.insertIfAbsent(row(3000, "a"));
    store.revoke(ISSUER, "a", NOW);

    SigningKeyRow winner = store.insertIfAbsent(row(3000, "b"));

    assertEquals(row(3000, "a").revoked(NOW), winner);
  }

  @Test
  default void revokesNobodyElsesKey() {
    KeyStore store = emptyStore();
    store.insertIfAbsent(row(3000, "a"));

    assertEquals(Optional.empty(), store.revoke(ISSUER, "b", NOW));
    assertEquals(Optional.empty(), store.revoke("https://other.example", "a", NOW));
    assertEquals(List.of(row(3000, "a")), store.list(ISSUER, Algorithm.RS256));
  }

  @Test
  default void racesForASlotHaveOneWinner() throws Exception {
    for (int round = 0; round < 10; round++) {
      KeyStore store = emptyStore();
      KeyStore elsewhere = sameStoreElsewhere(store);
      long slot = 3000 + round;

      List<SigningKeyRow> winners =
          together(
              16, i -> () -> (i % 2 == 0 ? store : elsewhere).insertIfAbsent(row(slot, "k" + i)));

      assertEquals(1, Set.copyOf(winners).size(), () -> "winners: " + Set.copyOf(winners));
      assertEquals(List.of(winners.get(0)), store.list(ISSUER, Algorithm.RS256));
    }
  }

  @Test
  default void racesToRevokeLeaveOneTime() throws Exception {
    KeyStore store = emptyStore();
    KeyStore elsewhere = sameStoreElsewhere(store);
    store.insertIfAbsent(row(3000, "a"));

    List<Optional<SigningKeyRow>> revoked =
        together(
            16,
            i -> () -> (i % 2 == 0 ? store : elsewhere).revoke(ISSUER, "a", NOW.plusSeconds(i)));

    assertEquals(1, Set.copyOf(revoked).size(), () -> "answers: " + Set.copyOf(revoked));
    assertTrue(revoked.get(0).orElseThrow().revokedAt().isPresent());
  }

  @Test
  default void readersSeeWholeRowsWhileOthersWrite() throws Exception {
    KeyStore store = emptyStore();
    KeyStore elsewhere = sameStoreElsewhere(store);

    List<Integer> seen =
        together(
            8,
            i ->
                () -> {
                  for (int slot = 0; slot < 20; slot++) {
                    if (i % 2 == 0) {
                      store.insertIfAbsent(row(3000 + slot, "k" + slot));
                    }
                    for (SigningKeyRow row : elsewhere.list(ISSUER, Algorithm.RS256)) {
                      assertEquals(row(row.slot(), row.keyId()), row);
                    }
                  }
                  return store.list(ISSUER, Algorithm.RS256).size();
                });

    assertEquals(20, store.list(ISSUER, Algorithm.RS256).size());
    assertEquals(8, seen.size());
  }
}
