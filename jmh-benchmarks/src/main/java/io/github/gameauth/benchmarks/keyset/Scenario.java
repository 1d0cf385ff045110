// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.keyset;

import io.github.gameauth.benchmarks.peer.KeyClient;
import io.github.gameauth.benchmarks.sample.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What may happen to a client and its issuer. */
public enum Scenario {
  /** Everybody at once, and no key yet. */
  COLD(false, true) {
    @Override
    List<Finding> play(Stage stage) {
      Crowd crowd = stage.crowd(stage.size.callers(), i -> stage.tokens.old());
      return List.of(
          Finding.count(Question.COLD_FETCHES, stage.server.fetches()),
          Finding.part(
              Question.COLD_REFUSED, crowd.size() - crowd.told(Told.ACCEPTED), crowd.size()),
          Finding.time(Question.COLD_LONGEST, crowd.longest(), crowd.someWait()));
    }
  },

  /** Everybody with one kid that does not exist. */
  UNKNOWN(false, true) {
    @Override
    List<Finding> play(Stage stage) throws InterruptedException {
      int before = stage.warm().server.fetches();
      Thread.sleep(A_WHILE);
      Sample stranger = stage.tokens.naming("nobody");
      Crowd crowd = stage.crowd(stage.size.callers(), i -> stranger);
      return List.of(
          Finding.count(Question.UNKNOWN_FETCHES, stage.server.fetches() - before),
          Finding.part(
              Question.UNKNOWN_EXCUSES,
              crowd.told(Told.LIMITED) + crowd.told(Told.UNAVAILABLE),
              crowd.size()));
    }
  },

  /** A new key, and at once callers with tokens of both. */
  ROTATION(false, true) {
    @Override
    List<Finding> play(Stage stage) throws InterruptedException {
      stage.warm();
      Thread.sleep(A_WHILE);
      stage.rotate();
      Crowd crowd =
          stage.crowd(
              stage.size.callers() / 2,
              i -> i % 2 == 0 ? stage.tokens.old() : stage.tokens.fresh());
      return List.of(
          Finding.part(
              Question.ROTATION_REFUSED, crowd.size() - crowd.told(Told.ACCEPTED), crowd.size()));
    }
  },

  /** A stranger guesses, then there is a new key. */
  GUESSES(false, false) {
    @Override
    List<Finding> play(Stage stage) throws InterruptedException {
      stage.warm();
      for (int i = 0; i < 20; i++) {
        stage.ask(stage.tokens.guess());
      }
      stage.rotate();
      return List.of(until(stage, Question.GUESSES_SECONDS, stage.tokens.fresh(), true));
    }
  },

  /** The issuer fails until the key set has expired, and goes on failing. */
  OUTAGE(true, true) {
    @Override
    List<Finding> play(Stage stage) throws InterruptedException {
      stage.warm().server.fail();
      Crowd crowd = afterExpiry(stage);
      return List.of(
          Finding.part(Question.OUTAGE_ACCEPTED, crowd.told(Told.ACCEPTED), crowd.size()));
    }
  },

  /** The issuer takes requests and answers none. */
  HANG(true, true) {
    @Override
    List<Finding> play(Stage stage) throws InterruptedException {
      stage.warm().server.hang();
      Crowd crowd = afterExpiry(stage);
      return List.of(
          Finding.part(Question.HANG_ACCEPTED, crowd.told(Told.ACCEPTED), crowd.size()),
          Finding.time(Question.HANG_LONGEST, crowd.longest(), crowd.someWait()));
    }
  },

  /** The key is no longer published, a second after it was fetched. */
  WITHDRAWN(true, false) {
    @Override
    List<Finding> play(Stage stage) throws InterruptedException {
      stage.warm();
      Thread.sleep(A_WHILE);
      stage.server.publish(stage.tokens.newJwk());
      return List.of(until(stage, Question.WITHDRAWN_SECONDS, stage.tokens.old(), false));
    }
  },

  /** Random kids without end, and a new key in their midst. */
  FLOOD(false, true) {
    @Override
    List<Finding> play(Stage stage) throws InterruptedException {
      int before = stage.warm().server.fetches();
      try (Flood flood = Flood.of(stage)) {
        Duration half = stage.size.flood().dividedBy(2);
        Thread.sleep(half.toMillis());
        stage.rotate();
        long rotated = System.nanoTime();
        Finding accepted = until(stage, Question.FLOOD_SECONDS, stage.tokens.fresh(), true);
        long left = half.toNanos() - (System.nanoTime() - rotated);
        Thread.sleep(Math.max(0, left / 1_000_000));
        int fetches = flood.fetchesAtItsEnd() - before;
        return List.of(Finding.count(Question.FLOOD_FETCHES, fetches), accepted);
      }
    }
  };

  /** Milliseconds after which no client says that it has only just asked. */
  private static final long A_WHILE = 1_100;

  private final boolean isShortLived;
  private final boolean isForCrowds;

  Scenario(boolean isShortLived, boolean isForCrowds) {
    this.isShortLived = isShortLived;
    this.isForCrowds = isForCrowds;
  }

  /** Whether many callers matter to it, and so the kind of their threads. */
  public boolean isForCrowds() {
    return isForCrowds;
  }

  /** Whether most of its time is spent waiting, so that others may be played beside it. */
  public boolean isPatient() {
    return isShortLived || this == GUESSES;
  }

  /** Plays it once with a fresh client. */
  public List<Finding> play(
      KeyClient client, RotatedTokens tokens, Size size, CallerThreads threads)
      throws InterruptedException {
    Optional<Duration> timeToLive =
        isShortLived ? Optional.of(size.timeToLive()) : Optional.empty();
    try (Stage stage = new Stage(client, tokens, size, threads, timeToLive)) {
      return play(stage);
    }
  }

  abstract List<Finding> play(Stage stage) throws InterruptedException;

  private static Crowd afterExpiry(Stage stage) throws InterruptedException {
    Thread.sleep(stage.size.timeToLive().plusSeconds(2).toMillis());
    return stage.crowd(stage.size.callers() / 10, i -> stage.tokens.old());
  }

  private static Finding until(Stage stage, Question question, Sample token, boolean accepted)
      throws InterruptedException {
    Duration patience =
        question == Question.FLOOD_SECONDS ? stage.size.crowdPatience() : stage.size.patience();
    Duration took = stage.until(token, accepted, patience);
    return Finding.time(question, took, took.compareTo(patience) >= 0);
  }
}
