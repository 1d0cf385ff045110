// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.GameId;
import io.github.gameauth.check.Require;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.GuardedListener;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.revocation.RevocationStore;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.session.Examined.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refresh tokens: opaque, good once, and each of them the child of the one before. A family of them
 * follows from one login; a token that comes back after its successor was told ends the family,
 * since one of two holders is a thief.
 *
 * <p>Requests get lost, and clients ask twice. So the token before the current one is good for a
 * short grace, and gets the same successor again, never another: there is one living branch. The
 * grace ends early when the successor is used.
 *
 * <p>{@link SessionExchange} hands them out and takes them back; here is said how long they live.
 * Safe to share. Every use may block, as the store does.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9700#section-4.14">RFC 9700 §4.14</a>
 */
public final class RefreshTokens {
  private static final Logger log = LoggerFactory.getLogger(RefreshTokens.class);

  static final String REUSED = "reused";

  /** For so long, whoever comes with a token of a reused family has its revocation said again. */
  private static final Duration SAID_AGAIN = Duration.ofMinutes(5);

  private final RefreshStore store;
  private final RevocationStore revocations;
  private final Duration grace;
  private final Duration idle;
  private final Duration absolute;
  private final Duration longestToken;
  private final HighWater clock;
  private final AuthListener listener;
  private final SecretGenerator generator;

  private RefreshTokens(Builder settings, RevocationStore revocations) {
    this.store = settings.store;
    this.revocations = revocations;
    this.grace = settings.grace;
    this.idle = settings.idle;
    this.absolute = settings.absolute;
    this.longestToken = settings.longestToken;
    this.clock = new HighWater(settings.clock);
    this.listener = GuardedListener.around(settings.listener);
    this.generator = settings.generator;
  }

  /** Tokens whose families are kept in {@code store}; {@link Builder#revocations} is required. */
  public static Builder in(RefreshStore store) {
    return new Builder(store);
  }

  /** The name of a family to be opened, and its first token. */
  RefreshToken first() {
    return RefreshToken.first(generator);
  }

  /** Opens the family of {@code first}. */
  RefreshFamily open(
      RefreshToken first,
      AccountId account,
      GameId game,
      long sessionEpoch,
      Instant authTime,
      String context) {
    Instant now = clock.instant();
    return create(
        first, account, game, sessionEpoch, authTime, now.plus(idle), now.plus(absolute), context);
  }

  private RefreshFamily create(
      RefreshToken first,
      AccountId account,
      GameId game,
      long sessionEpoch,
      Instant authTime,
      Instant idleExpiresAt,
      Instant expiresAt,
      String context) {
    RefreshFamily family =
        RefreshFamily.opened(
            first.family(),
            account,
            game,
            sessionEpoch,
            first.hash(),
            authTime,
            earlier(idleExpiresAt, expiresAt),
            expiresAt,
            context);
    store.create(family);
    return family;
  }

  /** What a token is. A family whose token was used before has ended when this returns. */
  Examined examine(Secret text) {
    Optional<RefreshToken> token = RefreshToken.parse(text);
    if (token.isEmpty()) {
      return new Examined.Refused(Reason.MALFORMED);
    }
    return store
        .find(token.get().family())
        .map(family -> examine(family, token.get()))
        .orElseGet(() -> new Examined.Refused(Reason.UNKNOWN));
  }

  private Examined examine(RefreshFamily family, RefreshToken token) {
    Instant now = nowFor(family);
    Fingerprint hash = token.hash();
    boolean current = hash.equals(family.currentHash());
    boolean previous = family.previousHash().equals(Optional.of(hash));
    if (!family.isLiveAt(now)) {
      return ofDeadFamily(family, token, now, current);
    }
    if (current) {
      return token.generation() == family.generation()
          ? new Examined.Current(family, token)
          : new Examined.Refused(Reason.ALTERED);
    }
    if (previous && isWithinGrace(family, now)) {
      return token.generation() == family.generation() - 1
          ? repeated(family, token)
          : new Examined.Refused(Reason.ALTERED);
    }
    endReused(family.id(), now);
    return new Examined.Refused(Reason.REUSED);
  }

  private Examined ofDeadFamily(
      RefreshFamily family, RefreshToken token, Instant now, boolean current) {
    if (family.revokedAt().isPresent()) {
      sayAgain(family, now);
      return new Examined.Refused(Reason.REVOKED);
    }
    return current && token.generation() == family.generation() && family.expiresAt().isAfter(now)
        ? new Examined.Idle(family, token)
        : new Examined.Refused(Reason.EXPIRED);
  }

