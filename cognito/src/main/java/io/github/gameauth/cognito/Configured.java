// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Checks what a policy is configured with; a policy of nothing would be an open door. */
final class Configured {
  private Configured() {}

  /** A copy in the same order, of at least one text and no blank one. */
  static Set<String> names(String name, String... texts) {
    if (texts.length == 0) {
      throw new IllegalArgumentException(name + ": none (expected: at least 1)");
    }
    for (String text : texts) {
      if (text.isBlank()) {
        throw new IllegalArgumentException(name + ": blank (expected: a text)");
      }
    }
    return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(texts)));
  }
}
