// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.service;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call was not done: it was refused, or nobody can tell. The message holds codes and the
 * request's id and no text of the service's or a trigger's; so it may be logged.
 *
 * <p>Does not keep what it holds when it is serialised, its message aside.
 */
public final class CognitoException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Refusal refusal;
  private final CognitoAnswer.@Nullable Cause undecided;
  private final @Nullable Duration retryAfter;

  private CognitoException(
      String message,
      @Nullable Refusal refusal,
      CognitoAnswer.@Nullable Cause undecided,
      @Nullable Duration retryAfter) {
    super(message);
    this.refusal = refusal;
    this.undecided = undecided;
    this.retryAfter = retryAfter;
  }

  /** For a call that was refused. */
  public static CognitoException refused(Refusal refusal) {
    return new CognitoException("refused: " + refusal, refusal, null, null);
  }

  /** For a call of which nobody can tell. */
  public static CognitoException undecided(CognitoAnswer.Cause cause, Duration retryAfter) {
    return new CognitoException(
        "undecided: " + cause + ", retry after " + retryAfter, null, cause, retryAfter);
  }

  /** Why it was refused; empty if it was not. */
  public Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** Why nobody can tell; empty if it was refused. */
  public Optional<CognitoAnswer.Cause> undecided() {
    return Optional.ofNullable(undecided);
  }

  /** When to ask again; empty if it was refused. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
