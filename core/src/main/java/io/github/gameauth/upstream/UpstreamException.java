// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.upstream;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody we asked did not give an answer that can be used. That says nothing about the player: it
 * is an outage, a throttle, or a mistake in our own configuration.
 *
 * <p>The message names the host and the failure. It holds no path, query, header or body, and there
 * is no cause, whose message would not be ours to vouch for; so it may be logged.
 */
public final class UpstreamException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong. Stable codes, fit for metrics; new ones may be added. */
  public enum Failure {
    /** No connection came about: unknown host, refused, unreachable. */
    CONNECT,
    /** Too slow: the connection, a pause between two bytes, or the whole call. */
    TIMEOUT,
    /** The other side could not prove who it is, or speaks no TLS that we accept. */
    TLS,
    /** The host's address is one that may not be asked. */
    ADDRESS,
    /** The answer sends us elsewhere; we do not go. */
    REDIRECT,
    /** The answer is larger than allowed, measured after inflation. */
    TOO_LARGE,
    /** The answer is packed in a way that we did not offer to unpack. */
    ENCODING,
    /** Asked too often: status 429. */
    THROTTLED,
    /** The other side is ill: a status of 500 or above. */
    SERVER_ERROR,
    /** The connection broke, or what came over it is no HTTP. */
    IO,
    /** The calling thread was interrupted; its flag is still set. */
    INTERRUPTED,
    /** Our side was closed. */
    CLOSED;

    /** Whether the same question a moment later may well be answered. */
    boolean isPassing() {
      return this == CONNECT || this == TIMEOUT || this == SERVER_ERROR || this == IO;
    }
  }

  private final Failure failure;
  private final int status;
  // Not an Optional: exceptions are Serializable, and Optional is not.
  private final @Nullable Duration retryAfter;

  UpstreamException(
      Failure failure, int status, @Nullable Duration retryAfter, String host, String detail) {
    super(host + ": " + failure + (detail.isEmpty() ? "" : " (" + detail + ")"));
    this.failure = failure;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** What went wrong. */
  public Failure failure() {
    return failure;
  }

  /** The HTTP status, or 0 if none came. */
  public int status() {
    return status;
  }

  /**
   * How long the other side asked us to wait, between 1 second and 5 minutes; empty if it did not.
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
