// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.event;

import java.time.Duration;

/**
 * Told what the library does, for metrics, logs and alarms. Every method does nothing unless it is
 * overridden, so a listener names only what it wants to hear.
 *
 * <p>No argument ever holds a token, a secret, or a value that a stranger chose: issuers and key
 * locations are those of the configuration, key ids are those of admitted keys. All of them are fit
 * for log lines; of the strings only {@code issuer}, platforms and codes are fit for metric tags.
 *
 * <p>Methods are called on the thread that did the work, also on the threads that verify, and from
 * many threads at once: be quick and thread-safe. What a listener throws is logged once and
 * otherwise ignored.
 */
public interface AuthListener {
  /** Hears nothing. */
  AuthListener NONE = new AuthListener() {};

  /**
   * Tells both what happens, this one first. One that throws does not deprive the other.
   *
   * @return a listener that stands for the two
   */
  default AuthListener and(AuthListener other) {
    if (other == NONE) {
      return this;
    }
    return this == NONE ? other : new BothListeners(this, other);
  }

  /** A key set was asked for over the network, successfully or not. */
  default void keysFetched(KeysFetched fetch) {}

  /** A key source now trusts other keys than before. */
  default void keysChanged(KeysChanged change) {}

  /**
   * An entry of a key set was left out.
   *
   * @param issuer the issuer whose key set it is
   * @param reason a stable code such as {@code WEAK}, {@code PRIVATE} or {@code OTHER_USE}
   */
  default void keyRefused(String issuer, String reason) {}

  /**
   * A key set got older or younger.
   *
   * @param issuer the issuer whose key set it is
   * @param from the state before, one of {@code EMPTY FRESH AGEING STALE EXPIRED}
   * @param to the state now
   */
  default void keyStateChanged(String issuer, String from, String to) {}

  /**
   * A token was accepted.
   *
   * @param issuer the issuer's configured name
   * @param remembered whether it came from the verified-token cache
   */
  default void tokenAccepted(String issuer, boolean remembered) {}

  /**
   * A token was rejected.
   *
   * @param issuer the issuer's configured name, or {@code "unknown"} if it is none of ours
   * @param reason the stable code of the rejection
   */
  default void tokenRejected(String issuer, String reason) {}

  /**
   * Nobody could tell whether a token is good.
   *
   * @param issuer the issuer's configured name
   */
  default void tokenUndecided(String issuer) {}

  /**
   * The time of day went back; until it catches up, tokens are judged by the latest time seen.
   *
   * @param by how far
   */
  default void clockWentBack(Duration by) {}

  /**
   * A token was minted.
   *
   * @param issuer the minter's issuer
   * @param keyId the id of the key that signed it
   */
  default void tokenMinted(String issuer, String keyId) {}

  /**
   * A signing key was added to the store, by this server.
   *
   * @param issuer the minter's issuer
   * @param keyId the new key's id
   */
  default void signingKeyCreated(String issuer, String keyId) {}

  /**
   * The key store failed; the minter goes on with what it knows for as long as it may.
   *
   * @param issuer the minter's issuer
   */
  default void signingKeysUnavailable(String issuer) {}

  /**
   * An account was made.
   *
   * @param platform who vouched for its player; {@code guest} if nobody did
   */
  default void accountCreated(String platform) {}

  /**
   * An account, or what leads to it, was changed.
   *
   * @param change one of {@code linked unlinked moved merged registered banned unbanned logged-out
   *     deleted}
   * @param detail the platform, or the reason code of a ban; empty if there is neither
   */
  default void accountChanged(String change, String detail) {}

  /**
   * An identity was not linked, unlinked, moved or merged as asked for.
   *
   * @param platform whose identity; {@code unknown} if the asking ended before that was known
   * @param reason a stable code such as {@code OWNED_BY_OTHER} or {@code LAST_CREDENTIAL}
   */
  default void accountLinkRefused(String platform, String reason) {}

  /**
   * A check could not be made whether a player may play.
   *
   * @param check the check's name, as configured; fit for metric tags
   * @param cause one of {@code TIMEOUT BUSY FAILED UNKNOWN}
   * @param remembered whether an earlier answer stood in for it
   */
  default void accessUndecided(String check, String cause, boolean remembered) {}

