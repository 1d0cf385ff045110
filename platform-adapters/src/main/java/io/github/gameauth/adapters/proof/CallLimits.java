// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.upstream.CircuitBreakerSettings;

/**
 * How much is asked of one platform at once, and when it is left alone.
 *
 * @param concurrentCalls how many calls to one platform may be under way; one more is throttled at
 *     once and does not wait. Defaults to 64: 100 logins a second at 200 ms are 20 under way, and
 *     the rest is for the seconds in which a platform is slow. 1 to 1000
 * @param breaker when asking stops because nobody answers
 */
public record CallLimits(int concurrentCalls, CircuitBreakerSettings breaker) {
  /** What suits most platforms. */
  public static final CallLimits DEFAULT = new CallLimits(64, CircuitBreakerSettings.DEFAULT);

  /** Checks the number. */
  public CallLimits {
    Require.between("concurrentCalls", concurrentCalls, 1, 1000);
  }

  /** Another number of calls at once. */
  public CallLimits concurrentCalls(int concurrentCalls) {
    return new CallLimits(concurrentCalls, breaker);
  }

  /** Another breaker. */
  public CallLimits breaker(CircuitBreakerSettings breaker) {
    return new CallLimits(concurrentCalls, breaker);
  }
}
