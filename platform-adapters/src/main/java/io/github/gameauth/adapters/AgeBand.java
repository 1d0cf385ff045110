// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Our word for a player's age where a platform tells years, or whether the account is a child's,
 * instead of a group: {@code 12 child}, {@code 27 not-child}, or what of it is known.
 */
final class AgeBand {
  private static final int OLDEST = 150;

  private AgeBand() {}

  /** The word; empty if the platform told neither. Impossible years are not told. */
  static Optional<String> of(Optional<Integer> years, Optional<Boolean> child) {
    return Optional.of(
            Stream.concat(
                    years.filter(age -> age >= 0 && age <= OLDEST).map(String::valueOf).stream(),
                    child.map(is -> is ? "child" : "not-child").stream())
                .collect(Collectors.joining(" ")))
        .filter(word -> !word.isEmpty());
  }
}
