// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.token.Claims;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds a claim by its name or, if that begins with a slash, by JSON pointer (RFC 6901). */
final class OidcClaim {
  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,3}");

  private final List<String> steps;

  private OidcClaim(List<String> steps) {
    this.steps = steps;
  }

  /** Checks how a setting names a claim. */
  static String checked(String setting, String path) {
    Require.printable(setting, path, 255);
    if (path.startsWith("/") && Pattern.compile("~(?![01])").matcher(path).find()) {
      throw new IllegalArgumentException(
          setting + ": a ~ alone (expected: a claim's name or a JSON pointer)");
    }
    return path;
  }

  static OidcClaim at(String path) {
    return path.startsWith("/")
        ? new OidcClaim(
            List.of(path.substring(1).split("/", -1)).stream()
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList())
        : new OidcClaim(List.of(path));
  }

  /** The claim, not within it. */
  String name() {
    return steps.get(0);
  }

  Optional<Object> of(Claims claims) {
    @Nullable Object value = claims.asMap();
    for (String step : steps) {
      if (value instanceof Map<?, ?> object) {
        value = object.get(step);
      } else if (value instanceof List<?> list
          && INDEX.matcher(step).matches()
          && Integer.parseInt(step) < list.size()) {
        value = list.get(Integer.parseInt(step));
      } else {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(value);
  }

  /** A text, a whole number, or true or false, as text. */
  Optional<String> textOf(Claims claims) {
    return of(claims)
        .filter(
            value -> value instanceof String || value instanceof Long || value instanceof Boolean)
        .map(String::valueOf);
  }

  /** True or false; some providers write it as text. */
  Optional<Boolean> flagOf(Claims claims) {
    return textOf(claims)
        .filter(text -> text.equals("true") || text.equals("false"))
        .map(Boolean::valueOf);
  }

  /** A list's texts, or a text alone. */
  List<String> textsOf(Claims claims) {
    @Nullable Object value = of(claims).orElse(null);
    if (value instanceof String text) {
      return List.of(text);
    }
    return value instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }
}
