// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCause;
import io.github.gameauth.revocation.RevocationKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How revocations are written: all of one step in one item, so that a ban costs the same however
 * many personas a player has.
 *
 * <p>Items lie in {@value #SHARDS} partitions in the order of the time at which they were written,
 * so writers do not queue before one partition, and a reader asks each for what came lately. A
 * partition for each minute or hour would help nobody: writers would still all meet in the newest
 * one, and a reader who wants everything would have to ask thousands.
 *
 * <p>Revocations that live longer than {@link #USUAL_LIFE} lie in a partition of their own, which
 * is read whole; those in the other partitions need no look further back than that.
 */
final class RevocationItems {
  /** Over how many partitions revocations are spread. Readers know the number: never lower it. */
  static final int SHARDS = 8;

  /** How long revocations live that are not looked for further back: 24 hours, leeway, and more. */
  static final Duration USUAL_LIFE = Duration.ofHours(26);

  /** The attribute that holds when the last revocation of an item has expired. */
  static final String EXPIRES = "expires";

  /** More items than that outgrow the 4 MB of a transaction. */
  private static final int MOST_ITEMS = 13;

  /** Well below the 400 KB of an item. */
  private static final int MOST_BYTES = 300_000;

  /** What a revocation takes beside its target, rather more than less. */
  private static final int OVERHEAD_BYTES = 120;

  private final InstantSource clock;

  RevocationItems(InstantSource clock) {
    this.clock = clock;
  }

  /** The time by which items are stamped. */
  Instant now() {
    return clock.instant();
  }

  static String shard(int number) {
    return "V#" + number;
  }

  static String longLived() {
    return "V#LONG";
  }

  /**
   * As few items as possible, stamped now.
   *
   * @throws IllegalArgumentException if they are too many for one step
   */
  List<Draft> drafts(List<Revocation> revocations) {
    Instant now = now();
    List<Revocation> usual = new ArrayList<>();
    List<Revocation> longer = new ArrayList<>();
    for (Revocation each : revocations) {
      (each.expiresAt().isAfter(now.plus(USUAL_LIFE)) ? longer : usual).add(each);
    }
    List<Draft> drafts = new ArrayList<>();
    String shard = shard(ThreadLocalRandom.current().nextInt(SHARDS));
    parts(usual).forEach(part -> drafts.add(draft(shard, now, part)));
    parts(longer).forEach(part -> drafts.add(draft(longLived(), now, part)));
    if (drafts.size() > MOST_ITEMS) {
      throw new IllegalArgumentException(
          "revocations: " + revocations.size() + " (expected: fewer at once, some 4000)");
    }
    return drafts;
  }

  private static List<List<Revocation>> parts(List<Revocation> revocations) {
    List<List<Revocation>> parts = new ArrayList<>();
    int room = 0;
    for (Revocation each : revocations) {
      int size = OVERHEAD_BYTES + each.target().getBytes(UTF_8).length;
      if (size > room) {
        parts.add(new ArrayList<>());
        room = MOST_BYTES;
      }
      parts.get(parts.size() - 1).add(each);
      room -= size;
    }
    return parts;
  }

  private static Draft draft(String partition, Instant now, List<Revocation> revocations) {
    Instant last =
        revocations.stream()
            .map(Revocation::expiresAt)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    return Draft.at(new Key(partition, Key.stamp(now) + "#" + Marks.random()))
        .drafts("revoked", revocations.stream().map(RevocationItems::write).toList())
        .time(EXPIRES, last)
        .deletableFrom(last);
  }

  private static Draft write(Revocation revocation) {
    return new Draft()
        .text("kind", revocation.kind().name())
        .text("target", revocation.target())
        .number("epoch", revocation.lowestEpoch())
        .time("cutOff", revocation.cutOff())
        .time("expires", revocation.expiresAt())
        .text("cause", causeUnlessUsual(revocation));
  }

  /** Most are no bans, and room is paid for. */
  private static Optional<String> causeUnlessUsual(Revocation revocation) {
    RevocationCause cause = revocation.cause();
    return cause == RevocationCause.ENDED ? Optional.empty() : Optional.of(cause.name());
  }

  static List<Revocation> read(Item item) {
    return item.items("revoked").stream().map(RevocationItems::revocation).toList();
  }

  private static Revocation revocation(Item item) {
    OptionalLong epoch = item.optionalNumber("epoch");
    return new Revocation(
        item.parsed("kind", RevocationKind::valueOf),
        item.text("target"),
        epoch,
        item.optionalTime("cutOff"),
        item.time("expires"),
        RevocationCause.named(item.optionalText("cause").orElse("")));
  }
}
