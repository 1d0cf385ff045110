// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import io.github.gameauth.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The claims that RFC 7519 §4.1 registers, read once and checked for form. It says what the token
 * says; whether that is true depends on where it came from: those of {@link Claims} are verified,
 * those of {@link UnverifiedToken} may only be held against it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519#section-4.1">RFC 7519 §4.1</a>
 */
public final class RegisteredClaims {
  /** How many characters may name somebody or a token. */
  static final int MAX_NAME = 255;

  /** What {@link #expirySecond} and its like say of a time that is absent. */
  public static final long NO_TIME = Long.MIN_VALUE;

  private final Optional<String> issuer;
  private final Optional<String> subject;
  private final List<String> audience;
  private final long expiresAt;
  private final long notBefore;
  private final long issuedAt;
  private final @Nullable String tokenId;

  private RegisteredClaims(JsonObject claims) throws TokenRejectedException {
    this.issuer = Optional.ofNullable(text(claims, "iss"));
    this.subject = Optional.ofNullable(name(claims, "sub"));
    this.audience = audience(claims);
    this.expiresAt = time(claims, "exp");
    this.notBefore = time(claims, "nbf");
    this.issuedAt = time(claims, "iat");
    this.tokenId = name(claims, "jti");
    if (expiresAt != NO_TIME) {
      requireOrder(notBefore, expiresAt, "nbf");
      requireOrder(issuedAt, expiresAt, "iat");
    }
  }

  static RegisteredClaims of(JsonObject claims) throws TokenRejectedException {
    return new RegisteredClaims(claims);
  }

  private static @Nullable String text(JsonObject claims, String name)
      throws TokenRejectedException {
    Object value = claims.get(name);
    if (value instanceof String text) {
      return text;
    }
    requireAbsent(claims, name, value, "is not a text");
    return null;
  }

  private static @Nullable String name(JsonObject claims, String name)
      throws TokenRejectedException {
    String text = text(claims, name);
    if (text != null && !PrintableText.isName(text, MAX_NAME)) {
      throw rejected(name, "is empty, longer than 255 characters or not printable");
    }
    return text;
  }

  private static long time(JsonObject claims, String name) throws TokenRejectedException {
    long whole = claims.whole(name);
    if (NumericDate.isInRange(whole)) { // as nearly all are, and no object is made
      return whole;
    }
    Object value = claims.get(name);
    Optional<Instant> time =
        name.equals("nbf") ? NumericDate.notBefore(value) : NumericDate.notAfter(value);
    if (time.isPresent()) {
      return time.get().getEpochSecond();
    }
    requireAbsent(claims, name, value, "is not a number of seconds in the years 1970 to 9999");
    return NO_TIME;
  }

  private static List<String> audience(JsonObject claims) throws TokenRejectedException {
    Object value = claims.get("aud");
    if (value instanceof String one) {
      return List.of(one);
    }
    if (!(value instanceof List<?> many)) {
      requireAbsent(claims, "aud", value, "is neither a text nor a list of texts");
      return List.of();
    }
    for (Object element : many) {
      if (!(element instanceof String)) {
        throw rejected("aud", "has an element that is not a text");
      }
    }
    @SuppressWarnings("unchecked") // each element was looked at, and the list cannot change
    List<String> texts = (List<String>) many;
    return texts;
  }

  private static void requireAbsent(
      JsonObject claims, String name, @Nullable Object value, String complaint)
      throws TokenRejectedException {
    if (value != null || claims.containsKey(name)) {
      throw rejected(name, complaint);
    }
  }

  private static void requireOrder(long earlier, long expiry, String name)
      throws TokenRejectedException {
    if (earlier > expiry) {
      throw rejected(name, "lies after exp");
    }
  }

  private static TokenRejectedException rejected(String claim, String complaint) {
    return new TokenRejectedException(Rejection.ofClaim(claim, claim + " " + complaint));
  }

  /** {@code iss}. */
  public Optional<String> issuer() {
    return issuer;
  }

  /** {@code sub}, 1 to 255 printable characters. */
  public Optional<String> subject() {
    return subject;
  }

  /** {@code aud}, whether it was written as one text or as a list; empty if absent. */
  public List<String> audience() {
    return audience;
  }

  /** {@code exp}, its fraction dropped. */
  public Optional<Instant> expiresAt() {
    return instant(expiresAt);
  }

  /** {@code nbf}, its fraction rounded up. */
  public Optional<Instant> notBefore() {
    return instant(notBefore);
  }

  /** {@code iat}, its fraction dropped. */
  public Optional<Instant> issuedAt() {
    return instant(issuedAt);
  }

  /** {@code jti}, 1 to 255 printable characters. */
  public Optional<String> tokenId() {
    return Optional.ofNullable(tokenId);
  }

  /** {@code exp} in seconds since 1970, or {@link #NO_TIME}: for judging many tokens in a row. */
  public long expirySecond() {
    return expiresAt;
  }

  /** {@code nbf} in seconds since 1970, or {@link #NO_TIME}. */
  public long notBeforeSecond() {
    return notBefore;
  }

  /** {@code iat} in seconds since 1970, or {@link #NO_TIME}. */
  public long issuedAtSecond() {
    return issuedAt;
  }

  private static Optional<Instant> instant(long seconds) {
    return seconds == NO_TIME ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
  }

  /** {@code RegisteredClaims(…)}: claim values stay out of logs. */
  @Override
  public String toString() {
    return "RegisteredClaims(…)";
  }
}
