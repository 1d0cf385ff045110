// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.session.WwwAuthenticate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An answer that is not the one asked for. Thrown by whoever finds out, written by {@link Answers}
 * in the form that the path calls for. Holds nothing that the caller sent.
 */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, Object> members = new LinkedHashMap<>();
  private final transient Map<String, String> headers = new LinkedHashMap<>();
  private Optional<String> oauthError = Optional.empty();

  private Refusal(int status, String code, String detail) {
    super(detail, null, false, false); // an ordinary answer, and no stack trace for it
    this.status = status;
    this.code = code;
  }

  /**
   * A refusal.
   *
   * @param status the HTTP status
   * @param code what programs go by; never changes
   * @param detail what people read; says nothing that only the server should know
   */
  static Refusal of(int status, String code, String detail) {
    return new Refusal(status, code, detail);
  }

  static Refusal malformed(String detail) {
    return of(400, "malformed_request", detail);
  }

  static Refusal notFound() {
    return of(404, "not_found", "there is nothing here");
  }

  static Refusal unavailable(String code, Duration retryAfter) {
    return of(503, code, "nobody can tell right now").retryAfter(retryAfter);
  }

  static Refusal rateLimited(Duration retryAfter) {
    return of(429, "rate_limited", "too many requests").retryAfter(retryAfter);
  }

  /** RFC 6750 §3.1: the bearer token is missing or not good. */
  static Refusal bearer(String code, String detail) {
    return of(401, code, detail)
        .header(
            "WWW-Authenticate",
            WwwAuthenticate.bearer().error(WwwAuthenticate.Problem.INVALID_TOKEN).value());
  }

  /** The same with one more member, for programs. */
  Refusal with(String name, Object value) {
    members.put(name, value);
    return this;
  }

  Refusal header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** The same with when to come again, in whole seconds and never at once (RFC 9110 §10.2.3). */
  Refusal retryAfter(Duration wait) {
    return header("Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
  }

  /** The same with its {@code error} at OAuth endpoints (RFC 6749 §5.2). */
  Refusal oauth(String error) {
    this.oauthError = Optional.of(error);
    return this;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  Map<String, Object> members() {
    return members;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** The {@code error} at OAuth endpoints. */
  String oauthError() {
    return oauthError.orElse(
        switch (status) {
          case 403, 451 -> "access_denied";
          case 429, 503 -> "temporarily_unavailable";
          case 500 -> "server_error";
          default -> "invalid_request";
        });
  }
}
