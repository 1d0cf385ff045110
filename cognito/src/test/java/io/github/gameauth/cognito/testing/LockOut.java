// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.time.Duration;
import java.time.Instant;

/** Five wrong passwords lock a user for a second, each further one for twice as long. */
final class LockOut {
  private static final int FREE_TRIES = 5;
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private int failures;
  private Instant lastFailure = Instant.MIN;
  private Instant until = Instant.MIN;

  /** Refuses while the lock holds; such an attempt does not count. */
  void check(Instant now) {
    if (now.isBefore(until)) {
      throw ServiceError.notAuthorized("Password attempts exceeded");
    }
  }

  void failed(Instant now) {
    if (lastFailure.isBefore(now.minus(LONGEST))) {
      failures = 0;
    }
    lastFailure = now;
    failures++;
    if (failures >= FREE_TRIES) {
      long seconds = 1L << Math.min(failures - FREE_TRIES, 10);
      Duration lock = Duration.ofSeconds(seconds);
      until = now.plus(lock.compareTo(LONGEST) < 0 ? lock : LONGEST);
    }
  }

  void succeeded() {
    failures = 0;
  }

  void lock(Instant end) {
    until = end;
  }
}
