// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Checks what a policy is configured with; a policy of nothing would be an open door. */
final class Configured {
  private Configured() {}

  /** A copy in the same order, of at least one text and no blank one. */
  static Set<String> texts(String name, Collection<String> texts) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException(name + ": none (expected: at least 1)");
    }
    for (String text : texts) {
      if (text.isBlank()) {
        throw new IllegalArgumentException(name + ": blank (expected: a text)");
      }
    }
    return Collections.unmodifiableSet(new LinkedHashSet<>(texts));
  }

  static Set<String> set(String name, String... texts) {
    return texts(name, Arrays.asList(texts));
  }

  static String text(String name, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(name + ": blank (expected: a text)");
    }
    return text;
  }

  static Duration between(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " to " + most + ")");
    }
    return value;
  }
}
