// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.github.gameauth.live.Handshake;
import io.github.gameauth.session.WwwAuthenticate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an endpoint says.
 *
 * @param headers beyond those that every answer has
 */
record Answer(int status, Map<String, String> headers, byte[] body) {
  private static final String JSON = "application/json";

  /** An answer of another server, or of a document of the library. */
  static Answer of(int status, Map<String, String> headers, String body) {
    return new Answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  static Answer json(int status, Map<String, ?> members) {
    return of(
        status, Map.of("Content-Type", JSON, "Cache-Control", "no-store"), Json.text(members));
  }

  static Answer empty(int status) {
    return of(status, Map.of("Cache-Control", "no-store"), "");
  }

  /** A refusal: a stable code for programs. */
  static Answer refused(int status, String code) {
    return json(status, Map.of("error", code));
  }

  /** A request without a token, or with two. */
  static Answer refused(WwwAuthenticate challenge) {
    String code = challenge.error().orElse(WwwAuthenticate.Problem.INVALID_TOKEN).word();
    return refused(challenge.status(), code).with("WWW-Authenticate", challenge.value());
  }

  /** A refused hand-shake, before anything was upgraded. */
  static Answer refused(Handshake.Refused handshake) {
    Answer answer = refused(handshake.refusal().httpStatus(), handshake.clientText());
    return handshake
        .refusal()
        .challenge()
        .map(challenge -> answer.with("WWW-Authenticate", challenge))
        .orElse(answer);
  }

  /** Nobody can tell, or everybody is busy. */
  static Answer unavailable(Duration retryAfter) {
    return refused(503, "unavailable").retryAfter(retryAfter);
  }

  static Answer tooMany(Duration retryAfter) {
    return refused(429, "rate_limited").retryAfter(retryAfter);
  }

  private Answer retryAfter(Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    return with("Retry-After", Long.toString(seconds));
  }

  Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }
}
