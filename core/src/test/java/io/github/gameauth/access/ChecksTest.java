// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.access.AccessAnswer.Granted;
import io.github.gameauth.access.AccessAnswer.Refused;
import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.account.Ban;
import io.github.gameauth.testing.TestClock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checks that come with the library. */
final class ChecksTest {
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final Instant now = clock.instant();

  @Nested
  @DisplayName("The ban check")
  class Bans {
    private AccessAnswer answer(AccountStatus status, Optional<Ban> ban) {
      return BanCheck.at(clock).check(Requests.of(status, ban));
    }

    @Test
    void letsAnAccountInThatIsInUse() {
      assertEquals(Granted.NOTHING_MORE, answer(AccountStatus.ACTIVE, Optional.empty()));
    }

    @Test
    void keepsABannedAccountOutUntilTheMillisecondTheBanEnds() {
      Ban longer = Ban.until(now.plusMillis(1), "cheating");
      Ban past = Ban.until(now, "cheating");

      assertEquals(
          new Refused(
              new AccessRefusal(
                  Code.ACCOUNT_SUSPENDED, Optional.of(now.plusMillis(1)), Optional.of("cheating"))),
          answer(AccountStatus.ACTIVE, Optional.of(longer)));
      assertEquals(Granted.NOTHING_MORE, answer(AccountStatus.ACTIVE, Optional.of(past)));
    }

    @Test
    void saysOfABanWithoutEndNoEnd() {
      assertEquals(
          new Refused(
              new AccessRefusal(Code.ACCOUNT_SUSPENDED, Optional.empty(), Optional.of("fraud"))),
          answer(AccountStatus.ACTIVE, Optional.of(Ban.forever("fraud"))));
    }

    @ParameterizedTest
    @EnumSource(value = AccountStatus.class, mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
    void keepsOutWhatIsNoLongerInUse(AccountStatus status) {
      assertEquals(
          new Refused(AccessRefusal.of(Code.ACCOUNT_SUSPENDED)), answer(status, Optional.empty()));
    }
  }

  @Nested
  @DisplayName("The moderation check")
  class Moderation {
    @Test
    void refusesByTheWordOfTheHook() {
      ModerationCheck check =
          ModerationCheck.asking("chat", request -> Optional.of(Ban.until(now, "slurs")));

      assertEquals(
          new Refused(new AccessRefusal(Code.MODERATED, Optional.of(now), Optional.of("slurs"))),
          check.check(Requests.of("a")));
    }

    @Test
    void letsInOfWhomTheHookSaysNothing() {
      assertEquals(
          Granted.NOTHING_MORE,
          ModerationCheck.asking("chat", request -> Optional.empty()).check(Requests.of("a")));
    }
  }

  @Nested
  @DisplayName("The entitlement check")
  class Entitlements {
    @Test
    void tellsWhatIsOwnedAndKeepsNobodyOut() {
      assertEquals(
          new Granted(Set.of("gold")),
          EntitlementCheck.listing("shop", request -> Set.of("gold")).check(Requests.of("a")));
      assertEquals(
          Granted.NOTHING_MORE,
          EntitlementCheck.listing("shop", request -> Set.of()).check(Requests.of("a")));
    }

    @Test
    void keepsOutWhoOwnsNoneOfWhatIsNeeded() {
      EntitlementCheck needing =
          EntitlementCheck.needing(
              "shop",
              request ->
                  request.game().equals(Requests.GAME) ? Set.of("deluxe", "hat") : Set.of("hat"),
              "standard",
              "deluxe");

      assertEquals(new Granted(Set.of("deluxe", "hat")), needing.check(Requests.of("a")));
      assertEquals(
          new Refused(AccessRefusal.of(Code.NOT_ENTITLED)),
          needing.check(Requests.of("a", Requests.OTHER_GAME, "steam")));
    }

    @Test
    void mustBeToldWhatIsNeeded() {
      assertThrows(
          IllegalArgumentException.class,
          () -> EntitlementCheck.needing("shop", request -> Set.of()));
    }
  }
}
