// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import io.github.gameauth.token.Rejection.Reason;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Wants the token to be of the right kind by its header's {@code typ}, so that an id token, a
 * logout token or a proof is never taken for an access token under the same key.
 *
 * <p>Types are media types: upper and lower case are the same, and {@code application/} in front
 * may be left out. Parameters and any other prefix make another type. Objects with {@code TYPE}.
 * Immutable and safe to share.
 *
 * @param types the types accepted, at least one, such as {@code at+jwt}; kept in lower case and
 *     without {@code application/}
 * @param absentAllowed whether a token without {@code typ} is accepted as well
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-4.1.9">RFC 7515 §4.1.9</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.11">RFC 8725 §3.11</a>
 */
public record TypePolicy(Set<String> types, boolean absentAllowed) implements ClaimPolicy {
  private static final String PREFIX = "application/";

  /** RFC 6838 §4.2, the name of a subtype. */
  private static final Pattern SUBTYPE = Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,126}");

  private static final Optional<Rejection> MISSING =
      Optional.of(Rejection.of(Reason.TYPE, "typ is missing"));
  private static final Optional<Rejection> ANOTHER =
      Optional.of(Rejection.of(Reason.TYPE, "typ is another than the one expected"));

  /**
   * Copies the types.
   *
   * @throws IllegalArgumentException if there is none, or one is no {@code application} media type
   */
  public TypePolicy {
    Set<String> subtypes = new LinkedHashSet<>();
    for (String type : Configured.texts("type", types)) {
      subtypes.add(subtype(type));
    }
    types = Collections.unmodifiableSet(subtypes);
  }

  private static String subtype(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    String subtype = lower.startsWith(PREFIX) ? lower.substring(PREFIX.length()) : lower;
    if (!SUBTYPE.matcher(subtype).matches()) {
      throw new IllegalArgumentException("type: " + type + " (expected: one such as at+jwt)");
    }
    return subtype;
  }

  /** {@code at+jwt} and nothing else: access tokens of RFC 9068, and those that we mint. */
  public static TypePolicy accessToken() {
    return named("at+jwt");
  }

  /** {@code JWT} or no {@code typ} at all, as most issuers send. */
  public static TypePolicy jwtOrAbsent() {
    return new TypePolicy(Set.of("JWT"), true);
  }

  /** One of these types, which must be there. */
  public static TypePolicy named(String... types) {
    return new TypePolicy(Configured.set("type", types), false);
  }

  @Override
  public boolean changesWithTime() {
    return false;
  }

  @Override
  public Optional<Rejection> objectionTo(Claims claims, Instant now) {
    return objectionTo(claims.type());
  }

  /** What speaks against a header's {@code typ}, verified or not, or empty if nothing does. */
  public Optional<Rejection> objectionTo(Optional<String> type) {
    if (type.isEmpty()) {
      return absentAllowed ? Optional.empty() : MISSING;
    }
    for (String expected : types) {
      if (isSame(expected, type.get())) {
        return Optional.empty();
      }
    }
    return ANOTHER;
  }

  private static boolean isSame(String expected, String written) {
    int start = equalsFolded(PREFIX, written, 0) ? PREFIX.length() : 0;
    return written.length() - start == expected.length() && equalsFolded(expected, written, start);
  }

  /** Folds A to Z alone: by Unicode's rules the Kelvin sign would be a k. */
  private static boolean equalsFolded(String expected, String written, int start) {
    if (written.length() - start < expected.length()) {
      return false;
    }
    for (int i = 0; i < expected.length(); i++) {
      char c = written.charAt(start + i);
      if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
