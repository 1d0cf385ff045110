// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import io.github.gameauth.json.JsonObject;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.VerificationKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a token says, once its signature was checked: only {@link UnverifiedToken#verifiedBy} makes
 * one. That alone does not make it true for you; the verifier's claim policies judge next.
 *
 * <p>Immutable in depth and safe to share. Beyond the registered claims it keeps the text that was
 * verified, and makes a claim anew whenever it is asked for; keep what you use often. It prints no
 * value and is not {@link java.io.Serializable}.
 */
public final class Claims {
  private final JsonObject members;
  private final RegisteredClaims registered;
  private final JoseHeader header;
  private final VerificationKey key;

  Claims(JsonObject members, RegisteredClaims registered, JoseHeader header, VerificationKey key) {
    this.members = members;
    this.registered = registered;
    this.header = header;
    this.key = key;
  }

  /** The claims that RFC 7519 registers. */
  public RegisteredClaims registered() {
    return registered;
  }

  /** {@code iss}. */
  public Optional<String> issuer() {
    return registered.issuer();
  }

  /** {@code sub}. */
  public Optional<String> subject() {
    return registered.subject();
  }

  /** {@code aud}, whether it was written as one text or as a list; empty if absent. */
  public List<String> audience() {
    return registered.audience();
  }

  /** {@code exp}. */
  public Optional<Instant> expiresAt() {
    return registered.expiresAt();
  }

  /** {@code nbf}. */
  public Optional<Instant> notBefore() {
    return registered.notBefore();
  }

  /** {@code iat}. */
  public Optional<Instant> issuedAt() {
    return registered.issuedAt();
  }

  /** {@code jti}. */
  public Optional<String> tokenId() {
    return registered.tokenId();
  }

  /** The header's {@code typ}, as written. */
  public Optional<String> type() {
    return header.type();
  }

  /** The header's {@code kid}, as written. */
  public Optional<String> keyId() {
    return header.keyId();
  }

  /**
   * A member of the token's header as it stands, in the forms of {@link #value}; empty if it is
   * absent or {@code null}. The signature covers the header as it covers the claims; there are
   * issuers that write there what others write into claims. Members that carry or locate keys
   * ({@code jwk}, {@code jku}, {@code x5c}, {@code x5u}) prove nothing.
   */
  public Optional<Object> header(String name) {
    return Optional.ofNullable(header.members().get(name));
  }

  /** The algorithm that the signature was checked by. */
  public Algorithm algorithm() {
    return header.algorithm();
  }

  /** The key that the signature was checked with. */
  public VerificationKey key() {
    return key;
  }

  /** Whether the token has a claim of that name, be it {@code null}. */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** Whether the token has a claim of that name that is not {@code null}. */
  public boolean says(String name) {
    return members.has(name);
  }

  /**
   * A claim as it stands: {@link String}, {@link Long}, {@link java.math.BigDecimal}, {@link
   * Double} (negative zero alone), {@link Boolean}, {@link List} or {@link Map}; empty if it is
   * absent or {@code null}.
   */
  public Optional<Object> value(String name) {
    return Optional.ofNullable(members.get(name));
  }

  /** A claim that is a text; empty if it is absent or something else. */
  public Optional<String> text(String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /**
   * A claim that is fit to name somebody, as {@code sub} must be: a text of 1 to 255 printable
   * characters, not blank; empty if it is absent or something else.
   */
  public Optional<String> name(String name) {
    return text(name).filter(text -> PrintableText.isName(text, RegisteredClaims.MAX_NAME));
  }

  /** A claim that is a whole number; empty if it is absent or something else. */
  public Optional<Long> number(String name) {
    return members.get(name) instanceof Long number ? Optional.of(number) : Optional.empty();
  }

  /** A claim that is {@code true} or {@code false}; empty if it is absent or something else. */
  public Optional<Boolean> flag(String name) {
    return members.get(name) instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
  }

  /** A claim that is a NumericDate, its fraction dropped; empty if absent or something else. */
  public Optional<Instant> time(String name) {
    return NumericDate.notAfter(members.get(name));
  }

  /** A claim that is a list of texts and nothing else; empty if it is absent or something else. */
  public Optional<List<String>> texts(String name) {
    if (!(members.get(name) instanceof List<?> list)
        || !list.stream().allMatch(String.class::isInstance)) {
      return Optional.empty();
    }
    @SuppressWarnings("unchecked") // each element was looked at, and the list cannot change
    List<String> texts = (List<String>) list;
    return Optional.of(texts);
  }

  /** A claim that is an object; empty if it is absent or something else. Unmodifiable in depth. */
  public Optional<Map<String, @Nullable Object>> object(String name) {
    return members.get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  /** All claims in the order of the token, unmodifiable in depth; values as {@link #value} says. */
  public Map<String, @Nullable Object> asMap() {
    return members;
  }

  /** {@code Claims(…)}: claim values stay out of logs. */
  @Override
  public String toString() {
    return "Claims(…)";
  }
}
