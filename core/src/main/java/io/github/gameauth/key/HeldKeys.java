// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import io.github.gameauth.check.Moment;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key set with the times that belong to it. Immutable.
 *
 * @param keys the keys
 * @param generation counts the sets whose keys differ, from 1
 * @param since when the issuer vouched for them last
 * @param refreshAfter the age in nanoseconds at which to ask again
 * @param freshFor the age up to which they are used without question
 * @param trustedFor the age up to which they are used if the issuer cannot be asked
 * @param tag what to show the issuer, or {@code null}
 */
record HeldKeys(
    JwkSet keys,
    long generation,
    Moment since,
    long refreshAfter,
    long freshFor,
    long trustedFor,
    @Nullable EntityTag tag) {

  /** Refreshes of many servers spread over a fifth of the time around 80 % of freshness. */
  private static double refreshPoint(double random) {
    return 0.72 + 0.16 * random;
  }

  static HeldKeys vouchedFor(
      JwkSet keys,
      long generation,
      Moment since,
      Duration freshFor,
      Duration staleFor,
      double random,
      @Nullable EntityTag tag) {
    long fresh = freshFor.toNanos();
    return new HeldKeys(
        keys,
        generation,
        since,
        (long) (fresh * refreshPoint(random)),
        fresh,
        fresh + staleFor.toNanos(),
        tag);
  }

  /** The same keys, trusted no longer; they stay only to tell what the next set changes. */
  HeldKeys distrusted() {
    return new HeldKeys(keys, generation, since, 0, 0, 0, null);
  }

  /** The same keys as if it were time to refresh them. */
  HeldKeys due() {
    return new HeldKeys(keys, generation, since, 0, freshFor, trustedFor, tag);
  }

  /** When trust ends by the time of day, for people to read. */
  Instant trustedUntil() {
    return Instant.ofEpochMilli(since.wallMillis()).plusNanos(trustedFor);
  }

  /** When freshness ends by the time of day, for people to read. */
  Instant freshUntil() {
    return Instant.ofEpochMilli(since.wallMillis()).plusNanos(freshFor);
  }

  boolean isDue(long age) {
    return age >= refreshAfter;
  }

  boolean isFresh(long age) {
    return age < freshFor;
  }

  boolean isTrusted(long age) {
    return age < trustedFor;
  }
}
