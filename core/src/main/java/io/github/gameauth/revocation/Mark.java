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
 * may stay for longer than it was meant to: the tokens that it names are dead by then. Each of the
 * three keeps the cause of whoever said it; of two that say the same, a ban counts.
 *
 * @param lowestEpoch the lowest epoch still good; {@value #NONE} if any is
 * @param cutOff the second up to which sessions are dead; {@value #NONE} if none is
 * @param numbersUntil when both are forgotten, in milliseconds
 * @param allUntil until when all tokens are dead
 * @param epochIsBan whether a ban set the epoch
 * @param cutOffIsBan whether a ban set the cut-off
 * @param allIsBan whether a ban ended all tokens
 * @param changedAt when the feed learnt of the latest change, in milliseconds
 */
record Mark(
    long lowestEpoch,
    long cutOff,
    long numbersUntil,
    long allUntil,
    boolean epochIsBan,
    boolean cutOffIsBan,
    boolean allIsBan,
    long changedAt) {
  static final long NONE = Long.MIN_VALUE;

  private static final Mark NOTHING = new Mark(NONE, NONE, NONE, NONE, false, false, false, NONE);

  static Mark of(Revocation revocation, long now) {
    return NOTHING.and(revocation, now);
  }

  /** Both; this very object if {@code other} says nothing new. */
  Mark and(Revocation other, long now) {
    long until = other.expiresAt().toEpochMilli();
    boolean isAll = other.lowestEpoch().isEmpty() && other.cutOff().isEmpty();
    boolean isBan = other.cause() == RevocationCause.BANNED;
    long epoch = other.lowestEpoch().orElse(NONE);
    long second = other.cutOff().map(Instant::getEpochSecond).orElse(NONE);
    long all = isAll ? until : NONE;
    Mark both =
        new Mark(
            Math.max(lowestEpoch, epoch),
            Math.max(cutOff, second),
            Math.max(numbersUntil, isAll ? NONE : until),
            Math.max(allUntil, all),
            isBan(lowestEpoch, epochIsBan, epoch, isBan),
            isBan(cutOff, cutOffIsBan, second, isBan),
            isBan(allUntil, allIsBan, all, isBan),
            changedAt);
    return both.equals(this) ? this : both.changed(now);
  }

  /** Whether the stricter of two is a ban; of two alike, whether either is. */
  private static boolean isBan(long one, boolean oneIsBan, long other, boolean otherIsBan) {
    if (one == other) {
      return one != NONE && (oneIsBan || otherIsBan);
    }
    return one > other ? oneIsBan : otherIsBan;
  }

  private Mark changed(long now) {
    return new Mark(
        lowestEpoch, cutOff, numbersUntil, allUntil, epochIsBan, cutOffIsBan, allIsBan, now);
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
      revocations.add(
          Revocation.of(kind, target, Instant.ofEpochMilli(allUntil)).because(cause(allIsBan)));
    }
    if (numbersUntil > now) {
      Instant until = Instant.ofEpochMilli(numbersUntil);
      OptionalLong epoch =
          lowestEpoch == NONE ? OptionalLong.empty() : OptionalLong.of(lowestEpoch);
      Optional<Instant> upTo =
          cutOff == NONE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(cutOff));
      if (epoch.isPresent() && upTo.isPresent() && epochIsBan != cutOffIsBan) {
        RevocationCause ofEpoch = cause(epochIsBan);
        RevocationCause ofCutOff = cause(cutOffIsBan);
        revocations.add(new Revocation(kind, target, epoch, Optional.empty(), until, ofEpoch));
        revocations.add(new Revocation(kind, target, OptionalLong.empty(), upTo, until, ofCutOff));
      } else {
        RevocationCause cause = cause(epochIsBan || cutOffIsBan);
        revocations.add(new Revocation(kind, target, epoch, upTo, until, cause));
      }
    }
    return revocations;
  }

  private static RevocationCause cause(boolean isBan) {
    return isBan ? RevocationCause.BANNED : RevocationCause.ENDED;
  }
}
