// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an access token fresh, for a client or a service on the JVM: asks for the next one before
 * the present one ends, once for however many callers.
 *
 * <pre>{@code
 * TokenKeeper keeper =
 *     TokenKeeper.refreshing(this::callTheTokenEndpoint)
 *         .startingWith(refreshTokenFromDisk, this::writeToDisk)
 *         .signedOut(this::showLogin)
 *         .build();
 * OkHttpClient http = keeper.authorizing(client, URI.create("https://api.mygame.example"));
 * }</pre>
 *
 * <p>A new refresh token is stored before anything of its answer is used: a client that dies in
 * between comes back with the one before, which gets the same answer for a short while. Do not
 * store it where a cloud save can put an old one back: that looks like theft.
 *
 * <p>While nobody can tell, the present token is used to its end, and the other side is asked less
 * and less often. Safe to share. The caller who finds that the time has come does the asking, on
 * its own thread; the others go on with the present token, and wait only if there is none.
 */
public final class TokenKeeper {
  private static final Logger log = LoggerFactory.getLogger(TokenKeeper.class);

  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(60);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /** Nobody wants a token that ends on the way. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  /** A token that is refused so soon is not refused for its age; another one would not help. */
  private static final Duration JUST_MADE = Duration.ofSeconds(10);

  private final TokenRefresher refresher;
  private final Consumer<Secret> persist;
  private final Runnable signedOut;
  private final LongSupplier ticker;

  private final ReentrantLock lock = new ReentrantLock(); // no monitor: it is held over I/O
  private Optional<Secret> refreshToken;
  private @Nullable Answer unsaved;
  private int failures;
  private volatile long notBefore;
  private volatile boolean over;
  private volatile @Nullable Held held;

  /** A token in use; times by the ticker. */
  private record Held(Secret token, long madeAt, long refreshAt, long endsAt) {
    boolean isFreshAt(long now) {
      return now - refreshAt < 0;
    }

    boolean isAliveAt(long now) {
      return now - endsAt < 0;
    }
  }

  /** An answer and when it was asked for: its token's life began no earlier. */
  private record Answer(Renewal.Renewed renewed, long askedAt) {}

  private TokenKeeper(Builder settings) {
    this.refresher = settings.refresher;
    this.persist = settings.persist;
    this.signedOut = settings.signedOut;
    this.ticker = settings.ticker;
    this.refreshToken = settings.refreshToken;
    this.notBefore = ticker.getAsLong();
  }

  /** A keeper that asks by {@code refresher} when a token is first wanted. */
  public static Builder refreshing(TokenRefresher refresher) {
    return new Builder(refresher);
  }

  /** The present token, or the next one if its time has come. */
  public KeptToken token() {
    @Nullable Held now = held;
    long time = ticker.getAsLong();
    if (over || (now != null && now.isFreshAt(time)) || lock.isHeldByCurrentThread()) {
      return answer(); // the last, if the refresher itself comes here
    }
    if (now != null && now.isAliveAt(time)) {
      if (isAllowed() && lock.tryLock()) {
        renewAndUnlock(now);
      }
      return answer();
    }
    return lockPatiently() ? renewAndUnlock(now) : answer();
  }

  /**
   * Another token after a server refused {@code refused}; the same as {@link #token} if that one is
   * no longer in use, and no help if it was made a moment ago.
   */
  public KeptToken afterRefusalOf(Secret refused) {
    if (over || lock.isHeldByCurrentThread() || !lockPatiently()) {
      return answer();
    }
    @Nullable Held now = held;
    if (now == null || !now.token().equals(refused)) {
      return renewAndUnlock(null);
    }
    if (ticker.getAsLong() - now.madeAt() < JUST_MADE.toNanos()) {
      lock.unlock();
      return answer();
    }
    return renewAndUnlock(now);
  }

