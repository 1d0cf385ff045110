// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.secret.Secret;
import java.util.Optional;

/**
 * What a client got from Roblox with the scope {@code openid}: the id token or the authorization
 * code, one of them.
 *
 * @param idToken the id token, a compact JWT
 * @param code the authorization code
 * @param codeVerifier the code verifier, if the code was asked for with a code challenge (PKCE)
 * @param nonce the nonce that was made for this login
 */
public record RobloxCredential(
    Optional<Secret> idToken,
    Optional<Secret> code,
    Optional<Secret> codeVerifier,
    Optional<Secret> nonce) {
  /** Insists on one of the two, and on a code where there is a verifier. */
  public RobloxCredential {
    if (idToken.isPresent() == code.isPresent()) {
      throw new IllegalArgumentException("credential: both or neither (expected: idToken or code)");
    }
    if (codeVerifier.isPresent() && code.isEmpty()) {
      throw new IllegalArgumentException("codeVerifier: without a code (expected: with one)");
    }
  }

  /** An id token of a login with a nonce. */
  public static RobloxCredential ofToken(Secret idToken, Secret nonce) {
    return new RobloxCredential(
        Optional.of(idToken), Optional.empty(), Optional.empty(), Optional.of(nonce));
  }

  /** A code that was asked for with a code challenge. */
  public static RobloxCredential ofCode(Secret code, Secret codeVerifier) {
    return new RobloxCredential(
        Optional.empty(), Optional.of(code), Optional.of(codeVerifier), Optional.empty());
  }
}
