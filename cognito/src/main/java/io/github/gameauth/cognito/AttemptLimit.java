// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How often ids that nobody knows may cause a request: {@value #MOST} times in any ten seconds,
 * counted when they begin and not when they succeed. Takes no lock.
 */
final class AttemptLimit {
  static final int MOST = 8;
  static final Duration SPAN = Duration.ofSeconds(10);

  private final AtomicReference<long[]> begun; // the oldest first; replaced whole

  AttemptLimit(long now) {
    long[] never = new long[MOST];
    Arrays.fill(never, now - SPAN.toNanos());
    this.begun = new AtomicReference<>(never);
  }

  /** Zero if one may begin now, which is counted; otherwise after how many nanoseconds. */
  long begin(long now) {
    while (true) {
      long[] seen = Objects.requireNonNull(begun.get());
      long wait = SPAN.toNanos() - (now - seen[0]);
      if (wait > 0) {
        return wait;
      }
      long[] next = Arrays.copyOfRange(seen, 1, MOST + 1);
      next[MOST - 1] = now;
      if (begun.compareAndSet(seen, next)) {
        return 0;
      }
    }
  }
}
