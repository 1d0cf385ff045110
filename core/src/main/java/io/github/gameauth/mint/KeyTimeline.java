// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which key signs when and which ones are published: a function of the stored rows and of time, the
 * same on every server. Keys take turns in the order of their slots:
 *
 * <ul>
 *   <li>A key takes over when its slot has begun and it has been published for long enough. Until
 *       then the one before signs on, beyond its slot if need be.
 *   <li>Where no earlier key is left to sign, since there never was one or the last was revoked,
 *       the next takes over as soon as it exists.
 *   <li>No key ever signs again after a later one took over.
 * </ul>
 */
final class KeyTimeline {
  private static final Comparator<SigningKeyRow> IN_TURN =
      Comparator.comparing(SigningKeyRow::signFrom)
          .thenComparing(SigningKeyRow::slot)
          .thenComparing(SigningKeyRow::keyId);

  private record Turn(SigningKeyRow row, Instant ready, Instant dropped) {}

  private final List<Turn> turns;

  private KeyTimeline(List<Turn> turns) {
    this.turns = turns;
  }

  static KeyTimeline of(KeySchedule schedule, Collection<SigningKeyRow> rows) {
    List<SigningKeyRow> inTurn = rows.stream().sorted(IN_TURN).toList();
    List<Turn> turns = new ArrayList<>();
    // Clocks that went back can make a later slot ready before an earlier one, so each turn ends
    // with the first of all that follow it.
    Instant end = Instant.MAX;
    for (int i = inTurn.size() - 1; i >= 0; i--) {
      SigningKeyRow row = inTurn.get(i);
      Instant ready = schedule.ready(row);
      if (row.revokedAt().isPresent() && row.revokedAt().get().isBefore(ready)) {
        continue; // It never had a turn of its own; at most it stepped in.
      }
      Instant dropped = end.equals(Instant.MAX) ? end : end.plus(schedule.keepAfter());
      turns.add(new Turn(row, ready, dropped));
      end = earlier(end, ready);
    }
    Collections.reverse(turns);
    return new KeyTimeline(List.copyOf(turns));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  /** The key that signs at {@code now}; empty if each that could is revoked, or there is none. */
  Optional<SigningKeyRow> signerAt(Instant now) {
    // Before any turn has begun, the first key has it: nobody can have cached a set without it.
    int turn = 0;
    for (int i = 0; i < turns.size(); i++) {
      if (!turns.get(i).ready().isAfter(now)) {
        turn = i;
      }
    }
    // What is revoked stays so even for a clock that says it is not yet, and the next one steps in,
    // ready or not.
    return turns.stream()
        .skip(turn)
        .map(Turn::row)
        .filter(row -> row.revokedAt().isEmpty())
        .findFirst();
  }

  /** The keys to publish at {@code now}, in the order of their turns. */
  List<SigningKeyRow> publishedAt(Instant now) {
    return turns.stream()
        .filter(turn -> turn.row().revokedAt().isEmpty() && now.isBefore(turn.dropped()))
        .map(Turn::row)
        .toList();
  }
}
