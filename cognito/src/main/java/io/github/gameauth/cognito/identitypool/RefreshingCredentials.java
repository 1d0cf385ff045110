// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.identitypool;

import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Done;
import io.github.gameauth.cognito.service.CognitoAnswer.Refused;
import io.github.gameauth.cognito.service.CognitoAnswer.Undecided;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.wire.SharedCall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One player's AWS credentials, kept fresh: renewed some minutes before they end, by one call at a
 * time however many threads ask. While credentials are good nobody waits for their renewal, and an
 * outage is felt only when it outlasts them.
 *
 * <pre>{@code
 * RefreshingCredentials credentials =
 *     RefreshingCredentials.of(identityPool, () -> session.tokens().map(MyGame::logins)).build();
 * }</pre>
 *
 * <p>Safe to share. Renewals run on a thread of their own.
 */
public final class RefreshingCredentials {
  private static final Logger log = LoggerFactory.getLogger(RefreshingCredentials.class);

  /** Also with a clock that is far off credentials are used for that long. */
  private static final Duration LEAST_USE = Duration.ofSeconds(30);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  private final IdentityPool pool;
  private final LoginSource source;
  private final Optional<String> roleArn;
  private final Optional<WebIdentityRole> basicFlow;
  private final Duration margin;
  private final InstantSource clock;
  private final SharedCall<PlayerCredentials> renewal;

  private volatile @Nullable IdentityId identity;
  private volatile @Nullable Held held; // replaced whole, never changed
  private volatile @Nullable Outage outage;

  /** What there is, until when it is used, and when to look for something newer. */
  private record Held(PlayerCredentials credentials, Instant end, Instant renewal) {}

  /** Nobody asks before {@code until}. */
  private record Outage(CognitoAnswer.Cause cause, Instant until) {}

  private RefreshingCredentials(Builder builder) {
    this.pool = builder.pool;
    this.source = builder.source;
    this.roleArn = builder.roleArn;
    this.basicFlow = builder.basicFlow;
    this.margin = builder.margin;
    this.clock = builder.clock;
    this.identity = builder.identity;
    this.renewal =
        builder.executor == null
            ? SharedCall.of("player-credentials", this::renewed)
            : SharedCall.of("player-credentials", builder.executor, this::renewed);
  }

  /**
   * Credentials of whoever these logins belong to, to be told more.
   *
   * @param source the player's logins
   */
  public static Builder of(IdentityPool pool, LoginSource source) {
    return new Builder(pool, source);
  }

  /** The identity, once it is known. A guest's is worth keeping: no login leads back to it. */
  public Optional<IdentityId> identity() {
    return Optional.ofNullable(identity);
  }

  /**
   * Credentials that are good now. Waits for a call only if there are none. After an outage it asks
   * again when that may help, and not before.
   */
  public CognitoAnswer<PlayerCredentials> current() {
    Instant now = clock.instant();
    Held have = held;
    if (have != null && now.isBefore(have.end())) {
      if (!now.isBefore(have.renewal())) {
        renewal.start();
      }
      return new Done<>(have.credentials());
    }
    Outage last = outage;
    if (last != null && now.isBefore(last.until())) {
      return new Undecided<>(last.cause(), Duration.between(now, last.until()));
    }
    return renewal.join();
  }

  /** Forgets the credentials, not the identity: for when AWS has withdrawn them. */
  public void forget() {
    held = null;
  }

  private CognitoAnswer<PlayerCredentials> renewed() {
    Held have = held;
    Instant now = clock.instant();
    if (have != null && now.isBefore(have.renewal()) && now.isBefore(have.end())) {
      // Somebody was quicker, between our look and our turn.
      return new Done<>(have.credentials());
    }
    // Stands if the source of logins throws: not everybody who asks shall try it again.
    postpone(now.plus(AFTER_FAILURE));
    CognitoAnswer<PlayerCredentials> answer = source.logins().then(this::fetched);
    if (answer instanceof Done<PlayerCredentials> done) {
      keep(done.value());
    } else if (answer instanceof Undecided<PlayerCredentials> undecided) {
      Instant until = clock.instant().plus(undecided.retryAfter());
      outage = new Outage(undecided.cause(), until);
      postpone(until);
    } else if (answer instanceof Refused<PlayerCredentials> refused) {
      log.debug("credentials of {}: {}", identity, refused.refusal());
    }
    return answer;
  }

