// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.cognitosignin;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.Accounts;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.PersonaKeys;
import io.github.gameauth.account.Personas;
import io.github.gameauth.cognito.CognitoAdapter;
import io.github.gameauth.cognito.CognitoCredential;
import io.github.gameauth.cognito.CognitoIssuer;
import io.github.gameauth.mint.KeyProtector;
import io.github.gameauth.mint.RotatingSigningKeys;
import io.github.gameauth.mint.SigningKeys;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.session.ExchangeContext;
import io.github.gameauth.session.RefreshTokens;
import io.github.gameauth.session.SessionExchange;
import io.github.gameauth.session.SessionOutcome;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.storage.memory.MemoryLimits;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.VerifierBuilder;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Takes a token of the user pool, and gives a session of the game's own. */
final class GameServer implements AutoCloseable {
  private static final String ISSUER = "https://id.mygame.example";
  private static final ExchangeContext LOGIN =
      ExchangeContext.of(new GameId("my-game"), "my-game-pc");

  private final RotatingSigningKeys keys;
  private final CognitoAdapter adapter;
  private final SessionExchange exchange;

  /** A server that believes the pool; what it knows is gone when it ends. */
  GameServer(CognitoIssuer pool, InstantSource clock) {
    InMemoryStores stores = new InMemoryStores(MemoryLimits.USUAL, clock);
    keys =
        SigningKeys.rotating(ISSUER, stores.keys(), KeyProtector.noneForKeysInMemoryOnly())
            .clock(clock)
            .open();
    adapter =
        CognitoAdapter.of(pool)
            .replays(stores.once()) // a token of the pool opens one session
            .verifier(TokenVerifier.builder().clock(clock).waitForKeys(VerifierBuilder.MAX_WAIT))
            .clock(clock)
            .build();
    adapter.warmUp(); // in the background, so that the first player need not wait
    Accounts accounts =
        Accounts.over(stores.accounts(), stores.guests(), stores.once()).clock(clock).build();
    RefreshTokens refreshTokens =
        RefreshTokens.in(stores.refreshFamilies())
            .revocations(stores.revocations())
            .clock(clock)
            .build();
    exchange =
        SessionExchange.over(
                accounts,
                Personas.of(stores.personas(), PersonaKeys.of(randomKey())),
                refreshTokens,
                TokenMinter.signing(keys).clock(clock).build())
            .adapter(adapter)
            .accountLogins(CognitoAdapter.COGNITO)
            .clock(clock)
            .build();
  }

  private static Secret randomKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return Secret.ofBytes(key);
  }

  SessionOutcome login(Secret idToken) {
    return exchange.open(new CognitoCredential(idToken), LOGIN);
  }

  SessionOutcome refresh(Secret refreshToken) {
    return exchange.refresh(refreshToken, LOGIN);
  }

  void logOutEverywhere(AccountId account) {
    exchange.closeAll(account);
  }

  @Override
  public void close() {
    adapter.close();
    keys.close();
  }
}
