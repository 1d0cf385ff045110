// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.secret.Secret;
import java.util.Optional;

/**
 * What a client got from Twitch: a user access token, an id token or an authorization code, one of
 * them.
 *
 * @param accessToken the user access token
 * @param idToken the id token of a login with the scope {@code openid}, a compact JWT
 * @param code the authorization code
 * @param nonce the nonce of that login, for an id token, or for a code that is to bring one
 */
public record TwitchCredential(
    Optional<Secret> accessToken,
    Optional<Secret> idToken,
    Optional<Secret> code,
    Optional<Secret> nonce) {
  /** Insists on one of the three. */
  public TwitchCredential {
    int brought =
        (accessToken.isPresent() ? 1 : 0)
            + (idToken.isPresent() ? 1 : 0)
            + (code.isPresent() ? 1 : 0);
    if (brought != 1) {
      throw new IllegalArgumentException(
          "credential: " + brought + " of them (expected: accessToken, idToken or code)");
    }
  }

  /** A user access token. */
  public static TwitchCredential ofAccessToken(Secret accessToken) {
    return new TwitchCredential(
        Optional.of(accessToken), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** An id token of a login with a nonce. */
  public static TwitchCredential ofIdToken(Secret idToken, Secret nonce) {
    return new TwitchCredential(
        Optional.empty(), Optional.of(idToken), Optional.empty(), Optional.of(nonce));
  }

  /** A code. */
  public static TwitchCredential ofCode(Secret code) {
    return new TwitchCredential(
        Optional.empty(), Optional.empty(), Optional.of(code), Optional.empty());
  }
}
