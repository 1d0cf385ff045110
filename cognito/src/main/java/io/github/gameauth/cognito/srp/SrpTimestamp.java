// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.srp;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Writes a moment as Cognito wants it signed: {@code Wed May 7 00:09:40 UTC 2025}, in English and
 * UTC, the day without a leading zero.
 *
 * <p>By hand: formatters ask the locale for names, digits and calendars, and even English ones
 * disagree about September. A text that is off by a zero reads as a wrong password.
 */
public final class SrpTimestamp {
  private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  private SrpTimestamp() {}

  /** The text for a moment, to the second. Make it once per proof. */
  public static String of(Instant moment) {
    OffsetDateTime utc = moment.atOffset(ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(28);
    text.append(DAYS[utc.getDayOfWeek().getValue() - 1]).append(' ');
    text.append(MONTHS[utc.getMonthValue() - 1]).append(' ');
    text.append(utc.getDayOfMonth()).append(' ');
    twoDigits(text, utc.getHour()).append(':');
    twoDigits(text, utc.getMinute()).append(':');
    twoDigits(text, utc.getSecond()).append(" UTC ");
    return text.append(utc.getYear()).toString();
  }

  private static StringBuilder twoDigits(StringBuilder text, int number) {
    return text.append(number < 10 ? "0" : "").append(number);
  }
}
