// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import io.github.gameauth.check.Require;
import java.time.Duration;
import java.time.Instant;

/**
 * When signing keys are made, published, used and dropped. Time is cut into slots of {@code
 * signsFor}, counted from 1970-01-01T00:00:00Z, and each slot has one key; so every server reads
 * the same answer off the stored keys and its clock, and none has to lead the others.
 *
 * <p>The spans are checked against each other, so that in a planned rotation no verifier ever meets
 * a key it could not know, and no key is dropped while a token it signed is alive.
 *
 * @param signsFor how long a key signs, 1 hour to 366 days; 7 days by default
 * @param publishAhead how long a key is published before it signs, at least {@code longestCache +
 *     staleness + clockSkew}; 25 hours by default
 * @param keepAfter how long a key stays published after its last use, at least {@code
 *     longestLifetime + staleness + clockSkew}; 2 hours by default
 * @param longestLifetime the longest that a token may live, 1 minute to 24 hours; 1 hour by default
 * @param longestCache the longest that anyone may go on using an old key set, with every cache on
 *     the way and what they serve during errors, up to 30 days; 24 hours and 30 minutes by default,
 *     which holds what {@link JwksCaching#USUAL} allows and a client's own cache of 25 minutes
 * @param staleness how old a minter's view of the key store may be, 2 seconds to 1 hour; 10 minutes
 *     by default. A view is renewed at half that age
 * @param clockSkew how far the clocks of two servers may differ, up to 5 minutes; 1 minute by
 *     default
 */
public record KeySchedule(
    Duration signsFor,
    Duration publishAhead,
    Duration keepAfter,
    Duration longestLifetime,
    Duration longestCache,
    Duration staleness,
    Duration clockSkew) {
  private static final Duration MAX = Duration.ofDays(366);
  private static final KeySchedule WEEKLY =
      new KeySchedule(
          Duration.ofDays(7),
          Duration.ofHours(25),
          Duration.ofHours(2),
          Duration.ofHours(1),
          Duration.ofHours(24).plusMinutes(30),
          Duration.ofMinutes(10),
          Duration.ofMinutes(1));

  /** Checks each span, and all of them against each other. */
  public KeySchedule {
    Require.wholeSeconds(
        "signsFor", Require.between("signsFor", signsFor, Duration.ofHours(1), MAX));
    Require.between(
        "longestLifetime", longestLifetime, TokenLifetimes.SHORTEST, TokenLifetimes.LONGEST);
    Require.between("longestCache", longestCache, Duration.ZERO, Duration.ofDays(30));
    Require.between("staleness", staleness, Duration.ofSeconds(2), Duration.ofHours(1));
    Require.between("clockSkew", clockSkew, Duration.ZERO, Duration.ofMinutes(5));
    Require.between(
        "publishAhead", publishAhead, longestCache.plus(staleness).plus(clockSkew), MAX);
    Require.between("keepAfter", keepAfter, longestLifetime.plus(staleness).plus(clockSkew), MAX);
  }

  /** A new key each week, and every other span at its default. */
  public static KeySchedule weekly() {
    return WEEKLY;
  }

  /** The same with another span to sign. */
  public KeySchedule signsFor(Duration span) {
    return new KeySchedule(
        span, publishAhead, keepAfter, longestLifetime, longestCache, staleness, clockSkew);
  }

  /** The same with tokens that live up to {@code span}; keys are kept longer if that needs it. */
  public KeySchedule longestLifetime(Duration span) {
    Duration least = span.plus(staleness).plus(clockSkew);
    return new KeySchedule(
        signsFor, publishAhead, longer(keepAfter, least), span, longestCache, staleness, clockSkew);
  }

  /**
   * The same with caches that live up to {@code span}; keys are published earlier if that needs it.
   */
  public KeySchedule longestCache(Duration span) {
    Duration least = span.plus(staleness).plus(clockSkew);
    return new KeySchedule(
        signsFor,
        longer(publishAhead, least),
        keepAfter,
        longestLifetime,
        span,
        staleness,
        clockSkew);
  }

  /** The same with keys published {@code span} before they sign. */
  public KeySchedule publishAhead(Duration span) {
    return new KeySchedule(
        signsFor, span, keepAfter, longestLifetime, longestCache, staleness, clockSkew);
  }

  /** The same with keys published for {@code span} after their last use. */
  public KeySchedule keepAfter(Duration span) {
    return new KeySchedule(
        signsFor, publishAhead, span, longestLifetime, longestCache, staleness, clockSkew);
  }

  /** The same with views of the store that may be {@code span} old. */
  public KeySchedule staleness(Duration span) {
    return new KeySchedule(
        signsFor,
        longer(publishAhead, longestCache.plus(span).plus(clockSkew)),
        longer(keepAfter, longestLifetime.plus(span).plus(clockSkew)),
        longestLifetime,
        longestCache,
        span,
        clockSkew);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** The number of the slot that {@code time} falls into. */
  public long slotAt(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), signsFor.toSeconds());
  }

  /** When a slot begins, which is when the one before it ends. */
  public Instant startOf(long slot) {
    return Instant.ofEpochSecond(Math.multiplyExact(slot, signsFor.toSeconds()));
  }

  /** When a key may sign although an earlier one still could. */
  Instant ready(SigningKeyRow row) {
    Instant known = row.insertedAt().plus(publishAhead);
    return known.isAfter(row.signFrom()) ? known : row.signFrom();
  }
}
