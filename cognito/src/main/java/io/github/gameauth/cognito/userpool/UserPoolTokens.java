// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import io.github.gameauth.secret.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * What a sign-in or a refresh gave. To keep them, keep all six; a refresh needs the last two as
 * well.
 *
 * @param accessToken opens the pool's own operations
 * @param idToken says who the player is; have it verified before it is believed
 * @param refreshToken gets new ones
 * @param expiry when the access and the id token end, by this machine's clock
 * @param userName the pool's own name of the user, which need not be the one that was typed. Read
 *     from a token that was not verified: good for asking the pool again, and for nothing else
 * @param deviceKey the device that the refresh token is bound to
 */
public record UserPoolTokens(
    Secret accessToken,
    Optional<Secret> idToken,
    Optional<Secret> refreshToken,
    Instant expiry,
    String userName,
    Optional<String> deviceKey) {
  /** The expiry alone. */
  @Override
  public String toString() {
    return "UserPoolTokens(until " + expiry + ")";
  }
}
