// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import io.github.gameauth.check.Moment;
import io.github.gameauth.key.KeySetState.Stage;
import org.jspecify.annotations.Nullable;

/**
 * All that a cache knows at one moment. Immutable, replaced whole, so that everyone who looks sees
 * one set with its own times.
 *
 * @param revision tells this from what was known before, and grows
 * @param held the keys, or {@code null} if there never were any
 * @param failures what went wrong since
 * @param epoch counts the times that everything known was called invalid; what a fetch brings
 *     counts only if it began in the same epoch
 * @param closed whether nothing will be fetched any more
 */
record Knowledge(
    long revision, @Nullable HeldKeys held, FetchFailures failures, long epoch, boolean closed) {
  static final Knowledge NOTHING = new Knowledge(0, null, FetchFailures.NONE, 0, false);

  Knowledge holding(HeldKeys keys) {
    return new Knowledge(revision + 1, keys, FetchFailures.NONE, epoch, closed);
  }

  Knowledge failing(FetchFailures more) {
    return new Knowledge(revision + 1, held, more, epoch, closed);
  }

  /** Nothing known counts any more. The first time, the issuer may be asked at once. */
  Knowledge invalidated(long now) {
    if (held == null) {
      return new Knowledge(revision + 1, null, failures, epoch + 1, closed);
    }
    FetchFailures wait = held.trustedFor() > 0 ? failures.forgivenWait(now) : failures;
    return new Knowledge(revision + 1, held.distrusted(), wait, epoch + 1, closed);
  }

  Knowledge atEnd() {
    return new Knowledge(revision + 1, null, failures, epoch + 1, true);
  }

  /** Whether it is time to ask the issuer without being asked by anybody. */
  boolean wantsFetch(Moment now) {
    boolean wanted = held == null ? failures.any() : held.isDue(held.since().ageAt(now));
    return wanted && !closed && failures.waitNanos(now.nanos()) <= 0;
  }

  FetchCause causeOfFetch(Moment now) {
    if (held == null) {
      return FetchCause.FIRST;
    }
    return held.isFresh(held.since().ageAt(now)) ? FetchCause.SCHEDULED : FetchCause.EXPIRY;
  }

  /**
   * How long until {@link #wantsFetch} or the stage may change by time alone.
   *
   * @param idle whether no flight is under way
   * @return nanoseconds; {@link Long#MAX_VALUE} if time changes nothing
   */
  long nextWakeNanos(Moment now, boolean idle) {
    long backoff = Math.max(0, failures.waitNanos(now.nanos()));
    if (held == null) {
      return idle && failures.any() ? backoff : Long.MAX_VALUE;
    }
    long age = held.since().ageAt(now);
    long wait = idle ? Math.max(backoff, held.refreshAfter() - age) : Long.MAX_VALUE;
    wait = Math.min(wait, untilFuture(held.freshFor() - age));
    return Math.min(wait, untilFuture(held.trustedFor() - age));
  }

  /** A moment that has passed needs no timer. */
  private static long untilFuture(long wait) {
    return wait > 0 ? wait : Long.MAX_VALUE;
  }

  /**
   * How old the keys are.
   *
   * @param current the flight under way, or {@code null}
   */
  Stage stage(Moment now, @Nullable Flight current) {
    if (closed) {
      return Stage.CLOSED;
    }
    if (held == null) {
      return Stage.EMPTY;
    }
    long age = held.since().ageAt(now);
    if (!held.isTrusted(age)) {
      return Stage.EXPIRED;
    }
    if (held.isFresh(age)) {
      return held.isDue(age) ? Stage.AGEING : Stage.FRESH;
    }
    boolean outage = failures.ofDueSet() || (current != null && current.isSlow(now.nanos()));
    return outage ? Stage.STALE : Stage.AGEING;
  }
}
