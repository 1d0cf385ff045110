// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountStore;
import io.github.gameauth.account.Accounts;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.NewGuest;
import io.github.gameauth.account.PersonaKeys;
import io.github.gameauth.account.Personas;
import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.mint.SigningKeys;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.platform.GuestAdapter;
import io.github.gameauth.platform.GuestCredential;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.TrustedToken;
import io.github.gameauth.platform.TrustedTokenAdapter;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.session.Delegation;
import io.github.gameauth.session.ExchangeContext;
import io.github.gameauth.session.ExtraClaims;
import io.github.gameauth.session.OutageFallback;
import io.github.gameauth.session.RefreshStore;
import io.github.gameauth.session.RefreshTokens;
import io.github.gameauth.session.Renewal;
import io.github.gameauth.session.ScopeGrants;
import io.github.gameauth.session.Session;
import io.github.gameauth.session.SessionExchange;
import io.github.gameauth.session.SessionExchangeBuilder;
import io.github.gameauth.session.SessionOutcome;
import io.github.gameauth.session.TokenExchangeRequest;
import io.github.gameauth.session.TokenExchangeResponse;
import io.github.gameauth.session.TokenKeeper;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.storage.memory.MemoryLimits;
import io.github.gameauth.testing.BreakableStore;
import io.github.gameauth.testing.LeakSearch;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** I9 and N1 for sessions: every way in and out of an exchange, and then the search. */
final class SessionsTellNoSecretsTest {
  private static final GameId GAME = new GameId("lostsky");

  private final LeakSearch evidence = new LeakSearch();
  private final SecretGenerator generator = new SecretGenerator();
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final TestIssuer pool = TestIssuer.named("https://pool.example").on(clock);
  private final InMemoryStores stores = new InMemoryStores(MemoryLimits.USUAL, clock);
  private final BreakableStore breakable = new BreakableStore();
  private final Accounts accounts =
      Accounts.over(
              breakable.before(AccountStore.class, stores.accounts()),
              stores.guests(),
              stores.once())
          .clock(clock)
          .listener(evidence.listener())
          .build();
  private final TokenMinter minter = minter();
  private final ExchangeContext context =
      ExchangeContext.of(GAME, "lostsky-pc").source(hidden()).edge(name -> List.of(hidden()));
  private final SessionExchange exchange = exchange().build();

  @AfterEach
  void close() {
    evidence.close();
  }

  private String hidden() {
    String secret = generator.secret().reveal();
    evidence.hide(secret);
    return secret;
  }

  private TokenMinter minter() {
    KeyPair pair = new KeyPair(issuer.key().publicKey(), (PrivateKey) issuer.key().signingKey());
    return TokenMinter.signing(
            SigningKeys.fixed(issuer.name(), Algorithm.RS256, pair, Duration.ofHours(1)))
        .clock(clock)
        .listener(evidence.listener())
        .build();
  }

  private SessionExchangeBuilder exchange() {
    TokenVerifier tokens = verifier(pool, "my-game");
    return SessionExchange.over(
            accounts,
            Personas.of(stores.personas(), PersonaKeys.of(Secret.of(hidden().substring(11)))),
            RefreshTokens.in(breakable.before(RefreshStore.class, stores.refreshFamilies()))
                .revocations(stores.revocations())
                .clock(clock)
                .listener(evidence.listener())
                .build(),
            minter)
        .adapter(new GuestAdapter(stores.guests(), clock))
        .adapter(new TrustedTokenAdapter(new Platform("pool"), tokens, "", IdScope.APP))
        .claims(any -> ExtraClaims.NONE.claim("x", hidden()))
        .scopes(ScopeGrants.of("play"))
        .outage(OutageFallback.keepingScopes("play").listener(evidence.listener()).build())
        .clock(clock)
        .listener(evidence.listener());
  }

  private TokenVerifier verifier(TestIssuer of, String audience) {
    return TokenVerifier.builder()
        .clock(clock)
        .ticker(clock)
        .listener(evidence.listener())
        .trust(
            TrustedIssuer.named(of.name())
                .audience(audience)
                .keys(of.keySource())
                .profile(of == issuer ? TokenProfile.playerToken() : TokenProfile.jwt())
                .build())
        .build();
  }

  private Session session(SessionOutcome outcome) {
    evidence.show(outcome);
    Session session = ((SessionOutcome.Accepted) outcome).session();
    hide(session);
    evidence.show(List.of(session, session.access(), session.account(), session.persona()));
    return session;
  }

  private void hide(Session session) {
    evidence.hide(session.access().token().reveal());
    evidence.hide(session.refreshToken().reveal());
    evidence.hide(session.account().value());
    evidence.hide(session.persona().id().value());
    stores
        .refreshFamilies()
        .liveOf(session.account(), clock.instant())
        .forEach(
            family -> {
              evidence.hide(family.id().value());
              evidence.show(family);
            });
  }

  private TrustedToken poolToken() {
    String token = pool.token().subject(hidden()).signed();
    evidence.hide(token);
    return new TrustedToken(new Platform("pool"), Secret.of(token));
  }

