// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.LinkProof;
import io.github.gameauth.account.Persona;
import java.time.Instant;

/**
 * Who an access token is of, looked up just now.
 *
 * @param account the player's account
 * @param persona what the token's game calls the player
 * @param sessionId the session
 * @param authTime when the player last proved who they are
 * @param degraded whether the platform could not be asked
 */
record Player(
    Account account, Persona persona, String sessionId, Instant authTime, boolean degraded) {
  /** What changing the account takes. */
  LinkProof proof() {
    return new LinkProof(account.id(), sessionId, authTime);
  }
}
