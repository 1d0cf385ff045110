// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import static io.github.gameauth.session.World.CONTEXT;
import static io.github.gameauth.session.World.assertRefused;
import static io.github.gameauth.session.World.assertUndecided;
import static io.github.gameauth.session.World.session;
import static io.github.gameauth.session.World.steamIdentity;
import static io.github.gameauth.session.World.ticket;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.access.AccessRefusal;
import io.github.gameauth.access.EdgeVerdict;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.NewGuest;
import io.github.gameauth.account.PersonaForm;
import io.github.gameauth.mint.NakamaSessions;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.session.SessionRefusal.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OutageFallbackTest {
  private static final int ENOUGH = 3;

  private final World world = new World();
  private final OutageFallback fallback = fallback().build();
  private final SessionExchange exchange = exchange(fallback).build();

  private OutageFallback.Builder fallback() {
    return OutageFallback.keepingScopes("play", "chat")
        .accountsAndSources(ENOUGH)
        .ticker(world.clock)
        .listener(world.heard.listener());
  }

  private SessionExchangeBuilder exchange(OutageFallback fallback) {
    return world.exchange().scopes(ScopeGrants.of("play", "chat", "shop")).outage(fallback);
  }

  private static ExchangeContext from(int source) {
    return CONTEXT.source("203.0.113." + source);
  }

  private Session opened(String subject) {
    return session(exchange.open(ticket(subject), CONTEXT));
  }

  private SessionOutcome refresh(Session session, String subject) {
    return refresh(session, subject, CONTEXT);
  }

  private SessionOutcome refresh(Session session, String subject, ExchangeContext context) {
    return exchange.refresh(session.refreshToken(), ticket(subject), context);
  }

  private SessionOutcome plain(Session session) {
    return exchange.refresh(session.refreshToken(), CONTEXT);
  }

  /** Other players, from other places, cannot be judged until the platform counts as out. */
  private void platformGoesOut() {
    List<Session> others = new ArrayList<>();
    for (int i = 0; i < ENOUGH; i++) {
      others.add(opened("other-" + i));
    }
    world.steam.cannotTell(PlatformVerdict.Cause.OUTAGE);
    for (int i = 0; i < ENOUGH; i++) {
      refresh(others.get(i), "other-" + i, from(i));
    }
    assertTrue(fallback.isOut(StubPlatform.STEAM));
  }

  private void platformComesBack() {
    world.steam.vouches();
    for (int i = 0; i < ENOUGH; i++) {
      session(exchange.open(ticket("back-" + i), CONTEXT));
    }
    assertFalse(fallback.isOut(StubPlatform.STEAM));
  }

  @Nested
  @DisplayName("A platform counts as out")
  class Signal {
    @Test
    void ifEnoughAccountsFromEnoughSourcesCannotBeJudged() {
      world.heard.forget();

      platformGoesOut();

      assertEquals(1, world.heard.count("sessionOutageChanged(steam, true)"));
    }

    @Test
    void neverByOneAccountFromManySources() {
      Session one = opened("7");
      world.steam.cannotTell(PlatformVerdict.Cause.OUTAGE);

      for (int i = 0; i < 100; i++) {
        assertUndecided(SessionUndecided.PLATFORM_OUTAGE, refresh(one, "7", from(i)));
      }

      assertFalse(fallback.isOut(StubPlatform.STEAM));
    }

    @Test
    void neverByManyAccountsFromOneSource() {
      List<Session> sessions = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        sessions.add(opened("p" + i));
      }
      world.steam.cannotTell(PlatformVerdict.Cause.OUTAGE);

      for (int i = 0; i < 20; i++) {
        assertUndecided(SessionUndecided.PLATFORM_OUTAGE, refresh(sessions.get(i), "p" + i));
      }

      assertFalse(fallback.isOut(StubPlatform.STEAM));
    }

    @Test
    void neverByLoginsAloneOfWhomNobodyKnowsWhoTheyAre() {
      world.steam.cannotTell(PlatformVerdict.Cause.OUTAGE);

      for (int i = 0; i < 100; i++) {
        exchange.open(ticket("p" + i), from(i));
      }

      assertFalse(fallback.isOut(StubPlatform.STEAM));
    }

    @Test
    void neverByRequestsWithoutASource() {
      List<Session> sessions = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        sessions.add(opened("p" + i));
      }
      world.steam.cannotTell(PlatformVerdict.Cause.OUTAGE);
      ExchangeContext nowhere = ExchangeContext.of(World.GAME, World.CLIENT);

      for (int i = 0; i < 20; i++) {
        refresh(sessions.get(i), "p" + i, nowhere);
      }

      assertFalse(fallback.isOut(StubPlatform.STEAM));
    }

    @ParameterizedTest
    @EnumSource(
        value = PlatformVerdict.Cause.class,
        names = {"THROTTLED", "MISCONFIGURED"})
    void neverByWhatIsNoOutage(PlatformVerdict.Cause cause) {
      List<Session> sessions = new ArrayList<>();
      for (int i = 0; i < ENOUGH; i++) {
        sessions.add(opened("p" + i));
      }
      world.steam.cannotTell(cause);

      for (int i = 0; i < ENOUGH; i++) {
        refresh(sessions.get(i), "p" + i, from(i));
      }

      assertFalse(fallback.isOut(StubPlatform.STEAM));
    }

    @Test
    void untilTheFailuresAreOld() {
      platformGoesOut();
      world.clock.advance(Duration.ofSeconds(60));
      assertTrue(fallback.isOut(StubPlatform.STEAM));

      world.clock.advance(Duration.ofNanos(1));

      assertFalse(fallback.isOut(StubPlatform.STEAM));
      assertEquals(1, world.heard.count("sessionOutageChanged(steam, false)"));
    }

    @Test
    void onlyIfTheFailuresComeTogether() {
      List<Session> sessions = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        sessions.add(opened("p" + i));
      }
      world.steam.cannotTell(PlatformVerdict.Cause.OUTAGE);

      for (int i = 0; i < 10; i++) {
        refresh(sessions.get(i), "p" + i, from(i));
        world.clock.advance(Duration.ofSeconds(31));
      }

      assertFalse(fallback.isOut(StubPlatform.STEAM));
    }

    @Test
    void onlyIfItFailsMoreThanItAnswers() {
      List<Session> sessions = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        sessions.add(opened("p" + i));
      }

      for (int i = 0; i < 20; i++) {
        world.steam.cannotTell(PlatformVerdict.Cause.OUTAGE);
        refresh(sessions.get(i), "p" + i, from(i));
        world.steam.vouches();
        session(exchange.open(ticket("new-" + i), CONTEXT));
      }

      assertFalse(fallback.isOut(StubPlatform.STEAM));
    }

    @Test
    void andStaysSoThoughRefusalsCome() {
      platformGoesOut();
      world.steam.rejects(PlatformVerdict.Reason.INVALID);

      for (int i = 0; i < 10; i++) {
        exchange.open(ticket("garbage"), from(i));
      }

      assertTrue(fallback.isOut(StubPlatform.STEAM));
    }

    @Test
    void andAnotherOneDoesNot() {
      platformGoesOut();

      assertFalse(fallback.isOut(new Platform("xbox")));
    }

    @Test
    void withoutRememberingMoreThanItNeeds() {
      OutageSignal signal = new OutageSignal(ENOUGH, Duration.ofMinutes(1), world.clock);
      for (int i = 0; i < 1000; i++) {
        signal.failed(Optional.of(Fingerprint.of("a" + i)), Optional.of(Fingerprint.of("s" + i)));
      }
      assertTrue(signal.isOut());

      // Had it remembered a thousand, these would be a drop in the ocean.
      assertTrue(signal.succeeded());
      for (int i = 1; i < ENOUGH; i++) {
        signal.succeeded();
      }

      for (int i = 1; i < ENOUGH; i++) {
        signal.failed(Optional.of(Fingerprint.of("b" + i)), Optional.of(Fingerprint.of("t" + i)));
      }
      assertFalse(signal.isOut());
    }
  }

  @Nested
  @DisplayName("A degraded session")
  class Degraded {
    @Test
    void goesOnWithLess() {
      Session before = opened("7");
      Instant login = world.clock.instant();
      world.clock.advance(Duration.ofHours(3));
      platformGoesOut();
      world.heard.forget();

      Session session = session(refresh(before, "7"));

      assertTrue(session.degraded());
      assertEquals(Set.of("play", "chat"), session.scope());
      assertEquals(true, world.player(session).get("deg"));
      assertEquals(login.getEpochSecond(), world.player(session).get("pvt"));
      assertEquals(Optional.of(login), world.claims(session).time("auth_time"));
      assertEquals(
          Optional.of("https://id.mygame.example/acr/platform"), world.claims(session).text("acr"));
      Duration life = Duration.between(world.clock.instant(), session.access().expiresAt());
      assertTrue(life.compareTo(Duration.ofSeconds(330)) <= 0, life::toString); // 5 min + jitter
      assertEquals(List.of("sessionDegraded(steam)"), world.heard.events());
      assertEquals(before.sessionId(), session.sessionId());
    }

    @Test
    void losesAllScopeIfNothingIsKept() {
      OutageFallback nothing =
          OutageFallback.keepingScopes().accountsAndSources(ENOUGH).ticker(world.clock).build();
      SessionExchange strict = exchange(nothing).build();
      Session before = opened("7");
      platformGoesOut();
      for (int i = 0; i < ENOUGH; i++) {
        nothing.note(
            StubPlatform.STEAM,
            new PlatformVerdict.Undecided(PlatformVerdict.Cause.OUTAGE, Duration.ZERO),
            Optional.of(new AccountId("a" + i)),
            Optional.of("s" + i));
      }

      Session session = session(strict.refresh(before.refreshToken(), ticket("7"), CONTEXT));

      assertEquals(Optional.empty(), world.claims(session).text("scope"));
    }

    @Test
    void isNoneWithoutAFallback() {
      Session before = opened("7");
      platformGoesOut();
      SessionExchange without = world.exchange().build();

      assertUndecided(
          SessionUndecided.PLATFORM_OUTAGE,
          without.refresh(before.refreshToken(), ticket("7"), CONTEXT));
    }

    @Test
    void isNoneUnlessThePlatformIsOut() {
      Session before = opened("7");
      world.steam.cannotTell(PlatformVerdict.Cause.OUTAGE);

      assertUndecided(SessionUndecided.PLATFORM_OUTAGE, refresh(before, "7"));
    }

    @ParameterizedTest
    @EnumSource(
        value = PlatformVerdict.Cause.class,
        names = {"THROTTLED", "MISCONFIGURED"})
    void isNoneForOtherFailures(PlatformVerdict.Cause cause) {
      Session before = opened("7");
      platformGoesOut();
      world.steam.cannotTell(cause);

      assertUndecided(SessionUndecided.valueOf("PLATFORM_" + cause.name()), refresh(before, "7"));
    }

    @Test
    void isNoneForARefusal() {
      Session before = opened("7");
      platformGoesOut();
      world.steam.rejects(PlatformVerdict.Reason.INVALID);

      assertRefused(Code.INVALID_TOKEN, refresh(before, "7"));
    }

    @Test
    void isNoneForAFirstLogin() {
      platformGoesOut();

      assertUndecided(SessionUndecided.PLATFORM_OUTAGE, exchange.open(ticket("newcomer"), CONTEXT));
    }

    @Test
    void isNoneForASessionOfAnotherPlatform() {
      NewGuest guest = world.accounts.createGuest();
      Session before = session(exchange.open(guest.credential(), CONTEXT));
      platformGoesOut();

      assertRefused(Code.INVALID_GRANT, refresh(before, "7"));
    }

    @Test
    void isNoneForGuests() {
      assertFalse(fallback.mayGoOn(Platform.GUEST, world.clock.instant(), world.clock.instant()));
    }

    @Test
    void isNoneForADeadRefreshToken() {
      Session before = opened("7");
      exchange.close(before.refreshToken());
      platformGoesOut();

      assertRefused(Code.INVALID_GRANT, refresh(before, "7"));
    }

    @Test
    void isNoneForWhomThePlatformSawTooLongAgo() {
      Session before = opened("7");
      Session older = opened("8");
      world.clock.advance(Duration.ofHours(24));
      platformGoesOut();

      before = session(refresh(before, "7"));
      world.clock.advance(Duration.ofSeconds(1));

      assertUndecided(SessionUndecided.PLATFORM_OUTAGE, refresh(before, "7"));
      assertUndecided(SessionUndecided.PLATFORM_OUTAGE, plain(before));
      assertUndecided(SessionUndecided.PLATFORM_OUTAGE, refresh(older, "8"));
    }

    @Test
    void isNoneForTheBanned() {
      Session before = opened("7");
      platformGoesOut();
      world
          .stores
          .accounts()
          .banIdentity(steamIdentity("7"), Ban.forever("cheating"), world.clock.instant());

      assertRefused(Code.ACCOUNT_SUSPENDED, refresh(before, "7"));
    }

    @Test
    void isNoneForWhoWasLoggedOut() {
      Session before = opened("7");
      platformGoesOut();
      exchange.closeAll(before.account());

      assertRefused(Code.INVALID_GRANT, refresh(before, "7"));
    }

    @Test
    void isNoneInACountryThatMayNotPlay() {
      Session before = opened("7");
      platformGoesOut();
      SessionExchange blocked =
          exchange(fallback)
              .gate(
                  (edge, game) ->
                      new EdgeVerdict.Refused(AccessRefusal.of(AccessRefusal.Code.REGION_BLOCKED)))
              .build();

      assertRefused(
          Code.REGION_BLOCKED, blocked.refresh(before.refreshToken(), ticket("7"), CONTEXT));
    }

    @Test
    void getsNoTokensThatCannotSaySo() {
      NakamaSessions nakama =
          NakamaSessions.of(
              new NakamaSessions.Settings(
                  Secret.of("s".repeat(32)),
                  Duration.ofSeconds(60),
                  Secret.of("r".repeat(32)),
                  Duration.ofHours(1)),
              world.clock);
      SessionExchange exchange =
          world.exchange(world.minter(), PersonaForm.UUID).nakama(nakama).outage(fallback).build();
      Session before = session(exchange.open(ticket("7"), CONTEXT));
      platformGoesOut();

      Session session = session(exchange.refresh(before.refreshToken(), ticket("7"), CONTEXT));

      assertTrue(before.nakama().isPresent());
      assertTrue(session.degraded());
      assertTrue(session.nakama().isEmpty());
    }
  }

  @Nested
  @DisplayName("While the platform is out")
  class Meanwhile {
    @Test
    void aDegradedSessionGoesOnWithoutACredential() {
      Session session = opened("7");
      platformGoesOut();
      session = session(refresh(session, "7"));

      Session next = session(plain(session));

      assertTrue(next.degraded());
      assertEquals(Set.of("play", "chat"), next.scope());
    }

    @Test
    void aSessionThatNeedsNoPlatformIsNotDegraded() {
      Session session = opened("7");
      platformGoesOut();

      assertFalse(session(plain(session)).degraded());
    }
  }

  @Nested
  @DisplayName("When the platform is back")
  class Back {
    private Session degraded(String subject) {
      Session session = opened(subject);
      platformGoesOut();
      session = session(refresh(session, subject));
      assertTrue(session.degraded());
      platformComesBack();
      return session;
    }

    @Test
    void aSessionIsWholeAgainOnceThePlatformVouches() {
      Session session = degraded("7");

      Session whole = session(refresh(session, "7"));

      assertFalse(whole.degraded());
      assertEquals(Set.of("play", "chat", "shop"), whole.scope());
      assertFalse(world.player(whole).containsKey("deg"));
      assertEquals(world.clock.instant().getEpochSecond(), world.player(whole).get("pvt"));
      assertFalse(session(plain(whole)).degraded());
    }

    @Test
    void aSessionEndsWithoutACredentialOnceItsTurnHasCome() {
      Session session = degraded("7");
      world.clock.advance(Duration.ofMinutes(10));

      assertRefused(Code.INVALID_GRANT, plain(session));

      assertTrue(world.heard.has("sessionRefused(INVALID_GRANT, UNVERIFIED)"));
      assertRefused(Code.INVALID_GRANT, refresh(session, "7"));
      assertEquals(session.sessionId(), world.revoked().get(0).target());
    }

    @Test
    void aSessionEndsIfThePlatformRefuses() {
      Session session = degraded("7");
      world.steam.rejects(PlatformVerdict.Reason.EXPIRED);

      assertRefused(Code.EXPIRED_TOKEN, refresh(session, "7"));

      world.steam.vouches();
      assertRefused(Code.INVALID_GRANT, refresh(session, "7"));
    }

    @Test
    void aSessionEndsIfThePlatformVouchesForAnother() {
      Session session = degraded("7");

      assertRefused(Code.INVALID_GRANT, refresh(session, "8"));
      assertRefused(Code.INVALID_GRANT, refresh(session, "7"));
    }

    @Test
    void aSessionDoesNotEndIfThePlatformFailsAgain() {
      Session session = degraded("7");
      world.clock.advance(Duration.ofMinutes(10));
      world.steam.cannotTell(PlatformVerdict.Cause.OUTAGE);

      assertUndecided(SessionUndecided.PLATFORM_OUTAGE, refresh(session, "7"));
      world.steam.vouches();
      assertFalse(session(refresh(session, "7")).degraded());
    }

    @Test
    void sessionsHaveTheirTurnsApart() {
      platformGoesOut();
      platformComesBack();
      List<FamilyId> families = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        families.add(world.refreshTokens.first().family());
      }

      List<Long> due = new ArrayList<>();
      for (int minute = 0; minute <= 10; minute++) {
        due.add(
            families.stream()
                .filter(each -> fallback.mustVerify(StubPlatform.STEAM, each))
                .count());
        world.clock.advance(Duration.ofMinutes(1));
      }

      assertEquals(0, due.get(0));
      assertEquals(1000, due.get(10));
      for (int minute = 1; minute <= 10; minute++) {
        long turns = due.get(minute) - due.get(minute - 1);
        assertTrue(turns > 40 && turns < 160, due::toString); // 100 on average
      }
    }

    @Test
    void aSessionEndsWhoseFallbackWasTakenAway() {
      Session session = degraded("7");
      SessionExchange without = world.exchange().build();

      assertRefused(Code.INVALID_GRANT, without.refresh(session.refreshToken(), CONTEXT));
    }

    @Test
    void aSessionThatGotTooOldMeanwhileEnds() {
      Session session = degraded("7");
      world.clock.jumpWall(Duration.ofHours(25)); // and no turn has come

      assertRefused(Code.INVALID_GRANT, plain(session));
    }
  }

  @Nested
  @DisplayName("A refresh token that went unused for too long")
  class Overdue {
    private final OutageFallback patient =
        fallback().maxExpiredRefresh(Duration.ofHours(12)).maxAge(Duration.ofDays(7)).build();
    private final RefreshTokens shortLived =
        RefreshTokens.in(world.families)
            .revocations(world.revocations)
            .clock(world.clock)
            .idle(Duration.ofHours(1))
            .build();
    private final SessionExchange exchange =
        SessionExchange.over(
                world.accounts, world.personas(PersonaForm.SHORT), shortLived, world.minter())
            .adapter(world.steam)
            .clock(world.clock)
            .outage(patient)
            .build();

    private Session opened(Duration ago) {
      Session session = session(exchange.open(ticket("7"), CONTEXT));
      world.clock.advance(ago);
      goesOut();
      return session;
    }

    private void goesOut() {
      world.steam.cannotTell(PlatformVerdict.Cause.OUTAGE);
      for (int i = 0; i < ENOUGH; i++) {
        patient.note(
            StubPlatform.STEAM,
            new PlatformVerdict.Undecided(PlatformVerdict.Cause.OUTAGE, Duration.ZERO),
            Optional.of(new AccountId("a" + i)),
            Optional.of("s" + i));
      }
    }

    private SessionOutcome refresh(Session session) {
      return exchange.refresh(session.refreshToken(), ticket("7"), CONTEXT);
    }

    @Test
    void isGoodOnceIfThatIsAllowed() {
      Session before = opened(Duration.ofHours(13).minusMillis(1));

      Session session = session(refresh(before));

      assertTrue(session.degraded());
      assertNotEquals(before.sessionId(), session.sessionId());
      assertEquals(world.family(before).expiresAt(), world.family(session).expiresAt());
      assertEquals(world.family(before).authTime(), world.family(session).authTime());
      assertRefused(Code.INVALID_GRANT, refresh(before));
      assertTrue(session(refresh(session)).degraded());
    }

    @Test
    void isNoGoodLater() {
      Session before = opened(Duration.ofHours(13));

      assertUndecided(SessionUndecided.PLATFORM_OUTAGE, refresh(before));
    }

    @Test
    void isNoGoodUnlessAllowed() {
      Session before = opened(Duration.ofHours(1));
      SessionExchange usual =
          SessionExchange.over(
                  world.accounts, world.personas(PersonaForm.SHORT), shortLived, world.minter())
              .adapter(world.steam)
              .clock(world.clock)
              .build();

      assertUndecided(
          SessionUndecided.PLATFORM_OUTAGE,
          usual.refresh(before.refreshToken(), ticket("7"), CONTEXT));
    }

    @Test
    void isNoGoodWithoutACredentialOrWithAGoodOne() {
      Session before = opened(Duration.ofHours(2));

      assertRefused(Code.INVALID_GRANT, exchange.refresh(before.refreshToken(), CONTEXT));
      world.steam.vouches();
      assertRefused(Code.INVALID_GRANT, refresh(before));
    }

    @Test
    void isNotUsedUpIfNothingCanBeSigned() {
      try (StaleKeys keys = new StaleKeys(world)) {
        SessionExchange signing =
            SessionExchange.over(
                    world.accounts, world.personas(PersonaForm.SHORT), shortLived, keys.minter())
                .adapter(world.steam)
                .clock(world.clock)
                .outage(patient)
                .build();
        Session before = session(signing.open(ticket("7"), CONTEXT));
        world.clock.advance(Duration.ofHours(2));
        keys.goStale();
        goesOut();

        assertUndecided(
            SessionUndecided.SIGNING_KEYS,
            signing.refresh(before.refreshToken(), ticket("7"), CONTEXT));
        keys.comeBack();
        session(signing.refresh(before.refreshToken(), ticket("7"), CONTEXT));
      }
    }
  }

  @Test
  void settingsHaveRanges() {
    OutageFallback.Builder any = fallback();

    assertThrows(IllegalArgumentException.class, () -> any.accountsAndSources(1));
    assertThrows(IllegalArgumentException.class, () -> any.window(Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class, () -> any.maxAge(Duration.ofDays(7).plusMillis(1)));
    assertThrows(IllegalArgumentException.class, () -> any.tokenLifetime(Duration.ofMinutes(16)));
    assertThrows(IllegalArgumentException.class, () -> any.spread(Duration.ofHours(2)));
    assertThrows(IllegalArgumentException.class, () -> OutageFallback.keepingScopes("a b"));
  }
}
