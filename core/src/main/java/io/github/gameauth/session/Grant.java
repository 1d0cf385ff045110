// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.Persona;
import java.time.Instant;
import java.util.Set;

/**
 * Everything that a session's next tokens say.
 *
 * @param account the player's account, as it was read
 * @param persona what the game calls the player
 * @param context what was settled at login
 * @param authTime when the player proved who they are
 * @param family the session
 * @param scope what the access token allows
 * @param degraded whether the platform could not be asked, though it had to be
 */
record Grant(
    Account account,
    Persona persona,
    FamilyContext context,
    Instant authTime,
    FamilyId family,
    Set<String> scope,
    boolean degraded) {
  /** The same in another family. */
  Grant in(FamilyId other) {
    return new Grant(account, persona, context, authTime, other, scope, degraded);
  }
}
