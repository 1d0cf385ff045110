// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words of a {@code scope}, in their order.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.3">RFC 6749 §3.3</a>
 */
final class Scopes {
  private static final int MAX_LENGTH = 1024;
  private static final Pattern WORD = Pattern.compile("[!#-\\[\\]-~]{1,255}");

  private Scopes() {}

  /** The words of {@code text}; empty if they are not written as they must be. */
  static Optional<Set<String>> parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Set<String> words = new LinkedHashSet<>();
    for (String word : text.split(" ", -1)) {
      if (!WORD.matcher(word).matches()) {
        return Optional.empty();
      }
      words.add(word);
    }
    return Optional.of(Collections.unmodifiableSet(words));
  }

  /** Insists that each is one word; a configured one may be shown. */
  static Set<String> checked(Set<String> words) {
    for (String word : words) {
      if (!WORD.matcher(word).matches()) {
        throw new IllegalArgumentException(
            "scope: " + word + " (expected: printable ASCII without space, quote, backslash)");
      }
    }
    return copyOf(words);
  }

  static Set<String> copyOf(Set<String> words) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(words));
  }

  static String text(Set<String> words) {
    return String.join(" ", words);
  }
}
