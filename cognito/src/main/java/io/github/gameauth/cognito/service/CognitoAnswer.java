// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.service;

import java.time.Duration;
import java.util.function.Function;

/**
 * How a call ended: done, refused, or nobody can tell. An outage or a throttle is never a refusal.
 *
 * @param <T> what the call gives
 */
public sealed interface CognitoAnswer<T> {
  /** Why nobody can tell. Stable codes, fit for metrics. */
  enum Cause {
    /** The service did not answer, or not sensibly; the call may or may not have had its effect. */
    OUTAGE,
    /** Asked too often, and refused before anything was done. */
    THROTTLED
  }

  /**
   * It was done.
   *
   * @param value what the call gives; for most, of no use to a log
   */
  record Done<T>(T value) implements CognitoAnswer<T> {}

  /**
   * The service said no; the same call again will not help.
   *
   * @param refusal why
   */
  record Refused<T>(Refusal refusal) implements CognitoAnswer<T> {}

  /**
   * Nobody can tell right now.
   *
   * @param cause why not
   * @param retryAfter when to ask again, or to look whether it was done
   */
  record Undecided<T>(Cause cause, Duration retryAfter) implements CognitoAnswer<T> {}

  /** The same answer with another value, if there is one. */
  default <R> CognitoAnswer<R> map(Function<? super T, ? extends R> change) {
    return then(value -> new Done<>(change.apply(value)));
  }

  /** What {@code next} makes of the value, if there is one; else the same answer. */
  default <R> CognitoAnswer<R> then(Function<? super T, ? extends CognitoAnswer<R>> next) {
    if (this instanceof Done<T> done) {
      return next.apply(done.value());
    }
    if (this instanceof Refused<T> refused) {
      return new Refused<>(refused.refusal());
    }
    Undecided<T> undecided = (Undecided<T>) this;
    return new Undecided<>(undecided.cause(), undecided.retryAfter());
  }

  /**
   * The value, for callers who like exceptions.
   *
   * @throws CognitoException if there is none, saying why
   */
  default T orElseThrow() throws CognitoException {
    if (this instanceof Done<T> done) {
      return done.value();
    }
    if (this instanceof Refused<T> refused) {
      throw CognitoException.refused(refused.refusal());
    }
    Undecided<T> undecided = (Undecided<T>) this;
    throw CognitoException.undecided(undecided.cause(), undecided.retryAfter());
  }
}
