// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.time.Duration;
import java.time.Instant;

/** A code that was sent and waits to be typed. */
final class PendingCode {
  private static final int MOST_WRONG = 5;

  private final String code;
  private final Instant end;
  private int wrong;

  PendingCode(String code, Instant now, Duration life) {
    this.code = code;
    this.end = now.plus(life);
  }

  /** Judges what was typed. */
  void check(String typed, Instant now) {
    if (wrong >= MOST_WRONG) {
      throw ServiceError.of(
          "TooManyFailedAttemptsException", "Too many failed attempts, please try again later.");
    }
    if (!now.isBefore(end)) {
      throw ServiceError.of(
          "ExpiredCodeException", "Invalid code provided, please request a code again.");
    }
    if (!code.equals(typed)) {
      wrong++;
      throw ServiceError.of(
          "CodeMismatchException", "Invalid verification code provided, please try again.");
    }
  }
}
