// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A complete answer: status, headers, and a body within the limit. What the status means is up to
 * the caller; redirections never come as an answer but as an {@link UpstreamException}, and neither
 * do 429 and 5xx, except from {@link JsonHttp#post}.
 *
 * <p>Safe to share. Prints its status and size and nothing else, since a body may hold a token.
 */
public final class HttpAnswer {
  private final int status;
  private final Headers headers;
  private final byte[] body;
  private final @Nullable Duration retryAfter;

  HttpAnswer(int status, Headers headers, byte[] body, @Nullable Duration retryAfter) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.retryAfter = retryAfter;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /**
   * The header of that name, whatever its case; several are joined by commas (RFC 9110 §5.2). Empty
   * if there is none.
   */
  public Optional<String> header(String name) {
    List<String> values = headers.values(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  /**
   * How long the other side asked us to wait, between 1 second and 5 minutes; empty if it did not.
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Type and subtype of the body in lower case, without parameters; empty if not said. */
  public String mediaType() {
    @Nullable String type = headers.get("Content-Type");
    if (type == null) {
      return "";
    }
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
  }

  /** A copy of the body, inflated. */
  public byte[] body() {
    return body.clone();
  }

  /** The body read as UTF-8. */
  public String bodyText() {
    return new String(body, UTF_8);
  }

  /** Status and size. */
  @Override
  public String toString() {
    return "HttpAnswer(" + status + ", " + body.length + " bytes)";
  }
}
