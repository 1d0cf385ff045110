// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import static io.github.gameauth.session.World.CONTEXT;
import static io.github.gameauth.session.World.GAME;
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

import io.github.gameauth.access.AccessAnswer;
import io.github.gameauth.access.AccessCheck;
import io.github.gameauth.access.AccessChecks;
import io.github.gameauth.access.AccessRefusal;
import io.github.gameauth.access.AccessRequest;
import io.github.gameauth.access.EdgeRequest;
import io.github.gameauth.access.EdgeVerdict;
import io.github.gameauth.access.FailurePolicy;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.LinkProof;
import io.github.gameauth.account.NewGuest;
import io.github.gameauth.account.PersonaForm;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.session.SessionRefusal.Code;
import io.github.gameauth.store.StoreException;
import io.github.gameauth.testing.StartGate;
import io.github.gameauth.token.Claims;
import io.github.gameauth.verify.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RefreshTest {
  private final World world = new World();
  private final SessionExchange exchange =
      world.exchange().scopes(ScopeGrants.of("play", "chat", "shop")).build();

  private Session opened() {
    return session(exchange.open(ticket("7"), CONTEXT));
  }

  private SessionOutcome refresh(Session session) {
    return exchange.refresh(session.refreshToken(), CONTEXT);
  }

  private void assertNoGood(String detail, SessionOutcome outcome) {
    assertEquals(new SessionOutcome.Rejected(SessionRefusal.of(Code.INVALID_GRANT)), outcome);
    assertTrue(
        world.heard.has("sessionRefused(INVALID_GRANT, " + detail + ")"),
        () -> world.heard.events().toString());
  }

  @Nested
  @DisplayName("The next tokens")
  class Next {
    @Test
    void sayTheSameOfTheLogin() {
      Session first = opened();
      Instant login = world.clock.instant();
      world.clock.advance(Duration.ofMinutes(12));

      Session second = session(refresh(first));

      Claims before = world.claims(second);
      assertEquals(Optional.of(login), before.time("auth_time"));
      assertEquals(login.getEpochSecond(), world.player(second).get("pvt"));
      assertEquals(Optional.of(world.clock.instant()), before.issuedAt());
      assertEquals(Optional.of("https://id.mygame.example/acr/platform"), before.text("acr"));
      assertEquals(first.sessionId(), second.sessionId());
      assertEquals(first.persona(), second.persona());
      assertEquals(first.account(), second.account());
      assertNotEquals(first.refreshToken(), second.refreshToken());
      assertFalse(second.created());
      assertFalse(second.degraded());
      assertEquals(1, world.steam.asked());
      assertTrue(world.heard.has("sessionRefreshed(steam, false)"));
    }

    @Test
    void areTheSameForWhoAsksTwice() {
      Session first = opened();
      Session second = session(refresh(first));

      Session again = session(refresh(first));

      assertEquals(second.refreshToken(), again.refreshToken());
      assertNotEquals(second.access().tokenId(), again.access().tokenId());
      assertTrue(world.heard.has("sessionRefreshed(steam, true)"));
    }

    @Test
    void areTheSameForAllWhoComeAtOnce() throws Exception {
      for (int round = 0; round < 60; round++) {
        world.heard.forget();
        Session first = opened();

        List<Session> sessions = StartGate.together(16, i -> () -> session(refresh(first)));

        assertEquals(1, sessions.stream().map(Session::refreshToken).distinct().count());
        assertEquals(16, sessions.stream().map(each -> each.access().tokenId()).distinct().count());
        assertEquals(1, world.heard.count("sessionRefreshed(steam, false)"));
        assertEquals(15, world.heard.count("sessionRefreshed(steam, true)"));
        assertEquals(1, world.family(first).generation());
      }
    }

    @Test
    void tellOfAnAccountThatWasRegisteredSince() {
      Session first = opened();
      world.accounts.register(first.account());

      assertEquals("full", world.player(session(refresh(first))).get("kind"));
    }

    @Test
    void mayHaveLessScopeAndTheOnesAfterThemAllOfIt() {
      Session first = opened();

      Session less = session(exchange.refresh(first.refreshToken(), CONTEXT.scope("play")));
      Session all = session(refresh(less));

      assertEquals(Optional.of("play"), world.claims(less).text("scope"));
      assertEquals(Set.of("play", "chat", "shop"), all.scope());
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "play admin", "", "play  chat", "\""})
    void neverHaveMoreScope(String scope) {
      Session first = opened();

      assertRefused(
          Code.INVALID_SCOPE, exchange.refresh(first.refreshToken(), CONTEXT.scope(scope)));
      session(refresh(first)); // nothing was used up
    }

    @Test
    void holdTheHostsClaimsOfNow() {
      AtomicReference<String> guild = new AtomicReference<>("owls");
      SessionExchange customized =
          world.exchange().claims(any -> ExtraClaims.NONE.claim("guild", guild.get())).build();
      Session first = session(customized.open(ticket("7"), CONTEXT));
      guild.set("bats");

      Session second = session(customized.refresh(first.refreshToken(), CONTEXT));

      assertEquals(Optional.of("owls"), world.claims(first).text("guild"));
      assertEquals(Optional.of("bats"), world.claims(second).text("guild"));
    }

    @Test
    void areForGuestsToo() {
      NewGuest guest = world.accounts.createGuest();
      Session first = session(exchange.open(guest.credential(), CONTEXT));

      assertEquals(
          Optional.of("https://id.mygame.example/acr/guest"),
          world.claims(session(refresh(first))).text("acr"));
    }

    @Test
    void keepTheCountryOfTheLogin() {
      AtomicReference<String> country = new AtomicReference<>("DE");
      SessionExchange placed =
          world
              .exchange()
              .gate((edge, game) -> new EdgeVerdict.Passed(Optional.of(country.get())))
              .regionInTokens(true)
              .build();
      Session first = session(placed.open(ticket("7"), CONTEXT));
      country.set("FR");

      Session second = session(placed.refresh(first.refreshToken(), CONTEXT));

      assertEquals("DE", world.player(second).get("reg"));
    }
  }

  @Nested
  @DisplayName("A refresh token is no good")
  class NoGood {
    @Test
    void ifItIsNone() {
      assertNoGood("MALFORMED", exchange.refresh(Secret.of("x"), CONTEXT));
      assertEquals(List.of(), world.breakable.asked());
    }

    @Test
    void ifItIsAnAccessToken() {
      Session session = opened();

      assertNoGood("MALFORMED", exchange.refresh(session.access().token(), CONTEXT));
    }

    @Test
    void asAnAccessToken() {
      String token = opened().refreshToken().reveal();

      assertFalse(world.verifier("lostsky").verify(token) instanceof Verification.Accepted);
    }

    @Test
    void ifNobodyKnowsIt() {
      assertNoGood(
          "UNKNOWN", exchange.refresh(RefreshToken.first(new SecretGenerator()).text(), CONTEXT));
    }

    @Test
    void afterTheGraceAndThenNeitherIsItsSuccessor() {
      Session first = opened();
      Session second = session(refresh(first));
      world.clock.advance(Duration.ofSeconds(30));

      assertNoGood("REUSED", refresh(first));
      assertNoGood("REVOKED", refresh(second));
      assertEquals(first.sessionId(), world.revoked().get(0).target());
      assertEquals(
          1, world.heard.count("refreshTokenReused(" + first.sessionId().substring(0, 8) + ")"));
    }

    @Test
    void afterItsSuccessorWasUsed() {
      Session first = opened();
      Session third = session(refresh(session(refresh(first))));

      assertNoGood("REUSED", refresh(first));
      assertNoGood("REVOKED", refresh(third));
    }

    @Test
    void ifItWentUnusedForTooLong() {
      Session session = opened();
      world.clock.advance(Duration.ofDays(14));

      assertNoGood("EXPIRED", refresh(session));
    }

    @Test
    void afterALogout() {
      Session session = opened();

      assertTrue(exchange.close(session.refreshToken()));

      assertNoGood("REVOKED", refresh(session));
      assertFalse(exchange.close(session.refreshToken()));
    }

    @Test
    void afterALogoutEverywhere() {
      Session session = opened();

      exchange.closeAll(session.account());

      assertNoGood("EPOCH", refresh(session));
    }

    @Test
    void ifAnybodyElseIsLoggedOutItStaysGood() {
      Session session = opened();
      Session other = session(exchange.open(ticket("8"), CONTEXT));

      exchange.closeAll(other.account());

      session(refresh(session));
    }

    @Test
    void afterTheAccountWasDeleted() {
      Session session = opened();

      world.accounts.delete(session.account());

      SessionOutcome outcome = refresh(session);
      assertEquals(new SessionOutcome.Rejected(SessionRefusal.of(Code.INVALID_GRANT)), outcome);
    }

    @Test
    void afterTheIdentityWasTakenOffTheAccount() {
      Session session = opened();
      Platform xbox = new Platform("xbox");
      Instant now = world.clock.instant();
      LinkProof proof = new LinkProof(session.account(), session.sessionId(), now);
      world.accounts.link(proof, PlatformIdentity.of(xbox, "", "x-7", IdScope.GLOBAL));

      world.accounts.unlink(proof, steamIdentity("7"));

      assertNoGood("IDENTITY_GONE", refresh(session));
    }

    @Test
    void forAnotherClientOrGame() {
      Session session = opened();

      assertNoGood(
          "OTHER_CLIENT",
          exchange.refresh(session.refreshToken(), ExchangeContext.of(GAME, "lostsky-console")));
      assertNoGood(
          "OTHER_GAME",
          exchange.refresh(
              session.refreshToken(), ExchangeContext.of(new GameId("other"), World.CLIENT)));
      session(refresh(session)); // and nothing was used up
    }

    @Test
    void ifTheAccountIsLoggedOutBetweenReadingAndRotating() {
      Session session = opened();
      SessionExchange racing =
          world
              .exchange()
              .claims(
                  any -> {
                    world.accounts.logOutEverywhere(session.account());
                    return ExtraClaims.NONE;
                  })
              .build();

      assertNoGood("ACCOUNT", racing.refresh(session.refreshToken(), CONTEXT));
    }
  }

  @Nested
  @DisplayName("A refresh is refused")
  class Refused {
    @Test
    void byABanOnTheIdentity() {
      Session session = opened();
      Instant end = world.clock.instant().plus(Duration.ofDays(1));
      world
          .stores
          .accounts()
          .banIdentity(steamIdentity("7"), Ban.until(end, "cheating"), world.clock.instant());

      assertEquals(
          new SessionOutcome.Rejected(
              new SessionRefusal(
                  Code.ACCOUNT_SUSPENDED, Optional.of(end), Optional.of("cheating"))),
          refresh(session));
    }

    @Test
    void byABanOnTheAccountWithItsReason() {
      Session session = opened();
      world.accounts.ban(session.account(), Ban.forever("griefing"));

      assertEquals(
          new SessionOutcome.Rejected(
              new SessionRefusal(
                  Code.ACCOUNT_SUSPENDED, Optional.empty(), Optional.of("griefing"))),
          refresh(session));
    }

    @Test
    void byTheCountryThatThePlayerWentTo() {
      SessionExchange placed =
          world
              .exchange()
              .gate(
                  (edge, game) ->
                      edge.header("country").equals(List.of("DE"))
                          ? new EdgeVerdict.Passed(Optional.of("DE"))
                          : new EdgeVerdict.Refused(
                              AccessRefusal.of(AccessRefusal.Code.REGION_BLOCKED)))
              .build();
      EdgeRequest home = name -> List.of("DE");
      Session session = session(placed.open(ticket("7"), CONTEXT.edge(home)));

      assertRefused(
          Code.REGION_BLOCKED,
          placed.refresh(session.refreshToken(), CONTEXT.edge(name -> List.of("KP"))));
      session(placed.refresh(session.refreshToken(), CONTEXT.edge(home)));
    }

    @Test
    void byTheRateLimit() {
      Session session = opened();
      SessionExchange limited =
          world.exchange().rateLimit(any -> Optional.of(Duration.ofSeconds(1))).build();

      assertRefused(Code.RATE_LIMITED, limited.refresh(session.refreshToken(), CONTEXT));
    }
  }

  /** A check that says what the test says, and remembers what it was asked. */
  private static final class TestCheck implements AccessCheck {
    final List<AccessRequest> asked = new ArrayList<>();
    AccessAnswer answer = new AccessAnswer.Granted(Set.of("base"));

    @Override
    public String name() {
      return "test";
    }

    @Override
    public AccessAnswer check(AccessRequest request) {
      asked.add(request);
      return answer;
    }
  }

  @Nested
  @DisplayName("The access checks")
  class Access {
    private final TestCheck check = new TestCheck();

    private SessionExchangeBuilder checking() {
      return world
          .exchange()
          .access(
              AccessChecks.builder()
                  .check(check, FailurePolicy.closed())
                  .executor(Runnable::run)
                  .build());
    }

    @Test
    void areAskedAtEachRefresh() {
      SessionExchange exchange = checking().build();
      Session first = session(exchange.open(ticket("7"), CONTEXT));
      check.answer = new AccessAnswer.Granted(Set.of("base", "dlc"));

      Session second = session(exchange.refresh(first.refreshToken(), CONTEXT));

      assertEquals(
          Set.of("base", "dlc"),
          Set.copyOf(world.claims(second).texts("entitlements").orElseThrow()));
      AccessRequest request = check.asked.get(1);
      assertTrue(request.refresh());
      assertEquals(steamIdentity("7"), request.identity());
      assertEquals(PlatformFacts.NONE, request.facts());
    }

    @Test
    void mayRefuse() {
      SessionExchange exchange = checking().build();
      Session first = session(exchange.open(ticket("7"), CONTEXT));
      check.answer = new AccessAnswer.Refused(AccessRefusal.of(AccessRefusal.Code.NOT_ENTITLED));

      assertRefused(Code.NOT_ENTITLED, exchange.refresh(first.refreshToken(), CONTEXT));
      check.answer = AccessAnswer.Granted.NOTHING_MORE;
      session(exchange.refresh(first.refreshToken(), CONTEXT));
    }

    @Test
    void mayNotKnow() {
      SessionExchange exchange = checking().build();
      Session first = session(exchange.open(ticket("7"), CONTEXT));
      check.answer = new AccessAnswer.Unknown("test", Duration.ofSeconds(3));

      assertUndecided(
          SessionUndecided.ACCESS_CHECK, exchange.refresh(first.refreshToken(), CONTEXT));
    }

    @Test
    void areAskedByAgeIfTheHostSaysSo() {
      SessionExchange exchange = checking().accessAgainAfter(Duration.ofHours(1)).build();
      Session session = session(exchange.open(ticket("7"), CONTEXT));
      for (int i = 0; i < 4; i++) {
        world.clock.advance(Duration.ofMinutes(15).minusMillis(1));
        session = session(exchange.refresh(session.refreshToken(), CONTEXT));
        assertEquals(Optional.of(List.of("base")), world.claims(session).texts("entitlements"));
      }
      assertEquals(1, check.asked.size());
      world.clock.advance(Duration.ofMillis(4));

      session(exchange.refresh(session.refreshToken(), CONTEXT));

      assertEquals(2, check.asked.size());
    }
  }

  @Nested
  @DisplayName("With a credential")
  class Reverified {
    private SessionOutcome refresh(Session session, Object credential) {
      return exchange.refresh(session.refreshToken(), credential, CONTEXT);
    }

    @Test
    void thePlatformVouchesAgain() {
      Session first = opened();
      Instant login = world.clock.instant();
      world.clock.advance(Duration.ofHours(2));

      Session second = session(refresh(first, ticket("7")));

      assertEquals(world.clock.instant().getEpochSecond(), world.player(second).get("pvt"));
      assertEquals(Optional.of(login), world.claims(second).time("auth_time"));
      assertEquals(
          world.clock.instant().getEpochSecond(),
          world.player(session(RefreshTest.this.refresh(second))).get("pvt"));
    }

    @Test
    void theAccessChecksHearWhatThePlatformSaid() {
      TestCheck check = new TestCheck();
      SessionExchange checking =
          world
              .exchange()
              .access(
                  AccessChecks.builder()
                      .check(check, FailurePolicy.closed())
                      .executor(Runnable::run)
                      .build())
              .build();
      Session first = session(checking.open(ticket("7"), CONTEXT));
      world.steam.vouches(PlatformFacts.NONE.country("FR"));

      session(checking.refresh(first.refreshToken(), ticket("7"), CONTEXT));

      assertEquals(Optional.of("FR"), check.asked.get(1).facts().country());
    }

    @Test
    void itMustBeTheSamePlayer() {
      Session first = opened();

      assertNoGood("OTHER_PLAYER", refresh(first, ticket("8")));
      session(RefreshTest.this.refresh(first)); // the session goes on without it
    }

    @Test
    void itMustBeTheSamePlatform() {
      Session first = opened();
      NewGuest guest = world.accounts.createGuest();

      assertNoGood("OTHER_PLATFORM", refresh(first, guest.credential()));
    }

    @Test
    void aCredentialThatProvesNothingEndsNothing() {
      Session first = opened();
      world.steam.rejects(PlatformVerdict.Reason.EXPIRED);

      assertRefused(Code.EXPIRED_TOKEN, refresh(first, ticket("7")));

      session(RefreshTest.this.refresh(first));
    }

    @Test
    void aPlatformThatSaysNoEndsTheSession() {
      Session first = opened();
      world.steam.rejects(PlatformVerdict.Reason.DENIED);

      assertRefused(Code.PLATFORM_REJECTED, refresh(first, ticket("7")));

      assertNoGood("REVOKED", RefreshTest.this.refresh(first));
      assertEquals(first.sessionId(), world.revoked().get(0).target());
    }

    @Test
    void thePlatformIsNotAskedForATokenThatIsNoGood() {
      Session first = opened();
      exchange.close(first.refreshToken());
      int before = world.steam.asked();

      assertNoGood("REVOKED", refresh(first, ticket("7")));

      assertEquals(before, world.steam.asked());
    }

    @ParameterizedTest
    @EnumSource(PlatformVerdict.Cause.class)
    void nobodyCanTellWithoutThePlatform(PlatformVerdict.Cause cause) {
      Session first = opened();
      world.steam.cannotTell(cause);

      assertUndecided(
          SessionUndecided.valueOf("PLATFORM_" + cause.name()), refresh(first, ticket("7")));
      session(RefreshTest.this.refresh(first));
    }

    @Test
    void itIsRequiredByAgeIfTheHostSaysSo() {
      SessionExchange wary = world.exchange().reverifyAfter(Duration.ofHours(1)).build();
      Session first = session(wary.open(ticket("7"), CONTEXT));
      world.clock.advance(Duration.ofHours(1).minusSeconds(1));
      Session second = session(wary.refresh(first.refreshToken(), CONTEXT));
      world.clock.advance(Duration.ofSeconds(1));

      assertRefused(Code.REVERIFICATION_REQUIRED, wary.refresh(second.refreshToken(), CONTEXT));
      Session third = session(wary.refresh(second.refreshToken(), ticket("7"), CONTEXT));
      session(wary.refresh(third.refreshToken(), CONTEXT));
    }
  }

  @Nested
  @DisplayName("Whoever is not there")
  class Outages {
    @ParameterizedTest
    @ValueSource(strings = {"find", "findByIdentity", "rotate"})
    void isAStoreAndTheTokenStaysGood(String step) {
      Session first = opened();
      world.breakable.breakDown(step);

      assertUndecided(SessionUndecided.STORE, refresh(first));

      world.breakable.mend();
      session(refresh(first));
    }

    @Test
    void isAStoreWhoseAnswerGotLost() {
      Session first = opened();
      // It rotates, and then nobody hears of it: what a client sees of a lost answer.
      session(refresh(first));

      Session again = session(refresh(first));

      session(refresh(again));
    }

    @Test
    void areTheSigningKeysAndTheTokenStaysGoodForAnyTime() {
      try (StaleKeys keys = new StaleKeys(world)) {
        SessionExchange signing = world.exchange(keys.minter(), PersonaForm.SHORT).build();
        Session first = session(signing.open(ticket("7"), CONTEXT));
        keys.goStale();

        assertUndecided(
            SessionUndecided.SIGNING_KEYS, signing.refresh(first.refreshToken(), CONTEXT));
        world.clock.advance(Duration.ofMinutes(5));
        keys.comeBack();

        session(signing.refresh(first.refreshToken(), CONTEXT));
      }
    }

    @Test
    void isAStoreOfRevocationsWhileATokenIsReused() {
      Session first = opened();
      session(refresh(session(refresh(first))));
      world.breakable.breakDown("append");

      assertUndecided(SessionUndecided.STORE, refresh(first));

      world.breakable.mend();
      assertNoGood("REVOKED", refresh(first));
      assertEquals(first.sessionId(), world.revoked().get(0).target());
    }

    @Test
    void isAStoreThatHoldsNonsense() {
      Session first = opened();
      FamilyId family = world.family(first).id();
      RefreshTokens raw = world.refreshTokens;
      Examined.Current current = (Examined.Current) raw.examine(first.refreshToken());
      Secret next = ((Examined.Current) raw.rotate(current, "{\"v\":1,\"plat\":7}")).token().text();

      assertUndecided(SessionUndecided.STORE, exchange.refresh(next, CONTEXT));
      assertTrue(world.stores.refreshFamilies().find(family).orElseThrow().revokedAt().isEmpty());
    }

    @Test
    void makesALogoutFail() {
      Session first = opened();
      world.breakable.breakDown();

      assertThrows(StoreException.class, () -> exchange.close(first.refreshToken()));
    }
  }
}
