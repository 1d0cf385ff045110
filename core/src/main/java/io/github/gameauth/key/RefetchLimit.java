// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.time.Duration;

/**
 * How often unknown key ids may cause a request. Of all requests to an issuer, the last two count,
 * whatever they were for: an unknown id waits until the one before last is a whole cooldown ago. So
 * no flood of made-up ids causes more than two in a cooldown; and since the second follows the
 * first soon, the next pair comes before a cooldown has passed since, and a real rotation hidden in
 * the flood is seen within one. A bucket that refills by one a cooldown would allow three around
 * its refill, and be later.
 *
 * <p>Asked by many threads; told by the one that has the flight.
 */
final class RefetchLimit {
  private record Attempts(long beforeLast, long last, long lastEnded) {}

  private final long cooldown;
  private final long pause;
  private volatile Attempts attempts;

  RefetchLimit(Duration cooldown, long now) {
    // A hundredth more, because requests that start a cooldown apart may arrive closer together.
    this.cooldown = cooldown.toNanos() + cooldown.toNanos() / 100;
    // Those who waited for an answer in vain shall not have the next request at once.
    this.pause = cooldown.toNanos() / 10;
    long never = now - 2 * this.cooldown;
    this.attempts = new Attempts(never, never, never);
  }

  /** How long an unknown id has to wait; zero or below: not at all. */
  long waitNanos(long now) {
    Attempts seen = attempts;
    return Math.max(cooldown - (now - seen.beforeLast), pause - (now - seen.lastEnded));
  }

  void begun(long now) {
    attempts = new Attempts(attempts.last, now, now);
  }

  void ended(long now) {
    attempts = new Attempts(attempts.beforeLast, attempts.last, now);
  }
}
