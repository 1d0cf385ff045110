// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.Accounts;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.Persona;
import io.github.gameauth.account.PersonaForm;
import io.github.gameauth.account.PersonaId;
import io.github.gameauth.account.PersonaKeys;
import io.github.gameauth.account.Personas;
import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.cognito.CognitoAdapter;
import io.github.gameauth.cognito.CognitoCredential;
import io.github.gameauth.mint.JwksDocument;
import io.github.gameauth.mint.KeyProtector;
import io.github.gameauth.mint.RotatingSigningKeys;
import io.github.gameauth.mint.SigningKeys;
import io.github.gameauth.mint.TokenLifetimes;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.revocation.RevocationFeed;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.session.ExchangeContext;
import io.github.gameauth.session.RefreshTokens;
import io.github.gameauth.session.RevocationDocument;
import io.github.gameauth.session.SessionExchange;
import io.github.gameauth.session.SessionOutcome;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.storage.memory.MemoryLimits;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.VerifierBuilder;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/**
 * GameAuth, put together: takes a token of the user pool, and gives a session of the game's own,
 * which lives by the game's rules from then on.
 */
final class Sessions implements AutoCloseable {
  static final String ISSUER = "https://id.mygame.example";
  static final GameId GAME = new GameId("my-game");

  /** How long the game takes a player without another word of the pool. */
  static final Duration POOLS_WORD = Duration.ofHours(12);

  private static final ExchangeContext CONTEXT = ExchangeContext.of(GAME, "my-game-pc");

  /** How soon servers can learn of a ban. */
  static final Duration EVERY = Duration.ofSeconds(1);

  private static final Duration ACCESS = Duration.ofMinutes(15);

  private final InMemoryStores stores;
  private final RotatingSigningKeys keys;
  private final CognitoAdapter adapter;
  private final Accounts accounts;
  private final SessionExchange exchange;
  private final RevocationFeed feed;
  private final RevocationDocument revocations;
  private final TokenVerifier verifier;

  /** Sessions for the pool's players; all of them are gone when it ends. */
  Sessions(Pool pool) {
    InstantSource clock = pool.clock();
    stores = new InMemoryStores(MemoryLimits.USUAL, clock);
    keys =
        SigningKeys.rotating(ISSUER, stores.keys(), KeyProtector.noneForKeysInMemoryOnly())
            .clock(clock)
            .open();
    TokenMinter minter =
        TokenMinter.signing(keys).lifetimes(TokenLifetimes.always(ACCESS)).clock(clock).build();
    adapter =
        CognitoAdapter.of(pool.issuer())
            .replays(stores.once()) // a token of the pool opens one session
            .verifier(TokenVerifier.builder().clock(clock).waitForKeys(VerifierBuilder.MAX_WAIT))
            .clock(clock)
            .build();
    accounts =
        Accounts.over(stores.accounts(), stores.guests(), stores.once()).clock(clock).build();
    RefreshTokens refreshTokens =
        RefreshTokens.in(stores.refreshFamilies())
            .revocations(stores.revocations())
            .idle(Duration.ofDays(14))
            .absolute(Duration.ofDays(60))
            .clock(clock)
            .build();
    exchange =
        SessionExchange.over(
                accounts,
                Personas.of(stores.personas(), PersonaKeys.of(randomKey()), PersonaForm.UUID),
                refreshTokens,
                minter)
            .adapter(adapter)
            .accountLogins(CognitoAdapter.COGNITO)
            .reverifyAfter(POOLS_WORD)
            .clock(clock)
            .build();
    feed =
        RevocationFeed.following(stores.revocations())
            .issuer(ISSUER)
            .every(EVERY)
            .clock(clock)
            .build();
    revocations = RevocationDocument.of(feed, minter).every(EVERY).ticker(pool.ticker()).build();
    verifier =
        TokenVerifier.builder()
            .trust(
                TrustedIssuer.named(ISSUER)
                    .audience(GAME.value())
                    .profile(TokenProfile.playerToken())
                    .keys(keys.keySource())
                    .build())
            .revocations(feed)
            .clock(clock)
            .build();
  }

  private static Secret randomKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return Secret.ofBytes(key);
  }

  /** A pool's token for a session of ours. */
  SessionOutcome open(Secret idToken) {
    return exchange.open(new CognitoCredential(idToken), CONTEXT);
  }

  /** The next tokens of a session; nobody asks the pool. */
  SessionOutcome refresh(Secret refreshToken) {
    return exchange.refresh(refreshToken, CONTEXT);
  }

  /** The next tokens of a session that the pool vouches for again. */
  SessionOutcome refresh(Secret refreshToken, Secret idToken) {
    return exchange.refresh(refreshToken, new CognitoCredential(idToken), CONTEXT);
  }

  /** Whose access token it is, for doors of our own. */
  Verification verify(String accessToken) {
    return verifier.verify(accessToken);
  }

  /** Bans a player of the game, and ends their sessions. */
  boolean ban(String player, Ban ban) {
    AccountId account =
        stores.personas().find(GAME, new PersonaId(player)).map(Persona::account).orElseThrow();
    boolean banned = accounts.ban(account, ban);
    learn();
    return banned;
  }

  /** Looks at once what is revoked; it looks by itself every second. */
  void learn() {
    feed.refreshNow();
  }

  JwksDocument keys() {
    return keys.jwks();
  }

  RevocationDocument revocations() {
    return revocations;
  }

  @Override
  public void close() {
    verifier.close();
    feed.close();
    adapter.close();
    keys.close();
  }
}
