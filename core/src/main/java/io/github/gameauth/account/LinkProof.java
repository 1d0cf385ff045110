// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import io.github.gameauth.check.Require;
import java.time.Instant;

/**
 * That a player is in one of their own sessions, and when they last proved who they are. Whoever
 * changes what leads to an account has to show one.
 *
 * <p>It is plain data: fill it from a session or a verified token of the account, never from what a
 * client says, and not from a session that was let in during an outage.
 *
 * @param account whose session it is
 * @param sessionId the session's public id, {@code sid}; 1 to 255 printable characters
 * @param authTime when the player last proved who they are, {@code auth_time}
 */
public record LinkProof(AccountId account, String sessionId, Instant authTime) {
  /** Checks the session id. */
  public LinkProof {
    Require.printable("sessionId", sessionId);
  }

  /** When the player proved who they are, and nothing else. */
  @Override
  public String toString() {
    return "LinkProof(" + authTime + ")";
  }
}
