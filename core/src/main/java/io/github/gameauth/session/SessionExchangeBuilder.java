// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.access.AccessChecks;
import io.github.gameauth.access.EdgeGate;
import io.github.gameauth.account.Accounts;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.Personas;
import io.github.gameauth.check.Require;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.mint.NakamaSessions;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Says how a {@link SessionExchange} works. Not safe to share. */
public final class SessionExchangeBuilder {
  final Accounts accounts;
  final Personas personas;
  final RefreshTokens refreshTokens;
  final TokenMinter minter;
  final List<PlatformAdapter<?>> adapters = new ArrayList<>();
  final Set<Platform> accountLogins = new HashSet<>();
  EdgeGate gate = EdgeGate.NONE;
  RateLimit rateLimit = RateLimit.NONE;
  AccessChecks access = AccessChecks.none();
  Duration accessAgainAfter = Duration.ZERO;
  ScopeGrants scopes = ScopeGrants.none();
  ClaimsCustomizer customizer = ClaimsCustomizer.NONE;
  Function<GameId, String> audience = GameId::value;
  Optional<OutageFallback> outage = Optional.empty();
  Optional<Duration> reverifyAfter = Optional.empty();
  Optional<NakamaSessions> nakama = Optional.empty();
  boolean singleSession;
  boolean regionInTokens;
  InstantSource clock = InstantSource.system();
  AuthListener listener = AuthListener.NONE;

  SessionExchangeBuilder(
      Accounts accounts, Personas personas, RefreshTokens refreshTokens, TokenMinter minter) {
    this.accounts = accounts;
    this.personas = personas;
    this.refreshTokens = refreshTokens;
    this.minter = minter;
  }

  /**
   * One more kind of credential that is taken. Several adapters may take one class of credentials
   * if that says of which platform it is, as {@code TrustedToken} does.
   */
  public SessionExchangeBuilder adapter(PlatformAdapter<?> adapter) {
    adapters.add(adapter);
    return this;
  }

  /** What looks at a request before anything else. Defaults to letting everyone through. */
  public SessionExchangeBuilder gate(EdgeGate gate) {
    this.gate = gate;
    return this;
  }

  /** Who is asked next, whether this one comes too often. Defaults to nobody. */
  public SessionExchangeBuilder rateLimit(RateLimit rateLimit) {
    this.rateLimit = rateLimit;
    return this;
  }

  /** What may keep a proven player out. Defaults to nothing beyond bans. */
  public SessionExchangeBuilder access(AccessChecks access) {
    this.access = access;
    return this;
  }

  /**
   * How old the answer of the access checks may be before a refresh asks them again. Defaults to
   * zero: each refresh asks. Up to 24 hours; bans and countries are looked at each time anyhow.
   */
  public SessionExchangeBuilder accessAgainAfter(Duration accessAgainAfter) {
    this.accessAgainAfter =
        Require.between("accessAgainAfter", accessAgainAfter, Duration.ZERO, Duration.ofHours(24));
    return this;
  }

  /** Which scopes sessions get. Defaults to none. */
  public SessionExchangeBuilder scopes(ScopeGrants scopes) {
    this.scopes = scopes;
    return this;
  }

  /** What the host adds to the tokens. Defaults to nothing. */
  public SessionExchangeBuilder claims(ClaimsCustomizer customizer) {
    this.customizer = customizer;
    return this;
  }

  /** The tokens' {@code aud} in a game. Defaults to the game's id. */
  public SessionExchangeBuilder audience(Function<GameId, String> audience) {
    this.audience = audience;
    return this;
  }

  /**
   * Platforms by which players log in to an account of ours, such as our own user pool: their
   * tokens say {@link Assurance#ACCOUNT}. Defaults to none.
   */
  public SessionExchangeBuilder accountLogins(Platform... platforms) {
    accountLogins.addAll(List.of(platforms));
    return this;
  }

  /** What happens while a platform is out. Defaults to players having to wait. */
  public SessionExchangeBuilder outage(OutageFallback outage) {
    this.outage = Optional.of(outage);
    return this;
  }

  /**
   * How long after the platform's last word a refresh has to bring a credential. Defaults to never;
   * 1 minute to 60 days.
   */
  public SessionExchangeBuilder reverifyAfter(Duration reverifyAfter) {
    this.reverifyAfter =
        Optional.of(
            Require.between(
                "reverifyAfter", reverifyAfter, Duration.ofMinutes(1), Duration.ofDays(60)));
    return this;
  }

  /** Whether a player has one session in a game, the last one opened. Defaults to false. */
  public SessionExchangeBuilder singleSession(boolean singleSession) {
    this.singleSession = singleSession;
    return this;
  }

  /**
   * Whether tokens hold the country of the login, if the gate believes one. Defaults to false: it
   * is personal data.
   */
  public SessionExchangeBuilder regionInTokens(boolean regionInTokens) {
    this.regionInTokens = regionInTokens;
    return this;
  }

  /**
   * Mints tokens for a Nakama server, too; user id and name are the persona's, which must be of
   * {@code PersonaForm.UUID}. Degraded sessions get none. Defaults to none.
   */
  public SessionExchangeBuilder nakama(NakamaSessions nakama) {
    this.nakama = Optional.of(nakama);
    return this;
  }

  /** The time of day. Defaults to the system's; where it goes back, it is held until it is due. */
  public SessionExchangeBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /** Who is told what happens. Defaults to nobody. */
  public SessionExchangeBuilder listener(AuthListener listener) {
    this.listener = listener;
    return this;
  }

  /**
   * The exchange.
   *
   * @throws IllegalArgumentException if two adapters take the same credentials
   * @throws IllegalStateException if there is no adapter
   */
  public SessionExchange build() {
    if (adapters.isEmpty()) {
      throw new IllegalStateException("adapter: none (expected: at least one)");
    }
    return new SessionExchange(this);
  }
}
