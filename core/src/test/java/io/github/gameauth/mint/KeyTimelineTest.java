// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Days are counted from the first of January 2030; slots are a day of 10 days each. */
final class KeyTimelineTest {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  private static final KeySchedule SCHEDULE = KeySchedule.weekly().signsFor(Duration.ofDays(10));
  private static final Instant FIRST_SLOT = SCHEDULE.startOf(SCHEDULE.slotAt(START));

  private static final Duration AHEAD = SCHEDULE.publishAhead();
  private static final Duration KEPT = SCHEDULE.keepAfter();
  private static final Duration MOMENT = Duration.ofMillis(1);

  @Test
  void hasNoSignerWithoutKeys() {
    assertEquals(Optional.empty(), KeyTimeline.of(SCHEDULE, List.of()).signerAt(START));
  }

  @Test
  void letsTheVeryFirstKeySignAtOnce() {
    KeyTimeline timeline = KeyTimeline.of(SCHEDULE, List.of(row(0, START)));

    assertEquals("k0", signer(timeline, START));
  }

  @Test
  void letsTheFirstKeySignForAClockThatIsBehind() {
    KeyTimeline timeline = KeyTimeline.of(SCHEDULE, List.of(row(0, START)));

    assertEquals("k0", signer(timeline, START.minusSeconds(30)));
  }

  @Test
  void changesKeysWhenTheSlotBegins() {
    KeyTimeline timeline =
        KeyTimeline.of(SCHEDULE, List.of(row(0, START), row(1, slot(1).minus(AHEAD))));

    assertEquals("k0", signer(timeline, slot(1).minus(MOMENT)));
    assertEquals("k1", signer(timeline, slot(1)));
  }

  @Test
  void letsThePreviousKeySignOnUntilALateOneHasBeenPublishedLongEnough() {
    Instant late = slot(1).plus(Duration.ofDays(3));
    KeyTimeline timeline = KeyTimeline.of(SCHEDULE, List.of(row(0, START), row(1, late)));

    assertEquals("k0", signer(timeline, late.plus(AHEAD).minus(MOMENT)));
    assertEquals("k1", signer(timeline, late.plus(AHEAD)));
  }

  @Test
  void keepsPublishingForAWhileAfterTheLastRealUse() {
    Instant late = slot(1).plus(Duration.ofDays(3));
    KeyTimeline timeline = KeyTimeline.of(SCHEDULE, List.of(row(0, START), row(1, late)));
    Instant dropped = late.plus(AHEAD).plus(KEPT);

    assertEquals(List.of("k0", "k1"), published(timeline, dropped.minus(MOMENT)));
    assertEquals(List.of("k1"), published(timeline, dropped));
  }

  @Test
  void neverDropsTheLastKey() {
    KeyTimeline timeline = KeyTimeline.of(SCHEDULE, List.of(row(0, START)));

    assertEquals(List.of("k0"), published(timeline, START.plus(Duration.ofDays(4000))));
    assertEquals("k0", signer(timeline, START.plus(Duration.ofDays(4000))));
  }

  @Test
  void handsOverAtOnceWhenTheSignerIsRevoked() {
    Instant revoked = slot(1).minus(Duration.ofHours(20));
    SigningKeyRow next = row(1, slot(1).minus(AHEAD));
    KeyTimeline timeline = KeyTimeline.of(SCHEDULE, List.of(row(0, START).revoked(revoked), next));

    assertEquals("k1", signer(timeline, revoked));
    assertEquals(List.of("k1"), published(timeline, revoked));
  }

  @Test
  void letsAKeyMadeInAnEmergencySignAtOnce() {
    Instant revoked = START.plus(Duration.ofDays(1));
    Instant made = revoked.plusSeconds(2);
    KeyTimeline timeline =
        KeyTimeline.of(SCHEDULE, List.of(row(0, START).revoked(revoked), row(1, made)));

    assertEquals("k1", signer(timeline, made));
  }

  @Test
  void hasNoSignerWhenAllAreRevoked() {
    KeyTimeline timeline = KeyTimeline.of(SCHEDULE, List.of(row(0, START).revoked(START)));

    assertEquals(Optional.empty(), timeline.signerAt(START));
    assertEquals(List.of(), published(timeline, START));
  }

  @Test
  void neverReturnsToAKeyThatWasFollowed() {
    Instant revoked = slot(1).plus(Duration.ofMinutes(5));
    KeyTimeline timeline =
        KeyTimeline.of(
            SCHEDULE, List.of(row(0, START), row(1, slot(1).minus(AHEAD)).revoked(revoked)));

    assertEquals(Optional.empty(), timeline.signerAt(revoked));
  }

  @Test
  void forgetsAKeyThatWasRevokedBeforeItSigned() {
    Instant revoked = slot(1).minus(Duration.ofHours(20));
    KeyTimeline timeline =
        KeyTimeline.of(
            SCHEDULE, List.of(row(0, START), row(1, slot(1).minus(AHEAD)).revoked(revoked)));

    assertEquals("k0", signer(timeline, slot(1).plus(Duration.ofDays(2))));
    assertEquals(List.of("k0"), published(timeline, slot(1).plus(Duration.ofDays(2))));
  }

  @Test
  void doesNotSignWithARevokedKeyEvenBeforeTheTimeOfItsRevocation() {
    Instant revoked = START.plus(Duration.ofDays(2));
    SigningKeyRow next = row(1, revoked);
    KeyTimeline timeline = KeyTimeline.of(SCHEDULE, List.of(row(0, START).revoked(revoked), next));

    assertEquals("k1", signer(timeline, revoked.minus(Duration.ofDays(1))));
  }

  @Test
  void doesNotMindTheOrderOfTheRows() {
    SigningKeyRow first = row(0, START);
    SigningKeyRow second = row(1, slot(1).minus(AHEAD));
    SigningKeyRow third = row(2, slot(2).minus(AHEAD));
    KeyTimeline timeline = KeyTimeline.of(SCHEDULE, List.of(third, first, second));

    assertEquals("k1", signer(timeline, slot(1)));
    assertEquals("k2", signer(timeline, slot(2)));
    assertEquals(List.of("k1", "k2"), published(timeline, slot(2)));
  }

  private static Instant slot(long number) {
    return FIRST_SLOT.plus(Duration.ofDays(10 * number));
  }

  private static SigningKeyRow row(long slot, Instant insertedAt) {
    return new SigningKeyRow(
        "https://id.mygame.example",
        Algorithm.ES256,
        slot,
        "k" + slot,
        "{}",
        Secret.of("sealed"),
        slot(slot),
        slot(slot + 1),
        insertedAt,
        Optional.empty());
  }

  private static String signer(KeyTimeline timeline, Instant at) {
    return timeline.signerAt(at).orElseThrow().keyId();
  }

  private static List<String> published(KeyTimeline timeline, Instant at) {
    return timeline.publishedAt(at).stream().map(SigningKeyRow::keyId).toList();
  }
}
