// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import static io.github.gameauth.mint.MintFixtures.ISSUER;
import static io.github.gameauth.mint.MintFixtures.verifies;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.Health;
import io.github.gameauth.event.KeysChanged;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.storage.memory.InMemoryKeyStore;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestScheduler;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class RotatingSigningKeysTest {
  private static final KeySchedule WEEKLY = KeySchedule.weekly();
  private static final TokenSpec PLAYER = TokenSpec.forSubject("p-17").audience("world-7");

  // A Tuesday; slots begin on Thursdays.
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final FailingStore store = new FailingStore();
  private final Heard heard = new Heard();
  private final RotatingSigningKeys keys = opened();

  private RotatingSigningKeys opened() {
    return MintFixtures.keys(clock, store).listener(heard).open();
  }

  @Test
  void healthIsThatOfTheStoreAsLongAsAKeyMaySign() {
    assertEquals(health(Health.Status.READY, "SIGNING"), keys.health());

    store.failing = true;
    clock.advance(WEEKLY.staleness().dividedBy(2));
    assertEquals(health(Health.Status.DEGRADED, "STORE_FAILS"), keys.health());

    clock.advance(WEEKLY.staleness());
    assertEquals(health(Health.Status.UNAVAILABLE, "NO_KEY"), keys.health());
    assertThrows(SigningKeysUnavailableException.class, keys::current);

    store.failing = false;
    clock.advance(WEEKLY.staleness().dividedBy(2));
    assertEquals(health(Health.Status.READY, "SIGNING"), keys.health());
  }

  @Test
  void healthIsNoWorseThanDegradedWhileNobodyHasAskedTheStore() {
    keys.close();
    clock.advance(WEEKLY.staleness());

    assertEquals(health(Health.Status.DEGRADED, "OLD_VIEW"), keys.health());
    assertEquals(keys.current(), keys.current());
    assertEquals(health(Health.Status.READY, "SIGNING"), keys.health());
  }

  private static Health health(Health.Status status, String detail) {
    return new Health(status, Map.of(ISSUER, detail));
  }

  @Test
  void firstKeySignsAtOnce() {
    assertEquals(List.of(keys.current()), keys.published());
    assertEquals(List.of(keys.current().keyId()), heard.created);
  }

  @Test
  void nextKeyIsPublishedADayAheadAndSignsWhenItsSlotBegins() {
    String first = keys.current().keyId();
    Instant slot = WEEKLY.startOf(WEEKLY.slotAt(clock.instant()) + 1);

    passUntil(slot.minus(WEEKLY.publishAhead()).minusMillis(1));
    keys.renew();
    assertEquals(1, keys.published().size());
    clock.advance(Duration.ofMillis(1));
    keys.renew();
    assertEquals(2, keys.published().size());
    passUntil(slot.minusMillis(1));
    assertEquals(first, keys.current().keyId());
    passUntil(slot);
    assertNotEquals(first, keys.current().keyId());
    passUntil(slot.plus(WEEKLY.keepAfter()).minusMillis(1));
    assertEquals(2, keys.published().size());
    passUntil(slot.plus(WEEKLY.keepAfter()));
    assertEquals(List.of(keys.current()), keys.published());
  }

  @Test
  void lateKeyWaitsUntilItHasBeenPublishedLongEnough() {
    String first = keys.current().keyId();
    keys.close();
    // Nobody works while the second slot is due, and begins.
    clock.advance(Duration.ofDays(5));
    RotatingSigningKeys later = opened();
    Instant inserted = clock.instant();
    clock.advance(Duration.ZERO);

    assertEquals(2, later.published().size());
    passUntil(inserted.plus(WEEKLY.publishAhead()).minusMillis(1));
    assertEquals(first, later.current().keyId());
    passUntil(inserted.plus(WEEKLY.publishAhead()));
    assertNotEquals(first, later.current().keyId());
  }

  @Test
  void serversOnOneStoreAgree() {
    RotatingSigningKeys other = opened();
    for (int hour = 0; hour < 24 * 21; hour++) {
      clock.advance(Duration.ofHours(1));

      assertEquals(keys.current().keyId(), other.current().keyId());
    }
    assertEquals(4, store.rows().size());
  }

  @Test
  void raceForASlotHasOneWinnerAndAllSignWithItsKey() throws Exception {
    InMemoryKeyStore empty = new InMemoryKeyStore();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    CountDownLatch gate = new CountDownLatch(1);
    List<Future<String>> signers =
        IntStream.range(0, 16)
            .mapToObj(
                i ->
                    threads.submit(
                        () -> {
                          gate.await();
                          return MintFixtures.keys(clock, empty).open().current().keyId();
                        }))
            .toList();

    gate.countDown();
    Set<String> seen = new HashSet<>();
    for (Future<String> signer : signers) {
      seen.add(signer.get());
    }
    threads.shutdown();

    assertEquals(1, seen.size());
    assertEquals(1, empty.list(ISSUER, Algorithm.ES256).size());
  }

  @Test
  void keyOfTheNextSlotIsMadeInTheBackground() {
    AtomicInteger made = new AtomicInteger();
    TestClock later = TestClock.at("2030-01-02T12:00:00Z"); // 12 hours before a slot begins

    RotatingSigningKeys opened =
        MintFixtures.keys(later)
            .generator(
                () -> {
                  made.incrementAndGet();
                  return KeyPairs.generate(Algorithm.ES256, 0);
                })
            .open();

    assertEquals(1, made.get(), "made before open returned");
    later.advance(Duration.ZERO); // lets the background work
    assertEquals(2, made.get());
    assertEquals(2, opened.published().size());
  }

  @Test
  void ownThreadIsADaemonAndEndsWithClose() {
    RotatingSigningKeys own =
        SigningKeys.rotating(ISSUER, new InMemoryKeyStore(), KeyProtector.noneForKeysInMemoryOnly())
            .algorithm(Algorithm.ES256)
            .open();
    own.renew();

    own.close();

    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("gameauth-signing-keys"))
            .allMatch(Thread::isDaemon));
    assertEquals(1, own.published().size(), "the keys outlive the thread");
  }

  @Nested
  @DisplayName("settings")
  class Settings {
    @Test
    void refuseNoProtectionWhereKeysAreWrittenDown() {
      KeyStore written =
          new FailingStore() {
            @Override
            public boolean forgetsOnExit() {
              return false;
            }
          };
      RotatingSigningKeys.Builder builder = MintFixtures.keys(clock, written);

      assertThrows(IllegalArgumentException.class, builder::open);
    }

    @Test
    void refuseWeakKeys() {
      RotatingSigningKeys.Builder builder = MintFixtures.keys(clock);

      assertThrows(IllegalArgumentException.class, () -> builder.rsaBits(1024));
      assertThrows(IllegalArgumentException.class, () -> builder.rsaBits(4097));
      assertThrows(IllegalArgumentException.class, () -> builder.algorithm(Algorithm.HS256));
      assertThrows(IllegalArgumentException.class, () -> builder.algorithm(Algorithm.ES512));
    }

    @Test
    void refuseAGeneratorWhosePairsDoNotFit() {
      KeyPair one = KeyPairs.generate(Algorithm.ES256, 0);
      KeyPair two = KeyPairs.generate(Algorithm.ES256, 0);
      RotatingSigningKeys.Builder builder =
          MintFixtures.keys(clock).generator(() -> new KeyPair(one.getPublic(), two.getPrivate()));

      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, builder::open);

      assertTrue(refusal.getMessage().startsWith("key pair: "), refusal.getMessage());
    }

    @Test
    void refuseAGeneratorOfAnotherKind() {
      RotatingSigningKeys.Builder builder =
          MintFixtures.keys(clock)
              .generator(() -> MintFixtures.pair(TestKey.named("ed", Algorithm.EdDSA)));

      assertThrows(IllegalArgumentException.class, builder::open);
    }
  }

  @Nested
  @DisplayName("a revoked key")
  class Revoked {
    @Test
    void vanishesAtOnceAndTheNextSigns() {
      TokenMinter minter = TokenMinter.signing(keys).build();
      MintedToken before = minter.mint(PLAYER);
      assertTrue(verifies(before.token(), keys.keySource()));

      assertTrue(keys.revoke(before.keyId()));

      MintedToken after = minter.mint(PLAYER);
      assertNotEquals(before.keyId(), after.keyId());
      assertFalse(keys.jwks().body().contains(before.keyId()));
      assertFalse(verifies(before.token(), keys.keySource()));
      assertTrue(verifies(after.token(), keys.keySource()));
    }

    @Test
    void givesWayToTheKeyThatIsPublishedAlready() {
      Instant slot = WEEKLY.startOf(WEEKLY.slotAt(clock.instant()) + 1);
      passUntil(slot.minus(Duration.ofHours(20)));
      String next = keys.published().get(1).keyId();

      keys.revoke(keys.current().keyId());

      assertEquals(next, keys.current().keyId());
      assertEquals(2, store.rows().size());
    }

    @Test
    void vanishesOnOtherServersWithTheirNextView() {
      RotatingSigningKeys other = opened();
      String revoked = keys.current().keyId();

      keys.revoke(revoked);
      clock.advance(WEEKLY.staleness().dividedBy(2));

      assertEquals(keys.current().keyId(), other.current().keyId());
      assertFalse(other.jwks().body().contains(revoked));
    }

    @Test
    void isToldOfOnEachServer() {
      RotatingSigningKeys other = opened();
      String revoked = keys.current().keyId();
      heard.changes.clear();

      keys.revoke(revoked);
      String next = keys.current().keyId();
      clock.advance(WEEKLY.staleness().dividedBy(2));
      other.current();

      assertEquals(
          List.of(
              new KeysChanged(ISSUER, 2, List.of(), List.of(revoked), List.of(), List.of()),
              new KeysChanged(ISSUER, 3, List.of(next), List.of(), List.of(), List.of()),
              new KeysChanged(ISSUER, 2, List.of(next), List.of(revoked), List.of(), List.of())),
          heard.changes);
    }

    @Test
    void isRevokedOnce() {
      String revoked = keys.current().keyId();
      keys.revoke(revoked);
      String next = keys.current().keyId();

      assertTrue(keys.revoke(revoked));

      assertEquals(next, keys.current().keyId());
    }

    @Test
    void mustExist() {
      assertFalse(keys.revoke("nobody"));
      assertEquals(1, store.rows().size());
    }

    @Test
    void neverSignsAgainThoughTheStoreFailsRightAfterwards() {
      String revoked = keys.current().keyId();
      store.failAfterRevocation = true;

      assertThrows(KeyStoreException.class, () -> keys.revoke(revoked));

      assertThrows(SigningKeysUnavailableException.class, keys::current);
      assertEquals(List.of(), keys.published());
    }

    @Test
    void canBeFollowedByMany() {
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < 10; i++) {
        assertTrue(seen.add(keys.current().keyId()));
        keys.revoke(keys.current().keyId());
      }

      assertEquals(11, store.rows().size());
      // And the schedule goes on from there.
      clock.advance(Duration.ofDays(200));
      passUntil(clock.instant().plus(Duration.ofDays(2)));
      assertEquals(1, keys.published().size());
    }
  }

  @Nested
  @DisplayName("while the store is out of reach")
  class WithoutStore {
    @Test
    void signsUntilTheViewIsTooOld() {
      store.failing = true;
      clock.advance(WEEKLY.staleness().minusMillis(1));
      keys.current();
      clock.advance(Duration.ofMillis(1));

      SigningKeysUnavailableException refusal =
          assertThrows(SigningKeysUnavailableException.class, keys::current);

      assertTrue(refusal.getMessage().contains("key store of " + ISSUER), refusal.getMessage());
      assertInstanceOf(KeyStoreException.class, refusal.getCause());
      assertEquals(Duration.ofSeconds(30), refusal.retryAfter());
      assertTrue(heard.unavailable.get() > 0);
    }

    @Test
    void asksItOnceInAWhile() {
      store.failing = true;
      clock.advance(Duration.ofHours(1));
      int before = store.asked.get();

      for (int i = 0; i < 100; i++) {
        assertThrows(SigningKeysUnavailableException.class, keys::current);
      }

      assertTrue(store.asked.get() - before <= 1, store.asked.get() - before + " questions");
    }

    @Test
    void signsAgainAsSoonAsItIsBack() {
      store.failing = true;
      clock.advance(Duration.ofHours(1));
      assertThrows(SigningKeysUnavailableException.class, keys::current);
      store.failing = false;
      clock.advance(Duration.ofSeconds(31));

      assertEquals(keys.published().get(0), keys.current());
    }

    @Test
    void goesOnPublishing() {
      store.failing = true;
      clock.advance(Duration.ofHours(20));

      assertEquals(1, keys.published().size());
      assertEquals(200, keys.jwks().answerTo(Optional.empty()).status());
    }

    @Test
    void verifiesForAsLongAsAnybodyElseCould() {
      TokenMinter minter = TokenMinter.signing(keys).build();
      MintedToken token = minter.mint(PLAYER);
      store.failing = true;

      clock.advance(WEEKLY.longestCache());
      assertTrue(verifies(token.token(), keys.keySource()));
      clock.advance(Duration.ofMillis(1));
      assertInstanceOf(
          KeyAnswer.Unavailable.class, keys.keySource().find(Algorithm.ES256, token.keyId()));
    }

    @Test
    void cannotOpen() {
      store.failing = true;

      assertThrows(KeyStoreException.class, RotatingSigningKeysTest.this::opened);
    }
  }

  @Nested
  @DisplayName("a clock that was put back")
  class ClockBack {
    @Test
    void bringsNoDroppedKeyToLife() {
      String first = keys.current().keyId();
      passUntil(clock.instant().plus(Duration.ofDays(4)));
      String second = keys.current().keyId();
      assertNotEquals(first, second);

      clock.jumpWall(Duration.ofDays(-3));
      keys.renew();

      assertEquals(second, keys.current().keyId());
      assertEquals(List.of(keys.current()), keys.published());
      assertEquals(List.of(Duration.ofDays(3)), heard.wentBack);
    }

    @Test
    void makesNoKeyLookOlderInTheStoreThanItIs() {
      Instant before = clock.instant();
      clock.jumpWall(Duration.ofDays(-30));

      keys.revoke(keys.current().keyId());

      assertTrue(
          store.rows().stream().noneMatch(row -> row.insertedAt().isBefore(before)),
          () -> store.rows().toString());
    }

    @Test
    void isToldOnceEachTime() {
      clock.jumpWall(Duration.ofHours(-1));
      keys.current();
      keys.current();
      clock.jumpWall(Duration.ofHours(2));
      keys.current();
      clock.jumpWall(Duration.ofHours(-1));
      keys.current();

      assertEquals(List.of(Duration.ofHours(1), Duration.ofHours(1)), heard.wentBack);
    }
  }

  @Nested
  @DisplayName("what stands in the store")
  class Admission {
    private final KeyProtector protector = AesGcmKeyProtector.under(kek(1));

    @Test
    void isReadByWhoHoldsTheSealingKey() {
      FailingStore shared = new FailingStore();
      String first = sealed(shared, protector).open().current().keyId();

      assertEquals(first, sealed(shared, protector).open().current().keyId());
    }

    @Test
    void isNotReplacedByWhoDoesNot() {
      FailingStore shared = new FailingStore();
      sealed(shared, protector).open();
      RotatingSigningKeys.Builder other = sealed(shared, AesGcmKeyProtector.under(kek(2)));

      IllegalStateException refusal = assertThrows(IllegalStateException.class, other::open);

      assertTrue(refusal.getMessage().contains("sealing key"), refusal.getMessage());
      assertEquals(1, shared.rows().size());
    }

    @Test
    void isNotPublishedIfSomebodyElsePlantedIt() {
      FailingStore shared = new FailingStore();
      RotatingSigningKeys honest = sealed(shared, protector).listener(heard).open();
      String current = honest.current().keyId();
      KeyPair forged = KeyPairs.generate(Algorithm.ES256, 0);
      SigningKey key = SigningKey.of(Algorithm.ES256, forged, SignatureProvider.platform());
      long slot = WEEKLY.slotAt(clock.instant()) - 1;
      shared.insertIfAbsent(
          new SigningKeyRow(
              ISSUER,
              Algorithm.ES256,
              slot,
              key.keyId(),
              new String(
                  Json.write(PublicJwk.of(forged.getPublic(), Algorithm.ES256, key.keyId()))),
              shared.rows().get(0).protectedKey(), // The best that can be copied.
              WEEKLY.startOf(slot),
              WEEKLY.startOf(slot + 1),
              clock.instant().minus(Duration.ofDays(30)),
              Optional.empty()));

      honest.renew();

      assertEquals(current, honest.current().keyId());
      assertFalse(honest.jwks().body().contains(key.keyId()));
      assertEquals(List.of("PROTECTION"), heard.refused);
    }

    @Test
    void isNotUsedUnderAnotherName() {
      SigningKeyRow row = store.rows().get(0);
      FailingStore other = new FailingStore();
      other.insertIfAbsent(
          new SigningKeyRow(
              row.issuer(),
              row.algorithm(),
              row.slot(),
              "another",
              row.publicKey(),
              row.protectedKey(),
              row.signFrom(),
              row.signUntil(),
              row.insertedAt(),
              Optional.empty()));
      RotatingSigningKeys.Builder builder = MintFixtures.keys(clock, other).listener(heard);

      assertThrows(IllegalStateException.class, builder::open);
      assertEquals(List.of("UNFIT"), heard.refused);
    }

    private RotatingSigningKeys.Builder sealed(KeyStore in, KeyProtector with) {
      return SigningKeys.rotating(ISSUER, in, with)
          .algorithm(Algorithm.ES256)
          .clock(clock)
          .ticker(clock)
          .executor(new TestScheduler(clock));
    }

    private Secret kek(int seed) {
      byte[] bytes = new byte[32];
      bytes[0] = (byte) seed;
      return Secret.ofBytes(bytes);
    }
  }

  @Nested
  @DisplayName("the key source")
  class Source {
    @Test
    void findsByIdAndByAlgorithm() {
      SigningKey key = keys.current();

      KeyAnswer byId = keys.keySource().find(Algorithm.ES256, key.keyId());
      KeyAnswer byAlgorithm = keys.keySource().find(Algorithm.ES256, null);

      assertEquals(
          List.of(key.verificationKey()),
          assertInstanceOf(KeyAnswer.Found.class, byId).candidates());
      assertEquals(byId, byAlgorithm);
      assertSame(KeyAnswer.UNKNOWN, keys.keySource().find(Algorithm.RS256, null));
    }

    @Test
    void learnsAnUnknownKeyOfAnotherServerSoon() {
      RotatingSigningKeys other = opened();
      other.revoke(other.current().keyId());
      String emergency = other.current().keyId();
      clock.advance(Duration.ofSeconds(10));

      assertSame(KeyAnswer.UNKNOWN, keys.keySource().find(Algorithm.ES256, emergency));
      clock.advance(Duration.ZERO); // lets the background work

      assertInstanceOf(KeyAnswer.Found.class, keys.keySource().find(Algorithm.ES256, emergency));
    }

    @Test
    void isNotAskedMoreOftenByAStrangersGuesses() {
      int before = store.asked.get();

      for (int second = 0; second < 60; second++) {
        for (int i = 0; i < 20; i++) {
          keys.keySource().find(Algorithm.ES256, "guess-" + second + "-" + i);
        }
        clock.advance(Duration.ofSeconds(1));
      }

      assertTrue(store.asked.get() - before <= 6, store.asked.get() - before + " questions");
    }
  }

  /** Lets time pass in steps that a view may be old, so that the background does its work. */
  private void passUntil(Instant time) {
    while (clock.instant().isBefore(time)) {
      Duration left = Duration.between(clock.instant(), time);
      Duration step = WEEKLY.staleness().dividedBy(2);
      clock.advance(left.compareTo(step) < 0 ? left : step);
    }
  }

  private static final class Heard implements AuthListener {
    private final List<String> created = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final List<Duration> wentBack = new ArrayList<>();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final List<KeysChanged> changes = new ArrayList<>();

    @Override
    public void keysChanged(KeysChanged change) {
      changes.add(change);
    }

    @Override
    public void signingKeyCreated(String issuer, String keyId) {
      created.add(keyId);
    }

    @Override
    public void signingKeysUnavailable(String issuer) {
      unavailable.incrementAndGet();
    }

    @Override
    public void keyRefused(String issuer, String reason) {
      refused.add(reason);
    }

    @Override
    public void clockWentBack(Duration by) {
      wentBack.add(by);
    }
  }

  /** A store that counts its readers, and fails when told. */
  private static class FailingStore implements KeyStore {
    private final InMemoryKeyStore store = new InMemoryKeyStore();
    final AtomicInteger asked = new AtomicInteger();
    boolean failing;
    boolean failAfterRevocation;

    List<SigningKeyRow> rows() {
      return store.list(ISSUER, Algorithm.ES256);
    }

    @Override
    public List<SigningKeyRow> list(String issuer, Algorithm algorithm) {
      asked.incrementAndGet();
      reach();
      return store.list(issuer, algorithm);
    }

    @Override
    public SigningKeyRow insertIfAbsent(SigningKeyRow row) {
      reach();
      return store.insertIfAbsent(row);
    }

    @Override
    public Optional<SigningKeyRow> revoke(String issuer, String keyId, Instant at) {
      reach();
      failing = failAfterRevocation;
      return store.revoke(issuer, keyId, at);
    }

    @Override
    public boolean forgetsOnExit() {
      return true;
    }

    private void reach() {
      if (failing) {
        throw new KeyStoreException("out of reach");
      }
    }
  }
}
