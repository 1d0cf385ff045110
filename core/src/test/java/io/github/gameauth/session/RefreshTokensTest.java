// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.GameId;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.revocation.RevocationStore;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.session.Examined.Reason;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.storage.memory.MemoryLimits;
import io.github.gameauth.store.StoreException;
import io.github.gameauth.testing.BreakableStore;
import io.github.gameauth.testing.StartGate;
import io.github.gameauth.testing.TestClock;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class RefreshTokensTest {
  private static final GameId GAME = new GameId("lostsky");
  private static final AccountId ACCOUNT = new AccountId("acc-0001");
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final InMemoryStores stores = new InMemoryStores(MemoryLimits.USUAL, clock);
  private final BreakableStore breakable = new BreakableStore();
  private final RefreshStore families =
      breakable.before(RefreshStore.class, stores.refreshFamilies());
  private final RevocationStore revocations =
      breakable.before(RevocationStore.class, stores.revocations());
  private final Heard heard = new Heard();
  private final RefreshTokens tokens = settings().build();

  private RefreshTokens.Builder settings() {
    return RefreshTokens.in(families)
        .revocations(revocations)
        .clock(clock)
        .listener(heard.listener());
  }

  @BeforeEach
  void anAccount() {
    stores
        .accounts()
        .findOrCreate(
            new ExternalIdentity(new Platform("steam"), "", "7"),
            Account.fresh(ACCOUNT, AccountKind.SHADOW, clock.instant()));
  }

  private Secret opened() {
    return opened(tokens);
  }

  private Secret opened(RefreshTokens by) {
    RefreshToken first = by.first();
    by.open(first, ACCOUNT, GAME, 0, clock.instant(), "{}");
    return first.text();
  }

  /** Rotates a token that has to be the current one. */
  private Secret rotated(Secret token) {
    Examined.Current current = assertInstanceOf(Examined.Current.class, tokens.examine(token));
    return assertInstanceOf(Examined.Current.class, tokens.rotate(current, "{}")).token().text();
  }

  private void assertRefused(Reason reason, Secret token) {
    Examined.Refused refused = assertInstanceOf(Examined.Refused.class, tokens.examine(token));
    assertEquals(reason, refused.reason());
  }

  private static FamilyId family(Secret token) {
    return RefreshToken.parse(token).orElseThrow().family();
  }

  private RefreshFamily row(Secret token) {
    return stores.refreshFamilies().find(family(token)).orElseThrow();
  }

  private List<Revocation> revoked() {
    return stores.revocations().since(RevocationCursor.START).revocations();
  }

  @Nested
  @DisplayName("The current token")
  class Current {
    @Test
    void isRotated() {
      Secret first = opened();

      Secret second = rotated(first);

      assertNotEquals(first, second);
      assertEquals(family(first), family(second));
      assertEquals(1, row(first).generation());
      assertInstanceOf(Examined.Current.class, tokens.examine(second));
    }

    @Test
    void isKeptAsAHashAlone() {
      Secret token = rotated(opened());
      RefreshToken parsed = RefreshToken.parse(token).orElseThrow();

      RefreshFamily row = row(token);

      String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(parsed.secret());
      assertEquals(parsed.hash(), row.currentHash());
      assertFalse((row.toString() + row.context() + row.sealedSuccessor()).contains(secret));
    }

    @Test
    void isRefusedUnderAnotherGeneration() {
      Secret token = opened();
      Secret altered = withGeneration(token, 1);

      assertRefused(Reason.ALTERED, altered);
      assertInstanceOf(Examined.Current.class, tokens.examine(token));
    }

    @Test
    void isRefusedWhenTheAccountWasLoggedOutInBetween() {
      Examined.Current read = assertInstanceOf(Examined.Current.class, tokens.examine(opened()));

      stores.accounts().raiseEpoch(ACCOUNT, clock.instant(), clock.instant().plusSeconds(60));

      assertEquals(new Examined.Refused(Reason.ACCOUNT), tokens.rotate(read, "{}"));
    }

    @Test
    void isRefusedWhenTheAccountWasBannedInBetween() {
      Examined.Current read = assertInstanceOf(Examined.Current.class, tokens.examine(opened()));

      stores
          .accounts()
          .ban(ACCOUNT, Ban.forever("cheating"), clock.instant(), clock.instant().plusSeconds(60));

      assertEquals(new Examined.Refused(Reason.ACCOUNT), tokens.rotate(read, "{}"));
    }

    @Test
    void isRefusedWhenTheSessionWasClosedInBetween() {
      Secret token = opened();
      Examined.Current read = assertInstanceOf(Examined.Current.class, tokens.examine(token));

      tokens.close(token);

      assertEquals(new Examined.Refused(Reason.REVOKED), tokens.rotate(read, "{}"));
    }

    @Test
    void isRefusedWhenItsFamilyVanishedInBetween() {
      Secret token = opened();
      Examined.Current read = assertInstanceOf(Examined.Current.class, tokens.examine(token));

      clock.advance(Duration.ofDays(100));
      stores.refreshFamilies().purge(clock.instant(), 10);

      assertEquals(new Examined.Refused(Reason.UNKNOWN), tokens.rotate(read, "{}"));
    }
  }

  private static Secret withGeneration(Secret token, int generation) {
    RefreshToken parsed = RefreshToken.parse(token).orElseThrow();
    byte[] parts =
        ByteBuffer.allocate(52)
            .put(parsed.familyBytes())
            .putInt(generation)
            .put(parsed.secret())
            .array();
    return Secret.of("gr1." + Base64.getUrlEncoder().withoutPadding().encodeToString(parts));
  }

  private static Secret withSecret(Secret token, byte[] secret) {
    RefreshToken parsed = RefreshToken.parse(token).orElseThrow();
    byte[] parts =
        ByteBuffer.allocate(52)
            .put(parsed.familyBytes())
            .putInt(parsed.generation())
            .put(secret)
            .array();
    return Secret.of("gr1." + Base64.getUrlEncoder().withoutPadding().encodeToString(parts));
  }

  @Nested
  @DisplayName("The token before it")
  class Previous {
    @Test
    void getsTheSameSuccessorWithinTheGrace() {
      Secret first = opened();
      Secret second = rotated(first);
      RefreshFamily before = row(first);
      clock.advance(GRACE.minusMillis(1));

      Examined.Repeated repeated = assertInstanceOf(Examined.Repeated.class, tokens.examine(first));

      assertEquals(second, repeated.successor().text());
      assertEquals(before, row(first));
    }

    @Test
    void endsTheFamilyAfterTheGrace() {
      Secret first = opened();
      Secret second = rotated(first);
      clock.advance(GRACE);

      assertRefused(Reason.REUSED, first);
      assertRefused(Reason.REVOKED, second);
    }

    @Test
    void endsTheFamilyOnceItsSuccessorWasUsed() {
      Secret first = opened();
      Secret third = rotated(rotated(first));

      assertRefused(Reason.REUSED, first);
      assertRefused(Reason.REVOKED, third);
    }

    @Test
    void getsNothingOnceTheFamilyIsDead() {
      Secret first = opened();
      Secret second = rotated(first);

      tokens.close(second);

      assertRefused(Reason.REVOKED, first);
      assertRefused(Reason.REVOKED, second);
    }

    @Test
    void isRefusedUnderAnotherGeneration() {
      Secret first = opened();
      rotated(first);

      assertRefused(Reason.ALTERED, withGeneration(first, 5));
      assertInstanceOf(Examined.Repeated.class, tokens.examine(first));
    }

    @Test
    void getsNothingFromARowThatWasChanged() {
      Secret first = opened();
      Secret second = rotated(first);
      // What was sealed for another family: somebody restored half of a backup.
      Secret other = opened();
      rotated(other);
      String foreign = row(other).sealedSuccessor().orElseThrow();
      RefreshFamily row = row(first);
      RefreshTokens changed =
          RefreshTokens.in(answering(withSealed(row, Optional.of(foreign))))
              .revocations(revocations)
              .clock(clock)
              .build();
      RefreshTokens cut =
          RefreshTokens.in(answering(withSealed(row, Optional.empty())))
              .revocations(revocations)
              .clock(clock)
              .build();

      assertEquals(new Examined.Refused(Reason.UNREADABLE), changed.examine(first));
      assertEquals(new Examined.Refused(Reason.UNREADABLE), cut.examine(first));
      // The session goes on for who has the successor.
      assertInstanceOf(Examined.Current.class, tokens.examine(second));
      assertEquals(List.of(), revoked());
    }

    private RefreshStore answering(RefreshFamily row) {
      return (RefreshStore)
          Proxy.newProxyInstance(
              RefreshStore.class.getClassLoader(),
              new Class<?>[] {RefreshStore.class},
              (proxy, method, arguments) -> {
                assertEquals("find", method.getName());
                return Optional.of(row);
              });
    }

    private RefreshFamily withSealed(RefreshFamily row, Optional<String> sealed) {
      return new RefreshFamily(
          row.id(),
          row.account(),
          row.game(),
          row.sessionEpoch(),
          row.generation(),
          row.currentHash(),
          row.previousHash(),
          sealed,
          row.rotatedAt(),
          row.authTime(),
          row.idleExpiresAt(),
          row.expiresAt(),
          row.revokedAt(),
          row.revokeReason(),
          row.context());
    }

    @Test
    void hasNoGraceIfThereIsNone() {
      RefreshTokens strict = settings().grace(Duration.ZERO).build();
      Secret first = opened(strict);
      rotated(first);

      assertEquals(new Examined.Refused(Reason.REUSED), strict.examine(first));
    }
  }

  @Nested
  @DisplayName("A token that was used before")
  class Reused {
    @Test
    void endsTheFamilyThenTheSessionThenTellsOfIt() {
      Secret first = opened();
      rotated(first);
      clock.advance(GRACE);

      tokens.examine(first);

      List<String> steps = breakable.asked();
      assertEquals(List.of("revoke", "append"), steps.subList(steps.size() - 2, steps.size()));
      assertEquals(Optional.of("reused"), row(first).revokeReason());
      assertEquals(
          List.of(
              Revocation.of(
                  RevocationKind.SESSION,
                  SessionIds.of(family(first)),
                  clock.instant().plus(Duration.ofHours(24)).plus(Duration.ofMinutes(5)))),
          revoked());
      assertEquals(
          List.of("refreshTokenReused(" + SessionIds.start(family(first)) + ")"), heard.events());
    }

    @Test
    void isTheSameWhicheverOfTwoHoldersComesFirst() {
      for (boolean thiefFirst : List.of(true, false)) {
        Secret stolen = opened();
        Secret theirs = rotated(stolen);
        if (thiefFirst) {
          theirs = rotated(theirs);
        }
        clock.advance(GRACE);

        assertRefused(Reason.REUSED, stolen);
        assertRefused(Reason.REVOKED, theirs);
      }
    }

    @Test
    void mayBeOneThatNeverWas() {
      Secret token = opened();

      assertRefused(Reason.REUSED, withSecret(token, new SecretGenerator().bytes(32)));
      assertRefused(Reason.REVOKED, token);
    }

    @Test
    void isToldOnce() {
      Secret first = opened();
      rotated(first);
      clock.advance(GRACE);

      tokens.examine(first);
      tokens.examine(first);

      assertEquals(1, heard.events().size());
    }

    @Test
    void hasItsRevocationSaidAgainAfterTheStoreFailedInBetween() {
      Secret first = opened();
      rotated(first);
      clock.advance(GRACE);
      breakable.breakDown("append");
      assertThrows(StoreException.class, () -> tokens.examine(first));
      assertTrue(row(first).revokedAt().isPresent());
      assertEquals(List.of(), revoked());

      breakable.mend();
      assertRefused(Reason.REVOKED, first);

      assertEquals(1, revoked().size());
    }

    @Test
    void doesNotFillTheStoreForEver() {
      Secret first = opened();
      rotated(first);
      clock.advance(GRACE);
      tokens.examine(first);
      clock.advance(Duration.ofMinutes(5));
      int before = breakable.asked("append");

      tokens.examine(first);

      assertEquals(before, breakable.asked("append"));
    }
  }

  @Nested
  @DisplayName("Anything else")
  class Else {
    @Test
    void isRefusedWithoutAskingTheStore() {
      for (String text : List.of("x", "eyJhbGciOiJSUzI1NiJ9.e30.AAAA", "gr1." + "A".repeat(69))) {
        assertRefused(Reason.MALFORMED, Secret.of(text));
      }

      assertEquals(List.of(), breakable.asked());
    }

    @Test
    void isUnknown() {
      assertRefused(Reason.UNKNOWN, RefreshToken.first(new SecretGenerator()).text());
    }
  }

  @Nested
  @DisplayName("Time")
  class Time {
    @Test
    void endsATokenThatIsNotUsed() {
      Secret token = opened();
      clock.advance(Duration.ofDays(14).minusMillis(1));
      assertInstanceOf(Examined.Current.class, tokens.examine(token));

      clock.advance(Duration.ofMillis(1));

      assertInstanceOf(Examined.Idle.class, tokens.examine(token));
    }

    @Test
    void endsAFamilyHoweverOftenItIsUsed() {
      Secret token = opened();
      for (int i = 0; i < 5; i++) {
        clock.advance(Duration.ofDays(11));
        token = rotated(token);
      }
      clock.advance(Duration.ofDays(5).minusMillis(1));
      assertInstanceOf(Examined.Current.class, tokens.examine(token));

      clock.advance(Duration.ofMillis(1));

      assertRefused(Reason.EXPIRED, token);
      assertEquals(row(token).expiresAt(), row(token).idleExpiresAt());
    }

    @Test
    void thatGoesBackBringsNothingBack() {
      Secret first = opened();
      Secret idle = opened();
      rotated(first);
      clock.advance(GRACE);
      clock.advance(Duration.ofDays(14));
      assertInstanceOf(Examined.Idle.class, tokens.examine(idle));

      clock.jumpWall(Duration.ofDays(-14).minusMinutes(1));

      assertInstanceOf(Examined.Idle.class, tokens.examine(idle));
      assertFalse(tokens.examine(first) instanceof Examined.Repeated);
    }

    @Test
    void ofAnotherServerThatIsAheadCounts() {
      Secret first = opened();
      clock.advance(Duration.ofMinutes(10));
      Secret second = rotated(first); // by a server that is ten minutes ahead
      clock.jumpWall(Duration.ofMinutes(-10));
      RefreshTokens behind = settings().build();

      Examined.Current current = assertInstanceOf(Examined.Current.class, behind.examine(second));
      behind.rotate(current, "{}");

      Instant ahead = clock.instant().plus(Duration.ofMinutes(10));
      assertEquals(Optional.of(ahead), row(first).rotatedAt());
    }
  }

  @Nested
  @DisplayName("A family that went unused for too long")
  class Idle {
    private Examined.Idle idle(Secret token) {
      return assertInstanceOf(Examined.Idle.class, tokens.examine(token));
    }

    @Test
    void goesOnOnceAndEndsWhenItWouldHave() {
      Secret token = opened();
      clock.advance(Duration.ofDays(14));
      Examined.Idle idle = idle(token);
      RefreshToken one = tokens.first();
      RefreshToken other = tokens.first();

      assertTrue(tokens.renew(idle, one, "{}"));
      assertFalse(tokens.renew(idle, other, "{}"));

      assertEquals(row(token).expiresAt(), row(one.text()).expiresAt());
      assertEquals(row(token).authTime(), row(one.text()).authTime());
      assertRefused(Reason.REVOKED, token);
      assertRefused(Reason.UNKNOWN, other.text());
    }

    @Test
    void isForTheCurrentTokenAlone() {
      Secret first = opened();
      rotated(first);
      clock.advance(Duration.ofDays(14));

      assertRefused(Reason.EXPIRED, first);
    }
  }

  @Nested
  @DisplayName("Closing")
  class Closing {
    @Test
    void endsTheFamilyAndTheSession() {
      Secret token = opened();

      assertTrue(tokens.close(token));

      assertRefused(Reason.REVOKED, token);
      assertEquals(Optional.of("closed"), row(token).revokeReason());
      assertEquals(SessionIds.of(family(token)), revoked().get(0).target());
      assertFalse(tokens.close(token));
    }

    @Test
    void takesTheTokenBeforeHoweverOld() {
      Secret first = opened();
      rotated(first);
      clock.advance(Duration.ofHours(1));

      assertTrue(tokens.close(first));

      assertEquals(Optional.of("closed"), row(first).revokeReason());
      assertEquals(List.of(), heard.events());
    }

    @Test
    void takesAnOlderOneForStolen() {
      Secret first = opened();
      rotated(rotated(first));

      assertTrue(tokens.close(first));

      assertEquals(Optional.of("reused"), row(first).revokeReason());
      assertEquals(1, heard.events().size());
    }

    @Test
    void findsNothingInGarbage() {
      assertFalse(tokens.close(Secret.of("x")));
      assertFalse(tokens.close(RefreshToken.first(new SecretGenerator()).text()));
    }
  }

  @Test
  void hasOneWinnerAndOneSuccessorForAllWhoComeAtOnce() throws Exception {
    for (int round = 0; round < 60; round++) {
      Secret token = opened();

      List<Examined> outcomes =
          StartGate.together(
              16,
              i ->
                  () -> {
                    Examined examined = tokens.examine(token);
                    return examined instanceof Examined.Current current
                        ? tokens.rotate(current, "{}")
                        : examined;
                  });

      Secret successor = null;
      int rotations = 0;
      for (Examined outcome : outcomes) {
        RefreshToken next;
        if (outcome instanceof Examined.Current current) {
          rotations++;
          next = current.token();
        } else {
          next = assertInstanceOf(Examined.Repeated.class, outcome).successor();
        }
        successor = successor == null ? next.text() : successor;
        assertEquals(successor, next.text());
      }
      assertEquals(1, rotations);
      assertEquals(1, row(token).generation());
    }
  }

  @Nested
  @DisplayName("Settings")
  class Settings {
    @Test
    void wantToKnowWhereRevocationsGo() {
      assertThrows(IllegalStateException.class, RefreshTokens.in(families)::build);
    }

    @Test
    void haveRanges() {
      RefreshTokens.Builder any = settings();

      settings().grace(Duration.ofSeconds(60)).build();
      assertThrows(
          IllegalArgumentException.class, () -> any.grace(Duration.ofSeconds(60).plusMillis(1)));
      assertThrows(IllegalArgumentException.class, () -> any.grace(Duration.ofMillis(-1)));
      assertThrows(IllegalArgumentException.class, () -> any.idle(Duration.ZERO));
      assertThrows(IllegalArgumentException.class, () -> any.absolute(Duration.ofDays(367)));
      assertThrows(IllegalArgumentException.class, () -> any.longestToken(Duration.ZERO));
      assertEquals(
          "idle: PT240H (expected: PT0S to PT120H)",
          assertThrows(
                  IllegalArgumentException.class,
                  settings().idle(Duration.ofDays(10)).absolute(Duration.ofDays(5))::build)
              .getMessage());
    }
  }
}
