// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.verify.Verification.Accepted;
import io.github.gameauth.verify.Verification.Rejected;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Tells of verifications that took long. Where nobody listens, the clock is not even read. */
final class Pace {
  private final AuthListener listener;
  private final LongSupplier ticker;
  private final long slowNanos; // 0 if nobody wants to know

  Pace(VerifierBuilder settings) {
    this.listener = settings.listener;
    this.ticker = settings.ticker;
    this.slowNanos = listener == AuthListener.NONE ? 0 : settings.slowAfter.toNanos();
  }

  long begin() {
    return slowNanos == 0 ? 0 : ticker.getAsLong();
  }

  /** Gives the verdict back, and tells if it was long in coming. */
  Verification ended(long begun, Suspect suspect, Verification verdict) {
    if (slowNanos != 0) {
      long took = ticker.getAsLong() - begun;
      if (took > slowNanos) {
        listener.verificationWasSlow(suspect.issuer(), outcome(verdict), Duration.ofNanos(took));
      }
    }
    return verdict;
  }

  private static String outcome(Verification verdict) {
    if (verdict instanceof Rejected rejected) {
      return rejected.rejection().code();
    }
    return verdict instanceof Accepted ? "ACCEPTED" : "UNDECIDED";
  }
}
