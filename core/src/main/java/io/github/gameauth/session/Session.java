// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.Persona;
import io.github.gameauth.account.PersonaId;
import io.github.gameauth.mint.MintedToken;
import io.github.gameauth.mint.NakamaSessions;
import io.github.gameauth.secret.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a player gets, and what the host may want to know of it. The two tokens are for the player;
 * the account's name is for the host alone.
 *
 * @param access the access token, its end, and when to come for the next one
 * @param refreshToken good for one use; the client keeps it before it uses anything of this
 * @param account the player's account
 * @param persona what the game calls the player, the token's {@code sub}
 * @param sessionId the session's public name, {@code sid}
 * @param created whether the account was made by this login
 * @param aliases names by which the game knew the player before accounts were merged, for the game
 *     to move its data; told at login, empty at a refresh
 * @param kind how much stands behind the account
 * @param degraded whether the platform could not be asked, though it had to be
 * @param scope what the access token allows
 * @param nakama tokens for a Nakama server, if the exchange mints such
 */
public record Session(
    MintedToken access,
    Secret refreshToken,
    AccountId account,
    Persona persona,
    String sessionId,
    boolean created,
    List<PersonaId> aliases,
    AccountKind kind,
    boolean degraded,
    Set<String> scope,
    Optional<NakamaSessions.Tokens> nakama) {
  /** Copies the collections. */
  public Session {
    aliases = List.copyOf(aliases);
    scope = Scopes.copyOf(scope);
  }

  /** {@code Session(…)}: it stays out of logs. */
  @Override
  public String toString() {
    return "Session(…)";
  }
}
