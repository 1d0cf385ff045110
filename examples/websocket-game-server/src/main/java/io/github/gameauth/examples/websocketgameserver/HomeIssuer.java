// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.github.gameauth.account.Accounts;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.Persona;
import io.github.gameauth.account.PersonaId;
import io.github.gameauth.account.PersonaKeys;
import io.github.gameauth.account.Personas;
import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.mint.KeyProtector;
import io.github.gameauth.mint.RotatingSigningKeys;
import io.github.gameauth.mint.SigningKeys;
import io.github.gameauth.mint.TokenLifetimes;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.platform.GuestAdapter;
import io.github.gameauth.revocation.RevocationFeed;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.session.RefreshTokens;
import io.github.gameauth.session.RevocationDocument;
import io.github.gameauth.session.SessionExchange;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.storage.memory.MemoryLimits;
import io.github.gameauth.verify.TrustedIssuer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/**
 * An issuer within this process: guests' accounts, sessions, keys, bans. All of it is in memory and
 * gone with the process. {@code examples/token-service} is the same with everything around it, on a
 * database.
 */
final class HomeIssuer implements Issuer {
  private static final GameId THE_GAME = new GameId(GAME);

  /** Within this time a ban reaches the connections. */
  private static final Duration FEED = Duration.ofSeconds(1);

  private final Stores stores;
  private final RotatingSigningKeys keys;
  private final TokenMinter minter;
  private final Accounts accounts;
  private final SessionExchange exchange;
  private final RevocationFeed feed;
  private final Login login;
  private final TrustedIssuer trusted;
  private final LongSupplier ticker;

  /**
   * Opens an issuer.
   *
   * @param name its name, the tokens' {@code iss}
   * @param life how long an access token lives, ±10 %
   * @param keyTime what the keys are rotated by; the time of day, but in rehearsals
   */
  HomeIssuer(String name, Duration life, GameTime time, InstantSource keyTime) {
    InstantSource clock = time.clock();
    this.ticker = time.ticker();
    this.stores = new InMemoryStores(MemoryLimits.USUAL, clock);
    this.keys =
        SigningKeys.rotating(name, stores.keys(), KeyProtector.noneForKeysInMemoryOnly())
            .clock(keyTime)
            .ticker(ticker)
            .open();
    this.minter =
        TokenMinter.signing(keys).lifetimes(TokenLifetimes.always(life)).clock(clock).build();
    Duration longest = life.multipliedBy(11).dividedBy(10).plusMinutes(5); // jitter and clocks
    this.accounts =
        Accounts.over(stores.accounts(), stores.guests(), stores.once())
            .personas(stores.personas())
            .longestToken(longest)
            .clock(clock)
            .build();
    this.exchange =
        SessionExchange.over(
                accounts,
                Personas.of(
                    stores.personas(),
                    PersonaKeys.of(Secret.ofBytes(new SecretGenerator().bytes(32)))),
                RefreshTokens.in(stores.refreshFamilies())
                    .revocations(stores.revocations())
                    .longestToken(longest)
                    .clock(clock)
                    .build(),
                minter)
            .clock(clock)
            .adapter(new GuestAdapter(stores.guests(), clock))
            .build();
    this.feed =
        time.feed(RevocationFeed.following(stores.revocations()).issuer(name).every(FEED)).build();
    feed.refreshNow();
    this.login = new Login(name, accounts, exchange, time);
    this.trusted =
        TrustedIssuer.named(name)
            .audience(GAME)
            .profile(TokenProfile.playerToken())
            .keys(keys.keySource())
            .build();
  }

  @Override
  public TrustedIssuer trusted() {
    return trusted;
  }

  @Override
  public RevocationFeed feed() {
    return feed;
  }

  RotatingSigningKeys keys() {
    return keys;
  }

  SessionExchange exchange() {
    return exchange;
  }

  Accounts accounts() {
    return accounts;
  }

  @Override
  public List<Route> routes() {
    RevocationDocument revocations = RevocationDocument.of(feed, minter).ticker(ticker).build();
    return List.of(
        Route.waiting("POST", "/guests", login::newGuest),
        Route.waiting("POST", "/oauth/token", login::token),
        Route.waiting("GET", "/.well-known/jwks.json", this::keySet),
        Route.waiting("GET", "/.well-known/revocations", request -> revoked(revocations, request)));
  }

  private Answer keySet(Request request) {
    var answer = keys.jwks().answerTo(request.header("if-none-match"));
    return Answer.of(answer.status(), answer.headers(), answer.body());
  }

  private static Answer revoked(RevocationDocument revocations, Request request) {
    var answer = revocations.answerTo(request.query(), request.header("if-none-match"));
    return Answer.of(answer.status(), answer.headers(), answer.body());
  }

  @Override
  public boolean bansHere() {
    return true;
  }

  @Override
  public boolean ban(String player, Ban ban) {
    return toAccountOf(player, (all, persona) -> all.ban(persona.account(), ban));
  }

  @Override
  public boolean unban(String player) {
    return toAccountOf(player, (all, persona) -> all.unban(persona.account()));
  }

  private boolean toAccountOf(String player, BiFunction<Accounts, Persona, Boolean> action) {
    try {
      Optional<Persona> persona = stores.personas().find(THE_GAME, new PersonaId(player));
      return persona.map(each -> action.apply(accounts, each)).orElse(false);
    } catch (IllegalArgumentException e) {
      return false; // a name that nobody can have
    }
  }

  @Override
  public void close() {
    feed.close();
    keys.close();
  }
}