  /**
   * A server's view of what was revoked was refreshed.
   *
   * @param issuer the issuer whose tokens it is about
   * @param added how many revocations were new
   * @param entries how many targets are known now
   */
  default void revocationsRefreshed(String issuer, int added, int entries) {}

  /**
   * A server's view of what was revoked could not be refreshed; it is tried again.
   *
   * @param issuer the issuer whose tokens it is about
   */
  default void revocationsNotRefreshed(String issuer) {}

  /**
   * A server's view of what was revoked got better or worse.
   *
   * @param issuer the issuer whose tokens it is about
   * @param from the stage before, one of {@code EMPTY FRESH STALE FULL}
   * @param to the stage now
   */
  default void revocationsStateChanged(String issuer, String from, String to) {}

  /**
   * A session was opened.
   *
   * @param platform the platform that vouched for the player
   * @param created whether the player's account was made on the way
   */
  default void sessionOpened(String platform, boolean created) {}

  /**
   * A session got its next tokens.
   *
   * @param platform the platform that vouched for the player when it was opened
   * @param repeated whether the same refresh token had been used a moment before
   */
  default void sessionRefreshed(String platform, boolean repeated) {}

  /**
   * A session got its next tokens although its platform could not be asked.
   *
   * @param platform the platform that is out
   */
  default void sessionDegraded(String platform) {}

  /**
   * A player got no tokens, and asking again with the same words will not help.
   *
   * @param code the stable code that the player is told by, such as {@code INVALID_GRANT}
   * @param detail a stable code for the server's eyes, such as {@code REVOKED}
   */
  default void sessionRefused(String code, String detail) {}

  /**
   * A player got no tokens, because nobody could tell.
   *
   * @param cause a stable code, such as {@code STORE}
   */
  default void sessionUndecided(String cause) {}

  /**
   * Enough different players from enough different places could not be judged that a platform
   * counts as out; or it no longer does.
   *
   * @param platform the platform
   * @param out whether it is out now
   */
  default void sessionOutageChanged(String platform, boolean out) {}

  /**
   * A refresh token came back after its successor had been told: one of two holders is a thief. The
   * session has ended.
   *
   * @param session the first characters of the session's {@code sid}
   */
  default void refreshTokenReused(String session) {}

  /**
   * To verify a token took longer than the verifier was told to expect; waiting for keys counts.
   * Said of tokens that were examined, not of those that were remembered.
   *
   * @param issuer the issuer's configured name, or {@code "unknown"} if it is none of ours
   * @param outcome {@code ACCEPTED}, {@code UNDECIDED}, or the stable code of the rejection
   * @param took how long it took
   */
  default void verificationWasSlow(String issuer, String outcome, Duration took) {}

  /**
   * A circuit breaker began to hold calls back, tries one, or lets them through again.
   *
   * @param breaker whom it guards, as configured; fit for metric tags
   * @param from the state before, one of {@code CLOSED OPEN HALF_OPEN}
   * @param to the state now
   */
  default void breakerChanged(String breaker, String from, String to) {}

  /**
   * A store answered, or failed to.
   *
   * @param engine the store's engine, such as {@code postgres} or {@code dynamodb}
   * @param step what was asked of it, one of a few fixed words; fit for metric tags
   * @param failed whether it ended in a {@code StoreException}
   * @param took how long it took, repetitions included
   */
  default void storeAnswered(String engine, String step, boolean failed, Duration took) {}

  /**
   * A connection was let in.
   *
   * @param way how the token came, one of {@code HEADER TICKET SUBPROTOCOL FIRST_MESSAGE
   *     QUERY_TOKEN}
   */
  default void handshakeAccepted(String way) {}

  /**
   * A connection was not let in.
   *
   * @param reason a stable code such as {@code ORIGIN}, {@code TIMEOUT} or {@code TOKEN}
   */
  default void handshakeRefused(String reason) {}

  /** A connection got its lease. */
  default void leaseOpened() {}

  /** A lease was prolonged by a newer token. */
  default void leaseRenewed() {}

  /**
   * A lease ended, and its connection with it.
   *
   * @param cause a stable code such as {@code EXPIRED}, {@code BANNED} or {@code REPLACED}
   */
  default void leaseEnded(String cause) {}
}
