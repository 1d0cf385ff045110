// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import org.jspecify.annotations.Nullable;

/** The check of {@code sub} for libraries that leave it to their caller. */
final class Subjects {
  private Subjects() {}

  static String require(@Nullable String subject) {
    if (subject == null || subject.isEmpty()) {
      throw new IllegalArgumentException("sub: none (expected: the player's)");
    }
    return subject;
  }
}