  private boolean lockPatiently() {
    try {
      lock.lockInterruptibly();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Asks for the next token, unless another caller got one that is not {@code stale}. */
  private KeptToken renewAndUnlock(@Nullable Held stale) {
    boolean ended = false;
    try {
      @Nullable Held now = held;
      boolean others = now != null && !now.equals(stale) && now.isAliveAt(ticker.getAsLong());
      if (!over && !others && isAllowed()) {
        ended = !renew();
      }
    } finally {
      lock.unlock();
    }
    if (ended) {
      tellSignedOut();
    }
    return answer();
  }

  private boolean isAllowed() {
    return ticker.getAsLong() - notBefore >= 0;
  }

  /** Whether the session is still alive, as far as anybody knows. */
  private boolean renew() {
    if (unsaved == null) {
      long askedAt = ticker.getAsLong();
      Renewal renewal = asked();
      if (renewal instanceof Renewal.SignedOut) {
        over = true;
        held = null;
        return false;
      }
      if (renewal instanceof Renewal.Undecided undecided) {
        backOff(undecided.retryAfter());
        return true;
      }
      unsaved = new Answer((Renewal.Renewed) renewal, askedAt);
    }
    use(unsaved);
    return true;
  }

  private Renewal asked() {
    try {
      return refresher.renew(refreshToken);
    } catch (RuntimeException e) {
      log.warn("The token refresher threw {}", e.getClass().getName());
      return new Renewal.Undecided(Duration.ZERO);
    }
  }

  /**
   * Stores the answer, then uses it. One that cannot be stored waits; nothing is asked meanwhile.
   */
  private void use(Answer answer) {
    Renewal.Renewed renewed = answer.renewed();
    if (renewed.refreshToken().isPresent()) {
      try {
        persist.accept(renewed.refreshToken().get());
      } catch (RuntimeException e) {
        log.warn("The refresh token could not be stored: {}", e.getClass().getName());
        backOff(Duration.ZERO);
        return;
      }
      refreshToken = renewed.refreshToken();
    }
    unsaved = null;
    failures = 0;
    held = heldOf(renewed, answer.askedAt());
  }

  private static Held heldOf(Renewal.Renewed renewed, long askedAt) {
    long life = renewed.expiresIn().toNanos();
    long usable = life - Math.min(MARGIN.toNanos(), life / 10);
    long refreshIn = renewed.refreshIn().map(Duration::toNanos).orElse(life / 5 * 4);
    return new Held(
        renewed.accessToken(), askedAt, askedAt + Math.min(refreshIn, usable), askedAt + usable);
  }

  private void backOff(Duration wanted) {
    failures = Math.min(failures + 1, 16);
    long most = Math.min(LONGEST_BACKOFF.toNanos(), SHORTEST_WAIT.toNanos() << failures);
    long wait = ThreadLocalRandom.current().nextLong(SHORTEST_WAIT.toNanos(), most + 1);
    long asked = Math.min(wanted.toNanos(), LONGEST_WAIT.toNanos());
    notBefore = ticker.getAsLong() + Math.max(wait, asked);
  }

  private void tellSignedOut() {
    try {
      signedOut.run();
    } catch (RuntimeException e) {
      log.warn("Who was told of the end of the session threw {}", e.getClass().getName());
    }
  }

  private KeptToken answer() {
    if (over) {
      return new KeptToken.SignedOut();
    }
    @Nullable Held now = held;
    long time = ticker.getAsLong();
    if (now != null && now.isAliveAt(time)) {
      return new KeptToken.Ready(now.token());
    }
    long wait = Math.max(SHORTEST_WAIT.toNanos(), notBefore - time);
    return new KeptToken.Unavailable(Duration.ofNanos(wait));
  }

  /**
   * A client that sends the token to these origins, and to no other: {@code Authorization: Bearer},
   * unless a request has such a header already. A request that is refused with 401 is sent once
   * more with the next token, if its body can be sent twice. Without a token, requests to these
   * origins fail with {@code IOException}.
   *
   * @param client what calls; it stays as it is
   * @param origins such as {@code https://api.mygame.example}: scheme, host and port are compared
   *     exactly. Only https, or http on this machine
   */
  public OkHttpClient authorizing(OkHttpClient client, URI... origins) {
    return client.newBuilder().addInterceptor(BearerInterceptor.of(this, origins)).build();
  }

  /** {@code TokenKeeper(…)}. */
  @Override
  public String toString() {
    return "TokenKeeper(…)";
  }

  /** What a keeper begins with. Not safe to share. */
  public static final class Builder {
    private final TokenRefresher refresher;
    private Optional<Secret> refreshToken = Optional.empty();
    private Consumer<Secret> persist =
        token -> {
          throw new IllegalStateException("a refresh token that nobody stores");
        };
    private Runnable signedOut = () -> {};
    private LongSupplier ticker = System::nanoTime;

    private Builder(TokenRefresher refresher) {
      this.refresher = refresher;
    }

    /**
     * The refresh token to begin with, and what stores the ones that follow, so that they are there
     * after a crash. While it throws, no new token is used. Left out by services that ask with
     * their own credentials; a refresh token that comes all the same is then an error.
     */
    public Builder startingWith(Secret refreshToken, Consumer<Secret> persist) {
      this.refreshToken = Optional.of(refreshToken);
      this.persist = persist;
      return this;
    }

    /** What is run, once, when the session is over. Defaults to nothing. */
    public Builder signedOut(Runnable signedOut) {
      this.signedOut = signedOut;
      return this;
    }

    /** A clock in nanoseconds that only goes forward. Defaults to {@link System#nanoTime}. */
    public Builder ticker(LongSupplier ticker) {
      this.ticker = ticker;
      return this;
    }

    /** The keeper. */
    public TokenKeeper build() {
      return new TokenKeeper(this);
    }
  }
}
