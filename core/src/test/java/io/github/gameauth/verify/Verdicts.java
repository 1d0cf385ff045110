// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.verify.Verification.Accepted;
import io.github.gameauth.verify.Verification.Rejected;
import io.github.gameauth.verify.Verification.Undecided;
import java.time.Duration;
import org.junit.jupiter.api.function.Executable;

/** What tests say about outcomes. */
final class Verdicts {
  private Verdicts() {}

  static VerifiedPlayer assertAccepted(Verification verdict) {
    return assertInstanceOf(Accepted.class, verdict, () -> code(verdict)).player();
  }

  static void assertRejected(String code, Verification verdict) {
    assertEquals(code, code(verdict));
  }

  static Duration assertUndecided(Verification verdict) {
    return assertInstanceOf(Undecided.class, verdict, () -> code(verdict)).retryAfter();
  }

  /** A mistake in setting us up is complained about in exactly these words. */
  static void assertComplaint(String complaint, Executable mistake) {
    RuntimeException thrown = assertThrows(RuntimeException.class, mistake);
    assertTrue(
        thrown instanceof IllegalArgumentException || thrown instanceof IllegalStateException,
        thrown::toString);
    assertEquals(complaint, thrown.getMessage());
  }

  /** {@code ACCEPTED}, {@code UNDECIDED}, or the code of the rejection. */
  static String code(Verification verdict) {
    if (verdict instanceof Rejected rejected) {
      return rejected.rejection().code();
    }
    return verdict instanceof Accepted ? "ACCEPTED" : "UNDECIDED";
  }
}