  /**
   * If the family's end was noted but the revocation was not, because the store failed in between,
   * the client was told to come again; here it does.
   */
  private void sayAgain(RefreshFamily family, Instant now) {
    boolean lately = family.revokedAt().get().plus(SAID_AGAIN).isAfter(now);
    if (lately && family.revokeReason().filter(REUSED::equals).isPresent()) {
      revokeSession(family.id(), now);
    }
  }

  private boolean isWithinGrace(RefreshFamily family, Instant now) {
    return family.rotatedAt().filter(at -> at.plus(grace).isAfter(now)).isPresent();
  }

  private static Examined repeated(RefreshFamily family, RefreshToken token) {
    Optional<RefreshToken> successor =
        family
            .sealedSuccessor()
            .flatMap(kept -> SealedSuccessor.open(kept, token))
            .filter(next -> next.hash().equals(family.currentHash()));
    if (successor.isPresent()) {
      return new Examined.Repeated(family, successor.get());
    }
    // Its holder proved the secret, so this is no theft: a row that was cut or changed. Nothing
    // can be answered, and ending the family would let a faulty store log everyone out.
    log.warn("The successor in family {} cannot be opened", SessionIds.start(family.id()));
    return new Examined.Refused(Reason.UNREADABLE);
  }

  /**
   * The time to judge a family by. Its row may have been written by a server whose clock is ahead
   * of this one's, or before this one's was set back.
   */
  private Instant nowFor(RefreshFamily family) {
    return HighWater.later(clock.instant(), family.rotatedAt().orElse(Instant.MIN));
  }

  /**
   * Takes {@code current} for good and makes its successor; if another caller was first, gives
   * theirs.
   */
  Examined rotate(Examined.Current current, String context) {
    RefreshToken next = current.token().successor(generator);
    Instant now = nowFor(current.family());
    RefreshStore.RotateOutcome outcome =
        store.rotate(
            new RefreshStore.Rotation(
                current.family().id(),
                current.token().hash(),
                next.hash(),
                SealedSuccessor.seal(current.token(), next, generator),
                now,
                earlier(now.plus(idle), current.family().expiresAt()),
                context));
    if (outcome instanceof RefreshStore.RotateOutcome.Rotated rotated) {
      return new Examined.Current(rotated.family(), next);
    }
    if (outcome instanceof RefreshStore.RotateOutcome.Unchanged unchanged) {
      Examined again = examine(unchanged.family(), current.token());
      // Still current, and yet not rotated: what the store asks beyond that is the account.
      return again instanceof Examined.Current ? new Examined.Refused(Reason.ACCOUNT) : again;
    }
    return new Examined.Refused(Reason.UNKNOWN);
  }

  /**
   * Goes on from a family that nobody used for too long with that of {@code first}, which ends when
   * the old one would have.
   *
   * @return false if the old one had ended, or went on before
   */
  boolean renew(Examined.Idle idle, RefreshToken first, String context) {
    RefreshFamily old = idle.family();
    Instant now = nowFor(old);
    if (!store.revoke(old.id(), "renewed", now)) {
      return false;
    }
    create(
        first,
        old.account(),
        old.game(),
        old.sessionEpoch(),
        old.authTime(),
        now.plus(this.idle),
        old.expiresAt(),
        context);
    return true;
  }

  /** How long the family of that token has been unused beyond what is allowed. */
  Duration overdue(Examined.Idle idle) {
    return Duration.between(idle.family().idleExpiresAt(), nowFor(idle.family()));
  }

  /**
   * Ends a family and the access tokens of its session.
   *
   * @return whether it was alive
   */
  boolean end(FamilyId family, String reason) {
    Instant now = clock.instant();
    boolean ended = store.revoke(family, reason, now);
    revokeSession(family, now);
    return ended;
  }

  /**
   * Ends the family of a token that its holder gives back; {@code false} if none was alive. One
   * that is neither the current token nor the one before counts as reused.
   */
  boolean close(Secret text) {
    Optional<RefreshToken> token = RefreshToken.parse(text);
    Optional<RefreshFamily> family = token.flatMap(parsed -> store.find(parsed.family()));
    if (family.isEmpty() || !family.get().isLiveAt(nowFor(family.get()))) {
      return false;
    }
    Fingerprint hash = token.get().hash();
    boolean known =
        hash.equals(family.get().currentHash())
            || family.get().previousHash().equals(Optional.of(hash));
    if (known) {
      return end(family.get().id(), "closed");
    }
    endReused(family.get().id(), nowFor(family.get()));
    return true;
  }

