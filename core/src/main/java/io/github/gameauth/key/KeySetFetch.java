// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import io.github.gameauth.check.Moment;
import io.github.gameauth.upstream.HttpAnswer;
import io.github.gameauth.upstream.JsonHttp;
import io.github.gameauth.upstream.UpstreamException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Asks an issuer for its key set, once, and judges what comes. */
final class KeySetFetch {
  /** Another status than 200, or 304 where we did not ask for that. */
  static final String STATUS = "STATUS";

  /** A web page: an error, a login, a captive portal. */
  static final String HTML = "HTML";

  /** None of the entries may be used; that is never taken for "no keys are trusted now". */
  static final String NO_USABLE_KEY = "NO_USABLE_KEY";

  private static final Set<String> WEB_PAGES = Set.of("text/html", "application/xhtml+xml");

  /**
   * What came.
   *
   * @param keys the keys, or {@code null} if they are the same as before
   */
  record Fetched(
      int status,
      String contentType,
      @Nullable JwkSet keys,
      URI from,
      Optional<String> tag,
      Duration freshFor) {}

  private final String issuer;
  private final KeySetLocation location;
  private final JsonHttp http;
  private final JwksSettings settings;
  private final Set<String> withdrawn;
  private final UnaryOperator<byte[]> translation;

  KeySetFetch(
      String issuer,
      KeySetLocation location,
      JsonHttp http,
      JwksSettings settings,
      Set<String> withdrawn,
      UnaryOperator<byte[]> translation) {
    this.issuer = issuer;
    this.location = location;
    this.http = http.maxBytes(settings.maxDocumentBytes());
    this.settings = settings;
    this.withdrawn = Set.copyOf(withdrawn);
    this.translation = translation;
  }

  /**
   * Asks.
   *
   * @param tag what to show the issuer, if it is for this address and not too old
   * @param doubted whether the address has failed for long
   */
  Fetched fetch(FetchCause cause, @Nullable EntityTag tag, boolean doubted, Moment now)
      throws KeyFetchException {
    URI from = location.address(doubted);
    boolean conditional = tag != null && tag.mayBeUsed(from, now);
    HttpAnswer answer = ask(cause, from, conditional ? tag : null);
    Duration freshFor = ServerFreshness.of(answer, settings);
    String contentType = Printable.clipped(answer.mediaType());
    if (answer.status() == 304 && conditional) {
      return new Fetched(304, contentType, null, from, Optional.empty(), freshFor);
    }
    if (answer.status() != 200) {
      throw KeyFetchException.of(issuer, STATUS, answer);
    }
    JwkSet keys = keys(answer, Instant.ofEpochMilli(now.wallMillis()));
    Optional<String> newTag = answer.header("ETag").filter(EntityTag::isSendable);
    return new Fetched(200, contentType, keys, from, newTag, freshFor);
  }

  private HttpAnswer ask(FetchCause cause, URI from, @Nullable EntityTag tag)
      throws KeyFetchException {
    Map<String, String> headers =
        tag == null
            ? Map.of("Accept", "application/jwk-set+json, application/json")
            : Map.of(
                "Accept",
                "application/jwk-set+json, application/json",
                "If-None-Match",
                tag.value());
    try {
      // A stranger's made-up id shall not cause two requests where one fails.
      JsonHttp asking = cause == FetchCause.UNKNOWN_KEY ? http.retries(0) : http;
      return asking.get(from, headers);
    } catch (UpstreamException e) {
      throw KeyFetchException.of(issuer, e);
    }
  }

  private JwkSet keys(HttpAnswer answer, Instant now) throws KeyFetchException {
    if (WEB_PAGES.contains(answer.mediaType())) {
      throw KeyFetchException.of(issuer, HTML, answer);
    }
    try {
      JwkSet keys =
          JwkSetReader.read(
              translated(answer), settings.maxKeys(), new JwkAdmission(now, withdrawn));
      if (keys.isEmpty()) {
        throw KeyFetchException.of(issuer, NO_USABLE_KEY, answer, keys.refusals());
      }
      return keys;
    } catch (JwkSetReader.UnreadableException e) {
      throw KeyFetchException.of(issuer, String.valueOf(e.getMessage()), answer);
    }
  }

  private byte[] translated(HttpAnswer answer) throws JwkSetReader.UnreadableException {
    try {
      return translation.apply(answer.body());
    } catch (RuntimeException e) {
      throw new JwkSetReader.UnreadableException(JwkSetReader.NOT_A_KEY_SET);
    }
  }
}
