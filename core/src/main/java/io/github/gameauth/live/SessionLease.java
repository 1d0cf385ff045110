// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right of one connection to stay. It ends when the player's token does, or earlier: when the
 * player, the session or the token is revoked, when the key that signed it is withdrawn, or when
 * the host says so. It keeps what of the token is needed to tell, and not the token.
 *
 * <p>Safe to share. It prints no claim.
 *
 * @param <C> what the host calls a connection
 */
public final class SessionLease<C> {
  private final LeaseHome<C> home;
  private final String connectionId;
  private final C connection;
  private final String subject;
  private final @Nullable String sessionId;

  // From here on, everything is written under the book's lock alone.

  private volatile boolean admitted;
  private volatile @Nullable LeaseEnd end;
  private volatile TokenTrace trace;
  private volatile long endsAt;

  /** When it ends, in milliseconds of {@link LeaseTime}. */
  long deadline;

  /** What the wheel waits for: {@link #deadline}, or the moment of the notice before it. */
  long dueAt;

  /** Where the wheel keeps it, and between which others. */
  int slot = LeaseWheel.NOWHERE;

  @Nullable SessionLease<C> earlierInSlot;
  @Nullable SessionLease<C> laterInSlot;

  /** Its neighbours in the lists of {@link LeaseIndex}, by player and by session. */
  @Nullable SessionLease<C> newerByPlayer;

  @Nullable SessionLease<C> olderByPlayer;
  @Nullable SessionLease<C> newerBySession;
  @Nullable SessionLease<C> olderBySession;

  SessionLease(
      LeaseHome<C> home, String connectionId, C connection, VerifiedPlayer player, Instant endsAt) {
    this.home = home;
    this.connectionId = connectionId;
    this.connection = connection;
    this.subject = player.subject();
    this.sessionId = player.sessionId().orElse(null);
    this.trace = TokenTrace.of(player);
    this.endsAt = endsAt.toEpochMilli();
  }

  /** What the host calls the connection. */
  public C connection() {
    return connection;
  }

  /** The host's name for the connection. */
  public String connectionId() {
    return connectionId;
  }

  /** Whose word the player is taken at. */
  public String issuer() {
    return home.issuer();
  }

  /** Who the player is. */
  public String subject() {
    return subject;
  }

  /** The session, if the token names one. */
  public Optional<String> sessionId() {
    return Optional.ofNullable(sessionId);
  }

  /** When it ends unless it is renewed, in milliseconds. */
  public Instant expiresAt() {
    return Instant.ofEpochMilli(endsAt);
  }

  /** Whether the connection may stay. False from the moment on at which the listener is told. */
  public boolean isLive() {
    return admitted && end == null;
  }

  /** Why it ended, if it has. */
  public Optional<LeaseEnd> endedBy() {
    return Optional.ofNullable(end);
  }

  /**
   * Makes the lease last as long as a newer token of the same issuer, player and session, which was
   * not issued before the one that it hangs on. From then on it hangs on the newer one, whatever
   * key signed that. A lease is never shortened: lifetimes vary, so a token that was fetched early
   * may end no later, which is {@link LeaseRenewal#UNCHANGED} and does no harm.
   */
  public LeaseRenewal renew(VerifiedPlayer newer) {
    return home.registry().renew(this, newer);
  }

  /** Ends it and has the listener told, unless it has ended; the first cause counts. */
  public void end(LeaseEnd why) {
    home.registry().end(this, why);
  }

  /** Whether it is one of this player's session; a lease without a session has only such. */
  boolean isOf(VerifiedPlayer player) {
    return issuer().equals(player.issuer())
        && subject.equals(player.subject())
        && sessionId().equals(player.sessionId());
  }

  @Nullable String sessionOrNull() {
    return sessionId;
  }

  TokenTrace trace() {
    return trace;
  }

  long endsAtMillis() {
    return endsAt;
  }

  @Nullable LeaseEnd endOrNull() {
    return end;
  }

  void admit() {
    admitted = true;
  }

  boolean wasAdmitted() {
    return admitted;
  }

  void endBecause(LeaseEnd why) {
    end = why;
  }

  void hangOn(TokenTrace newer, long until) {
    trace = newer;
    endsAt = until;
  }

  /** {@code SessionLease(…)}: claim values stay out of logs. */
  @Override
  public String toString() {
    return "SessionLease(…)";
  }
}
