// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.check.Require;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.GuardedListener;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.secret.Fingerprint;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets sessions go on, for a while and with less, whose platform ought to vouch for the player
 * again and is out. Such a session is <em>degraded</em>: its tokens say so, live shortly, and have
 * only the scopes that were named for it.
 *
 * <p>A platform counts as out when enough different accounts <em>and</em> enough different sources
 * could not be judged within a window, so a caller who knows how to provoke a failure unlocks
 * nothing. Hosts have to say the {@link ExchangeContext#source}, or nothing ever counts as out.
 * Each server sees for itself.
 *
 * <p>Only a session goes on that holds a good refresh token, was opened by that very platform, and
 * was vouched for by it lately. Bans, countries and access checks count as ever. Nobody logs in for
 * the first time.
 *
 * <p>Once the platform is back, the next refresh has to bring a credential that it vouches for;
 * otherwise the session ends. For that, sessions are given times that lie apart. A client whose
 * session is degraded best brings a credential with every refresh.
 *
 * <p>Safe to share.
 */
public final class OutageFallback {
  private static final Logger log = LoggerFactory.getLogger(OutageFallback.class);

  private final Set<String> scopes;
  private final int enough;
  private final Duration window;
  private final Duration maxAge;
  private final Duration maxExpiredRefresh;
  private final Duration tokenLifetime;
  private final Duration spread;
  private final LongSupplier ticker;
  private final AuthListener listener;
  private final Map<Platform, OutageSignal> signals = new ConcurrentHashMap<>();

  private OutageFallback(Builder settings) {
    this.scopes = settings.scopes;
    this.enough = settings.enough;
    this.window = settings.window;
    this.maxAge = settings.maxAge;
    this.maxExpiredRefresh = settings.maxExpiredRefresh;
    this.tokenLifetime = settings.tokenLifetime;
    this.spread = settings.spread;
    this.ticker = settings.ticker;
    this.listener = GuardedListener.around(settings.listener);
  }

  /**
   * Begins with the scopes that degraded sessions keep of theirs; all others are taken off. Leave
   * out what buys, trades or links.
   */
  public static Builder keepingScopes(String... scopes) {
    return new Builder(Scopes.checked(Set.of(scopes)));
  }

  /** Whether a platform counts as out, by what this server saw. */
  public boolean isOut(Platform platform) {
    OutageSignal signal = signal(platform);
    tellIf(signal.aged(), platform, signal);
    return signal.isOut();
  }

  // One for each adapter's platform: as many as are configured.
  private OutageSignal signal(Platform platform) {
    return signals.computeIfAbsent(platform, any -> new OutageSignal(enough, window, ticker));
  }

  /** Notes what came of asking a platform. */
  void note(
      Platform platform,
      PlatformVerdict verdict,
      Optional<AccountId> account,
      Optional<String> source) {
    OutageSignal signal = signal(platform);
    if (verdict instanceof PlatformVerdict.Accepted) {
      tellIf(signal.succeeded(), platform, signal);
    } else if (isOutage(verdict)) {
      tellIf(
          signal.failed(
              account.map(each -> Fingerprint.of(each.value())), source.map(Fingerprint::of)),
          platform,
          signal);
    }
    // A refusal says nothing: adapters refuse what is malformed without asking anybody.
  }

  static boolean isOutage(PlatformVerdict verdict) {
    return verdict instanceof PlatformVerdict.Undecided undecided
        && undecided.cause() == PlatformVerdict.Cause.OUTAGE;
  }

  private void tellIf(boolean changed, Platform platform, OutageSignal signal) {
    if (changed) {
      boolean out = signal.isOut();
      log.warn(
          "{} counts as {}", platform, out ? "out: sessions of its players may go on" : "back");
      listener.sessionOutageChanged(platform.name(), out);
    }
  }

  /** Whether a session may go on whose platform vouched for the player at {@code verifiedAt}. */
  boolean mayGoOn(Platform platform, Instant verifiedAt, Instant now) {
    return !platform.equals(Platform.GUEST) && isOut(platform) && isYoung(verifiedAt, now);
  }

  boolean isYoung(Instant verifiedAt, Instant now) {
    return !verifiedAt.plus(maxAge).isBefore(now);
  }

  /** Whether a degraded session has to be vouched for now: each in its own time after an outage. */
  boolean mustVerify(Platform platform, FamilyId family) {
    if (isOut(platform)) {
      return false;
    }
    OptionalLong quiet = signal(platform).quietNanos();
    return quiet.isPresent() && quiet.getAsLong() >= turnNanos(family);
  }

  private long turnNanos(FamilyId family) {
    long anyhow = ByteBuffer.wrap(Fingerprint.of(family.value()).bytes()).getLong();
    return Long.remainderUnsigned(anyhow, spread.toNanos() + 1);
  }

  /** Whether a refresh token may still be used so long after it went unused for too long. */
  boolean allowsOverdue(Duration overdue) {
    return overdue.compareTo(maxExpiredRefresh) < 0;
  }

  Set<String> kept(Set<String> granted) {
    Set<String> left = new LinkedHashSet<>(granted);
    left.retainAll(scopes);
    return left;
  }

  Duration tokenLifetime() {
    return tokenLifetime;
  }

  /** When sessions may go on, and how. Not safe to share. */
  public static final class Builder {
    private final Set<String> scopes;
    private int enough = 5;
    private Duration window = Duration.ofSeconds(60);
    private Duration maxAge = Duration.ofHours(24);
    private Duration maxExpiredRefresh = Duration.ZERO;
    private Duration tokenLifetime = Duration.ofMinutes(5);
    private Duration spread = Duration.ofMinutes(10);
    private LongSupplier ticker = System::nanoTime;
    private AuthListener listener = AuthListener.NONE;

    private Builder(Set<String> scopes) {
      this.scopes = scopes;
    }

    /**
     * From how many different accounts, and from how many different sources, failures must come.
     * Defaults to 5; 2 to 1000.
     */
    public Builder accountsAndSources(int enough) {
      this.enough = Require.between("accountsAndSources", enough, 2, 1000);
      return this;
    }

    /** Within what time they must come. Defaults to 1 minute; 1 second to 10 minutes. */
    public Builder window(Duration window) {
      this.window =
          Require.between("window", window, Duration.ofSeconds(1), Duration.ofMinutes(10));
      return this;
    }

    /**
     * How long ago the platform may have vouched for the player. Defaults to 24 h; up to 7 days.
     */
    public Builder maxAge(Duration maxAge) {
      this.maxAge = Require.between("maxAge", maxAge, Duration.ZERO, Duration.ofDays(7));
      return this;
    }

    /**
     * For how long a refresh token that went unused for too long may still be used once. Defaults
     * to zero; up to 24 hours. The age of the whole session is not extended.
     */
    public Builder maxExpiredRefresh(Duration maxExpiredRefresh) {
      this.maxExpiredRefresh =
          Require.between(
              "maxExpiredRefresh", maxExpiredRefresh, Duration.ZERO, Duration.ofHours(24));
      return this;
    }

    /** How long degraded access tokens live. Defaults to 5 minutes; 1 to 15 minutes. */
    public Builder tokenLifetime(Duration tokenLifetime) {
      this.tokenLifetime =
          Require.between(
              "tokenLifetime", tokenLifetime, Duration.ofMinutes(1), Duration.ofMinutes(15));
      return this;
    }

    /**
     * Over what time the sessions are vouched for again when the platform is back. Defaults to 10
     * minutes; up to 1 hour.
     */
    public Builder spread(Duration spread) {
      this.spread = Require.between("spread", spread, Duration.ZERO, Duration.ofHours(1));
      return this;
    }

    /** A clock in nanoseconds that only goes forward. Defaults to {@link System#nanoTime}. */
    public Builder ticker(LongSupplier ticker) {
      this.ticker = ticker;
      return this;
    }

    /** Who is told when a platform counts as out, and as back. Defaults to nobody. */
    public Builder listener(AuthListener listener) {
      this.listener = listener;
      return this;
    }

    /** The fallback. */
    public OutageFallback build() {
      return new OutageFallback(this);
    }
  }
}