  private void endReused(FamilyId family, Instant now) {
    // First what stops the thief, then what tells of it.
    boolean ended = store.revoke(family, REUSED, now);
    revokeSession(family, now);
    if (ended) {
      log.warn("A refresh token of session {}… was used again; it ended", SessionIds.start(family));
      listener.refreshTokenReused(SessionIds.start(family));
    }
  }

  private void revokeSession(FamilyId family, Instant now) {
    revocations.append(
        List.of(
            Revocation.of(RevocationKind.SESSION, SessionIds.of(family), now.plus(longestToken))));
  }

  /** Notes the family as the only one of its account in its game, and ends the others. */
  void keepOnly(RefreshFamily family) {
    store
        .replaceActive(family.game(), family.account(), family.id())
        .ifPresent(other -> end(other, "replaced"));
    // One that was noted before, but not ended because a server failed in between. Those that were
    // opened at about the same time are left to their own callers: or two might end each other.
    Instant before = family.authTime().minus(Duration.ofMinutes(1));
    for (RefreshFamily other : store.liveOf(family.account(), clock.instant())) {
      if (other.game().equals(family.game()) && other.authTime().isBefore(before)) {
        end(other.id(), "replaced");
      }
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** How long refresh tokens live. Not safe to share. */
  public static final class Builder {
    private final RefreshStore store;
    private @Nullable RevocationStore revocations;
    private Duration grace = Duration.ofSeconds(30);
    private Duration idle = Duration.ofDays(14);
    private Duration absolute = Duration.ofDays(60);
    private Duration longestToken = Duration.ofHours(24).plusMinutes(5);
    private InstantSource clock = InstantSource.system();
    private AuthListener listener = AuthListener.NONE;
    private SecretGenerator generator = new SecretGenerator();

    private Builder(RefreshStore store) {
      this.store = store;
    }

    /** Where the ends of sessions are told to verifiers. Required. */
    public Builder revocations(RevocationStore revocations) {
      this.revocations = revocations;
      return this;
    }

    /**
     * For how long the token before the current one still gets the same successor. Defaults to 30
     * seconds; 0 to 60 seconds. With 0, a client whose answer got lost has to log in again.
     */
    public Builder grace(Duration grace) {
      this.grace = Require.between("grace", grace, Duration.ZERO, Duration.ofSeconds(60));
      return this;
    }

    /** How long a token is good if it is not used. Defaults to 14 days; 1 hour to 366 days. */
    public Builder idle(Duration idle) {
      this.idle = Require.between("idle", idle, Duration.ofHours(1), Duration.ofDays(366));
      return this;
    }

    /**
     * How long a family lives, however often its tokens are used. Defaults to 60 days; 1 hour to
     * 366 days.
     */
    public Builder absolute(Duration absolute) {
      this.absolute =
          Require.between("absolute", absolute, Duration.ofHours(1), Duration.ofDays(366));
      return this;
    }

    /**
     * The longest that an access token may be taken for good, verifiers' leeway included:
     * revocations are kept for so long. Defaults to 24 hours and 5 minutes; 1 minute to 31 days.
     */
    public Builder longestToken(Duration longestToken) {
      this.longestToken =
          Require.between("longestToken", longestToken, Duration.ofMinutes(1), Duration.ofDays(31));
      return this;
    }

    /**
     * The time of day. Defaults to the system's; where it goes back, it is held until it is due.
     */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /** Who is told of reused tokens. Defaults to nobody. */
    public Builder listener(AuthListener listener) {
      this.listener = listener;
      return this;
    }

    /** What makes the secrets. Defaults to the platform's {@code SecureRandom}. */
    public Builder secrets(SecretGenerator generator) {
      this.generator = generator;
      return this;
    }

    /**
     * The tokens.
     *
     * @throws IllegalArgumentException if {@code idle} is longer than {@code absolute}
     * @throws IllegalStateException if {@link #revocations} was not said
     */
    public RefreshTokens build() {
      if (revocations == null) {
        throw new IllegalStateException("revocations: none (expected: a RevocationStore)");
      }
      Require.between("idle", idle, Duration.ZERO, absolute);
      return new RefreshTokens(this, revocations);
    }
  }
}
