// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was in the key store at one moment.
 *
 * @param slots every slot in use
 * @param rows the rows that count
 * @param timeline which of them does what when
 * @param keys the keys of the rows that are not revoked, by id
 * @param readAt when the store was asked, by the ticker
 */
record KeyView(
    Set<Long> slots,
    List<SigningKeyRow> rows,
    KeyTimeline timeline,
    Map<String, SigningKey> keys,
    long readAt) {
  static KeyView of(
      Set<Long> slots,
      List<SigningKeyRow> rows,
      KeySchedule schedule,
      Map<String, SigningKey> keys,
      long readAt) {
    return new KeyView(slots, rows, KeyTimeline.of(schedule, rows), Map.copyOf(keys), readAt);
  }

  Optional<SigningKey> signerAt(Instant now) {
    return timeline.signerAt(now).map(row -> keys.get(row.keyId()));
  }

  List<SigningKey> publishedAt(Instant now) {
    return timeline.publishedAt(now).stream()
        .flatMap(row -> Stream.ofNullable(keys.get(row.keyId())))
        .toList();
  }

  /** The ids of the keys whose tokens are good, now or later. */
  Set<String> trusted() {
    return rows.stream()
        .filter(row -> row.revokedAt().isEmpty() && keys.containsKey(row.keyId()))
        .map(SigningKeyRow::keyId)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The same, with {@code revoked} in the place of the row of its id. */
  KeyView with(SigningKeyRow revoked, KeySchedule schedule) {
    List<SigningKeyRow> changed =
        rows.stream().map(row -> row.keyId().equals(revoked.keyId()) ? revoked : row).toList();
    return of(slots, changed, schedule, keys, readAt);
  }
}
