// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gameauth.check.IfNoneMatch;
import io.github.gameauth.secret.Fingerprint;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The published keys of an issuer as a JWK set, to be served at {@code /.well-known/jwks.json}. It
 * follows the keys: ask for each request anew. Each set is written once and kept until it changes.
 *
 * <p>A key is written from its public half alone, so there is nothing private to leave out. Safe to
 * share.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517 §5</a>
 */
public final class JwksDocument {
  private final Supplier<List<SigningKey>> keys;
  private final JwksCaching caching;
  private volatile Rendered rendered;

  private record Rendered(List<SigningKey> keys, String body, String entityTag) {}

  JwksDocument(Supplier<List<SigningKey>> keys, JwksCaching caching) {
    this.keys = keys;
    this.caching = caching;
    this.rendered = render(keys.get());
  }

  /**
   * The keys of several algorithms in one document, for as long as an issuer signs by more than
   * one.
   *
   * @param caching how long caches may keep it
   * @param keys the signing keys, at least one of them
   * @throws IllegalArgumentException if there are none, or {@code caching} allows caches to live
   *     longer than the schedule of one of them allows
   */
  public static JwksDocument of(JwksCaching caching, SigningKeys... keys) {
    if (keys.length == 0) {
      throw new IllegalArgumentException("keys: none (expected: at least 1)");
    }
    List<SigningKeys> all = List.of(keys);
    all.forEach(each -> each.requireOutlives(caching));
    return new JwksDocument(
        () -> all.stream().flatMap(each -> each.published().stream()).toList(), caching);
  }

  /** The JSON text, ASCII. */
  public String body() {
    return current().body();
  }

  /** A strong entity tag, quotes included. */
  public String entityTag() {
    return current().entityTag();
  }

  /**
   * What to answer a request.
   *
   * @param ifNoneMatch the request's {@code If-None-Match}, if it has one
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2">RFC 9110 §13.1.2</a>
   */
  public JwksAnswer answerTo(Optional<String> ifNoneMatch) {
    Rendered now = current();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Cache-Control", caching.cacheControl());
    headers.put("ETag", now.entityTag());
    if (IfNoneMatch.names(ifNoneMatch, now.entityTag())) {
      return new JwksAnswer(304, headers, "");
    }
    headers.put("Content-Type", "application/jwk-set+json");
    return new JwksAnswer(200, headers, now.body());
  }

  private Rendered current() {
    List<SigningKey> published = keys.get();
    Rendered last = rendered;
    if (last.keys().equals(published)) {
      return last;
    }
    // Two threads may both render; they write the same.
    Rendered next = render(published);
    rendered = next;
    return next;
  }

  private static Rendered render(List<SigningKey> keys) {
    List<Map<String, Object>> jwks =
        keys.stream()
            .map(key -> PublicJwk.of(key.pair().getPublic(), key.algorithm(), key.keyId()))
            .toList();
    String body = new String(Json.write(Map.of("keys", jwks)), US_ASCII);
    String tag =
        Base64.getUrlEncoder().withoutPadding().encodeToString(Fingerprint.of(body).bytes());
    return new Rendered(keys, body, '"' + tag + '"');
  }
}
