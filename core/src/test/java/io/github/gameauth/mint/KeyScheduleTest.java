// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class KeyScheduleTest {
  private final KeySchedule weekly = KeySchedule.weekly();

  @Test
  void isWeeklyByDefault() {
    assertEquals(Duration.ofDays(7), weekly.signsFor());
    assertEquals(Duration.ofHours(25), weekly.publishAhead());
    assertEquals(Duration.ofHours(2), weekly.keepAfter());
    assertEquals(Duration.ofHours(1), weekly.longestLifetime());
  }

  @Test
  void cutsTimeIntoSlotsWithoutGaps() {
    Instant now = Instant.parse("2030-01-01T12:00:00Z");
    long slot = weekly.slotAt(now);

    assertEquals(slot, weekly.slotAt(weekly.startOf(slot)));
    assertEquals(slot - 1, weekly.slotAt(weekly.startOf(slot).minusMillis(1)));
    assertEquals(weekly.startOf(slot).plus(Duration.ofDays(7)), weekly.startOf(slot + 1));
    assertEquals(-1, weekly.slotAt(Instant.EPOCH.minusSeconds(1)));
  }

  @Test
  void publishesForAsLongAsOldKeySetsLive() {
    // 24 h 30 min in caches, 10 min until every server has seen the key, 1 min between the clocks.
    Duration least = Duration.ofHours(24).plusMinutes(41);

    assertEquals(least, weekly.publishAhead(least).publishAhead());
    refused(
        "publishAhead: PT24H40M59S (expected: PT24H41M to PT8784H)",
        () -> weekly.publishAhead(least.minusSeconds(1)));
  }

  @Test
  void keepsForAsLongAsTokensLive() {
    Duration least = Duration.ofMinutes(71);

    assertEquals(least, weekly.keepAfter(least).keepAfter());
    refused(
        "keepAfter: PT1H10M59S (expected: PT1H11M to PT8784H)",
        () -> weekly.keepAfter(least.minusSeconds(1)));
  }

  @Test
  void growsWithWhatItMustHold() {
    assertEquals(
        Duration.ofHours(24).plusMinutes(11),
        weekly.longestLifetime(Duration.ofHours(24)).keepAfter());
    assertEquals(
        Duration.ofHours(48).plusMinutes(11),
        weekly.longestCache(Duration.ofHours(48)).publishAhead());
    assertEquals(
        Duration.ofHours(25).plusMinutes(31), weekly.staleness(Duration.ofHours(1)).publishAhead());
    assertEquals(Duration.ofDays(1), weekly.signsFor(Duration.ofDays(1)).signsFor());
  }

  @Test
  void refusesNonsense() {
    refused(
        "signsFor: PT59M (expected: PT1H to PT8784H)",
        () -> weekly.signsFor(Duration.ofMinutes(59)));
    refused(
        "signsFor: PT1H0.5S (expected: whole seconds)",
        () -> weekly.signsFor(Duration.ofHours(1).plusMillis(500)));
    refused(
        "longestLifetime: PT59S (expected: PT1M to PT24H)",
        () -> weekly.longestLifetime(Duration.ofSeconds(59)));
    refused(
        "longestLifetime: PT24H1S (expected: PT1M to PT24H)",
        () -> weekly.longestLifetime(Duration.ofHours(24).plusSeconds(1)));
    refused(
        "staleness: PT1S (expected: PT2S to PT1H)", () -> weekly.staleness(Duration.ofSeconds(1)));
    refused(
        "clockSkew: PT6M (expected: PT0S to PT5M)",
        () ->
            new KeySchedule(
                Duration.ofDays(7),
                Duration.ofDays(2),
                Duration.ofDays(2),
                Duration.ofHours(1),
                Duration.ofHours(24),
                Duration.ofMinutes(10),
                Duration.ofMinutes(6)));
  }

  @Test
  void holdsTheUsualCaching() {
    assertTrue(JwksCaching.USUAL.longest().compareTo(weekly.longestCache()) <= 0);
  }

  private static void refused(String complaint, Executable call) {
    assertEquals(complaint, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
