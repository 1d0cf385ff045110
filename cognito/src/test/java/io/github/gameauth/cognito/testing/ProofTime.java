// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.text.ParsePosition;
import java.text.SimpleDateFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.TimeZone;

/**
 * The time in a proof. The service reads it leniently, then signs what it would have written
 * itself: a day with a zero in front, or a wrong weekday, is read well and fails the proof.
 */
final class ProofTime {
  static final Duration TOLERATED_SKEW = Duration.ofMinutes(5);

  private static final String FORM = "EEE MMM d HH:mm:ss z yyyy";

  private ProofTime() {}

  /**
   * The text that the service signs.
   *
   * @throws ServiceError if it cannot be read, or is too far from {@code now}
   */
  static String canonical(String timestamp, Instant now) {
    SimpleDateFormat form = new SimpleDateFormat(FORM, Locale.ENGLISH);
    form.setTimeZone(TimeZone.getTimeZone("UTC"));
    ParsePosition position = new ParsePosition(0);
    Date time = form.parse(timestamp, position);
    if (time == null || position.getIndex() != timestamp.length()) {
      throw ServiceError.invalidParameter("TIMESTAMP format should be " + FORM + " in english");
    }
    if (Duration.between(time.toInstant(), now).abs().compareTo(TOLERATED_SKEW) > 0) {
      throw ServiceError.wrongCredentials();
    }
    // A zone that the text brought along would otherwise stay in the form.
    form.setTimeZone(TimeZone.getTimeZone("UTC"));
    return form.format(time);
  }
}
