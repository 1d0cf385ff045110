// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The latest time of day seen so far: a clock that is set back brings no session back to life. */
final class HighWater implements InstantSource {
  private final InstantSource source;
  private final AtomicReference<Instant> highest = new AtomicReference<>(Instant.MIN);

  HighWater(InstantSource source) {
    this.source = source;
  }

  @Override
  public Instant instant() {
    Instant now = source.instant();
    return highest.accumulateAndGet(now, HighWater::later);
  }

  static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}
