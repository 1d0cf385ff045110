// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.Persona;
import io.github.gameauth.platform.Platform;
import java.util.Set;

/**
 * Adds a host's own claims to its players' tokens, at login and at each refresh. It knows what the
 * server knows; nothing that a client sent gets here. What it throws makes the outcome undecided.
 * Safe to share; may block.
 */
@FunctionalInterface
public interface ClaimsCustomizer {
  /** Adds nothing. */
  ClaimsCustomizer NONE = request -> ExtraClaims.NONE;

  /**
   * Whose token it is.
   *
   * @param account the player's account
   * @param persona what the game calls the player; it names the game, too
   * @param platform who vouched for the player
   * @param assurance how sure the issuer is of the player
   * @param clientId the client
   * @param scope what the token will allow
   * @param degraded whether the platform could not be asked, though it had to be
   */
  record Request(
      Account account,
      Persona persona,
      Platform platform,
      Assurance assurance,
      String clientId,
      Set<String> scope,
      boolean degraded) {
    /** {@code Request(…)}: it is about a person. */
    @Override
    public String toString() {
      return "Request(…)";
    }
  }

  /** What to add. */
  ExtraClaims claimsFor(Request request);
}
