// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.Accounts;
import io.github.gameauth.account.Personas;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.GuardedListener;
import io.github.gameauth.event.Health;
import io.github.gameauth.mint.SigningKeysUnavailableException;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.store.StoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what a platform gave a player, and gives a session of ours: an access token that every game
 * service can verify, and a refresh token that gets the next one.
 *
 * <pre>{@code
 * SessionExchange exchange =
 *     SessionExchange.over(accounts, personas, refreshTokens, minter)
 *         .adapter(new GuestAdapter(stores.guests(), clock))
 *         .adapter(steam)
 *         .build();
 *
 * SessionOutcome outcome = exchange.open(ticket, ExchangeContext.of(game, "lostsky-pc"));
 * if (outcome instanceof SessionOutcome.Accepted accepted) {
 *   reply(accepted.session());
 * }
 * }</pre>
 *
 * <p>A login asks, in this order and up to the first refusal: the edge gate, the rate limit, the
 * platform, bans of the identity, the account (which is found or made) and its bans, the access
 * checks. A refresh asks everything again but the platform, unless the client brings a credential.
 * An outage of whatever stands behind is undecided, and nothing has changed for the player then.
 *
 * <p>Safe to share. Its methods block as long as the adapters, checks and stores do.
 */
public final class SessionExchange {
  private static final Logger log = LoggerFactory.getLogger(SessionExchange.class);
  private static final Duration STORE_RETRY = Duration.ofSeconds(2);

  private final Accounts accounts;
  private final RefreshTokens refreshTokens;
  private final Login login;
  private final Refresh refresh;
  private final AuthListener listener;
  private final TokenMinter minter;
  private final Optional<OutageFallback> outage;
  private final Set<Platform> platforms;

  SessionExchange(SessionExchangeBuilder from) {
    HighWater clock = new HighWater(from.clock);
    Checkpoint checkpoint = new Checkpoint(from.gate, from.rateLimit, clock);
    Credentials credentials = new Credentials(from.adapters, from.outage);
    Admission admission = new Admission(from.access);
    SessionTokens tokens =
        new SessionTokens(
            from.minter,
            from.audience,
            from.customizer,
            from.outage.map(OutageFallback::tokenLifetime),
            from.nakama);
    Reverification reverification =
        new Reverification(credentials, from.refreshTokens, from.outage, from.reverifyAfter);
    this.accounts = from.accounts;
    this.refreshTokens = from.refreshTokens;
    this.login = new Login(from, checkpoint, credentials, admission, tokens, clock);
    this.refresh = new Refresh(from, checkpoint, reverification, admission, tokens, clock);
    this.listener = GuardedListener.around(from.listener);
    this.minter = from.minter;
    this.outage = from.outage;
    this.platforms =
        from.adapters.stream().map(PlatformAdapter::platform).collect(Collectors.toSet());
  }

  /**
   * Begins with what every exchange needs; at least one adapter is to be said.
   *
   * @param accounts where players are found and made
   * @param personas what games call them
   * @param refreshTokens how sessions go on
   * @param minter what mints their access tokens
   */
  public static SessionExchangeBuilder over(
      Accounts accounts, Personas personas, RefreshTokens refreshTokens, TokenMinter minter) {
    return new SessionExchangeBuilder(accounts, personas, refreshTokens, minter);
  }

  /**
   * Opens a session for whom the credential proves.
   *
   * @param credential what the player brought, of a kind that an adapter takes: such as {@code
   *     GuestCredential}, {@code TrustedToken} or a platform's ticket
   * @throws IllegalArgumentException if no adapter takes credentials of that class
   */
  public SessionOutcome open(Object credential, ExchangeContext context) {
    return judged(
        () -> {
          Issued issued = login.open(credential, context);
          listener.sessionOpened(issued.platform().name(), issued.session().created());
          return issued.session();
        });
  }

