// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The failed attempts since the last good one. Immutable.
 *
 * @param count how many in a row
 * @param code what the last one failed by; empty if there is none
 * @param at when it failed
 * @param retryAtNanos when the next attempt may start, on the monotonic clock
 * @param ofDueSet whether the last one was to replace keys that had to be refreshed: then an outage
 *     is known, and keys may serve beyond their freshness
 */
record FetchFailures(int count, String code, Instant at, long retryAtNanos, boolean ofDueSet) {
  static final FetchFailures NONE = new FetchFailures(0, "", Instant.EPOCH, 0, false);

  private static final long SHORTEST = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST = Duration.ofSeconds(60).toNanos();

  boolean any() {
    return count > 0;
  }

  /** How long until the next attempt may start; zero or below: it may now. */
  long waitNanos(long now) {
    return any() ? retryAtNanos - now : 0;
  }

  /**
   * One more: the wait is anywhere between 1 second and a ceiling that doubles up to 60 seconds, so
   * that many servers do not come back together; and not shorter than the issuer asked for.
   */
  FetchFailures andOne(
      KeyFetchException failure, Instant at, long now, boolean ofDueSet, RandomGenerator random) {
    long ceiling = Math.min(LONGEST, SHORTEST << Math.min(count + 1, 6));
    long wait = SHORTEST + (long) (random.nextDouble() * (ceiling - SHORTEST));
    long asked = failure.retryAfter().map(Duration::toNanos).orElse(0L);
    return new FetchFailures(count + 1, failure.code(), at, now + Math.max(wait, asked), ofDueSet);
  }

  /** The same, but the next attempt may start at once. */
  FetchFailures forgivenWait(long now) {
    return any() ? new FetchFailures(count, code, at, now, ofDueSet) : this;
  }
}
