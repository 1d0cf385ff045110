// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import static io.github.gameauth.session.World.CONTEXT;
import static io.github.gameauth.session.World.GAME;
import static io.github.gameauth.session.World.assertRefused;
import static io.github.gameauth.session.World.assertUndecided;
import static io.github.gameauth.session.World.refusal;
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
import io.github.gameauth.access.EdgeVerdict;
import io.github.gameauth.access.FailurePolicy;
import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.account.NewGuest;
import io.github.gameauth.account.PersonaForm;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.mint.NakamaSessions;
import io.github.gameauth.platform.GuestCredential;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.TrustedToken;
import io.github.gameauth.platform.TrustedTokenAdapter;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.session.SessionRefusal.Code;
import io.github.gameauth.testing.StartGate;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.token.Claims;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LoginTest {
  private final World world = new World();
  private final SessionExchange exchange = world.exchange().build();

  private SessionOutcome open(SessionExchangeBuilder by, String subject) {
    return by.build().open(ticket(subject), CONTEXT);
  }

  @Nested
  @DisplayName("A session")
  class Opened {
    @Test
    void isOpenedForAGuest() {
      NewGuest guest = world.accounts.createGuest();

      Session session = session(exchange.open(guest.credential(), CONTEXT));

      assertEquals(guest.account().id(), session.account());
      assertEquals(AccountKind.GUEST, session.kind());
      assertFalse(session.created());
      assertEquals("guest", world.player(session).get("kind"));
      assertEquals(
          Optional.of("https://id.mygame.example/acr/guest"), world.claims(session).text("acr"));
      assertEquals(List.of("sessionOpened(guest, false)"), world.heard.events());
    }

    @Test
    void isOpenedForAPlayerWhoIsNew() {
      Session session = session(exchange.open(ticket("7"), CONTEXT));

      assertTrue(session.created());
      assertEquals(AccountKind.SHADOW, session.kind());
      assertEquals(
          Optional.of(session.account()),
          world.accounts.find(steamIdentity("7"), GAME).account().map(Account::id));
      assertEquals(List.of("sessionOpened(steam, true)"), world.heard.events());
    }

    @Test
    void isOpenedForAPlayerWhoComesBack() {
      Session first = session(exchange.open(ticket("7"), CONTEXT));

      Session second = session(exchange.open(ticket("7"), CONTEXT));

      assertFalse(second.created());
      assertEquals(first.account(), second.account());
      assertEquals(first.persona(), second.persona());
      assertNotEquals(first.sessionId(), second.sessionId());
    }

    @Test
    void hasATokenThatSaysWhatItShouldAndNoMore() {
      Session session = session(exchange.open(ticket("7"), CONTEXT));

      Claims claims = world.claims(session);

      long now = world.clock.instant().getEpochSecond();
      assertEquals(
          Set.of(
              "iss",
              "sub",
              "aud",
              "exp",
              "iat",
              "jti",
              "client_id",
              "sid",
              "auth_time",
              "acr",
              "https://id.mygame.example/claims/player"),
          claims.asMap().keySet());
      assertEquals(Optional.of(session.persona().id().value()), claims.subject());
      assertEquals(List.of("lostsky"), claims.audience());
      assertEquals(Optional.of("lostsky-pc"), claims.text("client_id"));
      assertEquals(Optional.of(session.sessionId()), claims.text("sid"));
      assertEquals(Optional.of(now), claims.number("auth_time"));
      assertEquals(Optional.of("https://id.mygame.example/acr/platform"), claims.text("acr"));
      assertEquals(
          Map.of(
              "v", 1L, "gid", "lostsky", "plat", "steam", "kind", "shadow", "pvt", now, "sep", 0L),
          world.player(session));
      assertEquals(SessionIds.of(world.family(session).id()), session.sessionId());
    }

    @Test
    void keepsIdentityAndAccountOutOfTheToken() {
      Session session = session(exchange.open(ticket("76561197960287930"), CONTEXT));

      String all = world.claims(session).asMap().toString();

      assertFalse(all.contains("76561197960287930"));
      assertFalse(all.contains(session.account().value()));
      assertFalse(all.contains(world.family(session).id().value()));
    }

    @Test
    void isForAnotherAudienceIfTheHostSaysSo() {
      Session session = session(open(world.exchange().audience(game -> "game:" + game), "7"));

      assertEquals(
          List.of("game:lostsky"),
          world.claims(session.access().token(), "game:lostsky").audience());
    }

    @Test
    void tellsOfAnAccountLogin() {
      Session session = session(open(world.exchange().accountLogins(StubPlatform.STEAM), "7"));

      assertEquals(
          Optional.of("https://id.mygame.example/acr/account"), world.claims(session).text("acr"));
    }

    @Test
    void carriesTheEpochThatWasRead() {
      Session before = session(exchange.open(ticket("7"), CONTEXT));
      exchange.closeAll(before.account());

      Session after = session(exchange.open(ticket("7"), CONTEXT));

      assertEquals(0L, world.player(before).get("sep"));
      assertEquals(1L, world.player(after).get("sep"));
      assertEquals(1, world.family(after).sessionEpoch());
    }

    @Test
    void isOfTheTimeBeforeTheAccountWasRead() {
      AtomicReference<Instant> read = new AtomicReference<>();
      SessionExchange slow =
          world
              .exchange()
              .access(
                  checks(
                      request -> {
                        read.set(world.clock.instant());
                        world.clock.advance(Duration.ofSeconds(3));
                        return AccessAnswer.Granted.NOTHING_MORE;
                      }))
              .build();

      Session session = session(slow.open(ticket("7"), CONTEXT));

      assertEquals(Optional.of(read.get()), world.claims(session).time("auth_time"));
    }

    @Test
    void namesAliasesAfterAMerge() {
      Session one = session(exchange.open(ticket("7"), CONTEXT));
      Session other = session(exchange.open(ticket("8"), CONTEXT));
      Instant now = world.clock.instant();
      world
          .stores
          .accounts()
          .merge(
              one.account(),
              other.account(),
              LinkRules.USUAL.onePerProvider(false),
              now,
              now.plusSeconds(60));

      Session after = session(exchange.open(ticket("8"), CONTEXT));

      assertEquals(one.account(), after.account());
      assertEquals(one.persona().id(), after.persona().id());
      assertEquals(List.of(other.persona().id()), after.aliases());
    }

    @Test
    void showsNothingWhenPrinted() {
      SessionOutcome outcome = exchange.open(ticket("7"), CONTEXT);

      assertEquals("Accepted[session=Session(…)]", outcome.toString());
      assertEquals("ExchangeContext(lostsky, lostsky-pc)", CONTEXT.toString());
    }

    @Test
    void isOneForOneAccountHoweverManyComeAtOnce() throws Exception {
      List<Session> sessions =
          StartGate.together(8, i -> () -> session(exchange.open(ticket("7"), CONTEXT)));

      assertEquals(1, sessions.stream().map(Session::account).distinct().count());
      assertEquals(1, sessions.stream().filter(Session::created).count());
      assertEquals(8, sessions.stream().map(Session::sessionId).distinct().count());
    }
  }

  @Nested
  @DisplayName("What is granted")
  class Granted {
    @Test
    void areTheScopesThatWereAskedFor() {
      SessionExchange scoped =
          world.exchange().scopes(ScopeGrants.of("play", "chat", "shop")).build();

      Session all = session(scoped.open(ticket("7"), CONTEXT));
      Session some = session(scoped.open(ticket("7"), CONTEXT.scope("chat play admin")));

      assertEquals(Set.of("play", "chat", "shop"), all.scope());
      assertEquals(Set.of("chat", "play"), some.scope());
      assertEquals(Optional.of("chat play"), world.claims(some).text("scope"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "", " ", "play  chat", "play\"", "play\nchat", "pläy"})
    void isNoScopeThatDoesNotExist(String scope) {
      SessionExchange scoped = world.exchange().scopes(ScopeGrants.of("play", "chat")).build();

      assertRefused(Code.INVALID_SCOPE, scoped.open(ticket("7"), CONTEXT.scope(scope)));
    }

    @Test
    void isNoScopeAtAllUnlessTheHostSaysSo() {
      assertEquals(Set.of(), session(exchange.open(ticket("7"), CONTEXT)).scope());
      assertRefused(Code.INVALID_SCOPE, exchange.open(ticket("7"), CONTEXT.scope("play")));
    }

    @Test
    void isWhatTheAccessChecksSayThatThePlayerOwns() {
      Session session =
          session(
              open(
                  world
                      .exchange()
                      .access(checks(any -> new AccessAnswer.Granted(Set.of("base", "dlc-1")))),
                  "7"));

      assertEquals(
          Set.of("base", "dlc-1"),
          Set.copyOf(world.claims(session).texts("entitlements").orElseThrow()));
    }

    @Test
    void isWhatTheHostAdds() {
      List<ClaimsCustomizer.Request> asked = new ArrayList<>();
      Session session =
          session(
              open(
                  world
                      .exchange()
                      .claims(
                          request -> {
                            asked.add(request);
                            return ExtraClaims.NONE
                                .roles("moderator")
                                .groups("beta")
                                .claim("https://mygame.example/guild", "owls");
                          }),
                  "7"));

      Claims claims = world.claims(session);
      assertEquals(Optional.of(List.of("moderator")), claims.texts("roles"));
      assertEquals(Optional.of(List.of("beta")), claims.texts("groups"));
      assertEquals(Optional.of("owls"), claims.text("https://mygame.example/guild"));
      assertEquals(session.account(), asked.get(0).account().id());
      assertEquals(Assurance.PLATFORM, asked.get(0).assurance());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "sub",
          "exp",
          "iss",
          "aud",
          "SUB",
          "sid",
          "acr",
          "scope",
          "client_id",
          "auth_time",
          "entitlements",
          "https://id.mygame.example/claims/player"
        })
    void isNothingThatTheHostMayNotSay(String claim) {
      SessionOutcome outcome =
          open(world.exchange().claims(any -> ExtraClaims.NONE.claim(claim, "x")), "7");

      assertUndecided(SessionUndecided.MISCONFIGURED, outcome);
    }

    @Test
    void isACountryOnlyIfAskedFor() {
      SessionExchangeBuilder believing =
          world.exchange().gate((edge, game) -> new EdgeVerdict.Passed(Optional.of("DE")));

      assertFalse(world.player(session(open(believing, "7"))).containsKey("reg"));
      assertEquals(
          "DE", world.player(session(open(believing.regionInTokens(true), "7"))).get("reg"));
    }

    @Test
    void isNoCountryThatNobodyKnows() {
      SessionExchangeBuilder kosovo =
          world
              .exchange()
              .gate((edge, game) -> new EdgeVerdict.Passed(Optional.of("XK")))
              .regionInTokens(true);

      assertFalse(world.player(session(open(kosovo, "7"))).containsKey("reg"));
    }
  }

  private AccessChecks checks(Answers answers) {
    return AccessChecks.builder()
        .check(
            new AccessCheck() {
              @Override
              public String name() {
                return "test";
              }

              @Override
              public AccessAnswer check(AccessRequest request) {
                return answers.to(request);
              }
            },
            FailurePolicy.closed())
        .executor(Runnable::run)
        .clock(world.clock)
        .build();
  }

  private interface Answers {
    AccessAnswer to(AccessRequest request);
  }

  @Nested
  @DisplayName("A refusal")
  class Refusals {
    @Test
    void comesFromTheEdgeBeforeAnythingElse() {
      SessionExchangeBuilder refusing =
          world
              .exchange()
              .gate(
                  (edge, game) ->
                      new EdgeVerdict.Refused(AccessRefusal.of(AccessRefusal.Code.ORIGIN)))
              .rateLimit(
                  any -> {
                    throw new AssertionError("asked too early");
                  });

      assertRefused(Code.ACCESS_DENIED, open(refusing, "7"));
      assertEquals(0, world.steam.asked());
      assertEquals(List.of("sessionRefused(ACCESS_DENIED, ORIGIN)"), world.heard.events());
    }

    @Test
    void comesFromTheRegion() {
      SessionExchangeBuilder refusing =
          world
              .exchange()
              .gate(
                  (edge, game) ->
                      new EdgeVerdict.Refused(AccessRefusal.of(AccessRefusal.Code.REGION_BLOCKED)));

      assertRefused(Code.REGION_BLOCKED, open(refusing, "7"));
    }

    @Test
    void comesFromTheRateLimitBeforeThePlatform() {
      SessionExchangeBuilder limited =
          world
              .exchange()
              .rateLimit(
                  context ->
                      context.source().equals(CONTEXT.source())
                          ? Optional.of(Duration.ofSeconds(9))
                          : Optional.empty());

      SessionRefusal refusal = refusal(open(limited, "7"));

      assertEquals(Code.RATE_LIMITED, refusal.code());
      assertEquals(Optional.of(world.clock.instant().plusSeconds(9)), refusal.until());
      assertEquals(0, world.steam.asked());
    }

    @ParameterizedTest
    @CsvSource({
      "INVALID, INVALID_TOKEN",
      "REPLAYED, INVALID_TOKEN",
      "WRONG_APP, INVALID_TOKEN",
      "EXPIRED, EXPIRED_TOKEN",
      "DENIED, PLATFORM_REJECTED"
    })
    void comesFromThePlatformBeforeAnyStore(PlatformVerdict.Reason reason, Code code) {
      world.steam.rejects(reason);

      assertRefused(code, exchange.open(ticket("7"), CONTEXT));

      assertEquals(List.of(), world.breakable.asked());
      assertEquals(List.of("sessionRefused(" + code + ", " + reason + ")"), world.heard.events());
    }

    @Test
    void isTheSameForAnUnknownGuestAWrongSecretAndADeletedGuest() {
      NewGuest guest = world.accounts.createGuest();
      NewGuest other = world.accounts.createGuest();
      NewGuest deleted = world.accounts.createGuest();
      world.accounts.delete(deleted.account().id());

      List<SessionOutcome> outcomes =
          List.of(
              exchange.open(new GuestCredential("nobody", guest.credential().secret()), CONTEXT),
              exchange.open(
                  new GuestCredential(guest.credential().id(), other.credential().secret()),
                  CONTEXT),
              exchange.open(deleted.credential(), CONTEXT));

      outcomes.forEach(
          each ->
              assertEquals(
                  new SessionOutcome.Rejected(SessionRefusal.of(Code.INVALID_TOKEN)), each));
    }

    @Test
    void meetsAGuestWhoseAccountWentAway() {
      // An adapter that vouches for guests which were deleted a moment ago.
      assertRefused(
          Code.INVALID_TOKEN,
          SessionExchange.over(
                  world.accounts,
                  world.personas(PersonaForm.SHORT),
                  world.refreshTokens,
                  world.minter())
              .adapter(new StubPlatform(Platform.GUEST))
              .clock(world.clock)
              .build()
              .open(ticket("nobody"), CONTEXT));
      assertEquals(0, world.breakable.asked("findOrCreate"));
    }

    @Test
    void comesFromABanOnTheIdentityBeforeAnAccountIsMade() {
      Instant end = world.clock.instant().plus(Duration.ofDays(1));
      world.accounts.ban(steamIdentity("7"), Ban.until(end, "cheating"));

      SessionRefusal refusal = refusal(exchange.open(ticket("7"), CONTEXT));

      assertEquals(
          new SessionRefusal(Code.ACCOUNT_SUSPENDED, Optional.of(end), Optional.of("cheating")),
          refusal);
      assertEquals(0, world.breakable.asked("findOrCreate"));
      world.clock.advance(Duration.ofDays(1));
      assertTrue(session(exchange.open(ticket("7"), CONTEXT)).created());
    }

    @Test
    void comesFromABanOnTheAccount() {
      Session session = session(exchange.open(ticket("7"), CONTEXT));
      world.accounts.ban(session.account(), Ban.forever("griefing"));

      SessionRefusal refusal = refusal(exchange.open(ticket("7"), CONTEXT));

      assertEquals(
          new SessionRefusal(Code.ACCOUNT_SUSPENDED, Optional.empty(), Optional.of("griefing")),
          refusal);
    }

    @ParameterizedTest
    @CsvSource({
      "NOT_ENTITLED, NOT_ENTITLED",
      "MODERATED, ACCOUNT_SUSPENDED",
      "ACCOUNT_SUSPENDED, ACCOUNT_SUSPENDED",
      "REGION_BLOCKED, REGION_BLOCKED",
      "RATE_LIMITED, RATE_LIMITED",
      "ORIGIN, ACCESS_DENIED"
    })
    void comesFromAnAccessCheckBeforeAFamilyIsMade(AccessRefusal.Code code, Code told) {
      Instant end = world.clock.instant().plusSeconds(60);
      SessionExchangeBuilder checking =
          world
              .exchange()
              .access(
                  checks(
                      any ->
                          new AccessAnswer.Refused(
                              new AccessRefusal(code, Optional.of(end), Optional.of("word")))));

      assertEquals(
          new SessionRefusal(told, Optional.of(end), Optional.of("word")),
          refusal(open(checking, "7")));
      assertEquals(0, world.breakable.asked("create"));
      assertEquals(0, world.breakable.asked("getOrAssign"));
    }

    @Test
    void knowsWhoIsAskedAbout() {
      List<AccessRequest> asked = new ArrayList<>();
      world.steam.vouches(PlatformFacts.NONE.country("FR"));
      SessionExchangeBuilder checking =
          world
              .exchange()
              .gate((edge, game) -> new EdgeVerdict.Passed(Optional.of("DE")))
              .access(
                  checks(
                      request -> {
                        asked.add(request);
                        return AccessAnswer.Granted.NOTHING_MORE;
                      }));

      Session session = session(open(checking, "7"));

      AccessRequest request = asked.get(0);
      assertEquals(session.account(), request.account().id());
      assertEquals(steamIdentity("7"), request.identity());
      assertEquals(Optional.of("FR"), request.facts().country());
      assertEquals(Optional.of("DE"), request.country());
      assertFalse(request.refresh());
    }
  }

  @Nested
  @DisplayName("Whoever is not there")
  class Outages {
    @ParameterizedTest
    @CsvSource({
      "OUTAGE, PLATFORM_OUTAGE",
      "THROTTLED, PLATFORM_THROTTLED",
      "MISCONFIGURED, PLATFORM_MISCONFIGURED"
    })
    void isAPlatform(PlatformVerdict.Cause cause, SessionUndecided undecided) {
      world.steam.cannotTell(cause);

      SessionOutcome outcome = exchange.open(ticket("7"), CONTEXT);

      assertEquals(new SessionOutcome.Undecided(undecided, Duration.ofSeconds(7)), outcome);
      assertEquals(List.of("sessionUndecided(" + undecided + ")"), world.heard.events());
    }

    @ParameterizedTest
    @ValueSource(strings = {"findByIdentity", "findOrCreate", "current", "getOrAssign", "create"})
    void isAStoreAndNothingIsLeftBehindThatCounts(String step) {
      world.breakable.breakDown(step);

      assertUndecided(SessionUndecided.STORE, exchange.open(ticket("7"), CONTEXT));

      world.breakable.mend();
      assertEquals(1, world.breakable.asked(step));
      session(exchange.open(ticket("7"), CONTEXT));
      assertEquals(
          1,
          world
              .stores
              .refreshFamilies()
              .liveOf(
                  world.accounts.find(steamIdentity("7"), GAME).account().orElseThrow().id(),
                  world.clock.instant())
              .size());
    }

    @Test
    void isTheGuestStore() {
      NewGuest guest = world.accounts.createGuest();
      world.breakable.breakDown("find");

      assertUndecided(SessionUndecided.PLATFORM_OUTAGE, exchange.open(guest.credential(), CONTEXT));
    }

    @Test
    void areTheSigningKeys() {
      try (StaleKeys keys = new StaleKeys(world)) {
        SessionExchange signing = world.exchange(keys.minter(), PersonaForm.SHORT).build();
        session(signing.open(ticket("7"), CONTEXT));

        keys.goStale();

        assertUndecided(SessionUndecided.SIGNING_KEYS, signing.open(ticket("7"), CONTEXT));
        keys.comeBack();
        session(signing.open(ticket("7"), CONTEXT));
      }
    }

    @Test
    void isAnAccessCheck() {
      SessionExchangeBuilder checking =
          world
              .exchange()
              .access(
                  checks(
                      any -> {
                        throw new IllegalStateException("secret of the shop");
                      }));

      assertUndecided(SessionUndecided.ACCESS_CHECK, open(checking, "7"));
      assertEquals(0, world.breakable.asked("create"));
    }

    @Test
    void isCodeOfTheHost() {
      IllegalStateException thrown = new IllegalStateException("x");
      List<SessionExchangeBuilder> broken =
          List.of(
              world
                  .exchange()
                  .gate(
                      (edge, game) -> {
                        throw thrown;
                      }),
              world
                  .exchange()
                  .rateLimit(
                      any -> {
                        throw thrown;
                      }),
              world
                  .exchange()
                  .claims(
                      any -> {
                        throw thrown;
                      }),
              world
                  .exchange()
                  .scopes(
                      any -> {
                        throw thrown;
                      }),
              world.exchange().scopes(any -> Set.of("two words")),
              world
                  .exchange()
                  .audience(
                      any -> {
                        throw thrown;
                      }));

      for (SessionExchangeBuilder each : broken) {
        assertUndecided(SessionUndecided.HOST_CODE, open(each, "7"));
      }
      assertEquals(0, world.breakable.asked("create"));
    }

    @Test
    void isAnAdapterThatMisbehaves() {
      world.steam.answers(
          any -> {
            throw new IllegalStateException("x");
          });
      assertUndecided(SessionUndecided.PLATFORM_MISCONFIGURED, exchange.open(ticket("7"), CONTEXT));

      world.steam.answers(
          any ->
              new PlatformVerdict.Accepted(
                  PlatformIdentity.of(new Platform("other"), "", "7", IdScope.GLOBAL)));
      assertUndecided(SessionUndecided.PLATFORM_MISCONFIGURED, exchange.open(ticket("7"), CONTEXT));
      assertEquals(List.of(), world.breakable.asked());
    }

    @Test
    void isATokenThatCannotBeMade() {
      SessionExchangeBuilder wordy =
          world
              .exchange()
              .claims(any -> ExtraClaims.NONE.claim("x", "y".repeat(4000)).claim("z", "y"));

      assertUndecided(SessionUndecided.MISCONFIGURED, open(wordy, "7"));
    }
  }

  @Nested
  @DisplayName("Adapters")
  class Adapters {
    private final TestIssuer cognito = TestIssuer.named("https://pool-1.example");
    private final TestIssuer okta = TestIssuer.named("https://pool-2.example");
    private final Platform one = new Platform("cognito");
    private final Platform two = new Platform("okta");

    private TrustedTokenAdapter adapter(Platform platform, TestIssuer issuer) {
      TokenVerifier verifier =
          TokenVerifier.builder()
              .clock(world.clock)
              .ticker(world.clock)
              .trust(
                  TrustedIssuer.named(issuer.name())
                      .audience("my-game")
                      .keys(issuer.keySource())
                      .build())
              .build();
      return new TrustedTokenAdapter(platform, verifier, "pool", IdScope.APP);
    }

    private TrustedToken token(Platform platform, TestIssuer issuer) {
      return new TrustedToken(platform, Secret.of(issuer.on(world.clock).token().signed()));
    }

    @Test
    void takeAnIdTokenAndGiveAGameToken() {
      SessionExchange exchange =
          world
              .exchange()
              .adapter(adapter(one, cognito))
              .adapter(adapter(two, okta))
              .accountLogins(one)
              .build();

      Session first = session(exchange.open(token(one, cognito), CONTEXT));
      Session second = session(exchange.open(token(two, okta), CONTEXT));

      assertEquals("cognito", world.player(first).get("plat"));
      assertEquals("okta", world.player(second).get("plat"));
      assertNotEquals(first.account(), second.account());
      assertEquals(
          Optional.of("https://id.mygame.example/acr/account"), world.claims(first).text("acr"));
      assertTrue(
          first.access().expiresAt().isAfter(world.clock.instant().plus(Duration.ofMinutes(13))));
    }

    @Test
    void areSelectedByThePlatformAndStillProveTheToken() {
      SessionExchange exchange =
          world.exchange().adapter(adapter(one, cognito)).adapter(adapter(two, okta)).build();

      assertRefused(Code.INVALID_TOKEN, exchange.open(token(two, cognito), CONTEXT));
      assertRefused(
          Code.INVALID_TOKEN, exchange.open(token(new Platform("third"), cognito), CONTEXT));
    }

    @Test
    void areOneForEachCredential() {
      assertThrows(
          IllegalArgumentException.class,
          world.exchange().adapter(new StubPlatform(new Platform("xbox")))::build);
      assertThrows(
          IllegalArgumentException.class,
          world.exchange().adapter(adapter(one, cognito)).adapter(adapter(one, okta))::build);
      assertThrows(
          IllegalStateException.class,
          SessionExchange.over(
                  world.accounts,
                  world.personas(PersonaForm.SHORT),
                  world.refreshTokens,
                  world.minter())
              ::build);
    }

    @Test
    void areMissingByTheHostsFault() {
      assertThrows(
          IllegalArgumentException.class, () -> exchange.open("a ticket as text", CONTEXT));
    }
  }

  @Nested
  @DisplayName("One session a game")
  class SingleSession {
    private final SessionExchange single = world.exchange().singleSession(true).build();

    @Test
    void endsTheOneBefore() {
      Session first = session(single.open(ticket("7"), CONTEXT));
      Session second = session(single.open(ticket("7"), CONTEXT));

      assertRefused(Code.INVALID_GRANT, single.refresh(first.refreshToken(), CONTEXT));
      session(single.refresh(second.refreshToken(), CONTEXT));
      assertEquals(
          List.of(first.sessionId()), world.revoked().stream().map(each -> each.target()).toList());
    }

    @Test
    void leavesOtherGamesAndPlayersAlone() {
      Session here = session(single.open(ticket("7"), CONTEXT));
      ExchangeContext otherGame = ExchangeContext.of(new GameId("otherworld"), "pc");
      session(single.open(ticket("7"), otherGame));
      session(single.open(ticket("8"), CONTEXT));

      session(single.refresh(here.refreshToken(), CONTEXT));
    }

    @Test
    void leavesOneOfManyWhoComeAtOnce() throws Exception {
      for (int round = 0; round < 20; round++) {
        String subject = "p" + round;
        List<Session> sessions =
            StartGate.together(6, i -> () -> session(single.open(ticket(subject), CONTEXT)));

        assertEquals(
            1,
            world
                .stores
                .refreshFamilies()
                .liveOf(sessions.get(0).account(), world.clock.instant())
                .size());
      }
    }

    @Test
    void isMadeUpForIfAServerDiedInBetween() {
      Session first = session(single.open(ticket("7"), CONTEXT));
      world.clock.advance(Duration.ofMinutes(5));
      world.breakable.breakDown("revoke");
      assertUndecided(SessionUndecided.STORE, single.open(ticket("7"), CONTEXT));
      world.breakable.mend();

      session(single.open(ticket("7"), CONTEXT));

      assertRefused(Code.INVALID_GRANT, single.refresh(first.refreshToken(), CONTEXT));
    }

    @Test
    void endsNothingIfTheNewOneCannotBeMade() {
      Session first = session(single.open(ticket("7"), CONTEXT));
      world.breakable.breakDown("create");
      assertUndecided(SessionUndecided.STORE, single.open(ticket("7"), CONTEXT));
      world.breakable.mend();

      session(single.refresh(first.refreshToken(), CONTEXT));
    }
  }

  @Nested
  @DisplayName("Nakama")
  class Nakama {
    private final NakamaSessions nakama =
        NakamaSessions.of(
            new NakamaSessions.Settings(
                Secret.of("s".repeat(32)),
                Duration.ofSeconds(60),
                Secret.of("r".repeat(32)),
                Duration.ofHours(1)),
            world.clock);

    @Test
    void getsTokensOfItsOwn() {
      Session session =
          session(
              world
                  .exchange(world.minter(), PersonaForm.UUID)
                  .nakama(nakama)
                  .build()
                  .open(ticket("7"), CONTEXT));

      NakamaSessions.Tokens tokens = session.nakama().orElseThrow();
      TokenVerifier verifier =
          TokenVerifier.builder()
              .clock(world.clock)
              .trust(
                  TrustedIssuer.withoutIssuerClaim("nakama")
                      .anyAudience()
                      .subjectFrom("uid")
                      .algorithms(Algorithm.HS256)
                      .keys(nakama.keySource())
                      .allowingMissingKeyId()
                      .build())
              .build();
      String user = verifier.verify(tokens.session().reveal()).orElseThrow().subject();
      assertEquals(session.persona().id().value(), user);
      assertEquals(user, UUID.fromString(user).toString());
    }

    @Test
    void cannotHavePersonasThatAreNoUuids() {
      assertUndecided(SessionUndecided.MISCONFIGURED, open(world.exchange().nakama(nakama), "7"));
    }
  }

  @Test
  void anOrderOfStepsIsKept() {
    session(exchange.open(ticket("7"), CONTEXT));

    assertEquals(
        List.of("findByIdentity", "findOrCreate", "current", "getOrAssign", "create"),
        world.breakable.asked());
  }
}
