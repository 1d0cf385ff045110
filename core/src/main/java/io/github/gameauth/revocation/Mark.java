// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All that is known of one target, as numbers: the strictest of what several revocations say. What
 * ends all tokens has an end of its own, since new tokens are good after it. An epoch or a cut-off
 * may stay for longer than it was meant to: the tokens that it names are dead by then.
 *
 * @param lowestEpoch the lowest epoch still good; {@value #NONE} if any is
 * @param cutOff the second up to which sessions are dead; {@value #NONE} if none is
 * @param numbersUntil when both are forgotten, in milliseconds
 * @param allUntil until when all tokens are dead
 * @param changedAt when the feed learnt of the latest change, in milliseconds
 */
record Mark(long lowestEpoch, long cutOff, long numbersUntil, long allUntil, long changedAt) {
  static final long NONE = Long.MIN_VALUE;

  private static final Mark NOTHING = new Mark(NONE, NONE, NONE, NONE, NONE);

  static Mark of(Revocation revocation, long now) {
    return NOTHING.and(revocation, now);
  }

  /** Both; this very object if {@code other} says nothing new. */
  Mark and(Revocation other, long now) {
    long until = other.expiresAt().toEpochMilli();
    boolean isAll = other.lowestEpoch().isEmpty() && other.cutOff().isEmpty();
    Mark both =
        new Mark(
            Math.max(lowestEpoch, other.lowestEpoch().orElse(NONE)),
            Math.max(cutOff, other.cutOff().map(Instant::getEpochSecond).orElse(NONE)),
            Math.max(numbersUntil, isAll ? NONE : until),
            Math.max(allUntil, isAll ? until : NONE),
            changedAt);
    return both.equals(this)
        ? this
        : new Mark(both.lowestEpoch, both.cutOff, both.numbersUntil, both.allUntil, now);
  }

  boolean revokes(TokenMark token, long now) {
    return allUntil > now || (numbersUntil > now && isTooOld(token));
  }

  /** A token that does not say how old its session is, is as old as can be. */
  private boolean isTooOld(TokenMark token) {
    return (lowestEpoch != NONE && token.sessionEpoch().orElse(NONE) < lowestEpoch)
        || (cutOff != NONE
            && (token.startedAt().isEmpty() || token.startedAt().get().getEpochSecond() <= cutOff));
  }

  boolean isOver(long now) {
    return allUntil <= now && numbersUntil <= now;
  }

  /** What is left of the revocations it came from. */
  List<Revocation> revocations(RevocationKind kind, String target, long now) {
    List<Revocation> revocations = new ArrayList<>(2);
    if (allUntil > now) {
      revocations.add(Revocation.of(kind, target, Instant.ofEpochMilli(allUntil)));
    }
    if (numbersUntil > now) {
      revocations.add(
          new Revocation(
              kind,
              target,
              lowestEpoch == NONE ? OptionalLong.empty() : OptionalLong.of(lowestEpoch),
              cutOff == NONE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(cutOff)),
              Instant.ofEpochMilli(numbersUntil)));
    }
    return revocations;
  }
}
