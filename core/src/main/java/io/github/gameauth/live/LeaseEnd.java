// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

/**
 * Why a connection ends, with the WebSocket close code to tell its client by. Stable codes; codes
 * from 4000 are for private use.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-7.4">RFC 6455 §7.4</a>
 */
public enum LeaseEnd {
  /** The token, or the time that the host gave, has run out. */
  EXPIRED(4401, true),
  /** The player, the session or the token was revoked: sign in again. */
  REVOKED(4401, false),
  /** The key that signed the token is trusted no longer. */
  KEY_WITHDRAWN(4401, true),
  /** A token was shown that is not good, or not this player's. */
  TOKEN_REFUSED(4401, false),
  /** The player is banned. */
  BANNED(4403, false),
  /** The host wants the player gone. */
  KICKED(4403, false),
  /** No good token came in time. */
  HANDSHAKE_TIMEOUT(4408, true),
  /** A newer connection of the player took its place. */
  REPLACED(4409, false),
  /** The player is connected already, and the older connection stays. */
  ELSEWHERE(4409, false),
  /** The player may not play from where they are. */
  REGION(4451, false),
  /** The server stops. */
  SERVER_STOPPING(1001, true),
  /** There is no room, or nobody can tell now whether the token is good. */
  TRY_LATER(1013, true),
  /** A message was larger than it may be. */
  TOO_LARGE(1009, false),
  /** The client went. */
  CLOSED(1000, false);

  private final int closeCode;
  private final boolean comesBack;

  LeaseEnd(int closeCode, boolean comesBack) {
    this.closeCode = closeCode;
    this.comesBack = comesBack;
  }

  /** What to close a WebSocket with. */
  public int closeCode() {
    return closeCode;
  }

  /** A stable code, fit for a close reason and for metric tags. */
  public String code() {
    return name();
  }

  /**
   * Whether a client should connect again by itself, with a fresh token and after a pause of its
   * own; otherwise its player has to do something first.
   */
  public boolean comesBack() {
    return comesBack;
  }
}