  private void keep(PlayerCredentials credentials) {
    Instant least = clock.instant().plus(LEAST_USE);
    Instant end = credentials.expiry();
    Instant ahead = end.minus(margin);
    identity = credentials.identity();
    outage = null;
    held =
        new Held(
            credentials, end.isAfter(least) ? end : least, ahead.isAfter(least) ? ahead : least);
  }

  private void postpone(Instant until) {
    Held have = held;
    if (have != null) {
      held = new Held(have.credentials(), have.end(), until);
    }
  }

  private CognitoAnswer<PlayerCredentials> fetched(Logins logins) {
    IdentityId known = identity;
    if (known == null) {
      return pool.identity(logins).then(found -> fetched(found, logins));
    }
    CognitoAnswer<PlayerCredentials> answer = fetched(known, logins);
    if (answer instanceof Refused<PlayerCredentials> refused
        && refused.refusal().reason() == RefusalReason.NOT_FOUND
        && !logins.isGuest()) {
      // Deleted. Logins lead to another; a guest would silently become somebody else.
      return pool.identity(logins).then(found -> fetched(found, logins));
    }
    return answer;
  }

  private CognitoAnswer<PlayerCredentials> fetched(IdentityId who, Logins logins) {
    identity = who;
    if (basicFlow.isPresent()) {
      return pool.openIdToken(who, logins).then(basicFlow.get()::assumedBy);
    }
    return pool.credentials(who, logins, roleArn);
  }

  /** The pool and the identity. */
  @Override
  public String toString() {
    return "RefreshingCredentials(" + pool.id() + ", " + identity + ")";
  }

  /** Says how credentials are kept. Not safe to share. */
  public static final class Builder {
    private static final Duration MAX_MARGIN = Duration.ofMinutes(30);

    private final IdentityPool pool;
    private final LoginSource source;
    private @Nullable IdentityId identity;
    private Optional<String> roleArn = Optional.empty();
    private Optional<WebIdentityRole> basicFlow = Optional.empty();
    private Duration margin = Duration.ofMinutes(5);
    private InstantSource clock = InstantSource.system();
    private @Nullable Executor executor;

    private Builder(IdentityPool pool, LoginSource source) {
      this.pool = pool;
      this.source = source;
    }

    /** An identity known from before. Defaults to none; it is asked for then. */
    public Builder identity(IdentityId identity) {
      this.identity = identity;
      return this;
    }

    /** One of several roles that the logins open. Defaults to the one that the pool picks. */
    public Builder role(String roleArn) {
      this.roleArn = Optional.of(RoleArn.checked(roleArn));
      return this;
    }

    /** Credentials by the basic flow, in that role. Defaults to the enhanced flow. */
    public Builder basicFlow(WebIdentityRole role) {
      this.basicFlow = Optional.of(role);
      return this;
    }

    /**
     * How long before their end credentials are renewed. Defaults to 5 minutes; 0 to 30 minutes.
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

    /** What time it is. Defaults to the system's clock. */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /** Where renewals run. Defaults to a thread for each, as they are an hour apart. */
    public Builder executor(Executor executor) {
      this.executor = executor;
      return this;
    }

    /**
     * The credentials; nothing is asked yet.
     *
     * @throws IllegalStateException if both flows got a role
     */
    public RefreshingCredentials build() {
      if (roleArn.isPresent() && basicFlow.isPresent()) {
        throw new IllegalStateException("role: with basicFlow (expected: one or the other)");
      }
      return new RefreshingCredentials(this);
    }
  }
}