  /**
   * The next tokens of a session. The platform is not asked.
   *
   * <p>A refresh token is good once; for a short while it gets the same successor again, so a
   * client whose answer got lost asks again with the same one. Anything of the context that is not
   * as at login is refused, and so is scope that was not granted then.
   */
  public SessionOutcome refresh(Secret refreshToken, ExchangeContext context) {
    return refreshed(refreshToken, Optional.empty(), context);
  }

  /**
   * The next tokens of a session whose platform shall vouch for the player again. While the
   * platform is out, the session may go on {@linkplain Session#degraded degraded}, if there is an
   * {@link OutageFallback}.
   *
   * @param credential a fresh one, of the platform and the player that the session was opened by
   * @throws IllegalArgumentException if no adapter takes credentials of that class
   */
  public SessionOutcome refresh(Secret refreshToken, Object credential, ExchangeContext context) {
    return refreshed(refreshToken, Optional.of(credential), context);
  }

  private SessionOutcome refreshed(
      Secret refreshToken, Optional<Object> credential, ExchangeContext context) {
    return judged(
        () -> {
          Issued issued = refresh.refresh(refreshToken, credential, context);
          String platform = issued.platform().name();
          if (issued.session().degraded()) {
            listener.sessionDegraded(platform);
          } else {
            listener.sessionRefreshed(platform, issued.repeated());
          }
          return issued.session();
        });
  }

  private SessionOutcome judged(Supplier<Session> work) {
    try {
      return new SessionOutcome.Accepted(work.get());
    } catch (StoppedException e) {
      return told(e.outcome(), e.detail());
    } catch (StoreException e) {
      log.warn("A store failed: {}", e.getMessage()); // which holds no value that was stored
      return undecided(SessionUndecided.STORE, STORE_RETRY);
    } catch (SigningKeysUnavailableException e) {
      return undecided(SessionUndecided.SIGNING_KEYS, e.retryAfter());
    }
  }

  private SessionOutcome undecided(SessionUndecided cause, Duration retryAfter) {
    return told(new SessionOutcome.Undecided(cause, retryAfter), cause.name());
  }

  private SessionOutcome told(SessionOutcome outcome, String detail) {
    if (outcome instanceof SessionOutcome.Rejected rejected) {
      String code = rejected.refusal().code().name();
      log.debug("No session: {}, {}", code, detail);
      listener.sessionRefused(code, detail);
    } else if (outcome instanceof SessionOutcome.Undecided undecided) {
      listener.sessionUndecided(undecided.cause().name());
    }
    return outcome;
  }

  /**
   * How it stands, by what it knows: unavailable if nothing can be minted; degraded if the key
   * store fails, or platforms {@linkplain OutageFallback count as out}. Nobody is asked, so the
   * stores' own health stands beside this.
   *
   * @return how {@code minting} stands, and if there is an {@link OutageFallback}, {@code
   *     platforms} and each that is out
   */
  public Health health() {
    Map<String, Health> parts = new HashMap<>(Map.of("minting", minter.health()));
    outage.ifPresent(fallback -> parts.put("platforms", health(fallback)));
    return Health.together(parts);
  }

  private Health health(OutageFallback fallback) {
    Map<String, String> out =
        platforms.stream()
            .filter(fallback::isOut)
            .collect(Collectors.toMap(Platform::name, platform -> "OUT"));
    return out.isEmpty() ? Health.ready() : new Health(Health.Status.DEGRADED, out);
  }

  /**
   * Ends the session of a refresh token, its access tokens included, as at a logout. The client is
   * told the same in either case.
   *
   * @return whether there was one
   * @throws StoreException if nobody can tell; the client may ask again
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7009#section-2.2">RFC 7009 §2.2</a>
   */
  public boolean close(Secret refreshToken) {
    return refreshTokens.close(refreshToken);
  }

  /**
   * Ends all sessions of an account.
   *
   * @throws StoreException if nobody can tell; it may be asked again
   */
  public void closeAll(AccountId account) {
    accounts.logOutEverywhere(account);
  }
}
