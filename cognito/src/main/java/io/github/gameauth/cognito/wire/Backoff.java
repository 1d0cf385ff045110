// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import io.github.gameauth.cognito.service.RetrySettings;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to pause before the next try: full jitter, so that those who failed together do not come
 * back together.
 *
 * @param settings the bounds
 * @param random from 0 inclusive to 1 exclusive
 */
record Backoff(RetrySettings settings, DoubleSupplier random) {
  /** The pause after {@code tries} tries, the first of which counts as 1. */
  Duration after(int tries) {
    long base = settings.base().toNanos();
    long cap = settings.cap().toNanos();
    // At most nine doublings of at most ten seconds: no overflow.
    long ceiling = Math.min(cap, base << (tries - 1));
    return Duration.ofNanos((long) (random.getAsDouble() * ceiling));
  }
}
