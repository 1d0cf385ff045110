// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static io.github.gameauth.live.LiveWorld.LIFE;
import static io.github.gameauth.live.LiveWorld.opened;
import static io.github.gameauth.live.LiveWorld.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCause;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.revocation.StalePolicy;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class SessionLeaseTest {
  private static final Duration NOTICE = LIFE.multipliedBy(8).dividedBy(10);

  private final LiveWorld world = new LiveWorld();
  private final ConnectionRegistry<String> registry = world.registry().build();

  @AfterEach
  void close() {
    registry.close();
    world.close();
  }

  private SessionLease<String> open() {
    return opened(registry.open("c1", "c1", world.player()));
  }

  private void pass(Duration time) {
    world.clock.advance(time);
  }

  private void assertTold(String... words) {
    assertEquals(List.of(words), world.told);
  }

  @Nested
  @DisplayName("In time")
  class InTime {
    @Test
    void saysWhoseItIsAndUntilWhen() {
      SessionLease<String> lease = open();

      assertEquals("c1", lease.connectionId());
      assertEquals("p-17", lease.subject());
      assertEquals(Optional.of("s-1"), lease.sessionId());
      assertEquals(TestIssuer.NAME, lease.issuer());
      assertEquals(Instant.parse("2030-01-01T12:10:00Z"), lease.expiresAt());
      assertTrue(lease.isLive());
      assertEquals("SessionLease(…)", lease.toString());
      assertEquals(List.of("opened"), world.events);
    }

    @Test
    void livesUntilTheMillisecondBeforeItsTokenEnds() {
      SessionLease<String> lease = open();

      pass(Duration.ofMillis(599_749));

      assertTrue(lease.isLive());
    }

    @Test
    void endsWhenItsTokenDoes() {
      SessionLease<String> lease = open();

      pass(Duration.ofMillis(599_750));

      assertFalse(lease.isLive());
      assertEquals(Optional.of(LeaseEnd.EXPIRED), lease.endedBy());
      assertTold("EXPIRED c1");
      assertEquals(List.of("opened", "ended EXPIRED"), world.events);
      assertEquals(0, registry.size());
    }

    @Test
    void givesNoticeOnceBeforeTheEnd() {
      open();
      Duration notice = Duration.ofMillis(599_750 * 8 / 10);

      pass(notice.minusMillis(1));
      assertTold();
      pass(Duration.ofMillis(100)); // a tick
      assertTold("soon c1");
      pass(Duration.ofSeconds(60));
      assertTold("soon c1");
      pass(Duration.ofSeconds(60));

      assertTold("soon c1", "EXPIRED c1");
    }

    @Test
    void givesNoticeAtTheShareThatWasAskedFor() {
      ConnectionRegistry<String> early = world.registry().noticeAt(0.1).build();
      opened(early.open("c1", "c1", world.player()));

      pass(Duration.ofMillis(59_975));

      assertTold("soon c1");
      early.close();
    }

    @Test
    void isNotProlongedByATimeOfDayThatGoesBack() {
      SessionLease<String> lease = open();

      world.clock.jumpWall(Duration.ofHours(-1));
      pass(LIFE);

      assertEquals(Optional.of(LeaseEnd.EXPIRED), lease.endedBy());
    }

    @Test
    void endsWhenTheTimeOfDayJumpsBeyondItsEnd() {
      SessionLease<String> lease = open();

      world.clock.jumpWall(LIFE);
      pass(Duration.ofMillis(100));

      assertEquals(Optional.of(LeaseEnd.EXPIRED), lease.endedBy());
      assertTold("EXPIRED c1");
    }

    @Test
    void endsEarlierByAsMuchAsTheTimeOfDayJumped() {
      SessionLease<String> lease = open();

      world.clock.jumpWall(Duration.ofMinutes(5));
      pass(Duration.ofMinutes(3).plusMillis(100));
      assertTold("soon c1");
      pass(Duration.ofMinutes(2));

      assertFalse(lease.isLive());
      assertTold("soon c1", "EXPIRED c1");
    }

    @Test
    void endsEarlierWhenAClockIsPutRightThatWasBehind() {
      world.clock.jumpWall(Duration.ofMinutes(-5));
      pass(Duration.ofMillis(100));
      SessionLease<String> lease =
          opened(registry.open("c1", "c1", world.player(), world.clock.instant().plusSeconds(900)));

      world.clock.jumpWall(Duration.ofMinutes(5));
      pass(Duration.ofMinutes(10));

      assertEquals(Optional.of(LeaseEnd.EXPIRED), lease.endedBy());
    }

    @Test
    void mayLastLongerThanItsTokenIfTheHostSaysSo() {
      Instant end = world.clock.instant().plus(Duration.ofHours(24));
      SessionLease<String> lease = opened(registry.open("c1", "c1", world.player(), end));

      pass(Duration.ofHours(24).minusMillis(1));
      assertTrue(lease.isLive());
      pass(Duration.ofMillis(100));

      assertFalse(lease.isLive());
    }
  }

  @Nested
  @DisplayName("When something is revoked")
  class Revoked {
    private void assertEnds(LeaseEnd why) {
      assertTold(why.code() + " c1");
      assertEquals(0, registry.size());
    }

    @Test
    void endsWithItsPlayer() {
      open();

      world.revoke(RevocationKind.SUBJECT, "p-17");

      assertEnds(LeaseEnd.REVOKED);
    }

    @Test
    void endsWithItsSession() {
      open();

      world.revoke(RevocationKind.SESSION, "s-1");

      assertEnds(LeaseEnd.REVOKED);
    }

    @Test
    void endsWithItsToken() {
      registry.open("c1", "c1", world.player(world.token().claim("jti", "t-1")));

      world.revoke(RevocationKind.TOKEN, "t-1");

      assertEnds(LeaseEnd.REVOKED);
    }

    @Test
    void endsWithItsKey() {
      open();

      world.revoke(RevocationKind.KEY, world.issuer.kid());

      assertEnds(LeaseEnd.REVOKED);
    }

    @Test
    void endsWithItsIssuer() {
      open();

      world.revoke(RevocationKind.ISSUER, TestIssuer.NAME);

      assertEnds(LeaseEnd.REVOKED);
    }

    @Test
    void saysThatAPlayerIsBanned() {
      open();

      world.revoke(
          Revocation.of(RevocationKind.SUBJECT, "p-17", world.later)
              .because(RevocationCause.BANNED));

      assertEnds(LeaseEnd.BANNED);
    }

    @Test
    void livesOnWhenOtherThingsAreRevoked() {
      SessionLease<String> lease = open();

      world.revoke(RevocationKind.SUBJECT, "s-1");
      world.revoke(RevocationKind.SUBJECT, "p-18");
      world.revoke(RevocationKind.SESSION, "p-17");
      world.revoke(RevocationKind.TOKEN, "p-17");
      world.revoke(RevocationKind.KEY, "p-17");
      world.revoke(RevocationKind.ISSUER, "https://other.example");

      assertTrue(lease.isLive());
    }

    @Test
    void isOfNoConcernToTheFeedOfAnotherIssuer() {
      try (LiveWorld other = new LiveWorld("https://other.example", StalePolicy.CONTINUE);
          ConnectionRegistry<String> both = world.registry().revocations(other.feed).build()) {
        SessionLease<String> ours = opened(both.open("c1", "c1", world.player()));
        SessionLease<String> theirs = opened(both.open("c2", "c2", other.player()));

        other.revoke(RevocationKind.SUBJECT, "p-17");
        other.revoke(RevocationKind.SESSION, "s-1");
        other.revoke(RevocationKind.KEY, world.issuer.kid());
        other.revoke(RevocationKind.ISSUER, TestIssuer.NAME);

        assertTrue(ours.isLive());
        assertFalse(theirs.isLive());
      }
    }

    @Test
    void endsIfItsEpochIsTooLow() {
      registry.open("c1", "c1", world.player(world.token().claim("sep", 6)));
      registry.open("c2", "c2", world.player(world.token().claim("sep", 7)));
      registry.open("c3", "c3", world.player());

      world.revoke(Revocation.beforeEpoch(RevocationKind.SUBJECT, "p-17", 7, world.later));

      assertEquals(List.of("REVOKED c1", "REVOKED c3"), world.told.stream().sorted().toList());
    }

    @Test
    void endsIfItsSessionBeganAtTheCutOffOrBefore() {
      long second = world.clock.instant().getEpochSecond();
      registry.open("c1", "c1", world.player(world.token().claim("auth_time", second - 100)));
      registry.open("c2", "c2", world.player(world.token().claim("auth_time", second - 99)));

      world.revoke(
          Revocation.upTo(
              RevocationKind.SUBJECT, "p-17", Instant.ofEpochSecond(second - 100), world.later));

      assertTold("REVOKED c1");
    }

    @Test
    void endsThoughItOutlivesItsToken() {
      Instant end = world.clock.instant().plus(Duration.ofHours(2));
      registry.open("c1", "c1", world.player(), end);
      pass(Duration.ofHours(1));
      world.told.clear();

      world.revoke(RevocationKind.SUBJECT, "p-17");

      assertTold("REVOKED c1");
    }

    @Test
    void endsThoughTheFeedIsTooOldToAnswerByNow() {
      try (LiveWorld strict = new LiveWorld(TestIssuer.NAME, StalePolicy.FAIL_CLOSED);
          ConnectionRegistry<String> connections = strict.registry().build()) {
        SessionLease<String> lease = opened(connections.open("c1", "c1", strict.player()));
        strict.learn(Revocation.of(RevocationKind.SUBJECT, "p-17", strict.later));
        strict.beginOutage();

        strict.clock.advance(Duration.ofMinutes(2)); // and only now it is told

        assertEquals(Optional.of(LeaseEnd.REVOKED), lease.endedBy());
      }
    }

    @Test
    void isRefusedIfTheFeedLearntOfItAfterTheCheckOfTheToken() {
      VerifiedPlayer player = world.player();
      world.learn(Revocation.of(RevocationKind.SESSION, "s-1", world.later));

      assertEquals(LeaseEnd.REVOKED, refused(registry.open("c1", "c1", player)));

      pass(Duration.ZERO); // the feed tells it, too
      assertTold();
      assertEquals(0, registry.size());
      assertEquals(List.of(), world.events);
    }

    @Test
    void isRefusedForLaterIfTheFeedCannotTell() {
      try (LiveWorld strict = new LiveWorld(TestIssuer.NAME, StalePolicy.FAIL_CLOSED);
          ConnectionRegistry<String> connections = strict.registry().build()) {
        strict.beginOutage();
        strict.clock.advance(Duration.ofMinutes(2));

        assertEquals(LeaseEnd.TRY_LATER, refused(connections.open("c1", "c1", strict.player())));
        assertEquals(0, connections.size());
      }
    }
  }

  @Nested
  @DisplayName("Renewed")
  class Renewed {
    private final SessionLease<String> lease = open();

    private VerifiedPlayer playerLater() {
      pass(NOTICE);
      world.told.clear();
      return world.player();
    }

    @Test
    void lastsAsLongAsTheNewerTokenAndGivesNoticeAnew() {
      VerifiedPlayer newer = playerLater();

      assertEquals(LeaseRenewal.RENEWED, lease.renew(newer));

      assertEquals(newer.expiresAt().orElseThrow(), lease.expiresAt());
      pass(NOTICE);
      assertTold("soon c1");
      pass(LIFE);
      assertTold("soon c1", "EXPIRED c1");
      assertEquals(List.of("opened", "renewed", "ended EXPIRED"), world.events);
    }

    @Test
    void givesNoticeOnceATermHoweverOften() {
      pass(Duration.ofMinutes(1));
      assertEquals(LeaseRenewal.RENEWED, lease.renew(world.player()));
      pass(Duration.ofMinutes(1));
      assertEquals(LeaseRenewal.RENEWED, lease.renew(world.player()));

      pass(NOTICE);
      pass(Duration.ofSeconds(1));

      assertTold("soon c1");
    }

    @Test
    void staysAsItIsForATokenThatEndsNoLater() {
      Instant end = lease.expiresAt();
      pass(Duration.ofMinutes(1));

      assertEquals(
          LeaseRenewal.UNCHANGED,
          lease.renew(world.player(world.token().expiresAt(end.minusSeconds(1)))));
      assertEquals(LeaseRenewal.UNCHANGED, lease.renew(world.player(world.token().expiresAt(end))));

      assertEquals(end, lease.expiresAt());
      assertFalse(LeaseRenewal.UNCHANGED.closes());
    }

    @Test
    void refusesAnotherPlayerSessionOrIssuer() {
      try (LiveWorld other = new LiveWorld("https://other.example", StalePolicy.CONTINUE)) {
        other.clock.advance(NOTICE);
        pass(NOTICE);
        Instant end = lease.expiresAt();

        assertEquals(LeaseRenewal.OTHER_PLAYER, lease.renew(world.player("p-18", "s-1")));
        assertEquals(LeaseRenewal.OTHER_PLAYER, lease.renew(world.player("p-17", "s-2")));
        assertEquals(
            LeaseRenewal.OTHER_PLAYER, lease.renew(world.player(world.token().without("sid"))));
        assertEquals(LeaseRenewal.OTHER_PLAYER, lease.renew(other.player()));

        assertEquals(end, lease.expiresAt());
        assertTrue(LeaseRenewal.OTHER_PLAYER.closes());
      }
    }

    @Test
    void refusesATokenThatWasIssuedBeforeItsOwn() {
      Instant issued = world.clock.instant();
      Instant end = issued.plus(LIFE).plusSeconds(60);

      assertEquals(
          LeaseRenewal.OLDER,
          lease.renew(world.player(world.token().issuedAt(issued.minusSeconds(1)).expiresAt(end))));
      assertEquals(
          LeaseRenewal.OLDER,
          lease.renew(world.player(world.token().without("iat").expiresAt(end))));
      assertEquals(
          LeaseRenewal.RENEWED,
          lease.renew(world.player(world.token().issuedAt(issued).expiresAt(end))));
    }

    @Test
    void refusesATokenWithTooLittleLife() {
      pass(NOTICE);
      Instant now = world.clock.instant();

      assertEquals(
          LeaseRenewal.TOO_SHORT,
          lease.renew(world.player(world.token().expiresAt(now.plusSeconds(4)))));
    }

    @Test
    void isNotBroughtBackToLife() {
      pass(LIFE);
      VerifiedPlayer newer = world.player();

      assertEquals(LeaseRenewal.ENDED, lease.renew(newer));
      assertEquals(LeaseRenewal.ENDED, lease.renew(world.player("p-18", "s-1")));

      assertTold("EXPIRED c1");
    }

    @Test
    void cannotOutrunTheWheel() {
      ConnectionRegistry<String> slow = world.registry().tick(Duration.ofSeconds(5)).build();
      SessionLease<String> late = opened(slow.open("c9", "c9", world.player()));
      pass(Duration.ofMinutes(9).plusSeconds(56)); // the wheel turns
      pass(Duration.ofMillis(3_750)); // its token ends, and the wheel does not turn
      world.told.clear();

      LeaseRenewal answer = late.renew(world.player());

      assertEquals(LeaseRenewal.ENDED, answer);
      assertEquals(Optional.of(LeaseEnd.EXPIRED), late.endedBy());
      slow.close();
    }

    @Test
    void followsTheNewerTokensKeyAndId() {
      String oldKey = world.issuer.kid();
      world.issuer.rotate();
      pass(NOTICE);
      assertEquals(
          LeaseRenewal.RENEWED, lease.renew(world.player(world.token().claim("jti", "t-new"))));
      world.told.clear();

      world.revoke(RevocationKind.KEY, oldKey);
      assertTrue(lease.isLive());
      world.revoke(RevocationKind.TOKEN, "t-new");

      assertTold("REVOKED c1");
    }

    @Test
    void endsIfTheNewerTokenWasRevokedSinceItsCheck() {
      pass(NOTICE);
      VerifiedPlayer newer = world.player(world.token().claim("jti", "t-new"));
      world.told.clear();
      world.learn(Revocation.of(RevocationKind.TOKEN, "t-new", world.later));

      assertEquals(LeaseRenewal.ENDED, lease.renew(newer));

      assertTold("REVOKED c1");
    }

    @Test
    void staysAsItIsWhileTheFeedCannotTell() {
      try (LiveWorld strict = new LiveWorld(TestIssuer.NAME, StalePolicy.FAIL_CLOSED);
          ConnectionRegistry<String> connections = strict.registry().build()) {
        SessionLease<String> kept = opened(connections.open("c1", "c1", strict.player()));
        Instant end = kept.expiresAt();
        strict.beginOutage();
        strict.clock.advance(Duration.ofMinutes(2));

        assertEquals(LeaseRenewal.UNDECIDED, kept.renew(strict.player()));

        assertTrue(kept.isLive());
        assertEquals(end, kept.expiresAt());
      }
    }
  }

  @Nested
  @DisplayName("Ended by hand")
  class ByHand {
    @Test
    void keepsTheFirstCause() {
      SessionLease<String> lease = open();

      lease.end(LeaseEnd.CLOSED);
      lease.end(LeaseEnd.KICKED);
      pass(LIFE);

      assertEquals(Optional.of(LeaseEnd.CLOSED), lease.endedBy());
      assertTold("CLOSED c1");
    }

    @Test
    void leavesItsNameToAnother() {
      open().end(LeaseEnd.CLOSED);

      assertTrue(open().isLive());
    }
  }
}
