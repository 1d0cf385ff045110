// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.srp;

import static io.github.gameauth.cognito.srp.SrpVectors.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock(Resources.LOCALE)
@ResourceLock(Resources.TIME_ZONE)
final class SrpTimestampTest {
  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  private static void writesAllVectors() {
    assertEquals(9, SrpVectors.all("timestamps").count());
    SrpVectors.all("timestamps")
        .forEach(
            vector ->
                assertEquals(
                    text(vector, "/TIMESTAMP"),
                    SrpTimestamp.of(
                        Instant.ofEpochSecond(vector.required("epoch_seconds").longValue()))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "und",
        "en-US",
        "en-GB",
        "en-AU",
        "en-CA",
        "de-DE",
        "tr-TR",
        "ar-EG-u-nu-arab",
        "ar-SA-u-ca-islamic-umalqura-nu-arab",
        "fa-IR-u-ca-persian-nu-arabext",
        "th-TH-u-ca-buddhist-nu-thai",
        "ja-JP-u-ca-japanese",
        "hi-IN-u-nu-deva"
      })
  void isEnglishWhereverItRuns(String language) {
    Locale.setDefault(Locale.forLanguageTag(language));
    Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag(language));

    writesAllVectors();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"UTC", "Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Dublin"})
  void isUtcWhereverItRuns(String name) {
    TimeZone.setDefault(TimeZone.getTimeZone(name));

    writesAllVectors();
  }

  @Test
  void cutsOffFractionsOfASecond() {
    assertEquals(
        "Fri Sep 5 03:04:05 UTC 2025", SrpTimestamp.of(Instant.parse("2025-09-05T03:04:05.999Z")));
  }
}
