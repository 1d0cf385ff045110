// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.storage.memory.InMemoryKeyStore;
import io.github.gameauth.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Do two servers on one store, with clocks that differ, views that lag and nights on which nobody
 * works, ever sign with a key that some cached key set lacks, or drop one that a living token
 * needs?
 */
final class KeyRotationSimulationTest {
  private static final Duration STEP = Duration.ofMinutes(20);
  private static final int STEPS = 60 * 24 * 3;
  private static final int NODES = 2;

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final Deque<KeySet> keySets = new ArrayDeque<>();
  private final Deque<Live> tokens = new ArrayDeque<>();
  private final Set<String> signers = new HashSet<>();

  private record KeySet(Instant servedAt, Set<String> keyIds) {}

  private record Live(Instant until, String keyId) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noCachedKeySetIsTooOldAndNoKeyIsDroppedTooEarly(long seed) {
    Random random = new Random(seed);
    KeySchedule schedule =
        KeySchedule.weekly()
            .staleness(Duration.ofHours(1))
            .signsFor(Duration.ofDays(1 + random.nextInt(7)))
            .longestLifetime(Duration.ofHours(1 + random.nextInt(24)));
    InMemoryKeyStore store = new InMemoryKeyStore();
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      nodes.add(new Node(store, schedule, random));
    }
    nodes.forEach(Node::open);

    for (int step = 0; step < STEPS; step++) {
      if (random.nextInt(400) == 0) {
        nobodyWorksFor(Duration.ofHours(random.nextInt(24 * 12)), nodes, schedule);
      }
      clock.advance(STEP);
      for (Node node : nodes) {
        node.work(random);
      }
      forget(schedule);
    }

    nodes.forEach(Node::close);
    assertTrue(signers.size() >= 5, () -> signers.size() + " keys signed in 60 days");
  }

  private void nobodyWorksFor(Duration night, List<Node> nodes, KeySchedule schedule) {
    nodes.forEach(Node::close);
    clock.advance(night);
    forget(schedule);
    nodes.forEach(Node::open);
  }

  private void forget(KeySchedule schedule) {
    Instant oldest = clock.instant().minus(schedule.longestCache());
    keySets.removeIf(keySet -> keySet.servedAt().isBefore(oldest));
    tokens.removeIf(token -> !token.until().isAfter(clock.instant()));
  }

  private final class Node {
    private final KeyStore store;
    private final KeySchedule schedule;
    private final Duration skew;
    private Optional<RotatingSigningKeys> keys = Optional.empty();
    private int stepsWithoutStore;

    Node(KeyStore store, KeySchedule schedule, Random random) {
      this.store = new Unreliable(store);
      this.schedule = schedule;
      this.skew = Duration.ofSeconds(random.nextInt(60) - 30);
    }

    void open() {
      stepsWithoutStore = 0;
      keys =
          Optional.of(
              MintFixtures.keys(clock, store)
                  .schedule(schedule)
                  .clock(() -> clock.instant().plus(skew))
                  .open());
      serve();
    }

    void close() {
      keys.orElseThrow().close();
    }

    void work(Random random) {
      // Never without it for as long as a view may be old.
      stepsWithoutStore--;
      if (stepsWithoutStore < -2 && random.nextInt(10) == 0) {
        stepsWithoutStore = 1;
      }
      serve();
      String keyId = keys.orElseThrow().current().keyId();
      signers.add(keyId);
      for (KeySet cached : keySets) {
        assertTrue(
            cached.keyIds().contains(keyId),
            () -> keyId + " signs at " + clock.instant() + " and is not in " + cached);
      }
      tokens.add(new Live(clock.instant().plus(schedule.longestLifetime()), keyId));
    }

    private void serve() {
      Set<String> served = new HashSet<>();
      keys.orElseThrow().published().forEach(key -> served.add(key.keyId()));
      keySets.add(new KeySet(clock.instant(), served));
      for (Live token : tokens) {
        assertTrue(
            served.contains(token.keyId()),
            () -> token + " lives at " + clock.instant() + " and its key is dropped");
      }
    }

    private final class Unreliable implements KeyStore {
      private final KeyStore store;

      Unreliable(KeyStore store) {
        this.store = store;
      }

      @Override
      public List<SigningKeyRow> list(String issuer, Algorithm algorithm) {
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
        return store.revoke(issuer, keyId, at);
      }

      @Override
      public boolean forgetsOnExit() {
        return true;
      }

      private void reach() {
        if (stepsWithoutStore > 0) {
          throw new KeyStoreException("out of reach");
        }
      }
    }
  }
}
