// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import io.github.gameauth.upstream.HttpAnswer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long an issuer wants its answer to be used, within what we allow. An issuer may neither make
 * us trust its keys for a year nor ask it for each token.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9111#section-5.2">RFC 9111 §5.2</a>
 */
final class ServerFreshness {
  /** Longer numbers are all beyond what we allow. */
  private static final int MAX_DIGITS = 12;

  private ServerFreshness() {}

  static Duration of(HttpAnswer answer, JwksSettings settings) {
    OptionalLong maxAge = maxAge(answer.header("Cache-Control"));
    if (maxAge.isEmpty()) {
      return settings.freshFor();
    }
    long age =
        answer.header("Age").map(ServerFreshness::number).orElse(OptionalLong.empty()).orElse(0);
    Duration left = Duration.ofSeconds(maxAge.getAsLong() - age);
    if (left.compareTo(settings.freshAtLeast()) < 0) {
      return settings.freshAtLeast();
    }
    return left.compareTo(settings.freshAtMost()) > 0 ? settings.freshAtMost() : left;
  }

  /** The {@code max-age}; empty if there is none, more than one, or it is not to be used. */
  private static OptionalLong maxAge(Optional<String> header) {
    OptionalLong found = OptionalLong.empty();
    for (String part : header.orElse("").split(",", -1)) {
      String directive = part.trim().toLowerCase(Locale.ROOT);
      if (directive.equals("no-store") || directive.equals("no-cache")) {
        return OptionalLong.empty();
      }
      if (directive.startsWith("max-age=")) {
        OptionalLong value = number(directive.substring("max-age=".length()));
        if (value.isEmpty() || found.isPresent()) {
          return OptionalLong.empty();
        }
        found = value;
      }
    }
    return found;
  }

  private static OptionalLong number(String text) {
    boolean digits =
        !text.isEmpty()
            && text.length() <= MAX_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }
}
