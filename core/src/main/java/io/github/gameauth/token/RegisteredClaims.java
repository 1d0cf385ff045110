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

  private final Optional<String> issuer;
  private final Optional<String> subject;
  private final List<String> audience;
  private final Optional<Instant> expiresAt;
  private final Optional<Instant> notBefore;
  private final Optional<Instant> issuedAt;
  private final Optional<String> tokenId;

  private RegisteredClaims(JsonObject claims) throws TokenRejectedException {
    this.issuer = text(claims, "iss");
    this.subject = name(claims, "sub");
    this.audience = audience(claims);
    this.expiresAt = time(claims, "exp");
    this.notBefore = time(claims, "nbf");
    this.issuedAt = time(claims, "iat");
    this.tokenId = name(claims, "jti");
    if (expiresAt.isPresent()) {
      requireOrder(notBefore, expiresAt.get(), "nbf");
      requireOrder(issuedAt, expiresAt.get(), "iat");
    }
  }

  static RegisteredClaims of(JsonObject claims) throws TokenRejectedException {
    return new RegisteredClaims(claims);
  }

  private static Optional<String> text(JsonObject claims, String name)
      throws TokenRejectedException {
    Object value = claims.get(name);
    if (value instanceof String text) {
      return Optional.of(text);
    }
    return absent(claims, name, value, "is not a text");
  }

  private static Optional<String> name(JsonObject claims, String name)
      throws TokenRejectedException {
    Optional<String> text = text(claims, name);
    if (text.isPresent() && !PrintableText.isName(text.get(), MAX_NAME)) {
      throw rejected(name, "is empty, longer than 255 characters or not printable");
    }
    return text;
  }

  private static Optional<Instant> time(JsonObject claims, String name)
      throws TokenRejectedException {
    Object value = claims.get(name);
    Optional<Instant> time =
        name.equals("nbf") ? NumericDate.notBefore(value) : NumericDate.notAfter(value);
    return time.isPresent()
        ? time
        : absent(claims, name, value, "is not a number of seconds in the years 1970 to 9999");
  }

  private static List<String> audience(JsonObject claims) throws TokenRejectedException {
    Object value = claims.get("aud");
    if (value instanceof String one) {
      return List.of(one);
    }
    if (!(value instanceof List<?> many)) {
      absent(claims, "aud", value, "is neither a text nor a list of texts");
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

  private static <T> Optional<T> absent(
      JsonObject claims, String name, @Nullable Object value, String complaint)
      throws TokenRejectedException {
    if (value != null || claims.containsKey(name)) {
      throw rejected(name, complaint);
    }
    return Optional.empty();
  }

  private static void requireOrder(Optional<Instant> earlier, Instant expiry, String name)
      throws TokenRejectedException {
    if (earlier.isPresent() && earlier.get().isAfter(expiry)) {
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
    return expiresAt;
  }

  /** {@code nbf}, its fraction rounded up. */
  public Optional<Instant> notBefore() {
    return notBefore;
  }

  /** {@code iat}, its fraction dropped. */
  public Optional<Instant> issuedAt() {
    return issuedAt;
  }

  /** {@code jti}, 1 to 255 printable characters. */
  public Optional<String> tokenId() {
    return tokenId;
  }

  /** {@code RegisteredClaims(…)}: claim values stay out of logs. */
  @Override
  public String toString() {
    return "RegisteredClaims(…)";
  }
}
