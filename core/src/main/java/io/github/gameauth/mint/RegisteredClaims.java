// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import io.github.gameauth.check.Require;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The claims whose names mean something already: which of them the minter alone writes, and what
 * the others must look like (RFC 7519 §4.1, RFC 9068 §2.2).
 */
final class RegisteredClaims {
  /**
   * Written by the minter, or by nobody; the last ones are header parameters, astray in a payload.
   */
  private static final Set<String> OURS =
      Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "typ", "alg", "kid", "cty", "crit");

  private static final Set<String> TEXTS = Set.of("client_id", "sid", "acr");
  private static final Set<String> LISTS = Set.of("amr", "entitlements", "roles", "groups");
  private static final Set<String> OTHERS = Set.of("auth_time", "scope", "cnf", "act");

  /** RFC 6749 §3.3. */
  private static final Pattern SCOPE =
      Pattern.compile("[!#-\\[\\]-~]{1,255}(?: [!#-\\[\\]-~]{1,255})*+");

  private static final Pattern SHA256_BASE64URL = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final int MAX_NAME = 128;
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private RegisteredClaims() {}

  /**
   * Refuses names that a host may not give a claim of its own.
   *
   * <p>Some readers compare names without regard to case, by Unicode's rules: to them {@code EXP}
   * is {@code exp}, and so is what looks like it. Hence ASCII alone, and the comparison in lower
   * case.
   */
  static void requireFree(String name) {
    requireName(name);
    String folded = name.toLowerCase(Locale.ROOT);
    if (OURS.contains(folded)) {
      throw new IllegalArgumentException("claim " + name + ": reserved (expected: another name)");
    }
    if (isKnown(folded)) {
      throw new IllegalArgumentException(
          "claim " + name + ": has a method of its own (expected: another name)");
    }
  }

  /** Checks one claim of a specification, whoever put it there. */
  static void check(String name, Object value) {
    if (!isKnown(name)) {
      requireFree(name);
      return;
    }
    switch (name) {
      case "auth_time" -> requireNumericDate(name, require(name, value, Long.class));
      case "scope" -> {
        if (!SCOPE.matcher(require(name, value, String.class)).matches()) {
          throw new IllegalArgumentException("scope: no such form (expected: RFC 6749 §3.3)");
        }
      }
      case "cnf" -> {
        Object thumbprint = onlyMember(name, value, "jkt");
        if (!SHA256_BASE64URL.matcher(require(name, thumbprint, String.class)).matches()) {
          throw new IllegalArgumentException(
              "cnf: no such form (expected: an RFC 7638 thumbprint)");
        }
      }
      case "act" ->
          Require.printable(name, require(name, onlyMember(name, value, "sub"), String.class));
      default -> {
        if (TEXTS.contains(name)) {
          Require.printable(name, require(name, value, String.class));
        } else {
          for (Object element : require(name, value, List.class)) {
            if (require(name, element, String.class).isEmpty()) {
              throw new IllegalArgumentException(name + ": an empty text (expected: none)");
            }
          }
        }
      }
    }
  }

  static void requireNumericDate(String name, long seconds) {
    if (seconds < 0 || seconds > LAST_SECOND) {
      throw new IllegalArgumentException(name + ": " + seconds + " (expected: years 1970 to 9999)");
    }
  }

  private static boolean isKnown(String name) {
    return TEXTS.contains(name) || LISTS.contains(name) || OTHERS.contains(name);
  }

  private static void requireName(String name) {
    if (name.isEmpty()
        || name.length() > MAX_NAME
        || !name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "claim: a name of "
              + name.length()
              + " characters (expected: 1 to "
              + MAX_NAME
              + ", printable ASCII)");
    }
  }

  private static Object onlyMember(String name, Object value, String member) {
    Map<?, ?> object = require(name, value, Map.class);
    Object only = object.get(member);
    if (object.size() == 1 && only != null) {
      return only;
    }
    throw new IllegalArgumentException(name + ": other members (expected: " + member + " alone)");
  }

  private static <T> T require(String name, Object value, Class<T> type) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          name
              + ": "
              + value.getClass().getSimpleName()
              + " (expected: "
              + type.getSimpleName()
              + ")");
    }
    return type.cast(value);
  }
}
