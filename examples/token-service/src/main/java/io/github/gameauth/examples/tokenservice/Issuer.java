// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.account.Accounts;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.PersonaKeys;
import io.github.gameauth.account.Personas;
import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.Health;
import io.github.gameauth.mint.AesGcmKeyProtector;
import io.github.gameauth.mint.SigningKeys;
import io.github.gameauth.mint.TokenLifetimes;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.revocation.RevocationFeed;
import io.github.gameauth.session.RefreshTokens;
import io.github.gameauth.session.RevocationDocument;
import io.github.gameauth.session.SessionExchange;
import io.github.gameauth.session.SessionExchangeBuilder;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.upstream.JsonHttp;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * GameAuth, put together: what the endpoints ask.
 *
 * @param keys signs, and publishes what verifiers need
 * @param minter mints, and reads what it wrote
 * @param accounts players' accounts
 * @param exchange opens, refreshes and ends sessions
 * @param credentials what players may bring
 * @param feed what was revoked, as this server knows it
 * @param revocations the same, for game servers
 * @param verifier checks our own tokens, where players bring them back
 */
record Issuer(
    SigningKeys keys,
    TokenMinter minter,
    Accounts accounts,
    SessionExchange exchange,
    Credentials credentials,
    RevocationFeed feed,
    RevocationDocument revocations,
    TokenVerifier verifier)
    implements AutoCloseable {
  /** How soon this server learns of what others revoke. */
  private static final Duration FEED = Duration.ofSeconds(2);

  static Issuer open(
      Config config,
      Config.Keys sealing,
      Stores stores,
      JsonHttp platforms,
      InstantSource clock,
      AuthListener listener) {
    Duration longest = longestToken(config.tokens().access());
    SigningKeys keys =
        SigningKeys.rotating(
                config.issuer(),
                stores.keys(),
                AesGcmKeyProtector.under(sealing.encryption().orElseThrow()))
            .clock(clock)
            .listener(listener)
            .open();
    TokenMinter minter =
        TokenMinter.signing(keys)
            .lifetimes(TokenLifetimes.always(config.tokens().access()))
            .clock(clock)
            .listener(listener)
            .build();
    Accounts accounts =
        Accounts.over(stores.accounts(), stores.guests(), stores.once())
            .personas(stores.personas())
            .longestToken(longest)
            .clock(clock)
            .listener(listener)
            .build();
    Personas personas =
        Personas.of(stores.personas(), PersonaKeys.of(sealing.persona().orElseThrow()));
    Credentials credentials = new Credentials(config, stores, platforms, clock, listener);
    RevocationFeed feed =
        RevocationFeed.following(stores.revocations())
            .issuer(config.issuer())
            .every(FEED)
            .clock(clock)
            .listener(listener)
            .build();
    feed.refreshNow(); // so that a server that says it is ready knows who is banned
    return new Issuer(
        keys,
        minter,
        accounts,
        exchange(config, stores, accounts, personas, minter, credentials, clock, listener),
        credentials,
        feed,
        RevocationDocument.of(feed, minter).build(),
        verifier(config, keys, feed, clock, listener));
  }

  private static SessionExchange exchange(
      Config config,
      Stores stores,
      Accounts accounts,
      Personas personas,
      TokenMinter minter,
      Credentials credentials,
      InstantSource clock,
      AuthListener listener) {
    RefreshTokens refreshTokens =
        RefreshTokens.in(stores.refreshFamilies())
            .revocations(stores.revocations())
            .idle(config.tokens().idle())
            .absolute(config.tokens().absolute())
            .longestToken(longestToken(config.tokens().access()))
            .clock(clock)
            .listener(listener)
            .build();
    SessionExchangeBuilder exchange =
        SessionExchange.over(accounts, personas, refreshTokens, minter)
            .gate(config.edge().players()) // it has passed before; here it tells the country
            .clock(clock)
            .listener(listener);
    credentials.adapters().forEach(exchange::adapter);
    return exchange.build();
  }

  private static TokenVerifier verifier(
      Config config,
      SigningKeys keys,
      RevocationFeed feed,
      InstantSource clock,
      AuthListener listener) {
    String[] games =
        config.clients().values().stream().map(GameId::value).distinct().toArray(String[]::new);
    return TokenVerifier.builder()
        .trust(
            TrustedIssuer.named(config.issuer())
                .audience(games)
                .profile(TokenProfile.playerToken())
                .keys(keys.keySource())
                .build())
        .revocations(feed)
        .clock(clock)
        .listener(listener)
        .build();
  }

  /** How all this stands. A store is asked; nobody else is. */
  Health health(Stores stores) {
    return Health.together(
        Map.of(
            "sessions", exchange.health(),
            "revocations", feed.health(),
            "stores", stores.health()));
  }

  /** Lifetimes are varied by a tenth, and verifiers' clocks differ. */
  private static Duration longestToken(Duration access) {
    return access.multipliedBy(11).dividedBy(10).plusMinutes(5);
  }

  @Override
  public void close() {
    verifier.close();
    feed.close();
    credentials.close();
    keys.close();
  }
}
