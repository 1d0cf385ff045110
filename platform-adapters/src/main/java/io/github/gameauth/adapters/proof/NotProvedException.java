// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.platform.PlatformVerdict.Rejected;
import io.github.gameauth.platform.PlatformVerdict.Undecided;
import java.time.Duration;

/**
 * The way from wherever an adapter finds that a credential proves nothing, or that nobody can tell,
 * to the one place where it answers. It carries that answer, has no stack trace, and leaves no
 * adapter.
 *
 * <pre>{@code
 * try {
 *   return judged(api.ask(question(ticket)));
 * } catch (NotProvedException e) {
 *   return e.verdict();
 * }
 * }</pre>
 */
public final class NotProvedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** When to ask again after an outage, unless the platform said. */
  static final Duration AFTER_OUTAGE = Duration.ofSeconds(5);

  /** When to ask again after a throttle, unless the platform said. */
  static final Duration AFTER_THROTTLE = Duration.ofSeconds(1);

  /** Somebody has to mend something first. */
  static final Duration AFTER_MISCONFIGURATION = Duration.ofMinutes(1);

  // Never serialised: exceptions of this kind end within the adapter that threw them.
  private final transient PlatformVerdict verdict;

  private NotProvedException(PlatformVerdict verdict, String what) {
    super(what, null, false, false);
    this.verdict = verdict;
  }

  /** The credential proves nothing. */
  public static NotProvedException rejected(Reason reason) {
    return new NotProvedException(new Rejected(reason), reason.name());
  }

  /** Nobody can tell now. */
  public static NotProvedException undecided(Cause cause, Duration retryAfter) {
    return new NotProvedException(new Undecided(cause, retryAfter), cause.name());
  }

  /** The platform does not answer, or not sensibly. */
  public static NotProvedException outage() {
    return undecided(Cause.OUTAGE, AFTER_OUTAGE);
  }

  /** The credential is of a form that our settings have nothing for. */
  public static NotProvedException notConfigured() {
    return undecided(Cause.MISCONFIGURED, AFTER_MISCONFIGURATION);
  }

  /** What the adapter answers: never {@code Accepted}. */
  public PlatformVerdict verdict() {
    return verdict;
  }
}
