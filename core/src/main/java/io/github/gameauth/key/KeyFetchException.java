// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import io.github.gameauth.upstream.HttpAnswer;
import io.github.gameauth.upstream.UpstreamException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key set could not be fetched, or what came is none that may be used. Its message names the
 * issuer and a code, and may be logged. There is no stack trace: it is made on a thread that nobody
 * waits on.
 */
public final class KeyFetchException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final int status;
  private final String contentType;
  private final ArrayList<JwkRefusal> refusals;
  // Not an Optional: exceptions are Serializable, and Optional is not.
  private final @Nullable Duration retryAfter;

  private KeyFetchException(
      String issuer,
      String code,
      int status,
      String contentType,
      List<JwkRefusal> refusals,
      @Nullable Duration retryAfter) {
    super(
        issuer + ": " + code + (status == 0 ? "" : " (status " + status + ")"), null, false, false);
    this.code = code;
    this.status = status;
    this.contentType = contentType;
    this.refusals = new ArrayList<>(refusals);
    this.retryAfter = retryAfter;
  }

  /** Nothing came, for a reason of our own. */
  static KeyFetchException of(String issuer, String code) {
    return new KeyFetchException(issuer, code, 0, "", List.of(), null);
  }

  static KeyFetchException of(String issuer, UpstreamException e) {
    return new KeyFetchException(
        issuer, e.failure().name(), e.status(), "", List.of(), e.retryAfter().orElse(null));
  }

  /** What came is no key set. */
  static KeyFetchException of(String issuer, String code, HttpAnswer answer) {
    return of(issuer, code, answer, List.of());
  }

  static KeyFetchException of(
      String issuer, String code, HttpAnswer answer, List<JwkRefusal> refusals) {
    return new KeyFetchException(
        issuer, code, answer.status(), Printable.clipped(answer.mediaType()), refusals, null);
  }

  /**
   * What went wrong: a stable code such as {@code TIMEOUT}, {@code STATUS}, {@code NOT_A_KEY_SET}
   * or {@code NO_USABLE_KEY}.
   */
  public String code() {
    return code;
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  List<JwkRefusal> refusals() {
    return refusals;
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