  @Test
  void whateverComesAndGoes() {
    NewGuest guest = accounts.createGuest();
    evidence.hide(guest.credential().secret().reveal());
    evidence.hide(guest.credential().id());
    Session first = session(exchange.open(guest.credential(), context));
    Session second = session(exchange.refresh(first.refreshToken(), context));
    Session again = session(exchange.refresh(first.refreshToken(), guest.credential(), context));
    session(exchange.refresh(again.refreshToken(), context.scope("play")));
    evidence.show(exchange.refresh(first.refreshToken(), context)); // used before: a thief
    evidence.show(exchange.refresh(second.refreshToken(), context));
    evidence.show(exchange.close(second.refreshToken()));

    Session other = session(exchange.open(poolToken(), context));
    evidence.show(exchange.refresh(other.refreshToken(), poolToken(), context));
    evidence.show(exchange.refresh(other.refreshToken(), guest.credential(), context));
    evidence.show(
        exchange.refresh(other.refreshToken(), ExchangeContext.of(GAME, "another-client")));
    evidence.show(exchange.refresh(other.refreshToken(), context.scope(hidden())));
    accounts.ban(other.account(), Ban.forever("cheating"));
    evidence.show(exchange.refresh(other.refreshToken(), context));
    evidence.show(stores.revocations().since(RevocationCursor.START));

    assertTrue(evidence.lines() > 0);
    assertEquals(Optional.empty(), evidence.leak());
  }

  @Test
  void whateverIsNoGood() {
    NewGuest guest = accounts.createGuest();
    evidence.hide(guest.credential().secret().reveal());
    GuestCredential wrong =
        new GuestCredential(guest.credential().id(), Secret.of("gs1_" + hidden()));
    evidence.show(exchange.open(wrong, context));
    evidence.show(exchange.open(poolToken(), context.scope(hidden())));
    evidence.show(
        exchange.open(new TrustedToken(new Platform("pool"), Secret.of(hidden())), context));
    evidence.show(
        exchange.open(new TrustedToken(new Platform("nobody"), Secret.of(hidden())), context));
    evidence.showing(() -> exchange.open(hidden(), context));
    for (String token : List.of(hidden(), "gr1." + hidden(), "gr1." + "A".repeat(27) + hidden())) {
      evidence.show(exchange.refresh(Secret.of(token), context));
      evidence.show(exchange.close(Secret.of(token)));
    }
    accounts.ban(new ExternalIdentity(new Platform("pool"), "", hidden()), Ban.forever("cheating"));
    evidence.show(context);
    evidence.show(
        TokenExchangeRequest.parse(
            Map.of(
                "grant_type", List.of(TokenExchangeRequest.GRANT_TYPE),
                "subject_token", List.of(hidden()),
                "subject_token_type", List.of(hidden()))));
    evidence.show(TokenExchangeRequest.parse(Map.of("grant_type", List.of(hidden()))));
    evidence.show(TokenExchangeRequest.parse(Map.of(hidden(), List.of(hidden(), hidden()))));

    assertEquals(Optional.empty(), evidence.leak());
  }

  @Test
  void whateverFails() {
    Session session = session(exchange.open(poolToken(), context));
    for (String step : List.of("find", "findByIdentity", "rotate", "create", "revoke")) {
      breakable.breakDown(step);
      evidence.show(exchange.open(poolToken(), context));
      evidence.show(exchange.refresh(session.refreshToken(), context));
      evidence.showing(() -> exchange.close(session.refreshToken()));
      evidence.showing(
          () -> {
            exchange.closeAll(new AccountId("acc-1"));
            return "closed";
          });
      breakable.mend();
    }
    SessionExchange failing =
        exchange()
            .claims(
                any -> {
                  throw new IllegalStateException(hidden());
                })
            .build();
    evidence.show(failing.open(poolToken(), context));
    evidence.show(
        exchange()
            .claims(any -> ExtraClaims.NONE.claim("x", hidden().repeat(99)))
            .build()
            .open(poolToken(), context));

    assertTrue(evidence.lines() > 0);
    assertEquals(Optional.empty(), evidence.leak());
  }

  @Test
  void whateverIsMadeOfASession() {
    Session session = session(exchange.open(poolToken(), context));
    evidence.show(TokenExchangeResponse.of(session, clock.instant()));
    TokenVerifier verifier = verifier(issuer, "lostsky");
    Delegation.Request request =
        new Delegation.Request("shop", "server", Set.of("play"), Duration.ofMinutes(5));
    Delegation delegation = new Delegation(minter, clock);
    Delegation.Outcome lesser =
        delegation.lesser(
            verifier.verify(session.access().token().reveal()).orElseThrow(), request);
    evidence.hide(((Delegation.Outcome.Accepted) lesser).token().token().reveal());
    evidence.show(lesser);
    evidence.show(
        delegation.lesser(
            verifier.verify(session.access().token().reveal()).orElseThrow(),
            new Delegation.Request("shop", "server", Set.of("admin"), Duration.ofMinutes(5))));
    TokenKeeper keeper =
        TokenKeeper.refreshing(
                refreshToken ->
                    new Renewal.Renewed(
                        Secret.of(hidden()),
                        Duration.ofMinutes(15),
                        Optional.empty(),
                        Optional.of(Secret.of(hidden()))))
            .startingWith(
                session.refreshToken(),
                stored -> {
                  throw new IllegalStateException(stored.reveal());
                })
            .ticker(clock)
            .build();
    evidence.show(keeper.token());
    evidence.show(keeper);

    assertEquals(Optional.empty(), evidence.leak());
  }
}
