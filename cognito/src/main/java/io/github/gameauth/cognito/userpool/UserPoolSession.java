// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.CognitoAnswer.Done;
import io.github.gameauth.cognito.service.CognitoAnswer.Refused;
import io.github.gameauth.cognito.service.CognitoAnswer.Undecided;
import io.github.gameauth.cognito.service.Nothing;
import io.github.gameauth.cognito.service.Refusal;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.wire.Sense;
import io.github.gameauth.cognito.wire.SharedCall;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One player's tokens, kept fresh: refreshed a little before they expire, by one call at a time
 * however many threads ask, and stored before anybody gets to see them. So a rotated refresh token
 * is not lost by a caller who is interrupted, nor by a store that fails for a while.
 *
 * <pre>{@code
 * UserPoolSession session =
 *     UserPoolSession.of(pool, signedIn.tokens()).store(tokens -> keep(player, tokens)).build();
 * CognitoAnswer<UserPoolTokens> answer = session.tokens();
 * }</pre>
 *
 * <p>Where refresh tokens rotate, each belongs to one session on one server: two that refresh the
 * same one end each other. An answer that is lost on the way may end the session, too, unless the
 * app client has a grace period; say so by {@link Builder#graceAfterRotation}.
 *
 * <p>Safe to share. Refreshes run on a thread of their own.
 */
public final class UserPoolSession {
  private static final Logger log = LoggerFactory.getLogger(UserPoolSession.class);

  private static final Refusal REVOKED =
      new Refusal(RefusalReason.REFRESH_TOKEN, "", Optional.empty(), Optional.empty());

  private final TokenCalls calls;
  private final TokenStore store;
  private final RotationGrace grace;
  private final boolean rotates;
  private final Duration margin;
  private final InstantSource clock;
  private final SharedCall<UserPoolTokens> refresh;

  private final Object lock = new Object();

  // Replaced whole, never changed; under the lock.
  private volatile State state;

  // The access token that was last refused elsewhere.
  private volatile @Nullable Secret unwanted;

  // New, and not yet in the store.
  private volatile @Nullable UserPoolTokens unsaved;

  /**
   * What the session knows.
   *
   * @param end why it is over, if it is
   * @param notBefore when to ask again after a failure
   * @param failure what to say until then
   */
  private record State(
      UserPoolTokens tokens,
      Optional<Refusal> end,
      Instant notBefore,
      CognitoAnswer<UserPoolTokens> failure) {
    static State of(UserPoolTokens tokens) {
      return new State(
          tokens, Optional.empty(), Instant.MIN, new Undecided<>(Cause.OUTAGE, Sense.LATER));
    }

    State failing(Instant until, CognitoAnswer<UserPoolTokens> how) {
      return new State(tokens, end, until, how);
    }

    State ended(Refusal why) {
      return new State(tokens, Optional.of(why), notBefore, failure);
    }
  }

  private UserPoolSession(Builder builder) {
    this.calls = builder.pool.tokens();
    this.store = builder.store;
    this.grace = builder.grace;
    this.rotates = builder.rotates;
    this.margin = builder.margin;
    this.clock = calls.clock();
    this.state = State.of(builder.tokens);
    this.refresh =
        builder.executor == null
            ? SharedCall.of("user-pool-session", this::refreshedNow)
            : SharedCall.of("user-pool-session", builder.executor, this::refreshedNow);
  }

  /**
   * A session that goes on from there.
   *
   * @param tokens of a sign-in, or from the store
   * @throws IllegalArgumentException if they have no refresh token
   */
  public static Builder of(UserPool pool, UserPoolTokens tokens) {
    return new Builder(pool, tokens);
  }

  /**
   * Tokens that are good now. Waits for a call only if there are none. After an outage it asks
   * again when that may help, and not before; after a refusal that ends the session, never.
   */
  public CognitoAnswer<UserPoolTokens> tokens() {
    State now = state;
    if (now.end().isPresent()) {
      return new Refused<>(now.end().get());
    }
    Instant time = clock.instant();
    Instant expiry = now.tokens().expiry();
    if (time.isBefore(expiry)) {
      if (!time.isBefore(expiry.minus(margin)) && !time.isBefore(now.notBefore())) {
        refresh.start();
      }
      return new Done<>(now.tokens());
    }
    return joined(now, time);
  }

  /**
   * Tokens other than these, for when the pool does not take them although they have not expired.
   *
   * @param refused as {@link #tokens} gave them
   */
  public CognitoAnswer<UserPoolTokens> tokensInsteadOf(UserPoolTokens refused) {
    State now = state;
    if (now.end().isPresent()) {
      return new Refused<>(now.end().get());
    }
    if (!now.tokens().accessToken().equals(refused.accessToken())) {
      return tokens();
    }
    unwanted = refused.accessToken();
    return joined(now, clock.instant());
  }

  private CognitoAnswer<UserPoolTokens> joined(State now, Instant time) {
    if (!time.isBefore(now.notBefore())) {
      return refresh.join();
    }
    return now.failure() instanceof Undecided<UserPoolTokens> undecided
        ? new Undecided<>(undecided.cause(), Duration.between(time, now.notBefore()))
        : now.failure();
  }

  /** The latest tokens that are stored, good or not. */
  public UserPoolTokens latest() {
    return state.tokens();
  }

  /**
   * Ends the session: it gives no tokens any more, and the pool is told to take none that came of
   * this sign-in. Servers that verify tokens by themselves do not see it. Does not tell the store.
   *
   * @return whether the pool was told; try again if not
   */
  public CognitoAnswer<Nothing> revoke() {
    UserPoolTokens last;
    synchronized (lock) {
      state = state.ended(REVOKED);
      UserPoolTokens waiting = unsaved;
      last = waiting == null ? state.tokens() : waiting;
    }
    return calls.revoke(last.refreshToken().orElseThrow());
  }

  private CognitoAnswer<UserPoolTokens> refreshedNow() {
    State before = state;
    if (before.end().isPresent()) {
      return new Refused<>(before.end().get());
    }
    UserPoolTokens waiting = unsaved;
    if (waiting != null) {
      return saved(waiting);
    }
    UserPoolTokens have = before.tokens();
    if (clock.instant().isBefore(have.expiry().minus(margin))
        && !Objects.equals(have.accessToken(), unwanted)) {
      // Somebody was quicker, between our look and our turn.
      return new Done<>(have);
    }
    CognitoAnswer<UserPoolTokens> answer =
        rotates
            ? calls.refresh(before.tokens(), grace)
            : calls.refreshWithoutRotation(before.tokens());
    if (answer instanceof Done<UserPoolTokens> done) {
      return saved(done.value());
    }
    Duration wait =
        answer instanceof Undecided<UserPoolTokens> undecided
            ? undecided.retryAfter()
            : Sense.LATER;
    fail(answer, wait);
    if (answer instanceof Refused<UserPoolTokens> refused && isEnd(refused.refusal())) {
      end(refused.refusal());
    }
    return answer;
  }

  private CognitoAnswer<UserPoolTokens> saved(UserPoolTokens fresh) {
    Optional<Refusal> ended;
    synchronized (lock) {
      // Kept until the store has them: nobody can get them again.
      unsaved = fresh;
      ended = state.end();
    }
    if (ended.isPresent()) {
      // Revoked while these were on their way.
      fresh.refreshToken().ifPresent(calls::revoke);
      return new Refused<>(ended.get());
    }
    try {
      store.save(fresh);
    } catch (RuntimeException e) {
      log.warn("new tokens could not be stored, and wait: {}", e.getClass().getName());
      CognitoAnswer<UserPoolTokens> later = new Undecided<>(Cause.OUTAGE, Sense.LATER);
      fail(later, Sense.LATER);
      return later;
    }
    synchronized (lock) {
      unsaved = null;
      Optional<Refusal> end = state.end();
      State next = State.of(fresh);
      state = end.isPresent() ? next.ended(end.get()) : next;
    }
    return new Done<>(fresh);
  }

  private void fail(CognitoAnswer<UserPoolTokens> how, Duration wait) {
    Instant until = clock.instant().plus(wait);
    synchronized (lock) {
      state = state.failing(until, how);
    }
  }

  private static boolean isEnd(Refusal refusal) {
    return switch (refusal.reason()) {
      case REFRESH_TOKEN, REFRESH_TOKEN_REUSED, USER_DISABLED, USER_NOT_FOUND, DEVICE_FORGOTTEN ->
          true;
      // Settings, triggers, firewalls: another try may find them mended.
      default -> false;
    };
  }

  private void end(Refusal refusal) {
    log.debug("refresh: {}", refusal);
    synchronized (lock) {
      state = state.ended(refusal);
    }
    try {
      store.ended(refusal);
    } catch (RuntimeException e) {
      log.warn("the end of a session could not be stored: {}", e.getClass().getName());
    }
  }

  /** Until when its tokens are good. */
  @Override
  public String toString() {
    return "UserPoolSession(until " + state.tokens().expiry() + ")";
  }

  /** Says how a session is kept. Not safe to share. */
  public static final class Builder {
    private static final Duration MAX_MARGIN = Duration.ofMinutes(30);

    private final UserPool pool;
    private final UserPoolTokens tokens;
    private TokenStore store = TokenStore.NONE;
    private RotationGrace grace = RotationGrace.NONE_KNOWN;
    private boolean rotates = true;
    private Duration margin = Duration.ofMinutes(1);
    private @Nullable Executor executor;

    private Builder(UserPool pool, UserPoolTokens tokens) {
      Optional<Secret> refreshToken = tokens.refreshToken();
      if (refreshToken.isEmpty()) {
        throw new IllegalArgumentException("tokens: no refresh token (expected: one)");
      }
      this.pool = pool;
      this.tokens = tokens;
    }

    /** Where new tokens are kept. Defaults to nowhere. */
    public Builder store(TokenStore store) {
      this.store = store;
      return this;
    }

    /**
     * Whether the app client leaves rotated refresh tokens good for some seconds. Defaults to
     * {@link RotationGrace#NONE_KNOWN}.
     */
    public Builder graceAfterRotation(RotationGrace grace) {
      this.grace = grace;
      return this;
    }

    /**
     * Refreshes by {@code REFRESH_TOKEN_AUTH}, which app clients that rotate refuse, and which may
     * be repeated after any outage. Defaults to the operation that suits both kinds.
     */
    public Builder withoutRotation() {
      this.rotates = false;
      return this;
    }

    /**
     * How long before they expire tokens are refreshed. Defaults to 1 minute; 0 to 30 minutes.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public Builder margin(Duration margin) {
      if (margin.isNegative() || margin.compareTo(MAX_MARGIN) > 0) {
        throw new IllegalArgumentException(
            "margin: " + margin + " (expected: PT0S to " + MAX_MARGIN + ")");
      }
      this.margin = margin;
      return this;
    }

    /** Where refreshes run. Defaults to a thread for each. */
    public Builder executor(Executor executor) {
      this.executor = executor;
      return this;
    }

    /** The session; nothing is asked yet. */
    public UserPoolSession build() {
      return new UserPoolSession(this);
    }
  }
}
